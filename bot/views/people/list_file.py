"""A list of people as a file: the upload, and the look before it is applied."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_count
from bot.domain.kernel.record import Record, SchoolId
from bot.results.people.pages import FileChecked
from bot.views.calendars.own_calendar import FILE
from bot.views.kernel import ids
from bot.views.kernel.forms import file_field, modal_form, modal_page
from bot.views.kernel.memory import packed, unpacked
from bot.views.kernel.message import section, small_print
from bot.views.kernel.text import escape, listed, shorten

HANDED_OVER = (
    "The list of people, for a spreadsheet. Change it, save it as CSV, and upload it "
    "with `/ect people`. Please delete it when you are done."
)
CORRECT_IT = (
    "The list that you uploaded, with a column that says what is wrong in which row. "
    "Correct it there, and upload this file."
)
_MOST_LINES = 20
_HOW = (
    "The quickest way: download the list first, and add rows to it; its first line "
    "names the columns. People are known by their Slack member ID, which is under "
    "their profile, “⋮”, “Copy member ID”. You see what would change before anything "
    "does."
)


class FileMemory(Record, frozen=True, kw_only=True):
    """What the look before an upload is applied remembers."""

    school: SchoolId
    file: str  # its id in Slack, where it is read again
    mark: str


def upload_form(school: SchoolId, trouble: str = "") -> View:
    """Ask for the file; *trouble* says what was wrong with the last one."""
    said = [section(f"*That did not work.* {escape(trouble)}")] if trouble else []
    return modal_form(
        ids.PEOPLE_FILE_FORM,
        "Upload a list",
        [
            *said,
            file_field(FILE, "The list of people, as a CSV file", ["csv", "txt"]),
            small_print(_HOW),
        ],
        submit="Look at it",
        memory=school,
    )


def under_way(what: str) -> View:
    """Say that a file is being read or applied."""
    return modal_page("People", [what])


def check_page(shown: FileChecked, *, handed_over: bool) -> View:
    """Show what a file would change, or what is wrong with it.

    *handed_over* says that the corrected file is in the reader's messages.
    """
    if not shown.is_fine:
        return _faults_page(shown, handed_over=handed_over)
    lead = f"{format_count(shown.rows, 'row')} read. *Nothing has been changed yet.*"
    if not shown.added and not shown.changed:
        return under_way(f"{lead} All of it is in the list already.")
    memory = FileMemory(school=shown.school, file=shown.file, mark=shown.mark)
    return modal_form(
        ids.PEOPLE_CHECKED,
        "Is this right?",
        [
            lead,
            _doubtful(shown),
            _listed("Added", [escape(line) for line in shown.added]),
            _listed("Changed", [escape(line) for line in shown.changed]),
            _ignored(shown),
            small_print(
                "Whoever is not in the file stays as they are. A changed mentor begins "
                "today, and so do other working days, unless a row says from when. "
                "After that you can undo all of it for an hour."
            ),
        ],
        submit="Apply it",
        memory=packed(memory),
    )


def memory_of(view: dict[str, Any]) -> FileMemory:
    """Read back what the look remembers; raises msgspec.MsgspecError."""
    return unpacked(view["private_metadata"], FileMemory)


def _faults_page(shown: FileChecked, *, handed_over: bool) -> View:
    rows = [
        f"Row {number}, {escape(shorten(name, to=60)) or 'no name'}: {escape(said)}"
        for number, name, said in shown.faults
    ]
    general = [escape(one) for one in shown.general]
    count = format_count(len(rows), "row")
    needs = "needs" if len(rows) == 1 else "need"
    lead = f"*{count} {needs} another look. Nothing has been changed.*"
    handed = (
        "I have put the file into your messages from me once more, with a column that "
        "says what is wrong. Correct it there and upload that file."
    )
    return modal_page(
        "Not quite yet",
        [
            lead if rows else "*Nothing has been changed.*",
            _doubtful(shown),
            _listed("What is wrong", [*rows, *general]),
            handed if handed_over else None,
            _ignored(shown),
        ],
    )


def _listed(title: str, lines: Sequence[str]) -> str | None:
    if not lines:
        return None
    shown = listed([shorten(line, to=140) for line in lines], most=_MOST_LINES)
    return f"*{title}* ({len(lines)})\n{shown}"


def _doubtful(shown: FileChecked) -> str | None:
    """Ask about letters, where the file does not show how they were saved.

    They may have been saved twice over on their way into it.
    """
    if shown.garbled:
        cells = [(_short(cell), _short(meant)) for cell, meant in shown.garbled]
        lines = [f"{cell}: is it {meant}?" for cell, meant in cells]
        return (
            "*Are these letters right?* They look as if they had been saved in two "
            f"ways, one over the other.\n{listed(lines, most=_MOST_LINES)}\nIf any is "
            "wrong, close this, put it right in the list, save that as “CSV UTF-8” and "
            "upload it."
        )
    if not shown.doubtful:
        return None
    lines = [_short(one) for one in shown.doubtful]
    return (
        "*Are these letters right?* The file does not say how it was saved, so I had "
        f"to guess.\n{listed(lines, most=_MOST_LINES)}\nIf any is wrong, close this, "
        "save the list as “CSV UTF-8” and upload that file."
    )


def _short(cell: str) -> str:
    return escape(shorten(cell, to=60))


def _ignored(shown: FileChecked) -> Block | None:
    if not shown.ignored:
        return None
    names = ", ".join(f"“{escape(shorten(one, to=40))}”" for one in shown.ignored[:10])
    return small_print(f"Columns that I do not read: {names}.")
