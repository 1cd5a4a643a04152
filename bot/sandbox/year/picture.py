"""Draw a rehearsed year as an SVG: a calendar of messages for each reader.

Plain SVG, written by hand. The numbers stand in the squares, so that the shade adds
nothing that cannot be read; what is empty is a day without a message.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.kernel.formatting import format_count, format_list
from bot.domain.people.member import ROLE_WORDS, Member, Role
from bot.sandbox.recording import Drawn
from bot.sandbox.year.report import sent_to
from bot.sandbox.year.running import Year

_SIDE, _STEP = 12, 14
_LEFT, _TOP = 24, 92
_HEAD, _GAP = 22, 20  # above and below each calendar
_DAYS = 7
_DAY = timedelta(days=1)
_INK, _PAPER, _FAINT = "#1d2733", "#ffffff", "#5b6770"
_SHADES = ("#9cc3e0", "#4b8fc4", "#1f5f96", "#0b2f55")  # 1, 2, 3, 4 and more
_DARK_FROM = 2  # messages: there the number is white
_FONT = "font-family='Helvetica,Arial,sans-serif'"
_BOLD, _MIDDLE = " font-weight='bold'", " text-anchor='middle'"
_END = " text-anchor='end'"


@dataclass(frozen=True, slots=True)
class _Ground:
    """A day on which nothing was sent: its shape says why, its colour the same."""

    colour: str
    words: str
    width: int
    height: int

    def at(self, x: int, y: int) -> str:
        """Return the shape, in the middle of a day's square."""
        left, top = x + (_SIDE - self.width) // 2, y + (_SIDE - self.height) // 2
        return f"M{left} {top}h{self.width}v{self.height}h-{self.width}z"


_OPEN = _Ground("#e4ebf1", "school day, nothing sent", _SIDE, _SIDE)
_CLOSED = _Ground("#d5dbe0", "no school", 2, 2)
_AWAY = _Ground("#b0793b", "not at work", 8, 2)


def as_svg(year: Year) -> str:
    """Return the picture of a year, as a file's text."""
    sent = sent_to(year)
    readers = [member for member in year.members if member.person in sent]
    weeks = ((year.last - monday_of(year.first)).days // 7) + 1
    width = _LEFT + weeks * _STEP + 16
    band = _HEAD + _DAYS * _STEP + _GAP
    height = _TOP + len(readers) * band
    title = f"{year.calendar.school.name}: what would be sent, and when"
    said = (
        f"{year.first.day} {year.first:%B %Y} to {year.last.day} {year.last:%B %Y}, "
        "without the answers to what people do themselves. The staff are made up."
    )
    size = f"viewBox='0 0 {width} {height}' width='{width}' height='{height}'"
    about = f"role='img' aria-labelledby='t d' {_FONT}"
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' {size} {about}>",
        f"<title id='t'>{escape(title)}</title><desc id='d'>{escape(said)}</desc>",
        f"<rect width='{width}' height='{height}' fill='{_PAPER}'/>",
        _text(_LEFT, 26, title, size=16, look=_BOLD),
        _text(_LEFT, 44, said, size=11, fill=_FAINT),
        *_legend(),
    ]
    for number, member in enumerate(readers):
        parts.append(f"<g transform='translate(0,{_TOP + number * band})'>")
        parts += _calendar(year, member, sent[member.person])
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def _calendar(year: Year, member: Member, sent: list[Drawn]) -> Iterator[str]:
    days = Counter(year.calendar.day_of(message.at) for message in sent)
    roles = format_list([ROLE_WORDS[role] for role in Role if role in member.roles])
    head = f"{member.name}, {roles}: {format_count(days.total(), 'message')}"
    yield _text(_LEFT, 0, head, size=12, look=_BOLD)
    right = _place(year, year.last)[0] + _SIDE
    yield _text(right, 0, _most(year, sent), size=10, fill=_FAINT, look=_END)
    for number, letter in enumerate("MTWTFSS"):
        y = _HEAD + number * _STEP + 9.5
        yield _text(_LEFT - 8, y, letter, size=9, fill=_FAINT, look=_MIDDLE)
    yield from _months(year)
    for ground, days_of_it in _grounds(year, member).items():
        drawn = "".join(ground.at(*_place(year, day)) for day in days_of_it)
        yield f"<path fill='{ground.colour}' d='{drawn}'/>"
    for day, number in sorted(days.items()):
        x, y = _place(year, day)
        shade = _SHADES[min(number, len(_SHADES)) - 1]
        yield f"<path fill='{shade}' d='{_square(x, y)}'/>"
        yield _number(x, y, number)


