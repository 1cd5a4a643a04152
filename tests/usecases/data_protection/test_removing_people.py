"""Erasing and letting go: nothing of a person is left, and the numbers stay."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import msgspec
import pytest

from bot.domain.data_protection.audit import AuditEntry
from bot.domain.data_protection.legal_holds import Because
from bot.domain.data_protection.retention import Keep
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PersonId
from bot.domain.people.roster_acts import Entry, Image, RosterChange
from bot.domain.sessions.records import SessionState
from bot.keys import new_key
from bot.ports import kinds
from bot.ports.purposes import PURPOSES
from bot.ports.store import Records, Store
from bot.sandbox.example_school import SCHOOL, STARTS, TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.store.copying import copy_rows, rows_of
from bot.store.memory import MemoryStore
from bot.usecases.data_protection.erasing import CannotErase, HowErased, erase
from bot.usecases.data_protection.legal_holds import hold, release
from bot.usecases.data_protection.removing_people import GONE, Occasion
from bot.usecases.data_protection.retention_deleting import retain
from bot.usecases.kernel.audit import broken
from bot.usecases.kernel.sealed_words import opened
from bot.vault import KeyVault
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    CARLA,
    DEE,
    TOM,
    close_all,
    press,
    raise_it,
    submit,
)
from tests.journeys.conftest import Control

YEAR = timedelta(days=365)
DEES = "pairing-tom"  # in which Dee is the mentor
VAULT = KeyVault([new_key()])


def act_for_a_while(control: Control) -> None:
    """Leave traces of Tom and Dee wherever people can."""
    raise_it(control, TOM, "words-about-the-mentor", reader=CARLA, topic="mentor")
    press(control, CARLA, ids.READ_CONCERN)
    close_all(control, CARLA)
    press(control, CARLA, ids.SAY_SORTED)
    press(control, TOM, ids.CONFIRM_SORTED)
    control.command(DEE, "log")
    submit(
        control, DEE, **{"note.value": "a note of Dee's", "next_steps.value": "a step"}
    )
    close_all(control, DEE)
    control.command(DEE, "log tue 16:00 50m behaviour routines")
    for moment in ("2026-11-12T15:45:00Z", "2026-11-13T15:45:00Z"):
        control.post("clock", now=moment)


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("clearing")
    with Rehearsal(folder / "practice.db", quiet_ms=5, vault=VAULT) as rehearsal:
        act_for_a_while(Control(rehearsal))
        yield rehearsal.store


@pytest.fixture
def store(traces: Store) -> Store:
    """The same traces, in a store of one's own."""
    copy = MemoryStore(kinds.ALL_KINDS, kinds.ALL_INDEXES)
    copy_rows(rows_of(traces, kinds.ALL_KINDS), copy)
    return copy


def at(now: datetime) -> Occasion:
    numbers = count(1)
    return Occasion(now, lambda: f"n{next(numbers)}")


def leave(store: Store, *people: str, on: date = date(2026, 11, 13)) -> None:
    """Take people out of the school's list, as its file would."""
    with store.transaction(TEAM) as records:
        for pairing in list(records.every(kinds.PAIRINGS)):
            if {pairing.mentor, pairing.ect} & set(people):
                ended = msgspec.structs.replace(pairing, ends_on=on)
                records.put(kinds.PAIRINGS, ended)


def everything(store: Store) -> str:
    return "\n".join(
        f"{kind.name} {key} {msgspec.json.encode(record).decode()}"
        for _team, kind, key, record in rows_of(store, kinds.ALL_KINDS)
        if kind is not kinds.HOLDS and PURPOSES[kind].keep is not Keep.SCHOOL
    )


def sizes(store: Store) -> Counter[str]:
    facts = {k.name for k, p in PURPOSES.items() if p.keep is Keep.FACTS}
    rows = rows_of(store, kinds.ALL_KINDS)
    return Counter(kind.name for _, kind, _, _ in rows if kind.name in facts)


