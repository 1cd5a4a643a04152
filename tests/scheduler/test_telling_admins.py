"""What an admin is told of a job in trouble: once, plainly, and when it is over."""

from datetime import timedelta
from time import monotonic
from typing import Any

import msgspec
import pytest

from bot.app import EctBot
from bot.domain.kernel.record import MACHINE
from bot.domain.operations.heartbeats import Heartbeat, Trouble
from bot.domain.outbox.notices import NoticeKind
from bot.ports.kinds import JOB_TROUBLES, NOTICES, SCHOOLS
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import SAM, SCHOOL, STARTS, TEAM
from bot.sandbox.workspace import Workspace
from bot.usecases.operations.job_watch import keep_heartbeats
from scheduler.job import Row
from scheduler.timetable import Timetable
from tests.builders import at
from tests.scheduler.waiting import until

FINE = Heartbeat(job="nudges", seen_at=STARTS, well_since=STARTS)
THREW = Heartbeat(
    job="nudges",
    seen_at=STARTS,
    fault="KeyError",
    reference="7f3k",
    trouble=Trouble.THREW,
    since=STARTS,
)


class Told:
    """What stands in the admin's messages from the bot."""

    def __init__(self, bot: EctBot, workspace: Workspace) -> None:
        self._bot = bot
        self._workspace = workspace

    def keep(self, heartbeat: Heartbeat, process: str = "") -> None:
        keep_heartbeats(self._bot.ports, [heartbeat], process=process)
        self._bot.outbox.deliver()

    @property
    def messages(self) -> list[str]:
        return [message["text"] for message in self.posted(SAM)]

    def posted(self, person: str) -> list[dict[str, Any]]:
        return [m for m in self._workspace.state.messages if m["user"] == person]


@pytest.fixture
def told(bot: EctBot, workspace: Workspace) -> Told:
    return Told(bot, workspace)


def test_the_admin_is_told_plainly_what_does_not_run_and_what_to_do(told: Told) -> None:
    told.keep(THREW)
    (message,) = told.messages
    assert "reminders" in message
    assert "since Wed 11 Nov, 10:40" in message
    assert "`ectbot doctor`" in message
    assert "KeyError" not in message
    assert "7f3k" not in message


@pytest.mark.parametrize("trouble", list(Trouble))
def test_each_kind_of_trouble_has_its_words(told: Told, trouble: Trouble) -> None:
    told.keep(msgspec.structs.replace(THREW, trouble=trouble, job="unheard of"))
    assert "the job “unheard of”" in told.messages[0]
    assert "{" not in told.messages[0]


def test_the_admin_is_told_once_in_a_spell_of_trouble(told: Told) -> None:
    for _ in range(3):
        told.keep(THREW)
    told.keep(msgspec.structs.replace(THREW, trouble=Trouble.HANGS))
    # A start of the bot forgets since when, and does not make it another spell.
    told.keep(msgspec.structs.replace(THREW, since=STARTS + timedelta(hours=1)))
    assert len(told.messages) == 1


def test_of_several_processes_one_in_trouble_is_told_until_all_are_well(
    told: Told,
) -> None:
    told.keep(FINE, "a")
    told.keep(THREW, "b")
    told.keep(FINE, "a")
    (message,) = told.messages
    assert "runs again" not in message
    well_since = STARTS + timedelta(minutes=20)
    told.keep(msgspec.structs.replace(FINE, well_since=well_since), "b")
    (message,) = told.messages
    assert "has run again since Wed 11 Nov, 11:00" in message


def test_the_message_changes_when_the_job_runs_again(told: Told) -> None:
    told.keep(THREW)
    well_since = STARTS + timedelta(minutes=20)
    told.keep(msgspec.structs.replace(FINE, well_since=well_since))
    (message,) = told.messages
    assert "has run again since Wed 11 Nov, 11:00" in message
    assert "ectbot doctor" not in message


def test_a_start_alone_does_not_say_that_the_job_runs_again(told: Told) -> None:
    told.keep(THREW)
    told.keep(msgspec.structs.replace(FINE, well_since=None))
    assert "run again" not in told.messages[0]


def test_another_spell_is_another_message(told: Told) -> None:
    told.keep(THREW)
    told.keep(FINE)
    told.keep(msgspec.structs.replace(THREW, since=STARTS + timedelta(hours=1)))
    assert len(told.messages) == 2


def test_nobody_is_told_at_night_nor_of_what_is_over_by_the_morning(
    told: Told, clock: MovableClock
) -> None:
    clock.move_to(at("2026-11-11 23:00"))
    told.keep(THREW)
    assert told.messages == []
    told.keep(FINE)
    clock.move_to(at("2026-11-12 08:01"))
    told.keep(FINE)
    assert told.messages == []


def test_what_still_stands_in_the_morning_is_told_then(
    told: Told, clock: MovableClock
) -> None:
    clock.move_to(at("2026-11-11 23:00"))
    told.keep(THREW)
    clock.move_to(at("2026-11-12 08:30"))
    told.keep(THREW)
    assert len(told.messages) == 1


def test_one_admin_of_two_schools_gets_one_message(told: Told, bot: EctBot) -> None:
    with bot.ports.store.transaction(TEAM) as records:
        school = records.get(SCHOOLS, SCHOOL)
        assert school
        records.put(SCHOOLS, msgspec.structs.replace(school, id="second"))
    told.keep(THREW)
    assert len(told.messages) == 1


def test_of_back_ups_in_trouble_it_is_said_that_the_older_ones_are_there(
    told: Told,
) -> None:
    told.keep(msgspec.structs.replace(THREW, job="backup", fault="BadBackup"))
    assert "making back-ups" in told.messages[0]
    assert "no older one is deleted" in told.messages[0]


def test_a_job_that_there_is_no_more_is_in_trouble_no_more(
    told: Told, bot: EctBot
) -> None:
    told.keep(THREW)
    told.keep(msgspec.structs.replace(FINE, job="another"))
    with bot.ports.store.reading(TEAM) as records:
        assert all(found.over_at for found in records.every(JOB_TROUBLES))


def test_what_the_machine_keeps_holds_no_notice(told: Told, bot: EctBot) -> None:
    told.keep(THREW)
    with bot.ports.store.reading(MACHINE) as records:
        assert list(records.every(NOTICES)) == []


def test_a_job_that_really_throws_is_told_of_by_a_real_message(
    told: Told, bot: EctBot
) -> None:
    jobs = [
        Row("concerns", lambda: 1 // 0, 0.05, 60),
        Row("deliver", bot.outbox.deliver, 0.05, 60),
    ]
    timetable = Timetable(jobs, bot.ports, look_every_seconds=0.05)
    timetable.start()
    until(lambda: told.messages)
    timetable.stop(monotonic() + 300)
    assert "as it should: reminders*" in told.messages[0]
    assert all(not told.posted(person.id) for person in _others(told))


def test_trouble_counts_for_nothing_in_the_weekly_cap(bot: EctBot, told: Told) -> None:
    told.keep(THREW)
    with bot.ports.store.reading(TEAM) as records:
        told_now = [n.kind for n in records.every(NOTICES) if n.ts is not None]
    assert told_now == [NoticeKind.JOB_TROUBLE]


def _others(told: Told) -> list[Any]:
    people = told._workspace.state.people  # noqa: SLF001 - the test's own
    return [person for person in people if person.id != SAM]
