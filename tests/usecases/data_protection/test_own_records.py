"""What `/ect mydata` holds of a concern for each who had it, of holds and set-up."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.concerns.contacts import Contact
from bot.domain.concerns.records import Shown, Topic
from bot.domain.data_protection.legal_holds import Because, LegalHold
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role
from bot.domain.school.set_up import Founder, SetUp
from bot.ports.kinds import HOLDS, SCHOOLS, SET_UPS
from bot.usecases.concerns import acting as acts
from bot.usecases.concerns.raising import ConcernDraft, send_concern
from bot.usecases.concerns.reading import read_concern
from bot.usecases.data_protection.own_data import own_data
from bot.usecases.kernel.claims import Delivery
from bot.usecases.people import changes
from bot.usecases.people.changes import PersonDraft
from bot.views.data_protection.own_data import as_json
from tests.builders import a_school
from tests.usecases.people.test_people_in_mid_year import target
from tests.usecases.two_schools import (
    ADAM,
    BIRCHWOOD,
    EWA,
    HELEN,
    OAKFIELD,
    PRIYA,
    RUTH,
    TEAM,
    UNA,
    Town,
)


def held(town: Town, person: PersonId) -> dict[str, list[dict[str, Any]]]:
    whole = json.loads(as_json(own_data(town.ports, town.actor(person))))
    return {kind: part["records"] for kind, part in whole["held"].items()}


@pytest.fixture
def town() -> Town:
    """Ewa's concern has been with Priya, who wrote back, and is with Ruth now."""
    town = Town()
    ewa, priya = town.actor(EWA), town.actor(PRIYA)
    draft = ConcernDraft(
        OAKFIELD, Role.ECT, Topic.OTHER, frozenset({HELEN}), "It is about Helen, zebra"
    )
    card = send_concern(
        town.ports, ewa, draft, reader=PRIYA, pass_on=False, delivery=Delivery("sent")
    )
    concern = card.concern.id
    town.tick()
    read_concern(town.ports, priya, concern)
    first = Shown(concern=concern, turn=1)
    acts.note_concern(
        town.ports, priya, first, words="I ask, quagga", delivery=Delivery("note")
    )
    town.clock.moment += timedelta(hours=1)
    acts.take_further(town.ports, ewa, first, reader=RUTH, delivery=Delivery("further"))
    town.tick()
    return town


def what_happens_next(town: Town) -> None:
    ruth, ewa = town.actor(RUTH), town.actor(EWA)
    concern = own_concern(town)
    town.clock.moment += timedelta(hours=2)
    second = Shown(concern=concern, turn=2)
    acts.take_concern(town.ports, ruth, second, Delivery("take"))
    acts.note_concern(
        town.ports, ruth, second, words="Okapi", delivery=Delivery("note 2")
    )
    acts.confirm_sorted(town.ports, ewa, second, Delivery("sorted"))
    town.tick()


def own_concern(town: Town) -> Any:
    return held(town, EWA)["concerns"][0]["id"]


def test_a_former_reader_has_their_own_turn_and_nothing_else(town: Town) -> None:
    before = held(town, PRIYA)
    (concern,) = before["concerns"]
    assert concern.keys() == {"id", "school", "turns"}
    (turn,) = concern["turns"]
    assert turn == {"since": "2026-11-03T10:00:00Z", "until": "2026-11-03T11:00:00Z"}
    did = {event["what"] for event in before["concern_events"]}
    assert did == {"seen", "noted"}
    assert [one["text"] for one in before["concern_words"]] == ["I ask, quagga"]
    assert RUTH not in json.dumps(before["concerns"] + before["concern_events"])

    what_happens_next(town)
    town.clock.moment += timedelta(hours=1)
    after = held(town, PRIYA)
    of_concerns = ("concerns", "concern_events", "concern_words", "notices", "acts")
    for kind in of_concerns:
        assert after.get(kind) == before.get(kind), "it tells what happens without them"


def test_who_has_it_now_reads_how_it_stands_and_not_with_whom_it_was(
    town: Town,
) -> None:
    of_ruth = held(town, RUTH)
    (concern,) = of_ruth["concerns"]
    assert concern["writer"] == EWA
    assert concern["turns"] == [{"since": "2026-11-03T11:00:00Z"}]
    for part in ("about", "had", "topic", "turn", "events", "opened_at", "pass_on_to"):
        assert part not in concern
    assert PRIYA not in json.dumps(of_ruth["concerns"])
    assert "zebra" not in json.dumps(of_ruth)
    assert "quagga" not in json.dumps(of_ruth)

    what_happens_next(town)
    (concern,) = held(town, RUTH)["concerns"]
    assert concern.keys() == {"id", "school", "turns"}


def test_its_writer_has_all_of_it(town: Town) -> None:
    of_ewa = held(town, EWA)
    (concern,) = of_ewa["concerns"]
    assert (concern["reader"], concern["about"]) == (RUTH, [HELEN])
    assert [one["text"] for one in of_ewa["concern_words"]] == [
        "It is about Helen, zebra",
        "I ask, quagga",
    ]


def test_whom_it_is_about_has_nothing_of_it(town: Town) -> None:
    of_helen = held(town, HELEN)
    assert not [kind for kind in of_helen if kind.startswith("concern")]
    concern = own_concern(town)
    assert concern not in json.dumps(of_helen)


def test_a_hold_on_oneself_is_in_it(town: Town) -> None:
    with town.store.transaction(TEAM) as records:
        since = town.clock.now()
        records.put(HOLDS, LegalHold(person=EWA, because=Because.APPEAL, since=since))
    assert [hold["because"] for hold in held(town, EWA)["holds"]] == ["appeal"]
    assert "holds" not in held(town, PRIYA)


def test_who_added_somebody_is_in_it(town: Town) -> None:
    nora = PersonId("U0NEWCOMER")
    draft = PersonDraft("Nora New", frozenset({Role.MENTOR}), frozenset(range(5)))
    changes.save_person(town.ports, town.actor(ADAM), target(town, nora), draft)
    of_nora = held(town, nora)
    assert [change["by"] for change in of_nora["roster_changes"]] == [ADAM]
    assert [act["by"] for act in of_nora["acts"]] == [ADAM]


def test_what_the_set_up_says_of_somebody_is_in_it(town: Town) -> None:
    una = Contact(name="Una Voss", reach="una@birch.example")
    else_ = Contact(name="Somebody Else", reach="else@birch.example")
    school = a_school(
        id=BIRCHWOOD, safeguarding=(una, else_), governors=else_, ask=ADAM
    )
    founders = (Founder(person=UNA, name="Una Voss"), Founder(person=ADAM, name="A Q"))
    with town.store.transaction(TEAM) as records:
        records.put(SCHOOLS, school)
        records.put(SET_UPS, SetUp(school=BIRCHWOOD, founders=founders))
    of_una = held(town, UNA)
    (mine,) = of_una["schools"]
    assert [one["reach"] for one in mine["contacts"]] == ["una@birch.example"]
    assert [one["person"] for one in of_una["set_ups"][0]["founders"]] == [UNA]
    assert "Somebody Else" not in json.dumps(of_una)
    assert {"school": BIRCHWOOD, "ask": ADAM} in held(town, ADAM)["schools"]
