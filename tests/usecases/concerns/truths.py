"""What must hold of every concern at every moment, whatever people and days do.

Each truth compares what the bot keeps and shows with what the test has seen the writer
choose: none of them asks the bot's own rules.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

import msgspec

from bot.domain.concerns.history import replayed
from bot.domain.concerns.records import (
    Asked,
    Concern,
    ConcernEvent,
    ConcernWords,
    Happening,
    Stage,
    Topic,
)
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.record import ConcernId, PersonId, SchoolId
from bot.domain.people.member import Role
from bot.ports.kinds import (
    ALL_KINDS,
    CONCERN_WORDS,
    CONCERNS,
    EVENTS_OF_CONCERN,
    WORDS_OF_CONCERN,
)
from bot.ports.vault import Place
from bot.results.concerns.cards import NamedRoute
from bot.sandbox.recording import Drawn
from bot.usecases.concerns.raising import ConcernDraft
from bot.usecases.concerns.reading import own_concerns, read_concern
from bot.views.concerns.lists import own_concerns as concern_list
from bot.views.concerns.wording import TOPIC_WORDS, state_line, topic_for_reader
from tests.usecases.two_schools import CONTACTS, EVERYBODY, NAMES, TEAM, Town

MARKER = re.compile(
    r"zebraquartz\d+"
)  # in all that anybody writes, and in nothing else
_NOT_SENT = ConcernId("not-sent")
_NO_SUCH = ConcernId("no-such-concern")
_TOPICS = {
    words.lower()
    for topic in Topic
    for words in (TOPIC_WORDS[topic], topic_for_reader(topic))
} | {"training", "workload", "timetable", "mentor", "entitle", "support", "progress"}


@dataclass
class Told:
    """What the writer of one concern chose and wrote, as the test saw it."""

    school: SchoolId
    writer: PersonId
    written_as: Role
    topic: Topic
    about: frozenset[PersonId]
    id: ConcernId = _NOT_SENT
    chosen: list[PersonId] = field(default_factory=list)  # one after another
    wish: PersonId | None = None  # to have it passed on, at Send
    words: set[str] = field(default_factory=set)
    notes: dict[str, PersonId] = field(default_factory=dict)  # who wrote each
    opened: set[PersonId] = field(default_factory=set)  # who has read it

    @classmethod
    def of(cls, writer: PersonId, draft: ConcernDraft) -> Self:
        """Take down what a writer is about to send."""
        kept = draft.topic is not Topic.ECT_PROGRESS  # no words about an ECT (R5)
        return cls(
            school=draft.school,
            writer=writer,
            written_as=draft.role,
            topic=draft.topic,
            about=draft.about,
            words={marker(draft.words)} if kept else set(),
        )

    @property
    def may_have_it(self) -> set[PersonId]:
        """Whom the writer has chosen, at any time."""
        return {*self.chosen, *([self.wish] if self.wish else [])}

    @property
    def may_have_it_now(self) -> set[PersonId]:
        """Whom the writer chose last; the wish stands behind the first choice alone."""
        last = {self.chosen[-1]}
        return last | {self.wish} if self.wish and len(self.chosen) == 1 else last


def concern_of(town: Town, told: Told) -> Concern:
    """Return a concern as it is kept."""
    with town.store.reading(TEAM) as records:
        concern = records.get(CONCERNS, told.id)
    assert concern is not None, "a concern that was sent is lost"
    return concern


def history_of(town: Town, told: Told) -> list[ConcernEvent]:
    """Return all that has happened to a concern."""
    with town.store.reading(TEAM) as records:
        return list(records.find(EVENTS_OF_CONCERN, told.id))


def only_who_can_have_it_is_offered(
    town: Town, told: Told, ways: Sequence[NamedRoute]
) -> None:
    mentors = town.mentors_of(told.school, told.writer)
    for route in (way.route for way in ways):
        place = town.member(told.school, route.reader)
        assert place is not None, "offered somebody who has left"
        assert route.role in place.roles, "offered as what they are not"
        assert route.reader not in told.about | {told.writer}
        if told.written_as is Role.MENTOR:
            assert route.role is not Role.MENTOR
        elif told.topic in {Topic.TIME, Topic.MENTOR}:
            assert route.reader not in mentors
        if route.role is Role.MENTOR:
            assert route.reader in mentors


def it_is_with_whom_its_writer_chose(town: Town, told: Told) -> None:
    concern = concern_of(town, told)
    assert concern.reader in {None, *told.may_have_it_now}
    assert concern.had <= told.may_have_it
    assert not concern.had & (told.about | {told.writer})
    passed = [e for e in history_of(town, told) if e.what is Happening.PASSED_ON]
    assert [e.step.reader for e in passed if e.step] in ([], [told.wish])


def it_is_what_its_history_says(town: Town, told: Told) -> None:
    concern, history = concern_of(town, told), history_of(town, told)
    assert replayed(concern.start, history) == concern
    assert concern.about == told.about
    assert concern.writer == told.writer


def its_words_are_read_by_its_writer_and_reader_alone(town: Town, told: Told) -> None:
    concern = concern_of(town, told)
    for person in EVERYBODY:
        read = _read(town, person, told.id)
        at_school = town.member(told.school, person) is not None
        if at_school and person == told.writer:
            assert read == _unless_withdrawn(concern, {*told.words, *told.notes})
        elif at_school and person == concern.reader and not is_shut_out(town, told):
            assert person in told.may_have_it_now
            own = {note for note, by in told.notes.items() if by == person}
            assert read == _unless_withdrawn(concern, told.words | own)
        else:
            assert read == _read(town, person, _NO_SUCH), f"{person} can tell it exists"


def is_shut_out(town: Town, told: Told) -> bool:
    """Whether it is not for a mentor, and whoever has it mentors its writer by now."""
    mentors = town.mentors_of(told.school, told.writer)
    return is_for_no_mentor(told) and concern_of(town, told).reader in mentors


def is_for_no_mentor(told: Told) -> bool:
    """Whether it never goes through the writer's mentor (R10)."""
    return told.written_as is Role.ECT and told.topic in {Topic.TIME, Topic.MENTOR}