def _grounds(year: Year, member: Member) -> dict[_Ground, list[date]]:
    """Sort the days of a year: school days, days away, and all others."""
    found: dict[_Ground, list[date]] = {_OPEN: [], _CLOSED: [], _AWAY: []}
    day = year.first
    while day <= year.last:
        if not year.calendar.is_school_day(day):
            found[_CLOSED].append(day)
        elif year.calendar.works_on(member, day):
            found[_OPEN].append(day)
        else:
            found[_AWAY].append(day)
        day += _DAY
    return found


def _months(year: Year) -> Iterator[str]:
    """Name the months, and mark the weeks in which the clocks change."""
    day = year.first
    while day <= year.last:
        x, _ = _place(year, day)
        if day.day == 1:
            yield _text(x, 16, f"{day:%b}", size=9, fill=_FAINT)
        if _offset(year, day) != _offset(year, day + _DAY):
            edge = x + _STEP - 1
            yield (
                f"<path stroke='{_FAINT}' stroke-dasharray='2 2' "
                f"d='M{edge} {_HEAD - 2}V{_HEAD + _DAYS * _STEP}'/>"
            )
        day += _DAY


def _legend() -> Iterator[str]:
    x, y = _LEFT, 56
    for ground in (_OPEN, _CLOSED, _AWAY):
        yield f"<path fill='{ground.colour}' d='{ground.at(x, y)}'/>"
        yield _text(x + _STEP + 4, y + 10, ground.words, size=10, fill=_FAINT)
        x += _STEP + 20 + round(5 * len(ground.words))
    for number, shade in enumerate(_SHADES, start=1):
        yield f"<path fill='{shade}' d='{_square(x, y)}'/>"
        yield _number(x, y, number)
        x += _STEP
    words = "messages that day      ┊ the clocks change"
    yield _text(x + 4, y + 10, words, size=10, fill=_FAINT)


def _square(x: int, y: int) -> str:
    return f"M{x} {y}h{_SIDE}v{_SIDE}h-{_SIDE}z"


def _number(x: int, y: int, number: int) -> str:
    ink = _PAPER if number >= _DARK_FROM else _INK
    return _text(x + _SIDE / 2, y + 9.5, f"{number}", size=9, fill=ink, look=_MIDDLE)


def _most(year: Year, sent: list[Drawn]) -> str:
    """Say how full the fullest week was, as the bound of five a week counts it."""
    weeks = Counter(
        monday_of(year.calendar.day_of(message.at))
        for message in sent
        if message.content.kind.is_counted_a_week
    )
    most = max(weeks.values(), default=0)
    return f"at most {most} a week, concerns and what was asked for aside"


def _place(year: Year, day: date) -> tuple[int, int]:
    week = (day - monday_of(year.first)).days // _DAYS
    return _LEFT + week * _STEP, _HEAD + day.weekday() * _STEP


def _offset(year: Year, day: date) -> timedelta | None:
    return datetime.combine(day, time(), tzinfo=year.calendar.zone).utcoffset()


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: int,
    fill: str = _INK,
    look: str = "",
) -> str:
    place = f"x='{x:g}' y='{y:g}' font-size='{size}' fill='{fill}'"
    return f"<text {place}{look}>{escape(words)}</text>"
