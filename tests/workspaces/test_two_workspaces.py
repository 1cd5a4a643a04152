"""Two workspaces with equal ids of people, schools and sessions: nothing crosses.

Whatever is done in one workspace, in whatever order: no record of the other changes,
no answer and no message shows anything of it, and each is served with its own token.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.kernel.record import TeamId
from bot.keys import new_key
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, MEMBERS, SCHOOLS, SESSIONS
from bot.sandbox.example_school import TEAM, example_people, set_up
from bot.store.memory import MemoryStore
from bot.usecases.operations.installing import InstalledBot, install
from bot.vault import KeyVault
from bot.views.kernel import ids
from scheduler.timetable import rows
from tests.scheduler.waiting import until
from tests.workspaces.deployment import Deployment
from tests.workspaces.slacks import Slacks

MARKS = {"T0RED": "Red", "T0BLUE": "Blue"}
TEAMS = sorted(MARKS)
COMMANDS = (
    "help",
    "status",
    "contacts",
    "concerns",
    "log",
    "log monday 10:00 50m behaviour",
    "log tomorrow 11:00 40m routines",
    "log yesterday 14:00 30m",
    "nonsense",
)
PRESSES = (ids.UNDO_SESSION, ids.EDIT_SESSION, ids.CONFIRM_SESSION, ids.SHOW_SESSION)


_PERSON = st.sampled_from([person.id for person in example_people()])
_ACT = st.one_of(
    st.tuples(st.just("command"), st.sampled_from(COMMANDS)),
    st.tuples(st.just("press"), st.sampled_from(PRESSES)),
    st.just(("home", "")),
)
ACTS = st.tuples(st.sampled_from(TEAMS), _PERSON, _ACT)


@contextmanager
def _two() -> Iterator[Deployment]:
    """Run a bot in two workspaces that differ in the names of people alone."""
    with Slacks() as slacks, Deployment(slacks) as deployment:
        for team, mark in MARKS.items():
            _enter(deployment, TeamId(team), mark)
            token = slacks.token_of(slacks.code_for(team))
            bot = InstalledBot(token, "U0BOT", "B0BOT", ("chat:write",))
            install(deployment.bot.ports, TeamId(team), bot)
        yield deployment


def _enter(deployment: Deployment, team: TeamId, mark: str) -> None:
    # The example school is made for its own workspace: carried over to this one.
    source = MemoryStore(ALL_KINDS, ALL_INDEXES)
    set_up(source, KeyVault([new_key()]))
    with source.reading(TEAM) as there, deployment.store.transaction(team) as here:
        for kind in ALL_KINDS:
            for record in there.every(kind):
                here.put(kind, record)
        for person in list(here.every(MEMBERS)):
            first = person.name.split()[0]
            named = msgspec.structs.replace(person, name=f"{first} {mark}")
            here.put(MEMBERS, named)
        for school in list(here.every(SCHOOLS)):
            named_school = msgspec.structs.replace(school, name=f"{mark} School")
            here.put(SCHOOLS, named_school)


def _do(deployment: Deployment, team: str, person: str, act: tuple[str, str]) -> str:
    """Do one thing in one workspace; return what was answered at once."""
    what, how = act
    if what == "command":
        return deployment.command(team, person, how)
    if what == "press":
        deployment.press(team, person, how, _newest_session(deployment))
    else:
        deployment.event(team, type="app_home_opened", tab="home", user=person)
    return ""


def _newest_session(deployment: Deployment) -> str:
    """Return the id of the last session of either workspace, as buttons carry one."""
    found: list[tuple[datetime, str]] = []
    for team in TEAMS:
        with deployment.store.reading(TeamId(team)) as records:
            found += [(s.recorded_at, s.id) for s in records.every(SESSIONS)]
    return max(found)[1]


def _settle(deployment: Deployment) -> None:
    deployment.bot.outbox.deliver()
    until(deployment.bot.errands.is_idle)


@settings(max_examples=12)
@given(acts=st.lists(ACTS, min_size=1, max_size=8))
def test_nothing_crosses_from_one_workspace_to_another(
    acts: list[tuple[str, str, tuple[str, str]]],
) -> None:
    with _two() as deployment:
        for team, person, act in acts:
            (other,) = set(TEAMS) - {team}
            _settle(deployment)
            before = deployment.rows_of(other)
            assert MARKS[other] not in _do(deployment, team, person, act)
            _settle(deployment)
            assert deployment.rows_of(other) == before
        _pass_a_day(deployment)
        for team in TEAMS:
            (other,) = set(TEAMS) - {team}
            said = json.dumps(deployment.slacks.of(team))
            assert MARKS[other] not in said
            assert MARKS[team] in said


def _pass_a_day(deployment: Deployment) -> None:
    """Run the jobs until everybody has had their reminders."""
    for _ in range(4):
        deployment.clock.move_to(deployment.clock.now() + timedelta(hours=6))
        for row in rows(deployment.bot.ports, deployment.bot.outbox):
            row.run()
        _settle(deployment)