def its_writer_is_asked_where_its_reader_is_shut_out(town: Town, told: Told) -> None:
    """Hold that soon after somebody becomes the mentor their ECT is asked."""
    if is_shut_out(town, told) and town.member(told.school, told.writer):
        asked = concern_of(town, told).asked
        assert asked in {Asked.READER_MENTORS, Asked.READER_GONE}


def its_writer_is_told_truly_whether_it_was_opened(town: Town, told: Told) -> None:
    concern = concern_of(town, told)
    if town.member(told.school, told.writer) is None:
        return
    card = read_concern(town.looking, town.actor(told.writer), told.id)
    if concern.reader in told.opened:
        assert "has not opened it" not in state_line(card)


def nobody_is_listed_what_is_not_theirs(town: Town, told: list[Told]) -> None:
    by_id = {one.id: one for one in told}
    for person in EVERYBODY:
        try:
            own = own_concerns(town.looking, town.actor(person))
        except NotAllowed:
            assert not any(member.person == person for member in town.members())
            continue
        for card in own.written:
            assert by_id[card.concern.id].writer == person
        for card in own.brought:
            one = by_id[card.concern.id]
            assert person in one.may_have_it_now
            assert not is_shut_out(town, one)
        cards = (*own.written, *own.brought)
        assert not any(card.said for card in cards)
        assert not MARKER.search(f"{concern_list(own).as_dicts() if cards else own}")


def words_of(town: Town, words: ConcernWords) -> str | None:
    key = CONCERN_WORDS.key(words)
    return town.vault.opened(words.text, Place(TEAM, CONCERN_WORDS.name, key, "text"))


