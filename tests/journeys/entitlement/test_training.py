"""The training ledger: the mentor's own, read by the tutor, and never by the ECT."""

from datetime import date
from typing import Any

import msgspec
import pytest

from bot.ports.kinds import PAIRINGS, TRAINING_ENTRIES, TRAININGS
from bot.sandbox.example_school import TEAM
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    BEN,
    CARLA,
    DEE,
    HELEN,
    SAM,
    TOM,
    close_all,
    press,
    said,
    submit,
    with_button,
)
from tests.journeys.conftest import Control
from tests.journeys.reminders.actions import go_to, reminded


def page(control: Control, person: str) -> str:
    shown = said(control.command(person, "training"))
    close_all(control, person)
    return shown


def entitle(control: Control, person: str, **values: str) -> dict[str, Any]:
    """Send off the form of one's entitlement."""
    control.command(person, "training")
    view = control.get("view", person)
    control.post(
        "click", user=person, view_id=view["id"], action_id=ids.OPEN_ENTITLEMENT
    )
    view = control.get("view", person)
    given = {f"{name}.value": value for name, value in values.items()}
    return control.post("submit", user=person, view_id=view["id"], values=given)


@pytest.mark.rule("R6")
def test_training_is_noted_in_one_line_or_in_the_ledger(control: Control) -> None:
    receipt = said(control.command(DEE, "training 90m yesterday"))
    assert "Noted: 1 hour 30 minutes of training, Tue 10 Nov" in receipt
    assert "So far 1 hour 30 minutes of 20 hours over one year" in receipt
    assert "I assume that it began on Thu 3 Sep 2026. Is that right?" in receipt
    control.command(DEE, "training")
    submit(control, DEE, **{"length.value": "60"})
    close_all(control, DEE)
    shown = page(control, DEE)
    assert "So far 2 hours 30 minutes of 20 hours" in shown
    assert "guidance: about 6 to 7 hours a term" in shown
    assert "Tue 10 Nov: 1 hour 30 minutes" in shown


def test_undo_takes_it_back_for_an_hour(control: Control) -> None:
    control.command(DEE, "training 90m")
    press(control, DEE, ids.UNDO_TRAINING)
    assert "Taken back" in control.told(DEE)[-1]
    with control.rehearsal.store.reading(TEAM) as records:
        assert [one.is_undone for one in records.every(TRAINING_ENTRIES)] == [True]
        assert list(records.every(TRAININGS)) == []  # nobody had set it up
    control.command(DEE, "training 60m")
    message = with_button(control, DEE, ids.UNDO_TRAINING)
    control.post("clock", advance=60 * 61)
    late = control.press(DEE, message, ids.UNDO_TRAINING)
    assert "Undo is open for an hour" in said(late)


@pytest.mark.rule("R6")
def test_the_tutor_reads_the_hours_leaders_count_and_the_ect_sees_none(
    control: Control,
) -> None:
    control.command(DEE, "training 90m")
    for shown in (page(control, CARLA), said(control.command(CARLA, "status"))):
        assert "Dee Example: 1 hour 30 minutes of 20 hours" in shown
    for person in (TOM, HELEN, SAM):
        refused = said(control.command(person, "training"))
        assert "Training is noted here by mentors" in refused
        everything = f"{control.get('messages', person)}" + said(
            [control.command(person, "status"), control.post("open_home", user=person)]
        )
        assert "1 hour 30 minutes" not in everything
    assert "1 hour 30 minutes" not in page(control, BEN)


