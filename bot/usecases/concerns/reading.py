"""What each of the two who share a concern sees of it, and nobody else."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.concerns.clock import moved_date
from bot.domain.concerns.ladder import can_undo, see
from bot.domain.concerns.records import Concern, ConcernWords, Happening, Stage
from bot.domain.data_protection.audit import Saw
from bot.domain.kernel.access import Action
from bot.domain.kernel.record import ConcernId, PersonId
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    CONCERN_WORDS,
    CONCERNS,
    CONCERNS_OF_WRITER,
    CONCERNS_WITH,
    EVENTS_OF_CONCERN,
    WORDS_OF_CONCERN,
)
from bot.ports.store import Reading
from bot.results.concerns.cards import ConcernCard, OwnConcerns, Said, Side
from bot.usecases.concerns.people_around import (
    away_until,
    contacts_of,
    named,
    reader_is_shut_out,
    ways_on,
)
from bot.usecases.concerns.writing import concern_for, concern_work, keep
from bot.usecases.kernel.audit import looks_at
from bot.usecases.kernel.lookup import calendar_of, member, require_place
from bot.usecases.kernel.opened_words import Door, Look, noting

_MOST_CLOSED = 5


def read_concern(ports: Ports, actor: Actor, concern_id: ConcernId) -> ConcernCard:
    """Show a concern with its words; a reader's look is noted, the first as seen.

    Raises NotAllowed, in the same words whether there is no such concern or it is not
    the actor's.
    """
    with ports.store.transaction(actor.team) as records:
        concern = concern_for(ports, records, actor, concern_id, to=Action.READ_CONCERN)
        door = noting(ports, records, actor.person)
        if concern.reader == actor.person:
            door.note(Look(Saw.CONCERN, concern.id))
            work = concern_work(ports, records, concern)
            seen = see(concern, at=work.now)
            if seen is not None:
                concern = keep(work, concern, [seen])
        return card(ports, records, concern, actor.person, door=door)


def own_concerns(ports: Ports, actor: Actor) -> OwnConcerns:
    """Gather the concerns that an actor wrote and those that they have now.

    Raises NotAllowed for someone in no roster.
    """
    with ports.store.reading(actor.team) as records:
        schools = {place.school for place in require_place(records, actor.person)}

        def cards(found: list[Concern]) -> tuple[ConcernCard, ...]:
            return tuple(
                card(ports, records, concern, actor.person)
                for concern in found
                if concern.school in schools
            )

        written = list(records.find(CONCERNS_OF_WRITER, actor.person))
        still_open = [concern for concern in written if concern.is_open]
        closed = [concern for concern in written if not concern.is_open]
        return OwnConcerns(
            written=cards([*still_open, *reversed(closed[-_MOST_CLOSED:])]),
            brought=cards(
                [
                    concern
                    for concern in records.find(CONCERNS_WITH, actor.person)
                    if not reader_is_shut_out(ports, records, concern)
                ]
            ),
        )


def card_for_notice(
    ports: Ports, records: Reading, notice: Notice
) -> ConcernCard | None:
    """Gather what a message about a concern shows: never its words.

    None where there is nothing to tell any more and nobody has been told: what is over
    is shown in the messages that stand, and makes no new one.
    """
    concern = records.get(CONCERNS, notice.subject)
    is_new = notice.ts is None and not notice.may_be_posted
    if concern is None or (is_new and _is_past(concern, notice)):
        return None
    found = card(ports, records, concern, notice.reader)
    return replace(found, occasion=notice.occasion)


def card_for_former_reader(
    ports: Ports, records: Reading, notice: Notice
) -> ConcernCard | None:
    """Gather what is left of a message for a reader who has a concern no more.

    None for its writer.
    """
    concern = records.get(CONCERNS, notice.subject)
    if concern is None or notice.reader == concern.writer:
        return None
    found = card(ports, records, concern, notice.reader)
    return replace(found, side=Side.FORMER_READER, occasion=notice.occasion)


def _is_past(concern: Concern, notice: Notice) -> bool:
    """Whether what a message was to tell its reader holds no longer."""
    turn, _, event = notice.occasion.partition(".")
    if notice.reader != concern.writer:
        return turn != str(concern.turn)
    if notice.kind is NoticeKind.CONCERN_QUESTION:
        return concern.asked is None or event != str(concern.asked_in)
    if notice.kind is NoticeKind.CONCERN_PASSED_ON:
        return concern.reader is None or turn != str(concern.turn)
    if notice.kind is NoticeKind.CONCERN_ADVICE:
        return concern.stage is not Stage.CONTACT_ADVISED or turn != str(concern.turn)
    return False


def card(
    ports: Ports,
    records: Reading,
    concern: Concern,
    viewer: PersonId,
    *,
    door: Door | None = None,
) -> ConcernCard:
    """Gather a concern as *viewer* may see it; its words through a *door* alone."""
    calendar = calendar_of(ports, records, concern.school)
    now = ports.clock.now()
    today = calendar.day_of(now)
    is_shut_out = reader_is_shut_out(ports, records, concern)
    side = Side.FORMER_READER if is_shut_out else Side.READER
    if viewer != concern.reader:
        side = Side.WRITER if viewer == concern.writer else Side.FORMER_READER
    reader = member(records, concern.school, concern.reader) if concern.reader else None
    mine = side is Side.WRITER
    return ConcernCard(
        concern=concern,
        side=side,
        school=calendar.school.name,
        writer=member(records, concern.school, concern.writer).name,
        reader=reader.name if reader and side is not Side.FORMER_READER else None,
        zone=calendar.zone,
        today=today,
        away_until=away_until(reader, today) if reader else None,
        leave_until=moved_date(calendar, now=now),
        is_shut_out=is_shut_out,
        can_undo=side is Side.READER and can_undo(concern, now=now),
        read_before=_read_before(records, concern, calendar),
        routes=named(records, concern.school, ways_on(ports, records, concern))
        if mine and concern.is_open
        else (),
        contacts=contacts_of(records, concern.school, concern.writer, today)
        if mine
        else (),
        said=_said(door, records, concern, viewer) if door else (),
        history=_history(records, concern) if mine and door else (),
        looks=looks_at(
            records,
            (Saw.CONCERN, concern.id),
            school=concern.school,
            zone=calendar.zone,
        )
        if mine and door
        else (),
    )


def _read_before(
    records: Reading, concern: Concern, calendar: SchoolCalendar
) -> date | None:
    """Return the day when its reader last had it open, before it came to them again."""
    if concern.turn == 1 or concern.reader is None:
        return None
    looked_at, before = None, None
    for event in records.find(EVENTS_OF_CONCERN, concern.id):
        if event.step is not None:  # a turn begins: what was before it counts
            before = looked_at
        elif event.by == concern.reader:
            looked_at = event.at
    return calendar.day_of(before) if before else None


def _said(
    door: Door, records: Reading, concern: Concern, viewer: PersonId
) -> tuple[Said, ...]:
    """Open the words that *viewer* may read; one reader's notes are no other's."""
    return tuple(
        Said(
            author=member(records, concern.school, words.author).name,
            by_writer=words.author == concern.writer,
            at=words.at,
            words=door.words(CONCERN_WORDS, words),
        )
        for words in records.find(WORDS_OF_CONCERN, concern.id)
        if may_read(concern, words, viewer)
    )


def may_read(concern: Concern, words: ConcernWords, viewer: PersonId) -> bool:
    """Whether these words of a concern are for *viewer* (R5)."""
    if viewer == concern.writer:
        return True
    return viewer == concern.reader and words.author in {concern.writer, viewer}


def _history(
    records: Reading, concern: Concern
) -> tuple[tuple[datetime, Happening, str], ...]:
    """Tell what happened, each with the person whom it went to or who did it."""
    found = []
    for event in records.find(EVENTS_OF_CONCERN, concern.id):
        person = event.step.reader if event.step else event.by
        name = member(records, concern.school, person).name if person else ""
        found.append((event.at, event.what, name))
    return tuple(found)
