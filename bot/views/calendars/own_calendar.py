"""A person's own calendar: the file, the private address, their lesson times."""

from datetime import time
from typing import Any

import msgspec
from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    DividerBlock,
    InputBlock,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.domain.calendars.timetables import TimetableRead
from bot.domain.kernel.formatting import format_count, format_day
from bot.domain.school.profile import Hours
from bot.results.calendars.own_calendar import CalendarPage
from bot.views.kernel import ids
from bot.views.kernel.forms import VALUE
from bot.views.kernel.message import Message, button, buttons, section, small_print

FILE = "file"
HANDED_OVER = "Your mentoring calendar. Open it to add the sessions to your calendar."
_DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays")
_WEEKEND = "weekends"
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


def calendar(page: CalendarPage, notice: str = "") -> Message:
    """Draw the page, below what has just been done."""
    blocks: list[Block] = [section(notice), DividerBlock()] if notice else []
    texts = [notice] if notice else []
    for text, row in (
        (_WHAT, _file_row(page)),
        (_address_text(page), _address_row(page)),
        (_lessons_text(page), _lesson_row(page)),
    ):
        if text:
            blocks.append(section(text))
            texts.append(text)
        if row:
            blocks.append(buttons(row, block_id=row[0].action_id or ""))
    blocks.append(small_print(_AGAIN))
    return Message(tuple(blocks), "\n\n".join([*texts, _AGAIN]))


def calendar_modal(message: Message) -> View:
    """Draw the page as a form without fields, for the home tab."""
    return View(
        type="modal", title="Your calendar", close="Done", blocks=list(message.blocks)
    )


def timetable_form(trouble: str = "") -> View:
    """Ask for the file of somebody's own timetable; *trouble* says what was wrong."""
    said = [section(f"*That did not work.* {trouble}")] if trouble else []
    return View(
        type="modal",
        callback_id=ids.TIMETABLE_FORM,
        title="Your lesson times",
        submit="Look at it",
        close="Cancel",
        blocks=[
            *said,
            InputBlock(
                block_id=FILE,
                label="Your timetable, as an .ics file",
                hint="Export it from your school's timetable or your calendar, for at "
                "least one school week (two, if you have weeks A and B). You see what "
                "I found before anything is kept.",
                element=FileInputElement(
                    action_id=VALUE, filetypes=["ics"], max_files=1
                ),
            ),
            small_print(_USE),
        ],
    )


def reading() -> View:
    """Say that the file is being read."""
    return View(
        type="modal",
        title="Your lesson times",
        close="Close",
        blocks=[section("I am reading your timetable. This takes a few seconds.")],
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
    return View(
        type="modal",
        callback_id=ids.TIMETABLE_CHECK,
        title="Is this right?",
        submit="Use these times",
        close="Cancel",
        private_metadata=packed(found.lessons),
        blocks=[
            section(f"*You teach*\n{_said_lessons(found.lessons)}"),
            section(left_out),
            small_print(f"Nothing has been kept yet. {_USE}"),
        ],
    )


def packed(lessons: tuple[Hours, ...]) -> str:
    """Pack lesson times into what a form remembers: up to 100 fit Slack's limit."""
    rows = [
        f"{one.weekday}{one.starts:%H%M}{one.ends:%H%M}{one.week or ''}"
        for one in lessons
    ]
    return " ".join(rows)


def unpacked(memory: str) -> tuple[Hours, ...]:
    """Read what a form remembers."""
    return tuple(
        msgspec.convert(
            {
                "weekday": int(row[0]),
                "starts": _wall(row[1:5]),
                "ends": _wall(row[5:9]),
                "week": row[9:] or None,
            },
            Hours,
        )
        for row in memory.split()
    )


def file_of(view: dict[str, Any]) -> str:
    """Return the id of the file that was uploaded."""
    return str(view["state"]["values"][FILE][VALUE]["files"][0]["id"])


def _wall(digits: str) -> time:
    return time(int(digits[:2]), int(digits[2:]))


def _file_row(_page: CalendarPage) -> list[ButtonElement]:
    return [
        button(
            "Send me the file",
            action_id=ids.CALENDAR_FILE,
            value="file",
            style="primary",
        )
    ]


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
    row = [button(label, action_id=ids.CALENDAR_ADDRESS, value="new")]
    if stands:
        row.append(button("End it", action_id=ids.END_ADDRESS, value="end"))
    return row


def _lessons_text(page: CalendarPage) -> str:
    if page.lessons is None:
        return f"*Your lesson times*\nI don't know yet when you teach. {_USE}"
    since = f" (since {format_day(page.lessons_since)})" if page.lessons_since else ""
    return f"*Your lesson times*{since}\n{_said_lessons(page.lessons)}"


def _lesson_row(page: CalendarPage) -> list[ButtonElement]:
    known = page.lessons is not None
    label = "Upload it anew" if known else "Upload my timetable"
    row = [button(label, action_id=ids.OPEN_TIMETABLE, value="upload")]
    if known:
        row.append(button("Forget it", action_id=ids.REMOVE_TIMETABLE, value="remove"))
    if page.may_undo:
        row.append(button("Undo", action_id=ids.UNDO_TIMETABLE, value="undo"))
    return row


def _said_lessons(lessons: tuple[Hours, ...]) -> str:
    by_day: dict[int, list[str]] = {}
    for one in lessons:
        week = f" (week {one.week.value})" if one.week else ""
        by_day.setdefault(one.weekday, []).append(
            f"{one.starts:%H:%M}–{one.ends:%H:%M}{week}"
        )
    return "\n".join(
        f"• {_DAYS[day] if day < len(_DAYS) else _WEEKEND}: {', '.join(spans)}"
        for day, spans in sorted(by_day.items())
    )
