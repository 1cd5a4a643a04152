"""What any store promises of a unit of work: whole or not at all, and for good."""

from datetime import timedelta, timezone, tzinfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.kernel.record import MACHINE, TeamId
from bot.domain.people.member import Role
from bot.ports.kinds import CLAIMS, MEMBERS, NOTES, SESSIONS, SESSIONS_OF_PAIRING
from bot.ports.store import DuplicateKey, Store, StoreFault
from tests.contract.conftest import Opened
from tests.contract.examples import (
    MONDAY,
    OTHER_TEAM,
    TEAM,
    a_claim,
    a_member,
    a_note,
    a_session,
)


def test_what_one_unit_of_work_adds_the_next_one_reads(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.add(SESSIONS, a_session())
    with store.reading(TEAM) as records:
        assert records.get(SESSIONS, "s1") == a_session()
        assert records.get(SESSIONS, "s2") is None


def test_a_key_that_is_taken_is_refused_and_the_first_record_stays(
    store: Store,
) -> None:
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim())
    with pytest.raises(DuplicateKey), store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim(minutes=5))
    with store.reading(TEAM) as records:
        assert records.get(CLAIMS, "d1") == a_claim()


def test_a_key_is_taken_by_this_unit_of_work_too(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim())
        with pytest.raises(DuplicateKey):
            records.add(CLAIMS, a_claim())


def test_a_key_is_free_again_once_its_record_is_removed(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim())
        records.remove(CLAIMS, "d1")
        records.add(CLAIMS, a_claim(minutes=5))
    with store.reading(TEAM) as records:
        assert records.get(CLAIMS, "d1") == a_claim(minutes=5)


def test_put_takes_the_place_of_what_was_there(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.put(NOTES, a_note(text="First"))
    with store.transaction(TEAM) as records:
        records.put(NOTES, a_note(text="Second"))
    with store.reading(TEAM) as records:
        assert [note.text for note in records.every(NOTES)] == ["Second"]


def test_removing_what_is_not_there_changes_nothing(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.remove(NOTES, "nobody")
    assert list(store.teams()) == []


def test_an_exception_undoes_all_kinds_and_goes_on_to_the_caller(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.add(SESSIONS, a_session())
        records.add(CLAIMS, a_claim())
    with pytest.raises(ZeroDivisionError), store.transaction(TEAM) as records:
        records.put(SESSIONS, a_session(pairing="p2"))
        records.add(NOTES, a_note())
        records.remove(CLAIMS, "d1")
        raise ZeroDivisionError
    with store.reading(TEAM) as records:
        assert records.get(SESSIONS, "s1") == a_session()
        assert records.get(NOTES, "s1") is None
        assert records.get(CLAIMS, "d1") == a_claim()
        assert len(records.find(SESSIONS_OF_PAIRING, "p1")) == 1
        assert not records.find(SESSIONS_OF_PAIRING, "p2")


def test_a_unit_of_work_sees_its_own_changes_everywhere(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.add(SESSIONS, a_session("s1"))
        records.add(SESSIONS, a_session("s2"))
    with store.transaction(TEAM) as records:
        records.remove(SESSIONS, "s1")
        records.put(SESSIONS, a_session("s2", pairing="p2"))
        records.add(SESSIONS, a_session("s3"))
        assert records.get(SESSIONS, "s1") is None
        assert [s.id for s in records.every(SESSIONS)] == ["s2", "s3"]
        assert [s.id for s in records.find(SESSIONS_OF_PAIRING, "p1")] == ["s3"]
        assert [s.id for s in records.find(SESSIONS_OF_PAIRING, "p2")] == ["s2"]


def test_a_unit_of_work_within_another_is_refused_and_the_outer_one_stands(
    store: Store,
) -> None:
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim())
        with pytest.raises(RuntimeError), store.transaction(TEAM):
            pass
    with store.reading(TEAM) as records:
        assert records.get(CLAIMS, "d1") == a_claim()


def test_one_workspace_sees_nothing_of_another(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim())
    with store.transaction(OTHER_TEAM) as records:
        assert records.get(CLAIMS, "d1") is None
        assert list(records.every(CLAIMS)) == []
        records.add(CLAIMS, a_claim(minutes=9))
    with store.reading(TEAM) as records:
        assert records.get(CLAIMS, "d1") == a_claim()


def test_the_workspaces_are_those_with_records_in_order(store: Store) -> None:
    for team in (OTHER_TEAM, TEAM, TeamId("T0EMPTY")):
        with store.transaction(team) as records:
            records.add(CLAIMS, a_claim())
    with store.transaction(TeamId("T0EMPTY")) as records:
        records.remove(CLAIMS, "d1")
    assert list(store.teams()) == [TEAM, OTHER_TEAM]


def test_what_the_bot_keeps_about_itself_is_kept_and_is_no_workspace(
    store: Store,
) -> None:
    with store.transaction(MACHINE) as records:
        records.add(CLAIMS, a_claim())
    assert list(store.teams()) == []
    with store.reading(MACHINE) as records:
        assert records.get(CLAIMS, "d1") == a_claim()
    with store.reading(TEAM) as records:
        assert records.get(CLAIMS, "d1") is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"minutes": 4}, "minutes"),
        ({"reason": 7}, "reason"),
        ({"reason": "\ud800"}, "surrogates"),
    ],
)
def test_a_record_that_could_not_be_read_back_is_refused_by_table_key_and_field(
    store: Store, wrong: dict[str, object], field: str
) -> None:
    with (
        pytest.raises(ValueError, match=rf"sessions.*s9.*{field}"),
        store.transaction(TEAM) as records,
    ):
        records.add(SESSIONS, a_session())
        records.put(SESSIONS, a_session("s9", **wrong))
    assert list(store.teams()) == []


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=1))])
def test_a_moment_that_is_not_in_utc_can_be_neither_built_nor_stored(
    store: Store, zone: tzinfo | None
) -> None:
    elsewhere = MONDAY.replace(tzinfo=zone)
    with pytest.raises(ValueError, match="starts_at must be in UTC"):
        a_session(starts_at=elsewhere)
    forced = a_session("s9")
    msgspec.structs.force_setattr(forced, "starts_at", elsewhere)
    with (
        pytest.raises(ValueError, match=r"sessions.*s9.*starts_at"),
        store.transaction(TEAM) as records,
    ):
        records.put(SESSIONS, forced)
    assert list(store.teams()) == []


