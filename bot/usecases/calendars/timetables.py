"""A person's own lesson times: looked at first, then kept, replaced or taken away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.domain.calendars.timetables import (
    Busy,
    Timetable,
    TimetableRead,
    is_teaching,
    lessons_in,
)
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.history import Event
from bot.domain.people.member import Member
from bot.domain.school.profile import Hours
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import TIMETABLES
from bot.ports.store import Reading, Records
from bot.usecases.calendars.own_calendar import require_own
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.history import note_act
from bot.usecases.kernel.lookup import Mentoring, calendar_of

_BEFORE, _AFTER = timedelta(weeks=20), timedelta(weeks=30)


@dataclass(frozen=True, slots=True)
class TimetableWindow:
    """The days in which a timetable is looked at, and the school's clocks."""

    zone: ZoneInfo
    first: date
    last: date


def timetable_window(ports: Ports, actor: Actor) -> TimetableWindow:
    """Say what of a timetable matters; raises NotAllowed."""
    with ports.store.reading(actor.team) as records:
        own = require_own(records, actor.person)
        calendar = calendar_of(ports, records, own[0].school)
        today = calendar.day_of(ports.clock.now())
        return TimetableWindow(calendar.zone, today - _BEFORE, today + _AFTER)


def look_at_timetable(
    ports: Ports, actor: Actor, entries: Iterable[Busy], *, left_out: int = 0
) -> TimetableRead:
    """Find the lessons that come round, to be checked; nothing is kept.

    *left_out* entries of the file were no lessons to begin with. Raises NotAllowed
    and Unfit.
    """
    with ports.store.reading(actor.team) as records:
        own = require_own(records, actor.person)
        calendar = calendar_of(ports, records, own[0].school)
        found = lessons_in(entries, calendar, calendar.day_of(ports.clock.now()))
    return replace(found, left_out=found.left_out + left_out)


def keep_timetable(
    ports: Ports, actor: Actor, lessons: Sequence[Hours], delivery: Delivery
) -> None:
    """Keep somebody's own lesson times, in place of those there were.

    Raises NotAllowed.
    """
    _change(ports, actor, tuple(lessons), delivery)


def remove_timetable(ports: Ports, actor: Actor, delivery: Delivery) -> None:
    """Take somebody's own lesson times away; raises NotAllowed."""
    _change(ports, actor, None, delivery)


def undo_timetable(ports: Ports, actor: Actor) -> None:
    """Put the lesson times back that there were before; raises NotAllowed and Stale."""
    with ports.store.transaction(actor.team) as records:
        own = require_own(records, actor.person)[0]
        kept = records.get(TIMETABLES, f"{own.school}/{own.person}")
        if kept is None or not kept.may_undo(ports.clock.now()):
            raise Stale("Undo is open for an hour, and that has passed.")
        undone = msgspec.structs.replace(
            kept, lessons=kept.before, before=None, is_undone=True
        )
        records.put(TIMETABLES, undone)
        _note(ports, records, actor, own, did=Event.LESSONS_UNDONE)


def lessons_of(records: Reading, member: Member) -> tuple[Hours, ...] | None:
    """Return somebody's lesson times; None where they are not known."""
    kept = records.get(TIMETABLES, f"{member.school}/{member.person}")
    return kept.lessons if kept else None


def knows_timetables(records: Reading, about: Mentoring) -> bool:
    """Whether the lesson times of both of a pairing are known."""
    both = (about.mentor, about.ect)
    return all(lessons_of(records, member) is not None for member in both)


def is_in_lesson(
    records: Reading, about: Mentoring, starts: datetime, ends: datetime
) -> bool:
    """Whether one of a pairing teaches at a time, as far as is known."""
    return any(
        is_teaching(about.calendar, lessons_of(records, member) or (), starts, ends)
        for member in (about.mentor, about.ect)
    )


def _change(
    ports: Ports, actor: Actor, lessons: tuple[Hours, ...] | None, delivery: Delivery
) -> None:
    with ports.store.transaction(actor.team) as records:
        own = require_own(records, actor.person)[0]
        if outcome_of(records, delivery):
            return
        now = ports.clock.now()
        kept = Timetable(
            school=own.school,
            person=own.person,
            lessons=lessons,
            before=lessons_of(records, own),
            set_at=now,
        )
        records.put(TIMETABLES, kept)
        did = Event.LESSONS_SET if lessons is not None else Event.LESSONS_REMOVED
        _note(ports, records, actor, own, did=did)
        claim(records, delivery, "lessons", now)


def _note(
    ports: Ports, records: Records, actor: Actor, own: Member, *, did: Event
) -> None:
    subject = f"lessons:{actor.person}"
    note_act(ports, records, actor, did, subject=subject, school=own.school)
