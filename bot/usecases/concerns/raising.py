"""Raising a concern: a form, a look at who would read what, and only then a record."""

from dataclasses import dataclass, field

from bot.domain.concerns.clock import promised
from bot.domain.concerns.ladder import send
from bot.domain.concerns.records import WORDS_MAX_CHARS, ConcernStart, Stage, Topic
from bot.domain.concerns.routes import TOPICS, Route, routes
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Stale, Unfit
from bot.domain.kernel.record import ConcernId, PersonId, SchoolId
from bot.domain.people.member import Role
from bot.domain.sessions.session_rules import tidy
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import CONCERNS
from bot.ports.store import Reading
from bot.results.concerns.cards import (
    ConcernCard,
    ConcernForm,
    ConcernReview,
    Hat,
    NamedRoute,
)
from bot.usecases.concerns.people_around import (
    around,
    contacts_of,
    could_be_about,
    hats,
    named,
)
from bot.usecases.concerns.reading import card
from bot.usecases.concerns.writing import ConcernWork, keep_first, keep_words
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.lookup import calendar_of, member


@dataclass(frozen=True, slots=True)
class ChooseHat:
    """The writer has several places to raise a concern from."""

    hats: tuple[Hat, ...]


@dataclass(frozen=True, slots=True)
class ConcernDraft:
    """A concern as its writer describes it; it lives in their form alone."""

    school: SchoolId
    role: Role
    topic: Topic
    about: frozenset[PersonId]
    words: str = field(repr=False)


def open_concern(
    ports: Ports,
    actor: Actor,
    words: str | None,
    *,
    school: SchoolId | None = None,
    role: Role | None = None,
) -> ConcernForm | ChooseHat:
    """Prepare the form with what was typed in it; nothing is stored.

    *words* are None where what was written cannot be read back.

    Raises NotAllowed for who is neither an ECT nor a mentor, with what they can do.
    """
    with ports.store.reading(actor.team) as records:
        found = hats(ports, records, actor.person)
        if school is not None:
            found = [h for h in found if (h.school, h.role) == (school, role)]
        if not found:
            raise Stale("You are no longer down for that. Please begin again.")
        if len(found) > 1:
            return ChooseHat(tuple(found))
        hat, typed = found[0], tidy(words or "")
        people = could_be_about(
            around(ports, records, hat.school, actor.person, role=hat.role)
        )
        return ConcernForm(
            hat=hat,
            topics=TOPICS[hat.role],
            people=people,
            names=tuple(
                member(records, hat.school, adviser.person).name for adviser in people
            ),
            words=typed[:WORDS_MAX_CHARS],
            left_out_chars=max(0, len(typed) - WORDS_MAX_CHARS),
            is_unread=words is None,
        )


def review_concern(ports: Ports, actor: Actor, draft: ConcernDraft) -> ConcernReview:
    """Show who would read exactly which words; nothing is stored.

    Raises NotAllowed, and Unfit for words that cannot stand.
    """
    fitting = _fit(draft)
    with ports.store.reading(actor.team) as records:
        return _review(ports, records, actor, fitting)


def send_concern(
    ports: Ports,
    actor: Actor,
    draft: ConcernDraft,
    *,
    reader: PersonId,
    pass_on: bool,
    delivery: Delivery,
) -> ConcernCard:
    """Send a concern to the reader whom its writer chose (R9, R10).

    Raises NotAllowed, Unfit, and Stale where that reader cannot be chosen any more.
    """
    fitting = _fit(draft)
    with ports.store.transaction(actor.team) as records:
        earlier = outcome_of(records, delivery)
        if earlier is not None:
            kept = records.get(CONCERNS, earlier)
            if kept is None:
                raise Stale("This was handled already.")
            return card(ports, records, kept, actor.person)
        review = _review(ports, records, actor, fitting)
        route = _chosen(review, reader)
        to = review.pass_on_to
        wished = pass_on and to is not None and route.stage is Stage.WITH_MENTOR
        start = ConcernStart(
            id=ConcernId(ports.new_id()),
            school=fitting.school,
            writer=actor.person,
            written_as=fitting.role,
            topic=fitting.topic,
            about=fitting.about,
            pass_on_to=to.route.reader if wished and to else None,
        )
        calendar = calendar_of(ports, records, fitting.school)
        work = ConcernWork(records, calendar, ports.clock.now(), ports)
        step = promised(work.calendar, route.stage, route.reader, now=work.now)
        sent = send(start, step, at=work.now)
        concern = keep_first(work, start, sent)
        if fitting.words:
            keep_words(work, sent, actor.person, fitting.words)
        claim(records, delivery, concern.id, work.now)
        return card(ports, records, concern, actor.person)


def _review(
    ports: Ports, records: Reading, actor: Actor, draft: ConcernDraft
) -> ConcernReview:
    hat = next(
        (
            hat
            for hat in hats(ports, records, actor.person)
            if (hat.school, hat.role) == (draft.school, draft.role)
        ),
        None,
    )
    if hat is None:
        raise Stale("You are no longer down for that. Please begin again.")
    people = around(ports, records, hat.school, actor.person, role=hat.role)
    found = named(records, hat.school, routes(people, draft.topic, draft.about))
    calendar = calendar_of(ports, records, hat.school)
    now = ports.clock.now()
    step = promised(calendar, Stage.WITH_TUTOR, actor.person, now=now)
    return ConcernReview(
        hat=hat,
        topic=draft.topic,
        about=draft.about,
        words=draft.words,
        routes=found,
        pass_on_to=_second(found),
        contacts=contacts_of(records, hat.school, actor.person, calendar.day_of(now)),
        seen_by=step.seen_by,
        answer_by=step.answer_by,
    )


def _second(found: tuple[NamedRoute, ...]) -> NamedRoute | None:
    """Return the step after the mentor, where there is a mentor to begin with (R10)."""
    if not found or found[0].route.stage is not Stage.WITH_MENTOR:
        return None
    later = [one for one in found if one.route.stage is not Stage.WITH_MENTOR]
    here = [one for one in later if one.route.away_until is None]
    return next(iter([*here, *later]), None)


def _chosen(review: ConcernReview, reader: PersonId) -> Route:
    for one in review.routes:
        if one.route.reader == reader:
            return one.route
    raise Stale(
        "The person you chose can no longer have this, so nothing was sent. Close this "
        "and press Next again to see who can."
    )


def _fit(draft: ConcernDraft) -> ConcernDraft:
    """Check the words; where none are to be kept, drop them (R5).

    Raises Unfit.
    """
    if draft.topic is Topic.ECT_PROGRESS:
        words = ""
    else:
        words = tidy(draft.words)
        if not any(letter.isalnum() for letter in words):
            raise Unfit(
                "Please write a few words, so that whoever reads it knows what to talk "
                "with you about.",
                field=Field.NOTE,
            )
        if len(words) > WORDS_MAX_CHARS:
            raise Unfit(
                f"That is {len(words):,} characters; {WORDS_MAX_CHARS:,} fit. What "
                "matters most is enough to begin with.",
                field=Field.NOTE,
            )
    return ConcernDraft(draft.school, draft.role, draft.topic, draft.about, words)