@pytest.mark.parametrize(
    ("person", "name"), [(TOM, "Tom Example"), (DEE, "Dee Example")]
)
def test_nothing_of_an_erased_person_is_left_and_every_count_stays(
    store: Store, person: str, name: str
) -> None:
    leave(store, person)
    before, others = sizes(store), everything(store).count("U0AMIRA")
    assert person in everything(store)
    done = erase(
        store, TEAM, PersonId(person), vault=VAULT, occasion=at(STARTS), apply=True
    )
    assert done.is_done
    assert done.removed
    assert done.unnamed
    after = everything(store)
    assert person not in after
    assert name not in after
    assert sizes(store) == before
    assert after.count("U0AMIRA") == others
    assert GONE in after
    with store.reading(TEAM) as records:
        assert broken(records) is None
        assert not list(records.every(kinds.CONCERN_WORDS)) or person == DEE
        last: AuditEntry = list(records.every(kinds.AUDIT))[-1]
        assert (last.what, last.subject.value) == ("erased", done.certificate)


def notes(store: Store, pairing: str) -> list[str]:
    """Return the words of a pair's notes, as their readers see them."""
    with store.reading(TEAM) as records:
        found = [n for n in records.every(kinds.NOTES) if n.pairing == pairing]
        return [
            opened(VAULT, records, kinds.NOTES, note) or ""
            for note in found
            if note.text
        ]


def test_notes_go_with_the_ect_whom_they_are_about_and_outlive_their_mentor(
    store: Store,
) -> None:
    leave(store, DEE)
    before = notes(store, DEES)
    assert "a note of Dee's" in before
    shut = KeyVault([new_key()])
    with pytest.raises(CannotErase, match="--also-notes"):
        erase(store, TEAM, PersonId(DEE), vault=shut, occasion=at(STARTS))
    told = erase(store, TEAM, PersonId(DEE), vault=VAULT, occasion=at(STARTS))
    done = erase(
        store, TEAM, PersonId(DEE), vault=VAULT, occasion=at(STARTS), apply=True
    )
    assert told.words_left == done.words_left
    assert done.words_left
    after = notes(store, DEES)
    assert len(after) == len(before)
    assert "a note of [name removed]'s" in after
    assert not [words for words in after if "Dee" in words]


def test_a_school_can_take_a_mentors_notes_as_well(store: Store) -> None:
    leave(store, DEE)
    how = HowErased(also_notes=True)
    done = erase(
        store,
        TEAM,
        PersonId(DEE),
        vault=KeyVault([]),
        how=how,
        occasion=at(STARTS),
        apply=True,
    )
    assert done.words_left == 0
    assert not notes(store, DEES)


def test_a_name_that_only_a_change_of_the_list_still_has_goes_as_well(
    store: Store,
) -> None:
    leave(store, TOM)
    with store.transaction(TEAM) as records:
        member = records.get(kinds.MEMBERS, f"{SCHOOL}/{TOM}")
        assert member is not None
        records.remove(kinds.MEMBERS, f"{SCHOOL}/{TOM}")
        before = msgspec.json.encode(member).decode()
        image = Image(entry=Entry.MEMBER, key="k", before=before, after=None)
        change = RosterChange(
            id="change-1",
            school=SCHOOL,
            by=PersonId(CARLA),
            did=Event.CHANGED,
            about=PersonId(TOM),
            at=STARTS,
            images=(image,),
        )
        records.put(kinds.ROSTER_CHANGES, change)
    erase(store, TEAM, PersonId(TOM), vault=VAULT, occasion=at(STARTS), apply=True)
    assert "Tom Example" not in everything(store)
    assert TOM not in everything(store)


def test_erasing_is_only_counted_unless_it_is_asked_for(store: Store) -> None:
    leave(store, TOM)
    before = everything(store)
    told = erase(store, TEAM, PersonId(TOM), vault=VAULT, occasion=at(STARTS))
    assert not told.is_done
    assert told.removed
    assert everything(store) == before


