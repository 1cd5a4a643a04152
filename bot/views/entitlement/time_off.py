"""Time off timetable: noting a week in two clicks, and what it all adds up to."""

from collections.abc import Iterable, Sequence
from datetime import date

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.entitlement.time_off import PERCENT_OFF, LostTo, TimeCount
from bot.domain.kernel.formatting import format_count, format_day, format_list
from bot.domain.kernel.record import SchoolId
from bot.domain.people.member import Role
from bot.results.entitlement.time_off import (
    TimeForm,
    TimeNoted,
    TimePart,
    TimeShown,
    TimeWeek,
)
from bot.views.kernel import ids
from bot.views.kernel.forms import modal_page
from bot.views.kernel.message import (
    Message,
    button,
    button_row,
    message,
    section,
    small_print,
)
from bot.views.kernel.text import escape, listed

LOST_WORDS = {
    LostTo.COVER: "cover",
    LostTo.MEETING: "a meeting",
    LostTo.OTHER: "other things",
}
_SHORT = {LostTo.COVER: "cover", LostTo.MEETING: "meeting", LostTo.OTHER: "other"}
_HEADINGS = {Role.MENTOR: "As a mentor", Role.ECT: "As an ECT"}
_HAT_WORDS = {Role.MENTOR: "mentor", Role.ECT: "ECT"}
_MENTORS = (
    "Guidance asks for mentors to be given time off timetable for training and for "
    "mentoring."
)
_MOST_BLOCKS = 100  # of a form
_READERS = (
    "Your induction tutor sees which weeks you noted and what took the time, so that "
    "somebody can put it right. School leaders see counts of 5 or more. I keep no "
    "other words."
)


def time_form(form: TimeForm, *, changing: str = "") -> View:
    """Show the latest weeks, each with one press to say what became of the time.

    *changing* is a week that was noted and is to be noted anew.
    """
    blocks: list[Block] = []
    for part in form.parts:
        if len(form.parts) > 1:
            heading = f"{_HEADINGS[part.hat]} at {escape(part.school_name)}"
            blocks.append(section(f"*{heading}*"))
        blocks.append(section(_expected(part)))
        for week in part.weeks:
            blocks += _week(part, week, form.today, changing=changing)
        if part.count is not None:
            blocks.append(section(f"This half-term: {_added_up(part.count)}."))
    blocks.append(small_print(_READERS))
    return _modal(blocks)


def time_asked(saved: Message, form: TimeForm) -> View:
    """Ask what took the time, once a mentor has said that it was taken."""
    asked: list[Block] = [
        block
        for part in form.parts
        for week in part.weeks
        if part.hat is Role.MENTOR and week.monday <= form.today
        for block in _choices(part, week, lost_alone=True)
    ]
    if asked:
        question = section("*What took it?* One press, or none.")
        asked = [question, *asked, small_print(_READERS)]
    return _modal([*saved.blocks, *asked], title="Noted")


def open_time_button() -> Message:
    """Offer the form to someone who typed `time` where no form can be opened."""
    opens = button("My weeks", ids.OPEN_TIME, style="primary")
    text = "Did you get your time off timetable this week?"
    return message(text, opens, row="open-time")


def time_noted(noted: TimeNoted) -> Message:
    """Say what was noted of a week, with Undo while it is open."""
    week, done = noted.week, "Noted"
    if week.noted is None:
        done = "Taken back"
    value = packed(noted.part.school, noted.part.hat, week.monday)
    return message(
        f"*{done}.* {_said_week(week, noted.today)}",
        small_print(_READERS),
        button("Undo", ids.UNDO_TIME, value) if week.may_undo else None,
        row="time",
    )


def lost_line(shown: Iterable[TimeShown]) -> str | None:
    """Say who lost their time off timetable this half-term, in how many weeks."""
    said = [f"{_who(one)} {_lost(one.count)}" for one in shown if one.count.weeks_lost]
    if not said:
        return None
    return f"Time off timetable not given, this half-term: {'; '.join(said)}."