@pytest.mark.rule("R6")
def test_a_tailored_total_is_kept_with_who_agreed_it_and_can_be_undone(
    control: Control,
) -> None:
    control.command(DEE, "training")
    view = control.get("view", DEE)
    control.post("click", user=DEE, view_id=view["id"], action_id=ids.OPEN_ENTITLEMENT)
    assert '"initial_date": "2026-09-03"' in said(control.get("view", DEE))
    close_all(control, DEE)
    refused = entitle(control, DEE, offer="tailored", total="12")
    assert "who agreed this total" in said(refused)
    close_all(control, DEE)
    for _ in range(2):  # the second changes nothing, so that Undo still goes back
        entitle(control, DEE, offer="tailored", total="12", agreed="Example Provider")
        close_all(control, DEE)
    control.command(DEE, "training 60m")
    assert "1 hour of 12 hours, agreed with Example Provider" in page(control, CARLA)
    control.command(DEE, "training")
    view = control.get("view", DEE)
    control.post("click", user=DEE, view_id=view["id"], action_id=ids.UNDO_ENTITLEMENT)
    close_all(control, DEE)
    assert "So far 1 hour of 20 hours" in page(control, DEE)


@pytest.mark.rule("R6")
def test_a_second_entitlement_is_refused_and_earlier_starters_have_their_own(
    control: Control,
) -> None:
    earlier = entitle(control, DEE, offer="earlier", began="2024-09-02")
    assert earlier["ok"], earlier
    assert "36 hours over two years" in said(control.get("view", DEE))
    close_all(control, DEE)
    second = entitle(control, DEE, offer="funded", began="2026-11-02")
    assert "Guidance offers this training once to each mentor." in said(second)
    with control.rehearsal.store.reading(TEAM) as records:
        (kept,) = records.every(TRAININGS)
    assert kept.entitlement.offer.value == "earlier"


@pytest.mark.rule("R6")
def test_the_ledger_goes_on_when_the_ect_transfers(control: Control) -> None:
    control.command(DEE, "training 90m")
    with control.rehearsal.store.transaction(TEAM) as records:
        (pairing,) = [p for p in records.every(PAIRINGS) if p.mentor == DEE]
        ended = msgspec.structs.replace(pairing, ends_on=date(2026, 11, 10))
        records.put(PAIRINGS, ended)
    assert "So far 2 hours 30 minutes" in said(control.command(DEE, "training 60m"))


@pytest.mark.slow
@pytest.mark.rule("R6")
def test_a_mentor_behind_the_pace_is_reminded_and_the_tutor_sees_it(
    control: Control,
) -> None:
    control.command(DEE, "training 60m")
    answer = entitle(control, DEE, offer="funded", began="2026-09-03")
    assert "errors" not in answer
    go_to(control, "2026-12-07 08:16")
    told = reminded(control, DEE)[-1]
    assert "Your mentor training: 1 hour of 20 hours so far" in told
    go_to(control, "2026-12-11 15:31")
    digest = reminded(control, CARLA)[-1]
    assert "Mentor training, a reason to ask whether the time is given: Dee" in digest
    control.command(DEE, "training 300m")
    assert "about" not in reminded(control, DEE)[-1].partition("so far")[2]


@pytest.mark.rule("R6")
def test_nobody_is_said_to_be_behind_from_a_beginning_that_is_assumed(
    control: Control,
) -> None:
    control.command(DEE, "training 60m")
    go_to(control, "2026-12-07 08:16")
    told = reminded(control, DEE)[-1]
    assert "I assume that it began on Thu 3 Sep 2026. Is that right?" in told
    assert "even pace" not in told
    go_to(control, "2026-12-11 15:31")
    digest = reminded(control, CARLA)[-1]
    assert "When did Dee Example's mentor training begin?" in digest
    assert "a reason to ask whether the time is given" not in digest


def test_what_cannot_stand_is_kept_for_the_mentor(control: Control) -> None:
    wrong = said(control.command(DEE, "training zebra 90m"))
    assert "I keep no words about training" in wrong
    assert "/ect training zebra 90m" in wrong
    control.command(DEE, "training")
    view = control.get("view", DEE)
    asked = control.post(
        "submit", user=DEE, view_id=view["id"], values={"length.value": "2"}
    )
    assert "from 5 to 600" in said(asked)