def its_words_are_kept_while_they_are_wanted(town: Town, told: Told) -> None:
    with town.store.reading(TEAM) as records:
        kept = records.find(WORDS_OF_CONCERN, told.id)
    opened = {marker(words_of(town, words)): words.author for words in kept}
    wanted = dict.fromkeys(told.words, told.writer) | told.notes
    closed = concern_of(town, told).stage is Stage.WITHDRAWN
    assert opened == ({} if closed else wanted)
    if told.topic is Topic.ECT_PROGRESS:
        assert not kept, "words about an ECT are kept"


def nothing_that_anybody_wrote_is_kept_in_plain_text(town: Town) -> None:
    with town.store.reading(TEAM) as records:
        for kind in ALL_KINDS:
            for record in records.every(kind):
                plain = msgspec.json.encode(record).decode()
                assert not MARKER.search(plain), f"{kind.name} holds words"
        for words in records.every(CONCERN_WORDS):
            assert words_of(town, words) is not None


def a_message_shows_no_more_than_is_its_readers(
    town: Town, drawn: Drawn, told: Told | None
) -> None:
    """Hold of each message at the moment when it is drawn."""
    assert not MARKER.search(drawn.blocks + drawn.text), "words in a message"
    if told is None:
        # There are no sessions here: all but a tutor's absence comes of a concern.
        assert drawn.tutor, "a concern gives itself away to somebody else"
        assert _named(drawn.blocks + drawn.text) <= {drawn.tutor}
        return
    text = drawn.text.lower()
    assert not any(topic in text for topic in _TOPICS), "a topic on a locked phone"
    assert not _named(drawn.text), "a name on a locked phone"
    assert drawn.to not in told.about, "told of what is about them"
    if drawn.to == told.writer:
        return
    concern = concern_of(town, told)
    assert drawn.to in told.may_have_it & concern.had
    is_theirs = drawn.to == concern.reader and not is_shut_out(town, told)
    is_here = town.member(told.school, drawn.to) is not None
    assert not drawn.is_new or (is_theirs and is_here), "first told of what is over"
    allowed = {NAMES[told.writer]} if is_theirs else set[str]()
    assert _named(drawn.blocks) <= allowed, "a name that is not theirs to know"


def it_ends_well(town: Town, told: Told) -> str:
    """Say how a concern ended, after weeks in which nobody did anything."""
    concern = concern_of(town, told)
    at_school = town.member(told.school, told.writer) is not None
    if concern.stage in {Stage.RESOLVED, Stage.WITHDRAWN}:
        return concern.stage.value
    assert at_school, "its writer has left, and it is still open"
    newest = town.messenger.newest_about(told.id, told.writer)
    assert newest is not None
    assert CONTACTS[told.school].reach in newest.blocks, "no way on for its writer"
    if concern.stage is Stage.CONTACT_ADVISED:
        return concern.stage.value
    assert concern.asked is not None, "its writer waits, and is not asked"
    return f"asked: {concern.asked.value}"


def _read(town: Town, person: PersonId, concern: ConcernId) -> set[str] | str:
    """Return the markers that somebody can read, or what they are refused with."""
    try:
        card = read_concern(town.looking, town.actor(person), concern)
    except NotAllowed as refusal:
        return refusal.sentence
    assert not MARKER.search(f"{card}"), "words outside of what is said"
    return {marker(said.words) for said in card.said}


def marker(words: str | None) -> str:
    """Return what marks these words among all others."""
    found = MARKER.findall(words or "")
    assert len(found) == 1, "words that cannot be opened, or run together"
    return str(found[0])


def _unless_withdrawn(concern: Concern, markers: set[str]) -> set[str]:
    return set() if concern.stage is Stage.WITHDRAWN else markers


def _named(text: str) -> set[str]:
    return {
        name
        for person, name in NAMES.items()
        if person in text or any(part in text for part in name.split())
    }