def _ask(records: Records) -> None:
    (school,) = records.every(kinds.SCHOOLS)
    asked = msgspec.structs.replace(school, ask=PersonId(TOM))
    records.put(kinds.SCHOOLS, asked)


def _open_concern(records: Records) -> None:
    (concern,) = records.every(kinds.CONCERNS)
    still_open = msgspec.structs.replace(concern, stage="with_tutor", closed_at=None)
    records.put(kinds.CONCERNS, still_open)


def test_somebody_with_anything_open_is_not_erased_and_no_concern_is_told_of(
    store: Store,
) -> None:
    person = PersonId(TOM)
    with pytest.raises(CannotErase, match="still has to do with mentoring"):
        erase(store, TEAM, person, vault=VAULT, occasion=at(STARTS), apply=True)
    leave(store, TOM)
    hold(store, TEAM, person, Because.REQUEST, now=STARTS)
    with pytest.raises(CannotErase, match="still open") as held:
        erase(store, TEAM, person, vault=VAULT, occasion=at(STARTS), apply=True)
    assert release(store, TEAM, person)
    with store.transaction(TEAM) as records:
        _open_concern(records)
    with pytest.raises(CannotErase, match="still open") as opened:
        erase(store, TEAM, person, vault=VAULT, occasion=at(STARTS), apply=True)
    assert str(opened.value) == str(held.value)
    assert "concern " not in str(opened.value)


def test_whom_people_ask_is_not_erased(store: Store) -> None:
    leave(store, TOM)
    with store.transaction(TEAM) as records:
        _ask(records)
    with pytest.raises(CannotErase, match="whom people ask"):
        erase(store, TEAM, PersonId(TOM), vault=VAULT, occasion=at(STARTS), apply=True)


def test_words_go_at_the_end_of_the_term_after_and_facts_stay(store: Store) -> None:
    before = sizes(store)
    in_spring = datetime(2027, 3, 24, 12, tzinfo=STARTS.tzinfo)
    assert retain(store, TEAM, occasion=at(in_spring)).is_nothing
    in_summer = datetime(2027, 4, 13, 12, tzinfo=STARTS.tzinfo)
    done = retain(store, TEAM, occasion=at(in_summer), apply=True)
    assert done.removed
    with store.reading(TEAM) as records:
        assert not list(records.every(kinds.NOTES))
        assert not list(records.every(kinds.NEXT_STEPS))
        assert list(records.every(kinds.CONCERN_WORDS))
    assert sizes(store) == before


def test_a_closed_concern_loses_words_and_names_after_a_year_and_still_counts(
    store: Store,
) -> None:
    retain(store, TEAM, occasion=at(STARTS + YEAR + timedelta(days=9)), apply=True)
    with store.reading(TEAM) as records:
        assert not list(records.every(kinds.CONCERN_WORDS))
        (concern,) = records.every(kinds.CONCERNS)
        assert concern.writer.startswith(GONE)
        for event in records.every(kinds.CONCERN_EVENTS):
            assert TOM not in str(event)
            assert CARLA not in str(event)
        assert not [n for n in records.every(kinds.NUDGES) if n.settled_at]


def test_no_certificate_tells_that_what_went_was_a_concern_alone(store: Store) -> None:
    later = at(STARTS + YEAR + timedelta(days=9))
    with store.reading(TEAM) as records:
        (concern,) = records.every(kinds.CONCERNS)
        words = list(records.every(kinds.CONCERN_WORDS))
    assert retain(store, TEAM, occasion=later, apply=True).is_done
    as_nothing = retain(store, TEAM, occasion=later, apply=True)
    with store.transaction(TEAM) as records:
        records.put(kinds.CONCERNS, concern)
        for one in words:
            records.put(kinds.CONCERN_WORDS, one)
    assert retain(store, TEAM, occasion=later, apply=True) == as_nothing
    with store.reading(TEAM) as records:
        assert not list(records.every(kinds.CONCERN_WORDS))