def time_lines(shown: Sequence[TimeShown]) -> str:
    """Say for each person what they noted this half-term."""
    if not shown:
        return "Time off timetable: nobody has noted anything this half-term."
    lines = listed([f"{_who(one)}: {_added_up(one.count)}" for one in shown])
    return f"*Time off timetable, this half-term*\n{lines}"


def packed(school: SchoolId, hat: Role, monday: date) -> str:
    """Pack what a week's button carries."""
    return f"{school}|{hat.value}|{monday.isoformat()}"


def unpacked(value: str) -> tuple[SchoolId, Role, date]:
    """Unpack what a week's button carries.

    Raises ValueError for what this program did not write.
    """
    school, hat, monday = value.rsplit("|", 2)
    return SchoolId(school), Role(hat), date.fromisoformat(monday)


def _modal(blocks: Sequence[Block], title: str = "Time off timetable") -> View:
    if len(blocks) > _MOST_BLOCKS:
        more = small_print("There is more than fits here; `/ect time` takes a week.")
        blocks = [*blocks[: _MOST_BLOCKS - 2], more, blocks[-1]]
    return modal_page(title, blocks, close="Done")


def _expected(part: TimePart) -> str:
    if part.hat is Role.MENTOR:
        return f"*Did you get your time off timetable?*\n{_MENTORS}"
    question = "*Did you get your time off timetable?*\nStatutory guidance has ECTs"
    if part.year is None:
        return f"{question} teach less than others, on top of planning time."
    percent = PERCENT_OFF[part.year]
    return (
        f"{question} teach {percent}% less than a full timetable in year {part.year}, "
        "on top of planning time, and pro rata part-time."
    )


def _week(part: TimePart, week: TimeWeek, today: date, *, changing: str) -> list[Block]:
    value = packed(part.school, part.hat, week.monday)
    said = _said_week(week, today)
    if week.noted is None or value == changing:
        return [section(said), *_choices(part, week)]
    label, action_id = ("Change", ids.CHANGE_TIME)
    if week.may_undo:
        label, action_id = ("Undo", ids.UNDO_TIME)
    change = button(label, action_id, value)
    return [section(said, block_id=f"time-{value}", beside=change)]


def _choices(
    part: TimePart, week: TimeWeek, *, lost_alone: bool = False
) -> list[Block]:
    value = packed(part.school, part.hat, week.monday)
    given = None if lost_alone else button("I got it", ids.TIME_GIVEN, value)
    lost = [
        button(f"Lost: {said}", f"{ids.TIME_LOST}.{to}", value)
        for to, said in _SHORT.items()
    ]
    return button_row(f"time-{value}", given, *lost)


def _said_week(week: TimeWeek, today: date) -> str:
    said = f"Week of {format_day(week.monday, today=today)}"
    if (today - week.monday).days < len("mtwtfss"):
        said = f"This week, from {format_day(week.monday, today=today)}"
    if week.became is None:
        return f"*{said}:* nothing is noted"
    if not week.became.is_lost:
        return f"*{said}:* you got your time"
    if week.became.to is None:
        return f"*{said}:* lost, since the time for a session was taken"
    return f"*{said}:* lost to {LOST_WORDS[week.became.to]}"


def _who(one: TimeShown) -> str:
    return f"{escape(one.name)} ({_HAT_WORDS[one.count.hat]})"


def _added_up(count: TimeCount) -> str:
    said = [f"given in {format_count(count.given, 'week')}"] if count.given else []
    said += [f"lost in {_lost(count)}"] if count.weeks_lost else []
    return ", ".join(said)


def _lost(count: TimeCount) -> str:
    weeks = format_count(count.weeks_lost, "week")
    to = {words: count.lost.get(lost, 0) for lost, words in _SHORT.items()}
    known = {words: number for words, number in to.items() if number}
    if not known:
        return weeks
    if len(known) == 1 and count.weeks_lost in known.values():
        return f"{weeks} ({format_list(list(known))})"
    if unsaid := count.lost.get(None):
        known["not said"] = unsaid
    said = [f"{words} {number}" for words, number in known.items()]
    return f"{weeks} ({format_list(said)})"
