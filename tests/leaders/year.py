"""What happens at the school in a year: drawn, then lived in two worlds.

In one of them a concern is never sent, and so nothing is done with it either; all else
is done in both.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from hypothesis import strategies as st

from bot.domain.concerns.records import Concern, Shown
from bot.domain.data_protection.legal_holds import Because
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.record import ConcernId, PersonId
from bot.domain.people.member import Role
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import CLEARANCES_OPEN, CONCERNS, MEMBERS, SCHOOLS
from bot.results.concerns.cards import ConcernForm
from bot.usecases.concerns import acting as acts
from bot.usecases.concerns.raising import (
    ConcernDraft,
    open_concern,
    review_concern,
    send_concern,
)
from bot.usecases.concerns.reading import read_concern
from bot.usecases.data_protection.legal_holds import hold, release
from bot.usecases.data_protection.retention_asking import clear_out
from bot.usecases.kernel.claims import Delivery
from bot.usecases.people.changes import (
    PersonDraft,
    change_mentor,
    end_induction,
    remove_person,
    save_person,
)
from bot.usecases.people.roster_settling import Target
from bot.usecases.people.roster_writing import mark_of
from tests.builders import span
from tests.leaders.eyes import Eyes
from tests.leaders.world import (
    ADAM,
    ALMA,
    BEGINS,
    EVERYBODY,
    EWA,
    FINN,
    GRACE,
    HELEN,
    HUGO,
    IVY,
    LEADERS,
    LILY,
    MENTOR_OF,
    NAMES,
    OAKFIELD,
    OMAR,
    PRIYA,
    ROLES,
    SHORT,
    TEAM,
    XAVIER,
    World,
)

_WRITERS = (EWA, OMAR, LILY, FINN, GRACE, IVY, HUGO, ALMA, XAVIER, PRIYA)
_MENTORS = (HUGO, ALMA, XAVIER, PRIYA)
_READER_ACTS = ("read", "take", "note", "say sorted", "cannot help", "undo")
_WRITER_ACTS = ("read", "add", "leave", "further", "outside", "confirm", "withdraw")
_PRESSES: dict[str, Callable[[Ports, Actor, Shown, Delivery], object]] = {
    "take": acts.take_concern,
    "say sorted": acts.say_it_is_sorted,
    "cannot help": acts.say_cannot_help,
    "undo": acts.undo_said,
    "leave": acts.leave_concern,
    "outside": acts.go_outside,
    "confirm": acts.confirm_sorted,
    "withdraw": acts.withdraw_concern,
}
_SOON = timedelta(days=1)


@dataclass(frozen=True)
class Act:
    """One thing that somebody does on a day; *who* and *which* are taken in order."""

    day: int  # from BEGINS on
    what: str
    who: int = 0
    which: int = 0
    more: int = 0


@dataclass
class Told:
    """A concern that was sent, as its writer knows it."""

    writer: PersonId
    id: ConcernId


class Life:
    """One world, lived through; *without* is the number of the concern left out."""

    def __init__(self, without: int | None = None) -> None:
        self.world = World()
        self.told: dict[int, Told | None] = {}  # None: it is never sent here
        self._without = without
        self._number = 0

    def do(self, act: Act) -> None:
        """Have a day come, one thing done on it, and the next morning."""
        moment = max(BEGINS + timedelta(days=act.day, hours=1), self.world.clock.moment)
        self.world.pass_to(moment)
        self._number += 1
        ports = self.world.acting(f"act{self._number}")
        with suppress(Refusal):
            getattr(self, f"_{act.what}")(ports, act)
        self.world.pass_to(moment + timedelta(minutes=5))
        self.world.pass_to(moment + _SOON)

    def pass_weeks_to(self, day: int) -> None:
        """Have the Tuesdays come that lie before a day."""
        end = BEGINS + timedelta(days=day)
        while (here := self.world.clock.moment) < end - timedelta(days=7):
            self.world.pass_to(_tuesday_after(here))

    def concern(self, number: int) -> Concern | None:
        told = self.told.get(number)
        if told is None:
            return None
        with self.world.store.reading(TEAM) as records:
            return records.get(CONCERNS, told.id)

    def knows(self, number: int) -> set[PersonId]:
        """Return who wrote a concern, or has or had it."""
        found = self.concern(number)
        return {found.writer, *found.had} if found else set()

    # What can be done --------------------------------------------------------------

    def _raise(self, ports: Ports, act: Act) -> None:
        number, writer = len(self.told), _WRITERS[act.who % len(_WRITERS)]
        self.told[number] = None
        if number == self._without:
            return
        role = Role.ECT if writer in MENTOR_OF else Role.MENTOR
        actor = self.world.actor(writer)
        form = open_concern(ports, actor, "", school=OAKFIELD, role=role)
        assert isinstance(form, ConcernForm)
        draft = ConcernDraft(
            school=OAKFIELD,
            role=role,
            topic=form.topics[act.which % len(form.topics)],
            about=frozenset(
                adviser.person
                for bit, adviser in enumerate(form.people)
                if act.more >> bit & 1
            ),
            words="what is wrong",
        )
        review = review_concern(ports, actor, draft)
        if not review.routes:
            return
        route = review.routes[act.more // 7 % len(review.routes)].route
        card = send_concern(
            ports,
            actor,
            draft,
            reader=route.reader,
            pass_on=bool(act.more % 2),
            delivery=Delivery(f"d{self._number}"),
        )
        self.told[number] = Told(writer, card.concern.id)

    def _its_reader(self, ports: Ports, act: Act) -> None:
        concern = self._one_of(act)
        if concern is not None and concern.reader is not None:
            what = _READER_ACTS[act.which % len(_READER_ACTS)]
            self._with(ports, concern, concern.reader, what)

    def _its_writer(self, ports: Ports, act: Act) -> None:
        concern = self._one_of(act)
        if concern is not None:
            what = _WRITER_ACTS[act.which % len(_WRITER_ACTS)]
            self._with(ports, concern, concern.writer, what, act.more)

    def _one_of(self, act: Act) -> Concern | None:
        return self.concern(act.who % len(self.told)) if self.told else None

    def _with(
        self, ports: Ports, concern: Concern, who: PersonId, what: str, more: int = 0
    ) -> None:
        actor = self.world.actor(who)
        shown = Shown(concern=concern.id, turn=concern.turn)
        once = Delivery(f"d{self._number}")
        if what == "read":
            read_concern(ports, actor, concern.id)
        elif what == "note":
            acts.note_concern(ports, actor, shown, words="a note", delivery=once)
        elif what == "add":
            acts.add_to_concern(ports, actor, shown, words="more", delivery=once)
        elif what == "further":
            card = read_concern(ports, actor, concern.id)
            if card.routes:
                to = card.routes[more % len(card.routes)].route.reader
                acts.take_further(ports, actor, shown, reader=to, delivery=once)
        else:
            _PRESSES[what](ports, actor, shown, once)

    def _log(self, ports: Ports, act: Act) -> None:
        ect = list(MENTOR_OF)[act.who % len(MENTOR_OF)]
        name = NAMES[ect].split()[0]
        times = ("10:00 50m", "16:00 50m", "11:00 30m")
        line = f"log {name} yesterday {times[act.which % 3]}"
        Eyes(self.world, MENTOR_OF[ect], ports).typed(line)

    def _roster(self, ports: Ports, act: Act) -> None:
        """Have somebody change the list: a pairing ends, somebody goes or comes."""
        leader = self.world.actor((HELEN, ADAM, HUGO, ALMA)[act.who % 4])
        ect = list(MENTOR_OF)[act.more % len(MENTOR_OF)]
        somebody = EVERYBODY[act.more % len(EVERYBODY)]
        today = self.world.today()
        what = act.which % 4
        if what == 0:
            mentor = _MENTORS[act.more // 6 % 4]
            change_mentor(ports, leader, self._target(ect), mentor=mentor, begins=today)
        elif what == 1:
            end_induction(ports, leader, self._target(ect), last_day=today)
        elif what == 2:
            remove_person(ports, leader, self._target(somebody))
        else:
            days = frozenset(range(5))
            draft = PersonDraft(NAMES[somebody], ROLES[somebody], days)
            save_person(ports, leader, self._target(somebody), draft)

    def _target(self, person: PersonId) -> Target:
        with self.world.store.reading(TEAM) as records:
            seen = mark_of(records, OAKFIELD, person)
        return Target(OAKFIELD, person, seen, Delivery(f"d{self._number}"))

    def _away(self, _ports: Ports, act: Act) -> None:
        person = EVERYBODY[act.who % len(EVERYBODY)]
        first = self.world.today()
        away = span(str(first), str(first + timedelta(days=act.more)))
        with self.world.store.transaction(TEAM) as records:
            place = records.get(MEMBERS, f"{OAKFIELD}/{person}")
            if place is not None:
                records.put(MEMBERS, msgspec.structs.replace(place, away=(away,)))

    def _account(self, _ports: Ports, act: Act) -> None:
        messenger = self.world.messenger
        which = messenger.closed_accounts if act.which % 2 else messenger.takes_none_for
        which ^= {EVERYBODY[act.who % len(EVERYBODY)]}

    def _settings(self, _ports: Ports, act: Act) -> None:
        """Have the admin set how long things are kept."""
        changed = msgspec.structs.replace(
            SHORT,
            words_terms=act.which % 3,
            concerns_months=1 + act.who % 3,
            messages_months=1 + act.more % 3,
            by_itself=bool(act.more % 2),
        )
        with self.world.store.transaction(TEAM) as records:
            school = records.get(SCHOOLS, OAKFIELD)
            assert school is not None
            records.put(SCHOOLS, msgspec.structs.replace(school, retention=changed))

    def _clear(self, ports: Ports, act: Act) -> None:
        """Have a leader press "Delete it now"."""
        with self.world.store.reading(TEAM) as records:
            found = list(records.find(CLEARANCES_OPEN, OAKFIELD))
        for clearance in found:
            leader = (ADAM, HELEN, ALMA, HUGO)[act.who % 4]
            clear_out(ports, self.world.actor(leader), clearance.id)

    def _hold(self, _ports: Ports, act: Act) -> None:
        person, now = EVERYBODY[act.who % len(EVERYBODY)], self.world.clock.moment
        if act.more % 2:
            release(self.world.store, TEAM, person)
        else:
            hold(self.world.store, TEAM, person, Because.DISPUTE, now=now)


_NOT_CONCERNS = ("log", "roster", "away", "account", "settings", "clear", "hold")


def _act(days: int, *what: str) -> st.SearchStrategy[Act]:
    small = st.integers(0, 41)
    return st.builds(
        Act, st.integers(0, days), st.sampled_from(what), small, small, small
    )


@dataclass(frozen=True)
class Year:
    """What happens, the concern that one of two worlds is without, and who looks."""

    acts: tuple[Act, ...]
    secret: int
    pair: tuple[PersonId, PersonId]


@st.composite
def years(draw: st.DrawFn, *, days: int, least: int, most: int) -> Year:
    """Return a year: concerns are raised, and from *least* to *most* else is done."""
    raised = draw(
        st.lists(_act(days, "raise"), min_size=1 + least // 2, max_size=1 + most // 2)
    )
    done = st.lists(
        _act(days, "its_reader", "its_writer"), min_size=least, max_size=most
    )
    other = st.lists(_act(days, *_NOT_CONCERNS), min_size=least, max_size=most)
    acts = sorted([*raised, *draw(done), *draw(other)], key=lambda act: act.day)
    secret = draw(st.integers(0, len(raised) - 1))
    pairs = [(one, two) for one in LEADERS for two in LEADERS if one < two]
    return Year(tuple(acts), secret, draw(st.sampled_from(pairs)))


def _tuesday_after(moment: datetime) -> datetime:
    days = (1 - moment.weekday()) % 7 or 7
    return (moment + timedelta(days=days)).replace(hour=10, minute=0)


def lived(year: Year, *, weekly: bool) -> Iterator[tuple[Life, Life, Act]]:
    """Live a year in both worlds at once; after each act both can be looked at."""
    with_it, without_it = Life(), Life(without=year.secret)
    for act in year.acts:
        for life in (with_it, without_it):
            if weekly:
                life.pass_weeks_to(act.day)
            life.do(act)
        yield with_it, without_it, act
