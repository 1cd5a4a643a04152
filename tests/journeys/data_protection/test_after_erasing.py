"""After somebody was erased, or time has passed, everybody else goes on as before."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

import msgspec
import pytest

from bot.domain.kernel.record import PersonId
from bot.ports import kinds
from bot.sandbox.example_school import STARTS, TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.usecases.data_protection.erasing import erase
from bot.usecases.data_protection.removing_people import Occasion
from bot.usecases.data_protection.retention_deleting import retain
from handlers.commands import SUBCOMMANDS
from tests.journeys.concerns.actions import DEE, EVERYBODY, TOM, close_all, said, submit
from tests.journeys.conftest import Control

NUMBERS = count(1)


def _erased(rehearsal: Rehearsal, person: str) -> None:
    done = erase(
        rehearsal.store,
        TEAM,
        PersonId(person),
        occasion=Occasion(STARTS, lambda: f"n{next(NUMBERS)}"),
        vault=rehearsal.vault,
        apply=True,
    )
    assert done.is_done


def _erase_tom(rehearsal: Rehearsal) -> None:
    _erased(rehearsal, TOM)


def _erase_dee(rehearsal: Rehearsal) -> None:
    _erased(rehearsal, DEE)


def _wait_for_years(rehearsal: Rehearsal) -> None:
    later = STARTS + timedelta(days=7 * 366)
    occasion = Occasion(later, lambda: f"n{next(NUMBERS)}")
    assert retain(rehearsal.store, TEAM, occasion=occasion, apply=True).is_done


@pytest.mark.parametrize("clear", [_erase_tom, _erase_dee, _wait_for_years])
def test_every_command_still_answers_everybody(
    control: Control,
    clear: Callable[[Rehearsal], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    control.command(DEE, "log")
    submit(control, DEE, **{"note.value": "a note", "next_steps.value": "a step"})
    close_all(control, DEE)
    store = control.rehearsal.store
    with store.transaction(TEAM) as records:
        tom = records.get(kinds.PAIRINGS, "pairing-tom")
        assert tom is not None
        ended = msgspec.structs.replace(tom, ends_on=date(2026, 11, 11))
        records.put(kinds.PAIRINGS, ended)
    clear(control.rehearsal)
    for person in EVERYBODY:
        for row in SUBCOMMANDS:
            answer = said(control.command(person, row.word))
            answer += said(control.get("view", person))
            assert "Something went wrong" not in answer, (person, row.word)
            close_all(control, person)
        home = said(control.post("open_home", user=person))
        assert "Something went wrong" not in home, person
    assert control.rehearsal.bot.health()["ok"]
    control.post("clock", now="2026-11-13T15:45:00Z")
    control.post("clock", now="2026-11-16T08:30:00Z")
    assert control.rehearsal.bot.health()["ok"]
    assert not [r for r in caplog.records if "met a fault" in r.getMessage()]
