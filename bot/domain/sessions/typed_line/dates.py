"""Reading a day out of a typed line: British dates, weekdays and "3 days ago"."""

import re
from datetime import date, timedelta

from bot.domain.kernel.formatting import MONTHS, WEEKDAYS
from bot.domain.kernel.written_dates import (
    DAY_MONTH,
    DAYS_IN_MONTHS,
    ISO,
    MONTH,
    MONTH_DAY,
    MONTHS_IN_YEAR,
    NTH,
    NUMERIC,
    SLASHED,
    WEEKDAY,
    Written,
    weekday_number,
    written_in,
)
from bot.domain.sessions.typed_line.parts import (
    COUNTED,
    END,
    HOURS,
    MINUTES,
    NUMBER,
    START,
    Context,
    Day,
    Kept,
    Pieces,
    Row,
    Unclear,
    as_typed,
    is_one_slip_apart,
    number,
    pattern,
)

# After a month's name a year needs four digits: "3 Nov 45 minutes" is not in 2045.
_NAMED_YEAR = r"(?:(?:[-/]|,?\s+(?=20\d\d))(?P<year>\d{4}|\d{2}))?"
_NOT_POSSESSIVE = r"(?!['’]s)"

_COMING_SOON = timedelta(days=14)
_LEAP_GAP_YEARS = 8  # 1896 to 1904: the longest wait for a 29 February

