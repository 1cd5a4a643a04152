"""Where things stand, as each role may see it; numbers with what they are held to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, DividerBlock

from bot.domain.kernel.formatting import capitalised, format_count, uncapitalised
from bot.domain.people.induction import InductionYear
from bot.domain.people.part_time import format_rhythm
from bot.domain.sessions.records import SessionState
from bot.results.overviews.status import PairingStatus, SchoolCounts, SchoolStatus
from bot.views.entitlement.drop_ins import drop_ins_line
from bot.views.entitlement.time_off import time_lines
from bot.views.entitlement.training import ledger_lines
from bot.views.kernel import ids
from bot.views.kernel.message import (
    TEXT_MAX_CHARS,
    Message,
    button,
    button_row,
    fitting,
    section,
    small_print,
)
from bot.views.kernel.text import escape, shorten
from bot.views.sessions.formatting import format_when

FEWER_THAN = 5  # a smaller number could point to a person
TYPICAL = (
    "“Expected” is what your school set, or else what the guidance calls typical: an "
    "hour a week in year 1, an hour every 2 weeks in year 2, over whole school weeks "
    "(one day off at most), pro rata for part-time ECTs. Fewer is a reason to ask, not "
    "a finding."
)
OWN_SESSIONS_LABEL = "All sessions and notes"
_REST = "There is more than one message holds: my Home tab has the whole table."
_YEAR = {InductionYear.ONE: "year 1", InductionYear.TWO: "year 2"}


@dataclass(frozen=True, slots=True)
class _Part:
    """What one role sees."""

    heading: str
    nobody: str
    of: Callable[[SchoolStatus], tuple[PairingStatus, ...] | None]
    who: Callable[[PairingStatus], str]
    hat: str = ""  # what one wears who is mentor and induction tutor


_PARTS = (
    _Part(
        "Whom you mentor",
        "You are not down as anyone's mentor.",
        lambda school: school.as_mentor,
        lambda status: f"*{escape(status.ect)}*",
        hat="As a mentor",
    ),
    _Part(
        "Your mentoring",
        "No mentor is down for you yet.",
        lambda school: school.as_ect,
        lambda status: f"*{escape(status.mentor)}* is your mentor",
    ),
    _Part(
        "The ECTs of your school",
        "No ECT has a mentor here yet.",
        lambda school: school.as_tutor,
        lambda status: f"*{escape(status.ect)}* with {escape(status.mentor)}",
        hat="As induction tutor, without any notes",
    ),
)


def status(schools: Sequence[SchoolStatus]) -> Message:
    """Draw a person's status, school by school."""
    blocks: list[Block] = []
    texts: list[str] = []
    for school in schools:
        if blocks:
            blocks.append(DividerBlock())
        paragraphs = _paragraphs(school, named=len(schools) > 1)
        blocks += [section(paragraph) for paragraph in paragraphs]
        texts += paragraphs
    blocks = fitting(blocks, more=_REST)
    if any(school.as_mentor or school.as_ect for school in schools):
        blocks += button_row(
            "own-sessions",
            button(OWN_SESSIONS_LABEL, ids.OWN_SESSIONS, "all"),
            button("My data", ids.OPEN_MY_DATA, "all"),
        )
    if any(part.of(school) for school in schools for part in _PARTS):
        blocks.append(small_print(TYPICAL))
        texts.append(TYPICAL)
    return Message(tuple(blocks), shorten("\n\n".join(texts), to=TEXT_MAX_CHARS))


def _paragraphs(school: SchoolStatus, *, named: bool) -> list[str]:
    title = [f"*{escape(school.school)}*"] if named else []
    paragraphs = list(title)
    if school.closed:
        paragraphs.append(f"There is no teaching today: it is {school.closed}.")
    for part in _PARTS:
        pairings = part.of(school)
        if pairings is None:
            continue
        rest = [] if pairings else [part.nobody]
        paragraphs.append("\n".join([_heading(school, part), *rest]))
        paragraphs += [
            pairing_lines(pairing, part.who(pairing)) for pairing in pairings
        ]
    if school.as_tutor is not None:
        paragraphs.append(_flags(school.open_flags))
        paragraphs.append(time_lines(school.time_off or ()))
        paragraphs.append(ledger_lines(school.training or ()))
    elif school.counts is not None:
        heading = [] if named else [f"*{escape(school.school)}*"]
        paragraphs.append("\n".join([*heading, counts_line(school.counts)]))
    if paragraphs == title:
        paragraphs.append("There is nothing to show for your role here yet.")
    return paragraphs


def _heading(school: SchoolStatus, part: _Part) -> str:
    """Name a part, and the role where one person has both and they stay apart (R5)."""
    if school.as_mentor is None or school.as_tutor is None or not part.hat:
        return f"*{part.heading}*"
    return f"*{part.hat}: {uncapitalised(part.heading)}*"


def pairing_lines(status: PairingStatus, who: str) -> str:
    """Say how one pairing's meetings stand, led by *who* it is about."""
    rhythm = format_rhythm(status.weeks_per_session, status.full_time_equivalent)
    so_far = (
        f"So far: {status.held} held, {status.expected} expected over "
        f"{format_count(status.weeks, 'school week')}"
        f"{_out_of_hours(status.out_of_hours)}"
    )
    lead = f"{who} · {_YEAR[status.year]}, {rhythm}"
    lines = [lead, _this_week(status), so_far, _next(status)]
    return "\n".join([*lines, drop_ins_line(status.drop_ins)])


def _this_week(status: PairingStatus) -> str:
    held = [f for f in status.this_week if f.session.state is SessionState.HELD]
    if held:
        return f"This week: met {'; '.join(format_when(facts) for facts in held)}"
    return "This week: no session logged yet"


def _out_of_hours(count: int) -> str:
    return f"; {count} outside teaching hours" if count else ""


def _next(status: PairingStatus) -> str:
    if status.next_session is None:
        return "Next: none planned yet"
    return f"Next: {format_when(status.next_session)}"


def _flags(count: int) -> str:
    if not count:
        return "Nothing outside teaching hours waits for your answer."
    return (
        f"{format_count(count, 'session')} outside teaching hours "
        f"{'waits' if count == 1 else 'wait'} for your answer, in your messages from "
        "me."
    )


def counts_line(counts: SchoolCounts) -> str:
    """Say what leaders may know; a number that could point to a person is withheld.

    So is one from which such a number could be worked out: how many met, beside how
    many there are.
    """
    if counts.ects < FEWER_THAN:
        return (
            f"{capitalised(few(counts.ects))} ECTs, so counts of sessions would point "
            "to a person. They stay with the school's induction tutor."
        )
    met = _of(counts.met_this_week, counts.ects)
    lines = (
        f"{counts.ects} ECTs, of whom met their mentor this week: {met}",
        f"Sessions outside teaching hours so far: {few(counts.out_of_hours)}",
        f"Weeks without time off timetable this half-term: {few(counts.time_lost)}",
        f"Mentors who note their training hours: {few(counts.training)}",
    )
    return "\n".join(lines)


def _of(number: int, whole: int) -> str:
    """Say how many of all: what is left over is a number too."""
    left = whole - number
    if not left:
        return "all"
    return f"all but {few(left)}" if left < FEWER_THAN <= number else few(number)


def few(number: int) -> str:
    """Say a number, or that it is small: it could point to a person."""
    return f"fewer than {FEWER_THAN}" if number < FEWER_THAN else str(number)
