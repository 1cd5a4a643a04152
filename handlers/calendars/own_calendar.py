"""A person's own calendar: the file, its private address, their lesson times."""

from slack_sdk.models.views import View

from bot.documents.reading_apart import read_apart
from bot.domain.kernel.errors import Unfit
from bot.ports.bundle import Ports
from bot.ports.files import NotFetched, SharedFile
from bot.ports.messenger import NotSent
from bot.results.calendars.own_calendar import PersonalCalendar
from bot.usecases.calendars.own_calendar import (
    FEED_PATH,
    calendar_at,
    calendar_page,
    new_address,
    own_calendar,
    take_address_back,
)
from bot.usecases.calendars.timetables import (
    keep_timetable,
    look_at_timetable,
    remove_timetable,
    timetable_window,
    undo_timetable,
)
from bot.views.calendars.own_calendar import (
    HANDED_OVER,
    LessonsMemory,
    calendar,
    calendar_modal,
    file_of,
    reading,
    timetable_check,
    timetable_form,
)
from bot.views.kernel import ids
from bot.views.kernel.memory import unpacked
from bot.views.kernel.message import FILE_NOT_SENT, Message, why_not
from handlers.calls import Answer, Call, InPlace, Later, Meanwhile, Reply
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the page's buttons and forms."""
    listening.action(ids.OPEN_CALENDAR, lambda call: _opened(ports, call))
    listening.action(
        ids.CALENDAR_FILE, lambda _call: Later(lambda call: _hand_over(ports, call))
    )
    listening.action(ids.CALENDAR_ADDRESS, lambda call: _address(ports, call))
    listening.action(ids.END_ADDRESS, lambda call: _end(ports, call))
    listening.action(ids.OPEN_TIMETABLE, lambda call: _ask_for_file(ports, call))
    listening.action(ids.REMOVE_TIMETABLE, lambda call: _forget(ports, call))
    listening.action(ids.UNDO_TIMETABLE, lambda call: _undo(ports, call))
    listening.submission(
        ids.TIMETABLE_FORM,
        lambda _call: Meanwhile(reading(), lambda call: _look(ports, call), reads=True),
    )
    listening.submission(ids.TIMETABLE_CHECK, lambda call: _keep(ports, call))


def own(ports: Ports, call: Call, _text: str) -> Message:
    """Show the page, for `/ect calendar`."""
    return calendar(calendar_page(ports, call.actor))


def served(ports: Ports, path: str) -> bytes | None:
    """Return the calendar file at a private address, or None where there is none."""
    if not path.startswith(FEED_PATH):
        return None
    found = calendar_at(ports, path)
    return _as_ics(found) if found is not None else None


def _opened(ports: Ports, call: Call) -> View:
    return calendar_modal(calendar(calendar_page(ports, call.actor)))


def _hand_over(ports: Ports, call: Call) -> Reply:
    file = SharedFile(
        "mentoring.ics", "Mentoring sessions", _as_ics(own_calendar(ports, call.actor))
    )
    team, person = call.actor.team, call.actor.person
    try:
        ports.files.share(team, person, [file], sentence=HANDED_OVER)
    except NotSent:
        return _redrawn(ports, call, FILE_NOT_SENT)
    return _redrawn(ports, call, "*Sent.* The file is in your messages from me.")


def _address(ports: Ports, call: Call) -> Reply:
    address = new_address(ports, call.actor, call.delivery)
    if address is None:
        return None  # what is shown has the address, which nothing else tells
    notice = "*Made.* Your private address is below, this once."
    return _redrawn(ports, call, notice, address=address)


def _end(ports: Ports, call: Call) -> Reply:
    take_address_back(ports, call.actor, call.delivery)
    return _redrawn(ports, call, "*Ended.* The address answers no more.")


def _ask_for_file(ports: Ports, call: Call) -> View:
    timetable_window(ports, call.actor)  # refuses who has no calendar
    return timetable_form()


def _look(ports: Ports, call: Call) -> View:
    # Loaded when first used, since it takes a while and most starts need none.
    from bot.documents.timetable_file import (  # noqa: PLC0415 - see above
        MOST_BYTES,
        read_busy,
    )

    window = timetable_window(ports, call.actor)
    try:
        file = ports.files.fetch(
            call.actor.team, file_of(call.body["view"]), at_most_bytes=MOST_BYTES
        )
        read = read_apart(
            read_busy, file.content, window.zone, window.first, window.last
        )
        found = look_at_timetable(ports, call.actor, read.busy, left_out=read.left_out)
        return timetable_check(found)
    except Unfit as unfit:
        return timetable_form(why_not(unfit))
    except NotFetched as fault:
        return timetable_form(str(fault))


def _keep(ports: Ports, call: Call) -> Answer:
    memory = unpacked(call.body["view"]["private_metadata"], LessonsMemory)
    keep_timetable(ports, call.actor, memory.lessons, call.delivery)
    notice = "*Saved.* I suggest times outside your lessons from now on."
    return calendar_modal(calendar(calendar_page(ports, call.actor), notice))


def _forget(ports: Ports, call: Call) -> Reply:
    remove_timetable(ports, call.actor, call.delivery)
    return _redrawn(ports, call, "*Forgotten.* I know your lesson times no more.")


def _undo(ports: Ports, call: Call) -> Reply:
    undo_timetable(ports, call.actor)
    return _redrawn(ports, call, "*Undone.* Your lesson times are as they were.")


def _redrawn(
    ports: Ports, call: Call, notice: str, *, address: str | None = None
) -> Reply:
    """Draw the page where its button stands."""
    page = calendar(calendar_page(ports, call.actor, address=address), notice)
    return calendar_modal(page) if call.body.get("view") else InPlace(page)


def _as_ics(found: PersonalCalendar) -> bytes:
    from bot.documents.calendar_file import as_ics  # noqa: PLC0415 - same

    return as_ics(found)
