"""What people write in the cells of a list of people, and what it means.

Each reader takes a cell's text and returns a value, or raises BadCell with a sentence
that says what would work.
"""

import re
from collections.abc import Iterable
from datetime import date

from bot.domain.kernel.formatting import DAYS
from bot.domain.kernel.record import PersonId
from bot.domain.kernel.typed_text import one_line
from bot.domain.kernel.written_dates import MONTHS_IN_YEAR, weekday_number, written
from bot.domain.people.member import ROLE_WORDS, Role
from bot.domain.school.profile import Weekday

NAME_MAX_CHARS = 75
TEXT_MAX_CHARS = 150
MOST_REVIEWS = 12  # one a term, over as long as an induction can take

_ROLES = {
    **{words.lower(): role for role, words in ROLE_WORDS.items()},
    **{role.value.replace("_", " "): role for role in Role},
    "early career teacher": Role.ECT,
    "ect mentor": Role.MENTOR,
    "ect lead": Role.INDUCTION_TUTOR,
    "tutor": Role.INDUCTION_TUTOR,
    "head": Role.HEADTEACHER,
    "head teacher": Role.HEADTEACHER,
    "admin": Role.SCHOOL_ADMIN,
}
_PERSON = re.compile(r"[UW][A-Z0-9]{4,20}", re.ASCII)
_DAY_FIRST = re.compile(r"\d{1,2}[/.-]", re.ASCII)
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?) ?(%?)", re.ASCII)
_WHEN = "Please write it like 3/9/2026, day first, or 2026-09-03."


class BadCell(Exception):
    """A cell that cannot be read; str() says why and what would work."""


def read_person(cell: str) -> PersonId:
    """Read a Slack member ID, such as U0123ABCD."""
    if not _PERSON.fullmatch(cell.strip().upper()):
        raise BadCell(
            f"“{_short(cell)}” is no Slack member ID. It begins with U or W, and is "
            "under the person's profile in Slack, “⋮”, “Copy member ID”."
        )
    return PersonId(cell.strip().upper())


def is_person(cell: str) -> bool:
    """Whether a cell holds a member ID, and not a name."""
    return bool(_PERSON.fullmatch(cell.strip())) and any(c.isdigit() for c in cell)


def read_text(cell: str, what: str, *, to: int = TEXT_MAX_CHARS) -> str:
    """Read a line of text."""
    text = one_line(cell)
    if len(text) > to:
        raise BadCell(f"The {what} is longer than {to} characters.")
    return text


def read_roles(cell: str) -> frozenset[Role]:
    """Read roles, such as "mentor; induction tutor"."""
    words = [word.strip() for word in re.split(r"[;,/+&\n]| and ", cell)]
    roles = set()
    for word in filter(None, words):
        role = _ROLES.get(" ".join(word.lower().replace("_", " ").split()))
        if role is None:
            raise BadCell(
                f"“{_short(word)}” is no role that I know. The roles are "
                f"{', '.join(ROLE_WORDS.values())}; put “;” between two."
            )
        roles.add(role)
    return frozenset(roles)


def read_days(cell: str) -> frozenset[Weekday]:
    """Read working days, such as "Mon-Wed" or "Mon, Tue, Fri"."""
    days: set[int] = set()
    tidy = re.sub(r"\s*(?:-|–| to )\s*", "-", cell.strip())
    for part in filter(None, re.split(r"[;,/\s]+|(?<=\w)and(?=\s)", tidy)):
        if part.lower() == "and":
            continue
        first, _, last = part.partition("-")
        start = _weekday(first, cell)
        days |= set(range(start, _weekday(last or first, cell) + 1))
    if not days:
        raise BadCell(f"“{_short(cell)}” names no day. {_WHICH_DAYS}")
    return frozenset(days)


def read_share(cell: str) -> float:
    """Read a working pattern as a share of full time: 0.6, 60%, "full-time"."""
    word = cell.strip().lower().removesuffix("fte").strip()
    if word.replace("-", " ") in {"full time", "full"}:
        return 1
    found = _SHARE.fullmatch(word)
    share = float(found[1].replace(",", ".")) if found else 0
    if found and found[2]:
        share /= 100
    if not 0 < share <= 1:
        raise BadCell(
            f"“{_short(cell)}” is no share of full time. Please write 0.6 or 60% for "
            "three days of five, and 1 for full time."
        )
    return round(share, 3)


def read_date(cell: str) -> date:
    """Read a date, day before month as in Britain, or ISO.

    Raises BadCell; for a date that fits in American order alone, AmericanDate.
    """
    text = " ".join(cell.lower().split()).removesuffix(" 00:00:00")
    found = written(text)
    if found is None:
        raise BadCell(f"“{_short(cell)}” is no date that I can read. {_WHEN}")
    if found.has_month_first and _DAY_FIRST.match(text):
        raise AmericanDate(
            f"“{_short(cell)}” has no month {found.month}. It looks like the American "
            f"order. {_WHEN}"
        )
    day = found.on()
    if day is None:
        raise BadCell(f"There is no day “{_short(cell)}”. {_WHEN}")
    return day


def read_reviews(cell: str) -> tuple[date, ...]:
    """Read when reviews are due, "11/12/2026; 26/3/2027", or "none"."""
    parts = [part.strip() for part in re.split(r"[;,\n]| and ", cell)]
    days = {read_date(part) for part in filter(None, parts) if part.lower() != "none"}
    if len(days) > MOST_REVIEWS:
        raise BadCell(f"That is more than {MOST_REVIEWS} dates of reviews.")
    return tuple(sorted(days))


class AmericanDate(BadCell):
    """A date that fits only with the month first."""


def could_be_american(cell: str) -> bool:
    """Whether a date would also fit with the month first, and be another day."""
    found = written(cell.strip()) if _DAY_FIRST.match(cell.strip()) else None
    if found is None or found.day == found.month:
        return False
    return max(found.day, found.month) <= MONTHS_IN_YEAR


def format_days(days: Iterable[Weekday]) -> str:
    """Say working days as a cell holds them: "Mon Tue Wed"."""
    return " ".join(DAYS[day] for day in sorted(days))


def format_roles(roles: Iterable[Role]) -> str:
    """Say roles as a cell holds them: "mentor; induction tutor"."""
    held = frozenset(roles)
    return "; ".join(words for role, words in ROLE_WORDS.items() if role in held)


_WHICH_DAYS = "Please write days like Mon Tue Wed, or Mon-Wed."


def _weekday(word: str, cell: str) -> int:
    number = weekday_number(word.strip(". "))
    if number < 0:
        raise BadCell(f"“{_short(cell)}” does not name working days. {_WHICH_DAYS}")
    return number


def _short(cell: str) -> str:
    text = " ".join(cell.split())
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 - as quoted
