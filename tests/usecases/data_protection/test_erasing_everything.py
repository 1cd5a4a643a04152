"""Of whoever is erased nothing is left, in any field, but what the certificate says."""

from itertools import count
from typing import Any, TypeVar

import msgspec
import pytest

from bot.domain.concerns.contacts import Contact
from bot.domain.concerns.records import Concern, ConcernWords, Stage, Topic
from bot.domain.kernel.record import ConcernId, PersonId, Record
from bot.domain.people.member import Member, Role
from bot.domain.school.set_up import Founder, SetUp
from bot.domain.sessions.records import SessionNote
from bot.keys import new_key
from bot.ports import kinds
from bot.ports.store import Kind, Records, Store
from bot.ports.vault import Place
from bot.results.data_protection.erasing import Cleared
from bot.store.memory import MemoryStore
from bot.usecases.data_protection.erasing import HowErased, erase
from bot.usecases.data_protection.removing_people import GONE, Occasion
from bot.usecases.kernel.audit import broken
from bot.usecases.kernel.sealed_words import opened
from bot.vault import KeyVault
from bot.views.data_protection.certificate import (
    certificate,
    counted,
    place_of,
    remains_of,
)
from tests.builders import SCHOOL, a_school, at
from tests.contract.canaries import Aviary, personal_in
from tests.contract.long_school import ROLES, STAYS, TEAM, LongSchool, everything_in

NOW = at("2029-08-31 12:00")
VAULT = KeyVault([new_key()])
R = TypeVar("R", bound=Record)
ZOE = PersonId("U0ZOE")
CARLA, MAX = PersonId("U0CARLA"), PersonId("U0MAX")


def erased(store: Store, person: str, **how: Any) -> Cleared:
    numbers = count(1)
    return erase(
        store,
        TEAM,
        PersonId(person),
        occasion=Occasion(NOW, lambda: f"n{next(numbers)}"),
        vault=VAULT,
        how=HowErased(is_set_aside=True, **how),
        apply=True,
    )


def empty() -> MemoryStore:
    return MemoryStore(kinds.ALL_KINDS, kinds.ALL_INDEXES)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_field_of_any_kind_names_them_any_more(role: str) -> None:
    """Each kind is filled from its type, so one that is added is looked through."""
    school = LongSchool(empty(), VAULT)
    school.go_on_to(1)
    member = next(
        one
        for one in every(school.store, kinds.MEMBERS)
        if ROLES[role] in one.roles and one.person != STAYS
    )
    assert member.person in everything_in(school.store, VAULT)
    done = erased(school.store, member.person)
    assert done.is_done
    held = everything_in(school.store, VAULT)
    assert member.person not in held
    assert member.name not in held
    assert done.left == ()
    with school.store.reading(TEAM) as records:
        assert broken(records) is None


def every(store: Store, kind: Kind[R]) -> list[R]:
    with store.reading(TEAM) as records:
        return list(records.every(kind))


def test_what_an_induction_told_of_an_ect_goes_with_them() -> None:
    school = LongSchool(empty(), VAULT)
    school.go_on_to(1)
    (induction,) = every(school.store, kinds.INDUCTIONS)
    told = [
        text
        for path, text in personal_in(induction)
        if path[0] in {"contact", "days_absent"}
    ]
    assert len(told) > 1
    erased(school.store, induction.ect)
    held = everything_in(school.store, VAULT)
    assert not [text for text in told if text in held]


def a_concern(of: PersonId, about: PersonId, key: str = "c0ffee") -> Concern:
    return Concern(
        id=ConcernId(key),
        school=SCHOOL,
        writer=of,
        written_as=Role.ECT,
        topic=Topic.MENTOR,
        about=frozenset({about}),
        opened_at=NOW,
        stage=Stage.RESOLVED,
        reader=CARLA,
        had=frozenset({CARLA, MAX}),
        since=NOW,
        closed_at=NOW,
        events=3,
    )


def put(records: Records, kind: Kind[Any], record: Record) -> None:
    records.put(kind, record)


