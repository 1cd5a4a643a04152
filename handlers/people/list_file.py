"""The list of people as a file: handed out, taken in, looked at, applied."""

from dataclasses import replace

from slack_sdk.models.views import View

from bot.documents.reading_apart import read_apart
from bot.domain.kernel.record import SchoolId
from bot.ports.bundle import Ports
from bot.ports.files import NotFetched, SharedFile
from bot.ports.messenger import NotSent
from bot.results.people.pages import FileChecked
from bot.usecases.people.list_file import apply_rows, check_rows, list_of_people
from bot.usecases.people.people_list import people
from bot.views.calendars.own_calendar import file_of
from bot.views.kernel import ids
from bot.views.kernel.message import FILE_NOT_SENT, Message, plain
from bot.views.people.done import change_done
from bot.views.people.list_file import (
    CORRECT_IT,
    HANDED_OVER,
    check_page,
    memory_of,
    under_way,
    upload_form,
)
from handlers.calls import Call, Later, Meanwhile, Reply
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the buttons of the list and the forms of an upload."""
    listening.action(
        ids.DOWNLOAD_PEOPLE, lambda _call: Later(lambda call: _hand_over(ports, call))
    )
    listening.action(
        ids.UPLOAD_PEOPLE,
        lambda call: upload_form(people(ports, call.actor, _school(call)).school),
    )
    listening.submission(
        ids.PEOPLE_FILE_FORM,
        lambda _call: Meanwhile(
            under_way("I am reading the list. This takes a few seconds."),
            lambda call: _look(ports, call),
            reads=True,
        ),
    )
    listening.submission(
        ids.PEOPLE_CHECKED,
        lambda _call: Meanwhile(
            under_way("I am entering the people. This takes a few seconds."),
            lambda call: _apply(ports, call),
        ),
    )


def _hand_over(ports: Ports, call: Call) -> Reply:
    from bot.documents.roster_csv import write_csv  # noqa: PLC0415 - seldom needed

    content = write_csv(list_of_people(ports, call.actor, _school(call)))
    if not _shared(ports, call, content, name="people.csv", sentence=HANDED_OVER):
        return plain(FILE_NOT_SENT)
    return plain("The list is in your messages from me.")


def _look(ports: Ports, call: Call) -> View:
    from bot.documents.roster_csv import (  # noqa: PLC0415 - seldom needed
        MOST_BYTES,
        BadFile,
        corrected_csv,
        read_csv,
    )

    view = call.body["view"]
    school, file_id = SchoolId(view["private_metadata"]), file_of(view)
    try:
        file = ports.files.fetch(call.actor.team, file_id, at_most_bytes=MOST_BYTES)
        sheet = read_apart(read_csv, file.content)
    except BadFile as bad:
        return upload_form(school, bad.sentence)
    except NotFetched as fault:
        return upload_form(school, str(fault))
    found, read = check_rows(ports, call.actor, school, sheet.rows)
    shown = replace(
        found,
        file=file_id,
        ignored=sheet.ignored,
        doubtful=sheet.doubtful,
        garbled=sheet.garbled,
    )
    handed_over = bool(read.faults) and _shared(
        ports,
        call,
        corrected_csv(sheet, read.faults),
        name="people-to-correct.csv",
        sentence=CORRECT_IT,
    )
    return check_page(shown, handed_over=handed_over)


def _apply(ports: Ports, call: Call) -> View | Message:
    from bot.documents.roster_csv import (  # noqa: PLC0415 - seldom needed
        MOST_BYTES,
        read_csv,
    )

    memory = memory_of(call.body["view"])
    try:
        file = ports.files.fetch(call.actor.team, memory.file, at_most_bytes=MOST_BYTES)
        sheet = read_apart(read_csv, file.content)
    except NotFetched as fault:
        return upload_form(memory.school, str(fault))
    shown = FileChecked(memory.school, memory.file, memory.mark, rows=0)
    done = apply_rows(
        ports,
        call.actor,
        sheet.rows,
        shown=shown,
        delivery=call.delivery,
    )
    return change_done(done, memory.school)


def _shared(
    ports: Ports, call: Call, content: bytes, *, name: str, sentence: str
) -> bool:
    """Put a file into the messages of whoever asks; False where that went wrong."""
    file = SharedFile(name, "The list of people", content)
    try:
        ports.files.share(call.actor.team, call.actor.person, [file], sentence=sentence)
    except NotSent:
        return False
    return True


def _school(call: Call) -> SchoolId:
    return SchoolId(call.body["actions"][0]["value"])
