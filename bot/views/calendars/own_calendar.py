"""A person's own calendar: the file, the private address, their lesson times."""

from typing import Any

from slack_sdk.models.blocks import ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.domain.calendars.timetables import TimetableRead
from bot.domain.kernel.formatting import WEEKDAYS, format_count, format_day
from bot.domain.kernel.record import Record
from bot.domain.school.profile import Hours
from bot.results.calendars.own_calendar import CalendarPage
from bot.views.kernel import ids
from bot.views.kernel.forms import VALUE, file_field, modal_form, modal_page
from bot.views.kernel.memory import packed
from bot.views.kernel.message import (
    Message,
    Piece,
    button,
    button_row,
    message,
    section,
    small_print,
)
from bot.views.kernel.text import listed

FILE = "file"
HANDED_OVER = "Your mentoring calendar. Open it to add the sessions to your calendar."
_SATURDAY = 5
_WHAT = (
    "*Your mentoring calendar*\nYour sessions for Outlook, Google Calendar or your "
    "phone: who meets whom, when, and whether in person. No notes, and nothing about "
    "concerns."
)
_AGAIN = (
    "Take the file again when plans have changed: entries that you have already are "
    "changed, not doubled."
)
_USE = (
    "I use your lesson times to suggest sessions when both of you are free. The times "
    "alone are kept, not what lessons are called, and nobody else is shown them."
)


class LessonsMemory(Record, frozen=True, kw_only=True):
    """What the look at a timetable remembers: up to 100 lessons fit Slack's limit."""

    lessons: tuple[Hours, ...]


def calendar(page: CalendarPage, notice: str = "") -> Message:
    """Draw the page, below what has just been done."""
    pieces: list[Piece] = [notice, DividerBlock()] if notice else []
    for text, row in (
        (_WHAT, _file_row()),
        (_address_text(page), _address_row(page)),
        (_lessons_text(page), _lesson_row(page)),
    ):
        if text:
            pieces += [text, button_row(row[0].action_id or "", *row)]
    return message(*pieces, small_print(_AGAIN), between="\n\n")


def calendar_modal(message: Message) -> View:
    """Draw the page as a form without fields, for the home tab."""
    return modal_page("Your calendar", message.blocks, close="Done")


def timetable_form(trouble: str = "") -> View:
    """Ask for the file of somebody's own timetable; *trouble* says what was wrong."""
    said = [section(f"*That did not work.* {trouble}")] if trouble else []
    return modal_form(
        ids.TIMETABLE_FORM,
        "Your lesson times",
        [
            *said,
            file_field(
                FILE,
                "Your timetable, as an .ics file",
                ["ics"],
                hint="Export it from your school's timetable or your calendar, for at "
                "least one school week (two, if you have weeks A and B). You see what "
                "I found before anything is kept.",
            ),
            small_print(_USE),
        ],
        submit="Look at it",
    )


def reading() -> View:
    """Say that the file is being read."""
    return modal_page(
        "Your lesson times", ["I am reading your timetable. This takes a few seconds."]
    )


def timetable_check(found: TimetableRead) -> View:
    """Show what was found, before it is kept."""
    left_out = (
        f"Left out: {format_count(found.left_out, 'entry', 'entries')} that "
        f"{'does' if found.left_out == 1 else 'do'} not come round every week, "
        "or that last all day."
        if found.left_out
        else "Nothing was left out."
    )
    return modal_form(
        ids.TIMETABLE_CHECK,
        "Is this right?",
        [
            f"*You teach*\n{_said_lessons(found.lessons)}",
            left_out,
            small_print(f"Nothing has been kept yet. {_USE}"),
        ],
        submit="Use these times",
        memory=packed(LessonsMemory(lessons=found.lessons)),
    )


def file_of(view: dict[str, Any]) -> str:
    """Return the id of the file that was uploaded."""
    return str(view["state"]["values"][FILE][VALUE]["files"][0]["id"])


def _file_row() -> list[ButtonElement]:
    return [button("Send me the file", ids.CALENDAR_FILE, "file", style="primary")]


def _address_text(page: CalendarPage) -> str:
    if page.address:
        return (
            "*Your private address*\nSubscribe to it in your calendar (“from URL”):\n"
            f"`{page.address}`\nWhoever has it can see when you meet and with whom, so "
            "keep it to yourself. I show it only now; you can take a new one at any "
            "time."
        )
    if not page.can_have_address:
        return ""
    if page.address_since is None:
        return (
            "*A calendar that follows by itself*\nA private address to subscribe to. "
            "It cannot be guessed, and you can end it at any time."
        )
    since = format_day(page.address_since)
    return (
        f"*Your private address* stands since {since}. Is it lost, or has somebody "
        "else seen it? A new one ends the old one at once."
    )


def _address_row(page: CalendarPage) -> list[ButtonElement]:
    if not page.can_have_address:
        return []
    stands = page.address_since is not None
    label = "Take a new address" if stands else "Get a private address"
    row = [button(label, ids.CALENDAR_ADDRESS, "new")]
    if stands:
        row.append(button("End it", ids.END_ADDRESS, "end"))
    return row


def _lessons_text(page: CalendarPage) -> str:
    if page.lessons is None:
        return f"*Your lesson times*\nI don't know yet when you teach. {_USE}"
    since = f" (since {format_day(page.lessons_since)})" if page.lessons_since else ""
    return f"*Your lesson times*{since}\n{_said_lessons(page.lessons)}"


def _lesson_row(page: CalendarPage) -> list[ButtonElement]:
    known = page.lessons is not None
    label = "Upload it anew" if known else "Upload my timetable"
    row = [button(label, ids.OPEN_TIMETABLE, "upload")]
    if known:
        row.append(button("Forget it", ids.REMOVE_TIMETABLE, "remove"))
    if page.may_undo:
        row.append(button("Undo", ids.UNDO_TIMETABLE, "undo"))
    return row


def _said_lessons(lessons: tuple[Hours, ...]) -> str:
    by_day: dict[int, list[str]] = {}
    for one in lessons:
        week = f" (week {one.week.value})" if one.week else ""
        span = f"{one.starts:%H:%M}–{one.ends:%H:%M}{week}"
        by_day.setdefault(one.weekday, []).append(span)
    names = [f"{day}s" for day in WEEKDAYS[:_SATURDAY]] + ["weekends"] * 2
    return listed(
        [f"{names[day]}: {', '.join(spans)}" for day, spans in sorted(by_day.items())]
    )
