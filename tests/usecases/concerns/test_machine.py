"""Random people, acts, absences and passing days, over the whole ladder of concerns."""

import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.concerns.records import Concern, Shown
from bot.domain.kernel.access import NO_SUCH_CONCERN
from bot.domain.kernel.errors import NotAllowed, Refusal
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.people.member import Member, Role
from bot.domain.school.profile import DateSpan
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import MEMBERS, PAIRINGS
from bot.results.concerns.cards import ConcernCard, ConcernForm, ConcernReview
from bot.usecases.concerns import acting as acts
from bot.usecases.concerns.raising import (
    ConcernDraft,
    open_concern,
    review_concern,
    send_concern,
)
from bot.usecases.concerns.reading import read_concern
from bot.usecases.delivery.sending import deliver_due
from bot.usecases.kernel.claims import Delivery
from tests.builders import BANK_HOLIDAYS, LONDON, a_pairing, a_school
from tests.usecases.concerns import truths
from tests.usecases.concerns.truths import Told
from tests.usecases.two_schools import EVERYBODY, NAMES, TEAM, Town

QUIET_SCHOOL_DAYS = 60
COUNTED: Counter[str] = Counter()  # over a whole run, to be quoted

_Act = Callable[[Ports, Actor, Shown, Delivery], ConcernCard]
_WordedAct = Callable[..., ConcernCard]

READER_PRESSES: dict[str, _Act] = {
    "take": acts.take_concern,
    "say sorted": acts.say_it_is_sorted,
    "cannot help": acts.say_cannot_help,
    "undo": acts.undo_said,
}
SAID = ("say sorted", "cannot help")  # what its reader can undo for an hour
WRITER_PRESSES: dict[str, _Act] = {
    "leave": acts.leave_concern,
    "go outside": acts.go_outside,
    "confirm": acts.confirm_sorted,
    "withdraw": acts.withdraw_concern,
}
PRESSES = READER_PRESSES | WRITER_PRESSES
WORDED: dict[str, _WordedAct] = {
    "note": acts.note_concern,
    "add": acts.add_to_concern,
}
READER_ACTS = sorted([*READER_PRESSES, "note"])
WRITER_ACTS = sorted([*WRITER_PRESSES, "add"])
ALL_ACTS = sorted([*PRESSES, *WORDED])