def test_six_years_after_the_induction_its_facts_have_no_names(store: Store) -> None:
    leave(store, TOM)
    with store.reading(TEAM) as records:
        held = [s for s in records.every(kinds.SESSIONS) if s.ect == TOM]
    before = sizes(store)
    retain(store, TEAM, occasion=at(STARTS + 5.9 * YEAR), apply=True)
    assert TOM in everything(store)
    retain(store, TEAM, occasion=at(STARTS + 6.1 * YEAR), apply=True)
    with store.reading(TEAM) as records:
        gone = [s for s in records.every(kinds.SESSIONS) if s.ect.startswith(GONE)]
        (pairing,) = {s.pairing for s in gone}
        kept = records.get(kinds.PAIRINGS, pairing)
        assert kept is not None
        assert kept.ect == gone[0].ect
        assert records.get(kinds.INDUCTIONS, f"{SCHOOL}/{kept.ect}") is not None
        minutes = sum(s.minutes for s in gone if s.state is SessionState.HELD)
        assert broken(records) is None
    assert len(gone) == len(held)
    assert minutes == sum(s.minutes for s in held if s.state is SessionState.HELD)
    assert sizes(store) == before
    again = retain(store, TEAM, occasion=at(STARTS + 6.1 * YEAR), apply=True)
    assert again.is_nothing


def test_whoever_is_held_keeps_everything_and_others_do_not(store: Store) -> None:
    hold(store, TEAM, PersonId(TOM), Because.APPEAL, now=STARTS)
    later = STARTS + 2 * YEAR
    done = retain(store, TEAM, occasion=at(later), apply=True)
    assert done.held == 1
    with store.reading(TEAM) as records:
        notes = [n.pairing for n in records.every(kinds.NOTES)]
        assert set(notes) == {"pairing-tom"}
        assert list(records.every(kinds.CONCERN_WORDS))
        assert next(iter(records.every(kinds.AUDIT))).number == 1
    release(store, TEAM, PersonId(TOM))
    retain(store, TEAM, occasion=at(later), apply=True)
    with store.reading(TEAM) as records:
        assert not list(records.every(kinds.NOTES))


def test_an_open_concern_holds_what_is_its_own_and_nothing_that_others_could_see(
    store: Store,
) -> None:
    occasion = at(STARTS + 2 * YEAR)
    as_it_is = retain(store, TEAM, occasion=occasion)
    with store.transaction(TEAM) as records:
        _open_concern(records)
        words = list(records.every(kinds.CONCERN_WORDS))
        told = [n for n in records.every(kinds.NOTICES) if n.kind.is_about_concern]
    assert words
    assert told
    assert retain(store, TEAM, occasion=occasion) == as_it_is
    retain(store, TEAM, occasion=occasion, apply=True)
    with store.reading(TEAM) as records:
        assert list(records.every(kinds.CONCERN_WORDS)) == words
        kept = [n for n in records.every(kinds.NOTICES) if n.kind.is_about_concern]
        assert kept == told
        assert not list(records.every(kinds.NOTES))


def test_the_oldest_of_the_audit_goes_and_the_chain_stays_whole(store: Store) -> None:
    with store.reading(TEAM) as records:
        many = len(list(records.every(kinds.AUDIT)))
    assert many > 3
    retain(store, TEAM, occasion=at(STARTS + 2.1 * YEAR), apply=True)
    with store.reading(TEAM) as records:
        entries = list(records.every(kinds.AUDIT))
        assert broken(records) is None
    assert [e.number for e in entries] == [many + 1]


def test_every_kind_that_names_people_has_a_time(store: Store) -> None:
    named = {
        kind.name
        for _, kind, _, record in rows_of(store, kinds.ALL_KINDS)
        if "U0" in str(record) and PURPOSES[kind].keep is Keep.MACHINE
    }
    assert named == set()