def test_of_their_own_concern_no_topic_and_no_reader_is_left() -> None:
    store, aviary = empty(), Aviary()
    joined = {"concern": "c0ffee", "subject": "c0ffee", "reader": CARLA, "by": CARLA}
    with store.transaction(TEAM) as records:
        records.put(kinds.CONCERNS, a_concern(ZOE, MAX))
        for kind in (kinds.CONCERN_EVENTS, kinds.NOTICES, kinds.NUDGES):
            put(records, kind, aviary.filled(kind.record, NOW, joined))
    erased(store, ZOE)
    (left,) = every(store, kinds.CONCERNS)
    assert left.writer.startswith(GONE)
    assert left.topic is Topic.OTHER
    held = everything_in(store, VAULT)
    assert not [one for one in (ZOE, CARLA, MAX, "mentor_support") if one in held]
    assert '"mentor"' not in held
    assert held.count("c0ffee") == 2  # its own key alone


def test_nothing_leads_from_anothers_concern_to_their_pairings() -> None:
    store, aviary = empty(), Aviary()
    pairing = aviary.filled(
        kinds.PAIRINGS.record, NOW, {"mentor": ZOE, "ect": MAX, "minutes": 45}
    )
    with store.transaction(TEAM) as records:
        records.put(kinds.PAIRINGS, pairing)
        about = a_concern(MAX, ZOE)
        records.put(
            kinds.CONCERNS, msgspec.structs.replace(about, had=frozenset({ZOE}))
        )
    erased(store, ZOE)
    (concern,), (kept,) = every(store, kinds.CONCERNS), every(store, kinds.PAIRINGS)
    assert concern.about == frozenset()
    assert concern.writer == MAX
    assert kept.mentor not in concern.had


def test_a_founder_of_a_set_up_goes_and_the_other_stays() -> None:
    store = empty()
    founders = (
        Founder(person=ZOE, name="Zoë Founder"),
        Founder(person=CARLA, name="Carla Example"),
    )
    with store.transaction(TEAM) as records:
        records.put(kinds.SET_UPS, SetUp(school=SCHOOL, founders=founders))
    assert erased(store, ZOE).is_done
    held = everything_in(store, VAULT)
    assert "Founder" not in held
    assert "U0ZOE" not in held
    assert "Carla Example" in held


def test_contacts_that_the_school_enters_are_said_to_be_left() -> None:
    store = empty()
    lead = Contact(name="Zoë Lead", organisation="", reach="room 3")
    school = msgspec.structs.replace(a_school(), safeguarding=(lead,))
    with store.transaction(TEAM) as records:
        records.put(kinds.SCHOOLS, school)
        records.put(kinds.MEMBERS, a_member(ZOE, "Zoë Lead"))
    done = erased(store, ZOE)
    said = "\n".join(remains_of(done, in_concerns=False))
    assert "A school's own settings. Records that name this person: 1." in said
    assert "Zoë" not in said


def a_member(person: PersonId, name: str) -> Member:
    return Member(
        school=SCHOOL, person=person, name=name, roles=frozenset({Role.MENTOR})
    )


def with_words(*texts: str, concern: str = "") -> MemoryStore:
    """Return a store with notes of another pair, and a closed concern of another."""
    store, aviary = empty(), Aviary()
    with store.transaction(TEAM) as records:
        records.put(kinds.MEMBERS, a_member(ZOE, "Zoë O'Hara-Will"))
        records.put(kinds.MEMBERS, a_member(MAX, "Max Will"))
        for number, text in enumerate(texts):
            key = f"s{number}"
            session = aviary.filled(
                kinds.SESSIONS.record, NOW, {"id": key, "minutes": 45}
            )
            records.put(kinds.SESSIONS, session)
            place = Place(TEAM, kinds.NOTES.name, key, "text")
            note = SessionNote(session=key, pairing="p1", text=VAULT.seal(text, place))  # type: ignore[arg-type]  # ids
            records.put(kinds.NOTES, note)
        if concern:
            records.put(kinds.CONCERNS, a_concern(MAX, CARLA))
            place = Place(TEAM, kinds.CONCERN_WORDS.name, "c0ffee/00001", "text")
            words = ConcernWords(
                concern=ConcernId("c0ffee"),
                number=1,
                author=MAX,
                at=NOW,
                text=VAULT.seal(concern, place),
            )
            records.put(kinds.CONCERN_WORDS, words)
    return store