class ConcernMachine(RuleBasedStateMachine):
    """Two schools in which anything may happen, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.town = Town()
        self.told: dict[str, Told] = {}
        self._places = self.town.members()
        self._looked_at = self._number = 0
        COUNTED["examples"] += 1

    @initialize(data=st.data())
    def a_first_concern(self, data: st.DataObject) -> None:
        self._raise(data)

    @rule(data=st.data())
    def somebody_raises_a_concern(self, data: st.DataObject) -> None:
        self._raise(data)

    @precondition(lambda self: self.told)
    @rule(data=st.data(), somebody=st.sampled_from(EVERYBODY))
    def somebody_reads(self, data: st.DataObject, somebody: PersonId) -> None:
        concern = self._one_of(data, self._concerns())
        who = data.draw(st.sampled_from([concern.reader or somebody, somebody]))
        try:
            read_concern(self.town.ports, self.town.actor(who), concern.id)
        except NotAllowed:
            COUNTED["read, refused"] += 1
        else:
            COUNTED["read"] += 1
            self.told[concern.id].opened.add(who)

    @precondition(lambda self: self._running())
    @rule(data=st.data(), act=st.sampled_from(READER_ACTS), twice=st.booleans())
    def its_reader_presses(self, data: st.DataObject, act: str, *, twice: bool) -> None:
        concern = self._one_of(data, self._running())
        assert concern.reader is not None
        self._do(act, concern, concern.reader, twice=twice)

    @precondition(lambda self: self._running())
    @rule(data=st.data(), act=st.sampled_from(SAID), minutes=st.integers(0, 90))
    def its_reader_says_something_and_undoes_it(
        self, data: st.DataObject, act: str, minutes: int
    ) -> None:
        concern = self._one_of(data, self._running())
        reader = concern.reader
        assert reader is not None
        if not self._do(act, concern, reader, twice=False):
            return
        self.town.clock.moment += timedelta(minutes=minutes)
        waiting = truths.concern_of(self.town, self.told[concern.id])
        is_undone = self._do("undo", waiting, reader, twice=True)
        now = truths.concern_of(self.town, self.told[concern.id])
        if minutes > 60 or waiting.asked is None:  # gone on, by the writer's wish
            assert not is_undone
            assert now == waiting
        if is_undone:
            assert now.asked is None
            assert (now.reader, now.turn) == (reader, concern.turn)

    @precondition(lambda self: self._open())
    @rule(data=st.data(), act=st.sampled_from(WRITER_ACTS), twice=st.booleans())
    def its_writer_presses(self, data: st.DataObject, act: str, *, twice: bool) -> None:
        concern = self._one_of(data, self._open())
        self._do(act, concern, concern.writer, twice=twice)

    @precondition(lambda self: self._open())
    @rule(data=st.data(), twice=st.booleans())
    def its_writer_takes_it_further(self, data: st.DataObject, *, twice: bool) -> None:
        concern = self._one_of(data, self._open())
        ways = self._ways_on(concern)
        if ways:
            to = data.draw(st.sampled_from(ways), label="to")
            assert self._take_further(concern, to, twice=twice)

    @precondition(lambda self: self._open())
    @rule(data=st.data(), to=st.sampled_from(EVERYBODY))
    def its_writer_forges_a_choice(self, data: st.DataObject, to: PersonId) -> None:
        concern = self._one_of(data, self._open())
        if to not in self._ways_on(concern):
            assert not self._take_further(concern, to, twice=False)

    @precondition(lambda self: self.told)
    @rule(
        data=st.data(),
        act=st.sampled_from(ALL_ACTS),
        who=st.sampled_from(EVERYBODY),
        off=st.integers(-2, 2),
    )
    def somebody_presses_what_is_old_or_not_theirs(
        self, data: st.DataObject, act: str, who: PersonId, off: int
    ) -> None:
        concern = self._one_of(data, self._concerns())
        theirs = concern.reader if act in READER_ACTS else concern.writer
        who = data.draw(st.sampled_from([who, concern.writer, *sorted(concern.had)]))
        if off or who != theirs:
            assert not self._do(act, concern, who, twice=False, turn=concern.turn + off)

    @rule(data=st.data(), begins=st.integers(-2, 5), length=st.integers(0, 20))
    def somebody_is_away(self, data: st.DataObject, begins: int, length: int) -> None:
        place = data.draw(st.sampled_from(self._places), label="who")
        member = self.town.member(place.school, place.person)
        if member is not None:
            first = self.town.today() + timedelta(days=begins)
            span = DateSpan(first=first, last=first + timedelta(days=length))
            away = data.draw(st.sampled_from([(*member.away, span), (span,), ()]))
            self._put(msgspec.structs.replace(member, away=away))

    @rule(data=st.data(), role=st.sampled_from(sorted(Role)), leaves=st.booleans())
    def the_roster_changes(
        self, data: st.DataObject, role: Role, *, leaves: bool
    ) -> None:
        place = data.draw(st.sampled_from(self._places), label="whose place")
        member = self.town.member(place.school, place.person)
        if member is None:
            self._put(place)
        elif leaves:
            with self.town.store.transaction(TEAM) as records:
                records.remove(MEMBERS, f"{place.school}/{place.person}")
        else:
            self._put(msgspec.structs.replace(member, roles=member.roles ^ {role}))

    @rule(data=st.data(), ends_in=st.integers(-1, 1), begins=st.booleans())
    def the_pairings_change(
        self, data: st.DataObject, ends_in: int, *, begins: bool
    ) -> None:
        """Have a pairing end, and perhaps a new one begin for the same ECT."""
        with self.town.store.reading(TEAM) as records:
            pairings = list(records.every(PAIRINGS))
        today = self.town.today()
        old = data.draw(st.sampled_from(pairings), label="pairing")
        last = max(old.begins_on, today + timedelta(days=ends_in))
        changed = [msgspec.structs.replace(old, ends_on=last)]
        mentors = [
            member.person
            for member in self.town.members()
            if member.school == old.school
            and Role.MENTOR in member.roles
            and member.person != old.ect
        ]
        if begins and mentors:
            new = a_pairing(
                id=PairingId(f"pairing-{self._next()}"),
                school=old.school,
                mentor=data.draw(st.sampled_from(mentors), label="mentor"),
                ect=old.ect,
                begins_on=today,
            )
            changed.append(new)
        with self.town.store.transaction(TEAM) as records:
            for pairing in changed:
                records.put(PAIRINGS, pairing)

    @precondition(lambda self: self._not_for_mentors())
    @rule(data=st.data(), minutes=st.integers(0, 90))
    def its_reader_becomes_the_writers_mentor(
        self, data: st.DataObject, minutes: int
    ) -> None:
        concern = self._one_of(data, self._not_for_mentors())
        assert concern.reader is not None
        pairing = a_pairing(
            id=PairingId(f"pairing-{self._next()}"),
            school=concern.school,
            mentor=concern.reader,
            ect=concern.writer,
            begins_on=self.town.today(),
        )
        with self.town.store.transaction(TEAM) as records:
            records.put(PAIRINGS, pairing)
        COUNTED["its reader became the mentor"] += 1
        self._look_at_everything()
        for act in READER_ACTS:
            assert not self._do(act, concern, concern.reader, twice=False)
        self._pass(timedelta(minutes=minutes))

    @rule(person=st.sampled_from(sorted(NAMES)))
    def an_account_closes_or_opens_again(self, person: PersonId) -> None:
        self.town.messenger.closed_accounts ^= {person}

    @rule()
    def messages_go_out(self) -> None:
        deliver_due(self.town.ports)
        self._look_at_messages()

    @rule(hours=st.integers(1, 24))
    def hours_pass(self, hours: int) -> None:
        for _ in range(hours):
            self._pass(timedelta(hours=1))

    @rule(days=st.integers(1, 14))
    def days_pass(self, days: int) -> None:
        for _ in range(3 * days):
            self._pass(timedelta(hours=8))  # each day has one in the contact window
        self._everybody_is_asked()

    @invariant()
    def all_holds(self) -> None:
        COUNTED["steps"] += 1
        self._look_at_everything()

    def teardown(self) -> None:
        """Let weeks pass in which nobody does anything: then each must have ended."""
        if sys.exc_info()[0] is not None:
            return  # a step has gone wrong: let its own error stand
        calendar = SchoolCalendar(a_school(), BANK_HOLIDAYS)
        for _ in range(QUIET_SCHOOL_DAYS):
            day = calendar.school_day_after(self.town.today(), 1)
            noon = datetime.combine(day, time(12), tzinfo=LONDON).astimezone(UTC)
            self._pass(noon - self.town.clock.moment)
        self._look_at_everything()
        for one in self.told.values():
            end = truths.it_ends_well(self.town, one)
            COUNTED[f"ended {end}"] += 1
            event(f"a concern ended {end}")
            for happening in truths.history_of(self.town, one):
                COUNTED[f"happened: {happening.what}"] += 1

    def _raise(self, data: st.DataObject) -> None:
        hats = [
            (place, role)
            for place in self.town.members()
            for role in (Role.ECT, Role.MENTOR)
            if role in place.roles
        ]
        if not hats:
            return
        place, role = data.draw(st.sampled_from(hats), label="writer")
        writer, ports = self.town.actor(place.person), self.town.ports
        form = open_concern(ports, writer, "", school=place.school, role=role)
        assert isinstance(form, ConcernForm)
        draft = ConcernDraft(
            school=place.school,
            role=role,
            topic=data.draw(st.sampled_from(form.topics), label="topic"),
            about=frozenset(
                adviser.person
                for adviser in form.people
                if data.draw(st.integers(0, 3), label=f"{adviser.person} > 2") > 2
            ),
            words=self._words(),
        )
        review = review_concern(ports, writer, draft)
        told = Told.of(place.person, draft)
        truths.only_who_can_have_it_is_offered(self.town, told, review.routes)
        if review.routes:
            self._send(data, draft, review, told)
        else:
            COUNTED["nobody at school to send it to"] += 1

    def _send(
        self,
        data: st.DataObject,
        draft: ConcernDraft,
        review: ConcernReview,
        told: Told,
    ) -> None:
        route = data.draw(st.sampled_from(review.routes), label="to").route
        wishes = data.draw(st.booleans(), label="to be passed on")
        once = self._delivery()
        card, again = (
            send_concern(
                self.town.ports,
                self.town.actor(told.writer),
                draft,
                reader=route.reader,
                pass_on=wishes,
                delivery=once,
            )
            for _ in range(2)  # Slack delivers at least once
        )
        assert again.concern == card.concern
        told.id = card.concern.id
        told.chosen.append(route.reader)
        if wishes and review.pass_on_to and route.role is Role.MENTOR:
            told.wish = review.pass_on_to.route.reader
        assert told.id not in self.told
        self.told[told.id] = told
        COUNTED["sent"] += 1

    def _do(
        self,
        act: str,
        concern: Concern,
        who: PersonId,
        *,
        twice: bool,
        turn: int | None = None,
    ) -> bool:
        """Have somebody press a button or send a form; return whether it was taken."""
        told, words, once = self.told[concern.id], self._words(), self._delivery()
        actor = self.town.actor(who)
        shown = Shown(concern=concern.id, turn=concern.turn if turn is None else turn)

        def press() -> ConcernCard:
            if act in WORDED:
                return WORDED[act](
                    self.town.ports, actor, shown, words=words, delivery=once
                )
            return PRESSES[act](self.town.ports, actor, shown, once)

        is_taken = self._press(
            act, press, twice=twice, is_theirs=who in {concern.writer, *concern.had}
        )
        if is_taken and act == "note":
            told.notes[truths.marker(words)] = who
        if is_taken and act == "add":
            told.words.add(truths.marker(words))
        if is_taken and act == "leave":
            assert concern.reader is not None
            told.chosen.append(concern.reader)
        return is_taken

    def _take_further(self, concern: Concern, to: PersonId, *, twice: bool) -> bool:
        writer, once = self.town.actor(concern.writer), self._delivery()
        shown = Shown(concern=concern.id, turn=concern.turn)
        is_taken = self._press(
            "take further",
            lambda: acts.take_further(
                self.town.ports, writer, shown, reader=to, delivery=once
            ),
            twice=twice,
        )
        if is_taken:
            self.told[concern.id].chosen.append(to)
        return is_taken

    def _press(
        self,
        act: str,
        press: Callable[[], ConcernCard],
        *,
        twice: bool,
        is_theirs: bool = True,
    ) -> bool:
        """Press once or twice: no refusal and no second delivery changes anything."""
        before = self.town.kept()
        said = _refusal(press)
        after = self.town.kept()
        if said is not None:
            COUNTED[f"{act}, refused"] += 1
            assert after == before, "what was refused changed something"
            assert is_theirs or said == NO_SUCH_CONCERN
            return False
        COUNTED[act] += 1
        if twice:
            press()
            assert self.town.kept() == after, "a second delivery changed something"
        return True

    def _ways_on(self, concern: Concern) -> list[PersonId]:
        """Return whom the writer is offered, as long as they are at the school."""
        writer = self.town.actor(concern.writer)
        try:
            card = read_concern(self.town.looking, writer, concern.id)
        except NotAllowed:
            return []
        told = self.told[concern.id]
        truths.only_who_can_have_it_is_offered(self.town, told, card.routes)
        return [way.route.reader for way in card.routes]

    def _pass(self, length: timedelta) -> None:
        self.town.clock.moment += length
        self.town.tick()
        self._look_at_messages()

    def _look_at_everything(self) -> None:
        told = list(self.told.values())
        for one in told:
            truths.it_is_with_whom_its_writer_chose(self.town, one)
            truths.it_is_what_its_history_says(self.town, one)
            truths.its_words_are_read_by_its_writer_and_reader_alone(self.town, one)
            truths.its_words_are_kept_while_they_are_wanted(self.town, one)
            truths.its_writer_is_told_truly_whether_it_was_opened(self.town, one)
        truths.nobody_is_listed_what_is_not_theirs(self.town, told)
        truths.nothing_that_anybody_wrote_is_kept_in_plain_text(self.town)

    def _everybody_is_asked(self) -> None:
        """Hold it once there has been a time at which the clock of concerns runs."""
        calendar = SchoolCalendar(a_school(), BANK_HOLIDAYS)
        if calendar.next_contact(self.town.clock.moment) == self.town.clock.moment:
            for one in self.told.values():
                truths.its_writer_is_asked_where_its_reader_is_shut_out(self.town, one)

    def _look_at_messages(self) -> None:
        drawn = self.town.messenger.drawn
        for one in drawn[self._looked_at :]:
            told = self.told.get(one.concern) if one.concern else None
            truths.a_message_shows_no_more_than_is_its_readers(self.town, one, told)
        self._looked_at = len(drawn)

    def _put(self, member: Member) -> None:
        with self.town.store.transaction(TEAM) as records:
            records.put(MEMBERS, member)

    def _concerns(self) -> list[Concern]:
        return [truths.concern_of(self.town, told) for told in self.told.values()]

    def _open(self) -> list[Concern]:
        return [concern for concern in self._concerns() if concern.is_open]

    def _running(self) -> list[Concern]:
        return [concern for concern in self._concerns() if concern.reader is not None]

    def _not_for_mentors(self) -> list[Concern]:
        told = self.told
        return [c for c in self._running() if truths.is_for_no_mentor(told[c.id])]

    def _one_of(self, data: st.DataObject, found: list[Concern]) -> Concern:
        number = data.draw(st.integers(0, len(found) - 1), label="concern")
        return found[number]

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _delivery(self) -> Delivery:
        return Delivery(f"delivery-{self._next()}")

    def _words(self) -> str:
        return f"Something is wrong: zebraquartz{self._next()}."


def _refusal(press: Callable[[], ConcernCard]) -> str | None:
    try:
        press()
    except Refusal as refusal:
        return refusal.sentence
    return None


def _run(*, examples: int, steps: int) -> None:
    COUNTED.clear()
    run_state_machine_as_test(
        ConcernMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
    assert COUNTED["sent"] >= examples // 2, "too few concerns to show anything"
    print(*(f"{what}: {n:,}" for what, n in sorted(COUNTED.items())), sep="\n")  # noqa: T201 - figures to quote, with -s


def test_every_concern_ends_well_and_reaches_only_whom_its_writer_chose() -> None:
    _run(examples=25, steps=30)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_same_holds_over_many_more_schools_and_days() -> None:
    _run(examples=400, steps=50)
