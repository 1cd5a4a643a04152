"""A person's own calendar: what is in it, and its private address."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from bot.domain.calendars.feeds import CalendarFeed, hash_of
from bot.domain.kernel.access import Action, Subject, is_allowed, require, standings
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PersonId, TeamId
from bot.domain.overviews.periods import school_year_began
from bot.domain.people.member import Member
from bot.domain.people.pairings import Pairing
from bot.domain.sessions.records import Session, SessionState
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    CALENDAR_FEEDS,
    FEEDS_OF_PERSON,
    PAIRINGS_OF_ECT,
    PAIRINGS_OF_MENTOR,
    SESSIONS_OF_PAIRING,
    SESSIONS_OFF,
    TIMETABLES,
)
from bot.ports.store import Reading, Records
from bot.results.calendars.own_calendar import (
    CalendarEntry,
    CalendarPage,
    PersonalCalendar,
)
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.history import history_of, note_act
from bot.usecases.kernel.lookup import (
    Mentoring,
    calendar_of,
    mentoring,
    places,
    require_place,
)

FEED_PATH = "/calendar/"
_OF_THE_TIME = frozenset(
    {
        Event.LOGGED,
        Event.PLANNED,
        Event.CHANGED,
        Event.MOVED,
        Event.CANCELLED,
        Event.SWAPPED,
        Event.UNDONE,
        Event.HAPPENED,
        Event.MISSED,
        Event.RESTORED,
    }
)


def require_own(records: Reading, person: PersonId) -> Sequence[Member]:
    """Return the places of somebody who has a calendar; raises NotAllowed."""
    own = require_place(records, person)
    require(Action.HAVE_CALENDAR, standings(person, own, Subject()))
    return own


def calendar_page(
    ports: Ports, actor: Actor, *, address: str | None = None
) -> CalendarPage:
    """Show what somebody can do with their calendar; *address* is one just made.

    Raises NotAllowed.
    """
    with ports.store.reading(actor.team) as records:
        own = require_own(records, actor.person)
        calendar = calendar_of(ports, records, own[0].school)
        feeds = records.find(FEEDS_OF_PERSON, actor.person)
        kept = records.get(TIMETABLES, f"{own[0].school}/{actor.person}")
        return CalendarPage(
            can_have_address=bool(ports.public_address()),
            address_since=calendar.day_of(feeds[-1].made_at) if feeds else None,
            lessons=kept.lessons if kept else None,
            lessons_since=calendar.day_of(kept.set_at) if kept else None,
            may_undo=kept is not None and kept.may_undo(ports.clock.now()),
            address=address,
        )


def own_calendar(ports: Ports, actor: Actor) -> PersonalCalendar:
    """Gather somebody's own sessions; raises NotAllowed."""
    with ports.store.reading(actor.team) as records:
        return _calendar(ports, records, require_own(records, actor.person))


def new_address(ports: Ports, actor: Actor, delivery: Delivery) -> str | None:
    """Make a private address, in place of the one there was; returns it.

    Its secret is shown this once: a hash alone is kept. So a press that is delivered
    again makes none, and returns None. Raises NotAllowed.
    """
    with ports.store.transaction(actor.team) as records:
        own = require_own(records, actor.person)
        if not ports.public_address():
            raise Refusal("Your school's bot cannot be reached from outside Slack.")
        if outcome_of(records, delivery):
            return None
        _forget(records, actor)
        secret = ports.new_id() + ports.new_id()
        feed = CalendarFeed(
            person=actor.person,
            secret_hash=hash_of(secret),
            made_at=ports.clock.now(),
        )
        records.put(CALENDAR_FEEDS, feed)
        _note(ports, records, actor, own, did=Event.ADDRESS_MADE)
        claim(records, delivery, "address", feed.made_at)
        return f"{ports.public_address()}{FEED_PATH}{actor.team}/{secret}.ics"


def take_address_back(ports: Ports, actor: Actor, delivery: Delivery) -> None:
    """See to it that a private address answers no more; raises NotAllowed."""
    with ports.store.transaction(actor.team) as records:
        own = require_own(records, actor.person)
        if outcome_of(records, delivery):
            return  # it may have been made anew since
        if records.find(FEEDS_OF_PERSON, actor.person):
            _forget(records, actor)
            _note(ports, records, actor, own, did=Event.ADDRESS_ENDED)
            claim(records, delivery, "no address", ports.clock.now())


def calendar_at(ports: Ports, path: str) -> PersonalCalendar | None:
    """Return the calendar that a private address stands for, or None.

    Of an address that never was as of one that was taken back; of somebody who has left
    the school, too.
    """
    team, _, name = path.removeprefix(FEED_PATH).partition("/")
    secret, dot, ending = name.rpartition(".")
    if not path.startswith(FEED_PATH) or (dot, ending) != (".", "ics"):
        return None
    with ports.store.reading(TeamId(team)) as records:
        feed = records.get(CALENDAR_FEEDS, hash_of(secret))
        if feed is None:
            return None
        own = places(records, feed.person)
        standing = standings(feed.person, own, Subject())
        if not is_allowed(Action.HAVE_CALENDAR, standing):
            return None
        return _calendar(ports, records, own)


def _forget(records: Records, actor: Actor) -> None:
    for feed in records.find(FEEDS_OF_PERSON, actor.person):
        records.remove(CALENDAR_FEEDS, feed.secret_hash)


def _note(
    ports: Ports, records: Records, actor: Actor, own: Sequence[Member], *, did: Event
) -> None:
    note_act(
        ports,
        records,
        actor,
        did,
        subject=f"calendar:{actor.person}",
        school=own[0].school,
    )


def _calendar(
    ports: Ports, records: Reading, own: Sequence[Member]
) -> PersonalCalendar:
    entries = list[CalendarEntry]()
    for place in own:
        for pairing in _pairings(records, place):
            about = mentoring(ports, records, pairing)
            entries += _entries(records, about, ports.clock.now())
    zone = calendar_of(ports, records, own[0].school).school.zone
    entries.sort(key=lambda entry: (entry.starts, entry.session))
    return PersonalCalendar(zone, tuple(entries))


def _pairings(records: Reading, place: Member) -> Iterator[Pairing]:
    for index in (PAIRINGS_OF_MENTOR, PAIRINGS_OF_ECT):
        for pairing in records.find(index, place.person):
            standing = standings(place.person, [place], Subject(pairing=pairing))
            if is_allowed(Action.READ_SESSION_FACTS, standing):
                yield pairing


def _entries(
    records: Reading, about: Mentoring, now: datetime
) -> Iterator[CalendarEntry]:
    since = about.calendar.moment(school_year_began(about.calendar.day_of(now)), time())
    pairing = about.pairing.id
    for state in (SessionState.PLANNED, SessionState.HELD):
        for session in records.find(
            SESSIONS_OF_PAIRING, pairing, state.value, at_least=since
        ):
            yield _entry(records, about, session)
    for session in records.find(SESSIONS_OFF, pairing, at_least=since):
        yield _entry(records, about, session)


def _entry(records: Reading, about: Mentoring, session: Session) -> CalendarEntry:
    changes = [a for a in history_of(records, session.id) if a.did in _OF_THE_TIME]
    local = about.calendar.local
    return CalendarEntry(
        session=session.id,
        starts=local(session.starts_at),
        ends=local(session.ends_at),
        mentor=about.mentor.name,
        ect=about.ect.name,
        place=session.place,
        is_off=session.state not in {SessionState.PLANNED, SessionState.HELD},
        sequence=max(0, len(changes) - 1),
        changed_at=changes[-1].at if changes else session.recorded_at,
    )
