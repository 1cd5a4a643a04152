"""What anybody is offered to press, they may press: no button that then refuses."""

from typing import Any

import msgspec
import pytest

from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role
from bot.ports.kinds import MEMBERS, PAIRINGS
from bot.sandbox.example_school import SCHOOL, TEAM
from bot.views.kernel import ids
from handlers.commands import SUBCOMMANDS
from tests.journeys.concerns.actions import CARLA, DEE, EVERYBODY, TOM, close_all, said
from tests.journeys.conftest import Control
from tests.journeys.overviews.test_home import elements, home, press_home


def refused(control: Control) -> int:
    """Return how many acts the bot has refused so far."""
    counts = control.rehearsal.bot.counting.text().decode().splitlines()
    return sum(
        int(float(line.rpartition(" ")[2]))
        for line in counts
        if line.startswith("ectbot_answers_total") and 'outcome="refused"' in line
    )


def offered(new: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """Return each button in new messages, with the message it stands in."""
    return [
        (message, element["action_id"])
        for message in new["messages"]
        for _, element in elements(message)
        if element["type"] == "button"
    ]


def none_refuses(control: Control, person: str, new: dict[str, Any]) -> int:
    """Press all that is offered there; return how much that was."""
    for message, action_id in offered(new):
        before = refused(control)
        answer = control.press(person, message, action_id)
        assert refused(control) == before, (action_id, said(answer))
        close_all(control, person)
    return len(offered(new))


@pytest.mark.parametrize("person", EVERYBODY)
def test_each_word_in_a_dm_offers_only_what_its_writer_may_press(
    control: Control, person: str
) -> None:
    pressed = 0
    for row in SUBCOMMANDS:
        new = control.post("message", user=person, text=row.word)["new"]
        new["messages"] = [m for m in new["messages"] if m["from"] != person]
        assert new["messages"], f"{row.word} is not answered"
        pressed += none_refuses(control, person, new)
    assert pressed, "nothing is offered at all"


@pytest.mark.parametrize("person", EVERYBODY)
def test_the_home_tab_offers_only_what_its_reader_may_press(
    control: Control, person: str
) -> None:
    pressed: set[str] = set()
    while new := [b for b in _buttons(home(control, person)) if b not in pressed]:
        before = refused(control)
        answer = press_home(control, person, new[0])
        assert refused(control) == before, (new[0], said(answer))
        pressed.add(new[0])  # what it leads to may offer others
        close_all(control, person)
    assert pressed or person == "U0NINA", "nothing is offered at all"


def _buttons(view: dict[str, Any]) -> list[str]:
    return [
        element["action_id"]
        for _, element in elements(view)
        if element["type"] == "button" and not element.get("url")
    ]


def test_an_ect_who_types_log_is_told_who_logs_and_offered_no_button(
    control: Control,
) -> None:
    sent = control.post("message", user=TOM, text="log")["new"]["messages"]
    answer = said([m for m in sent if m["from"] != TOM])
    assert "Only mentors log sessions" in answer
    assert '"type": "button"' not in answer


def test_a_mentor_of_nobody_is_offered_no_form_for_a_session(control: Control) -> None:
    with control.rehearsal.store.transaction(TEAM) as records:
        for pairing in list(records.every(PAIRINGS)):
            if pairing.mentor == DEE:
                records.remove(PAIRINGS, pairing.id)
    for word in ("log", "plan", "dropin"):
        new = control.post("message", user=DEE, text=word)["new"]
        assert none_refuses(control, DEE, new) == 0
    upcoming = control.command(DEE, "upcoming")["new"]
    shown = {*_buttons(home(control, DEE)), *(one for _, one in offered(upcoming))}
    assert not shown & {ids.OPEN_LOG, ids.OPEN_PLAN, ids.OPEN_DROP_IN}


def test_who_is_several_things_is_offered_what_any_of_them_may_press(
    control: Control,
) -> None:
    with control.rehearsal.store.transaction(TEAM) as records:
        carla = records.get(MEMBERS, f"{SCHOOL}/{PersonId(CARLA)}")
        assert carla
        more = carla.roles | {Role.MENTOR, Role.TRUST_LEAD}
        records.put(MEMBERS, msgspec.structs.replace(carla, roles=more))
    for row in SUBCOMMANDS:
        new = control.post("message", user=CARLA, text=row.word)["new"]
        none_refuses(control, CARLA, new)
