"""Very many of them: within Slack's limits, and the last can be chosen."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.reminders.nudges import Nudge, NudgeKind
from bot.results.reminders.nudges import NudgeRound, NudgeShown, PairingWeek
from bot.views.kernel.message import Message
from bot.views.reminders.nudges import reminders
from tests.views.many import (
    NAMES,
    SCHOOLS,
    TODAY,
    require_that_there_is_more,
)


def a_reminder(kind: NudgeKind, **shown: Any) -> NudgeShown:
    at = datetime(2026, 11, 9, 8, 15, tzinfo=UTC)
    nudge = Nudge(
        key="key",
        kind=kind,
        school=SCHOOLS[0][0],
        reader=NAMES[0][0],
        subject="p",
        not_before=at,
        not_after=at,
    )
    return NudgeShown(nudge, TODAY, **shown)


def weeks_of(names: list[str]) -> tuple[PairingWeek, ...]:
    return tuple(
        PairingWeek("Ben", name, (), (), (), (), is_owed=True) for name in names
    )


def reminders_of_many() -> Message:
    week = a_reminder(
        NudgeKind.WEEK_AHEAD, week=weeks_of([name for _one, name in NAMES])
    )
    gaps = [a_reminder(NudgeKind.GAP, mentor=name, ect=name) for _one, name in NAMES]
    return reminders(NudgeRound((*gaps, week)))


def test_reminders_of_so_many_can_be_posted_and_say_that_there_is_more() -> None:
    require_that_there_is_more(reminders_of_many())


@pytest.mark.parametrize("kind", [NudgeKind.WEEK_AHEAD, NudgeKind.DIGEST])
def test_a_week_of_sixty_pairs_is_told_to_the_last(kind: NudgeKind) -> None:
    names = [f"Person {n:02} {'x' * 40}" for n in range(60)]
    message = reminders(NudgeRound((a_reminder(kind, week=weeks_of(names)),)))
    assert names[-1] in json.dumps(message.as_dicts())