def test_a_closed_store_refuses_and_can_be_closed_again(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreFault, match="closed"), store.transaction(TEAM):
        pass
    with pytest.raises(StoreFault, match="closed"), store.reading(TEAM):
        pass


@settings(max_examples=20)
@given(
    key=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    text=st.text(st.characters(exclude_categories=["Cs"])),
    roles=st.sets(st.sampled_from(Role), min_size=1),
)
def test_any_words_come_back_as_they_were(
    stores: Opened, key: str, text: str, roles: set[Role]
) -> None:
    note, member = a_note(key, text), a_member(key, *roles)
    with stores() as store:
        with store.transaction(TEAM) as records:
            records.add(NOTES, note)
            records.add(MEMBERS, member)
        with store.reading(TEAM) as records:
            assert records.get(NOTES, key) == note
            assert list(records.every(MEMBERS)) == [member]


def test_what_a_new_name_is_told_of_is_found_at_once(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.add(NOTES, a_note("s2"))
        records.note_new("p1")
        records.note_new("s1")
        assert records.get(NOTES, "s1") is None
        assert not records.find(SESSIONS_OF_PAIRING, "p1")
        records.add(SESSIONS, a_session())
        records.add(NOTES, a_note())
        assert list(records.find(SESSIONS_OF_PAIRING, "p1")) == [a_session()]
        assert records.get(NOTES, "s1") == a_note()
        assert [note.session for note in records.every(NOTES)] == ["s1", "s2"]
    with store.reading(TEAM) as view:
        assert list(view.find(SESSIONS_OF_PAIRING, "p1")) == [a_session()]
        assert view.get(NOTES, "s1") == a_note()