_OFFSETS = {
    "day before yesterday": -2,
    "yesterday": -1,
    "yest": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "just now": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MISSPELT = ("yesterday", "tomorrow", *(day.lower() for day in WEEKDAYS))
_MISSPELT_MIN_CHARS = 6
# "sat" is a verb and the sun shines, unless a time or so follows.
_ALSO_WORDS = ("sat", "sun")
_DAY_GOES_ON = pattern(rf"[\s,]{{1,2}}(?:(?:at|the)\s)?(?:\d|{MONTH}\b)")


def _no_such_day(said: str, found: Written) -> Unclear:
    typed, day, month, year = as_typed(said), found.day, found.month, found.year
    if found.has_month_first and day > 0 and month <= DAYS_IN_MONTHS:
        british = f"{month}/{day}" + (f"/{year}" if year else "")
        return Unclear(
            f"I read dates the British way, day first, so {typed} is not a date. "
            f"If you mean {month} {MONTHS[day - 1]}, type {british}.",
            example=f"/ect log {british} 14:00 50m",
        )
    if 0 < month <= MONTHS_IN_YEAR and 0 < day <= DAYS_IN_MONTHS:
        name = MONTHS[month - 1] + (f" {year}" if year else "")
        return Unclear(f"{typed} is not a date: {name} has no day {day}.")
    return Unclear(
        f"{typed} is not a date I can read. Type the day first, such as 3/11 or 3 Nov, "
        "and put numbers that belong to the note in double quotes."
    )


def _nearest(said: str, found: Written, context: Context) -> date:
    """Choose the year: the last such day, or the next one if that is within 14 days.

    Looking ahead it is the next one.
    """
    today = context.today
    around = range(today.year - _LEAP_GAP_YEARS, today.year + _LEAP_GAP_YEARS + 1)
    days = [day for year in around if (day := found.on(year)) is not None]
    past = [day for day in days if day <= today]
    if context.ahead:
        coming = [day for day in days if day >= today]
    else:
        coming = [day for day in days if today < day <= today + _COMING_SOON]
        coming += reversed(past)
    if not coming:
        raise _no_such_day(said, found)
    return coming[0]


def _dated(match: re.Match[str], context: Context) -> Pieces:
    found = written_in(match)
    return (Day(match[0], dated(match[0], found, context)),) if found else ()


def _month_first(match: re.Match[str], context: Context) -> Pieces:
    if not 0 < int(match["day"]) <= DAYS_IN_MONTHS:
        return ()
    return _dated(match, context)


def dated(said: str, found: Written, context: Context) -> date:
    """Return the day that is meant by a date that may have no year.

    Raises Unclear.
    """
    if found.year is None:
        return _nearest(said, found, context)
    day = found.on()
    if day is None:
        raise _no_such_day(said, found)
    return day


def _slashed(match: re.Match[str], context: Context) -> Pieces:
    day, month = int(match["day"]), int(match["month"])
    if min(day, month) > MONTHS_IN_YEAR and max(day, month) > DAYS_IN_MONTHS:
        return ()  # "50/50" is no attempt at a date
    return _dated(match, context)


def _nth(match: re.Match[str], context: Context) -> Pieces:
    """Read "on the 3rd" as the latest day of that number; looking ahead, the next."""
    day, today = int(match["day"]), context.today
    if not 0 < day <= DAYS_IN_MONTHS:
        return ()
    on = today
    while on.day != day:
        on += timedelta(days=1 if context.ahead else -1)
    return (Day(match[0], on),)


def _offset(match: re.Match[str], context: Context) -> Pieces:
    days = _OFFSETS[match["words"].lower()]
    return (Day(match[0], context.today + timedelta(days=days)),)


def _ago(match: re.Match[str], context: Context) -> Pieces:
    days = number(match["count"]) * _UNIT_DAYS[match["unit"].lower()]
    return (Day(match[0], context.today - timedelta(days=days)),)


def coming_weekday(wanted: int, today: date) -> date:
    """Return the next day of a weekday, today included."""
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _weekday(match: re.Match[str], context: Context) -> Pieces:
    word, which = match["day"].lower(), (match["which"] or "").lower()
    plain = not (which or match["on"] or match["week"])
    if word in _ALSO_WORDS and plain and not _goes_on_as_a_day(match):
        return ()
    wanted = weekday_number(word)
    week = (match["week"] or "").lower()
    on = _day_in_week(wanted, week or which, context, whole_week=bool(week))
    return (Day(match[0], on, weekday_only=True),)


def _goes_on_as_a_day(match: re.Match[str]) -> bool:
    return bool(_DAY_GOES_ON.match(match.string, match.end()))


def _day_in_week(
    wanted: int, which: str, context: Context, *, whole_week: bool
) -> date:
    today = context.today
    if context.ahead and not which:
        return coming_weekday(wanted, today)
    in_this_week = today + timedelta(days=wanted - today.weekday())
    if whole_week or which == "this":
        return in_this_week + {"last": -1, "this": 0, "next": 1}[which] * timedelta(7)
    since = (today.weekday() - wanted) % 7
    if which == "next":
        return today + timedelta(days=7 - since)
    return today - timedelta(days=since or (7 if which == "last" else 0))


def _misspelt(match: re.Match[str], context: Context) -> Pieces:
    word = match[0].lower()
    meant = next((day for day in _MISSPELT if is_one_slip_apart(word, day)), None)
    if meant is None or word.endswith("s"):
        return ()
    if meant in _OFFSETS:
        return (Day(match[0], context.today + timedelta(days=_OFFSETS[meant])),)
    wanted = weekday_number(meant)
    on = _day_in_week(wanted, "", context, whole_week=False)
    return (Day(match[0], on, weekday_only=True),)


def _kept(match: re.Match[str], _context: Context) -> Pieces:
    return (Kept(match[0]),)


DATE_ROWS = (
    # What must be done "by Friday" is for the note.
    Row(
        pattern(
            rf"\b(?<!day\s)(?:before|by|until|till|since)\s+(?:(?:this|next|last)\s+)?"
            rf"(?:{WEEKDAY}|tomorrow|today|yesterday){END}"
        ),
        _kept,
    ),
    # Before the dates: in "Sat 1 Nov" the number shows that a day is meant.
    Row(
        pattern(
            rf"{START}(?P<on>on\s+)?(?:(?P<which>last|this|next)\s+)?"
            rf"(?P<day>{WEEKDAY})(?:\s+(?P<week>last|this|next)\s+week)?"
            rf"{END}{_NOT_POSSESSIVE}"
        ),
        _weekday,
    ),
    Row(pattern(rf"{START}(?:on\s+)?{ISO}{END}"), _dated),
    Row(pattern(rf"{START}(?:on\s+)?{NUMERIC}{END}"), _dated),
    Row(
        pattern(
            rf"{START}(?:on\s+)?(?:the\s+)?{DAY_MONTH}\b"
            rf"(?!\s(?:be|have|need|want|not)\b)\.?{_NAMED_YEAR}{END}"
        ),
        _dated,
    ),
    Row(
        pattern(
            rf"{START}(?<!with\s)(?:on\s+)?(?<!with\s){MONTH_DAY}{_NAMED_YEAR}{END}"
            rf"(?!\s?(?:{HOURS}|{MINUTES}|[ap]\.?m)\b)"
        ),
        _month_first,
    ),
    Row(
        # Not "3/4 of the class".
        pattern(rf"{START}(?:on\s+)?{SLASHED}{END}(?!\s{COUNTED}\b)"),
        _slashed,
    ),
    Row(
        pattern(
            rf"{START}(?:(?:earlier|the)\s+)?(?P<words>{'|'.join(_OFFSETS)})"
            rf"(?:\s+(?:morning|afternoon|evening|lunchtime))?{END}{_NOT_POSSESSIVE}"
        ),
        _offset,
    ),
    Row(
        pattern(
            rf"{START}on\s+the\s+(?P<day>\d{{1,2}}){NTH}{END}"
            r"(?!\s(?!(?:at|for|from|with|between)\b)[a-z])"  # "on the 3rd try"
        ),
        _nth,
    ),
    Row(
        pattern(
            rf"{START}(?P<count>{NUMBER})\s+(?P<unit>day|week|fortnight)s?\s+ago{END}"
        ),
        _ago,
    ),
    Row(
        pattern(rf"{START}[a-z]{{{_MISSPELT_MIN_CHARS},10}}{END}{_NOT_POSSESSIVE}"),
        _misspelt,
    ),
)
