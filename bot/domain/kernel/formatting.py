"""How dates, times and lengths are said: British, short, the same everywhere."""

import re
from datetime import date, datetime

# Who has no name any more, as it stands at the start of a sentence.
WHO_HAS_LEFT = "A colleague who has left"
NOT_LISTED = "Someone who is not in the list"
_WITHIN = re.compile(rf"([\w,;:)&·–—-][ *_“(]+)({WHO_HAS_LEFT}|{NOT_LISTED})")

WEEKDAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday"),
    *("Friday", "Saturday", "Sunday"),
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT_CHARS = 3  # of a weekday or a month, as said in short: no two begin alike
DAYS = tuple(name[:SHORT_CHARS] for name in WEEKDAYS)


def format_day(day: date, *, today: date | None = None) -> str:
    """Say a day as "Tue 3 Mar", with the year where it is not *today*'s."""
    words = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1][:SHORT_CHARS]}"
    if today is not None and day.year != today.year:
        words += f" {day.year}"
    return words


def format_date(day: date) -> str:
    """Say a day with its year: "Tue 3 Mar 2027"."""
    return f"{format_day(day)} {day.year}"


def format_span(starts: datetime, ends: datetime, *, today: date | None = None) -> str:
    """Say two local instants as "Tue 3 Mar, 14:00–15:00"."""
    until = f"{ends:%H:%M}"
    if ends.date() != starts.date():
        until = f"{format_day(ends.date())}, {until}"
    return f"{format_day(starts.date(), today=today)}, {starts:%H:%M}–{until}"


def format_minutes(minutes: int) -> str:
    """Say a length as "50 minutes", "1 hour" or "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(f"{hours} hour" + ("s" if hours > 1 else ""))
    if rest or not hours:
        parts.append(f"{rest} minute" + ("" if rest == 1 else "s"))
    return " ".join(parts)


def format_list(words: list[str] | tuple[str, ...], *, joined_by: str = "and") -> str:
    """Say several words as "A, B and C"."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no comma and no "and"
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined_by} {words[-1]}"


def uncapitalised(label: str) -> str:
    """Put a label of ours into a sentence: "Noted: one of us was away".

    An acronym keeps its letters. What people wrote is put in as they wrote it.
    """
    first = label.partition(" ")[0]
    return label if first[1:] != first[1:].lower() else label[:1].lower() + label[1:]


def capitalised(words: str) -> str:
    """Begin a line with words of ours; all other letters stay as they are."""
    return words[:1].upper() + words[1:]


def format_count(number: int, noun: str, plural: str | None = None) -> str:
    """Say "1 session", "3 sessions"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def in_sentences(text: str) -> str:
    """Return text with a small letter where who has no name stands within a sentence.

    What people wrote is quoted, a line each, and stays as it is.
    """
    if WHO_HAS_LEFT not in text and NOT_LISTED not in text:
        return text
    return "\n".join(
        line
        if line.startswith(("> ", "&gt; "))
        else _WITHIN.sub(lambda found: found[1] + uncapitalised(found[2]), line)
        for line in text.split("\n")
    )