def notes_in(store: MemoryStore) -> list[str]:
    with store.reading(TEAM) as records:
        notes = list(records.every(kinds.NOTES))
        return [opened(VAULT, records, kinds.NOTES, note) or "" for note in notes]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ask Zoë O'Hara-Will.", "Ask [name removed]."),
        ("ask zoe o’hara–will!", "ask [name removed]!"),
        ("ZOË said; Zoe's plan", "[name removed] said; [name removed]'s plan"),
        ("with Zoe\u0308, then U0ZOE", "with [name removed], then [name removed]"),
        ("O'Hara came", "[name removed] came"),
        ("Will came; she will; zoetrope; Zoey", None),  # another's, or none
        ("nobody", None),
    ],
)
def test_a_name_is_found_however_it_is_written_and_nobody_elses(
    text: str, left: str | None
) -> None:
    store = with_words(text)
    done = erased(store, ZOE, replaces=lambda _found: True)
    assert notes_in(store) == [left or text]
    assert done.replaced == (left is not None)


def test_each_place_is_decided_by_itself_and_told_without_its_words() -> None:
    texts = ("Zoe was kind", "Zoë was late")
    store = with_words(*texts)
    told = erase(store, TEAM, ZOE, occasion=Occasion(NOW, str), vault=VAULT)
    assert [place_of(one) for one in told.found] == [
        "the note of a session of 31 August 2029: “Zoe”",
        "the note of a session of 31 August 2029: “Zoë”",
    ]
    assert notes_in(store) == list(texts)
    done = erased(store, ZOE, replaces={told.found[1]}.__contains__)
    assert notes_in(store) == ["Zoe was kind", "[name removed] was late"]
    assert (len(done.found), done.replaced) == (1, 1)
    said = "\n".join(remains_of(done, in_concerns=False))
    assert "taken out of 1 places, and left in 1" in said
    assert "kind" not in said


def test_by_default_the_words_of_others_stay_and_that_is_said() -> None:
    store = with_words("Zoe was kind")
    done = erased(store, ZOE)
    assert notes_in(store) == ["Zoe was kind"]
    assert "left as they are: 1" in counted(done)


@pytest.mark.parametrize("names", ["taken out", "left"])
def test_nothing_that_is_said_tells_whether_a_concern_names_them(names: str) -> None:
    said, in_concerns = set(), names == "taken out"
    for concern in ("", "Zoe never has time", "nobody is named"):
        store = with_words("a note", concern=concern)
        done = erased(store, ZOE, in_concerns=in_concerns)
        assert done.found == ()
        remains = remains_of(done, in_concerns=in_concerns)
        said.add(
            certificate(done, "Erasure", at=NOW, workspace=TEAM, remains=remains)
            .replace(done.certificate, "N")
            .replace(f"name or id: {done.unnamed}", "name or id: M")
        )
        held = everything_in(store, VAULT)
        assert ("Zoe never" in held) == (
            concern == "Zoe never has time" and not in_concerns
        )
    assert len(said) == 1


def test_notes_that_do_not_open_are_said_to_be_unknown() -> None:
    store = with_words("Zoe was kind")
    shut = KeyVault([new_key()])
    numbers = count(1)
    done = erase(
        store,
        TEAM,
        ZOE,
        occasion=Occasion(NOW, lambda: f"n{next(numbers)}"),
        vault=shut,
        apply=True,
    )
    assert done.shut == 1
    assert "no key here opens: 1" in "\n".join(remains_of(done, in_concerns=False))
