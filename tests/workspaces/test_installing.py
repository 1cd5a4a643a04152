"""Installing the bot into a workspace, and removing it: safe, and cleaned up after."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_store
from bot.domain.kernel.record import TeamId
from bot.domain.operations.installations import Installation
from bot.domain.outbox.notices import NoticeKind
from bot.keys import new_key
from bot.ports.kinds import INSTALL_STATES, NOTICES
from bot.sandbox.example_school import SAM, SCHOOL, STARTS, enter
from bot.usecases.data_protection.resealing import reseal
from bot.usecases.operations.installing import forget_old_states
from bot.usecases.outbox.notices import tell
from bot.vault import KeyVault
from tests.workspaces.deployment import Deployment
from tests.workspaces.slacks import Slacks

ONE = "T0ONE"


@pytest.fixture
def deployment(slacks: Slacks) -> Iterator[Deployment]:
    with Deployment(slacks) as opened:
        yield opened


def _enter_school(deployment: Deployment, team: str = ONE) -> None:
    with deployment.store.transaction(TeamId(team)) as records:
        enter(records)


def test_a_workspace_that_installed_the_bot_is_served_with_its_own_token(
    deployment: Deployment, slacks: Slacks
) -> None:
    deployment.install(ONE)
    _enter_school(deployment)
    assert "You are down as" in deployment.command(ONE, "U0DEE", "help")
    deployment.command(ONE, "U0DEE", "log monday 10:00 50m behaviour")
    deployment.bot.outbox.deliver()
    assert {whose for whose, _, _ in slacks.called} == {ONE}
    posted = [m for whose, m, _ in slacks.called if m == "chat.postMessage"]
    # The mentor's receipt; the ECT's introduction, and what was logged.
    assert len(posted) == 3


def test_the_browser_is_sent_to_slack_with_the_scopes_and_a_way_back(
    deployment: Deployment,
) -> None:
    seen = deployment.look("/slack/install")
    assert "client_id=client" in seen.location
    assert "chat:write" in seen.location
    assert "https://ectbot.example/slack/oauth_redirect" in seen.location


def test_another_browser_cannot_end_an_installation(
    deployment: Deployment, slacks: Slacks
) -> None:
    state, _cookie = deployment.begin()
    _other_state, other_cookie = deployment.begin()
    code = slacks.code_for(ONE)
    for cookie in ("", other_cookie):
        seen = deployment.come_back(cookie, code=code, state=state)
        assert (seen.status, "another browser" in seen.page) == (400, True)
    assert deployment.rows_of(ONE) == {}


def test_a_state_is_good_once_and_for_ten_minutes(
    deployment: Deployment, slacks: Slacks
) -> None:
    state, cookie = deployment.begin()
    code = slacks.code_for(ONE)
    assert deployment.come_back(cookie, code=code, state=state).status == 200
    again = deployment.come_back(cookie, code=code, state=state)
    assert (again.status, "a second time" in again.page) == (401, True)
    late, cookie = deployment.begin()
    deployment.clock.move_to(STARTS + timedelta(minutes=11))
    assert deployment.come_back(cookie, code=code, state=late).status == 401
    made_up = "slack-app-oauth-state=guessed"
    assert deployment.come_back(made_up, code=code, state="guessed").status == 401


def test_states_that_nobody_brought_back_are_forgotten(deployment: Deployment) -> None:
    deployment.begin()
    deployment.clock.move_to(STARTS + timedelta(minutes=11))
    state, _cookie = deployment.begin()
    assert forget_old_states(deployment.bot.ports) == 1
    with deployment.store.reading(TeamId("machine")) as records:
        assert [kept.state for kept in records.every(INSTALL_STATES)] == [state]


def test_only_so_many_installations_can_be_begun_in_ten_minutes(
    deployment: Deployment,
) -> None:
    for _ in range(60):
        deployment.begin()
    seen = deployment.look("/slack/install")
    assert (seen.status, "try again in ten minutes" in seen.page) == (429, True)
    with deployment.store.reading(TeamId("machine")) as records:
        assert sum(1 for _ in records.every(INSTALL_STATES)) == 60


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"error": "access_denied"}, "You chose not to install"),
        ({"code": "unknown"}, "Slack did not go through with it"),
        ({}, "Slack did not go through with it"),
    ],
)
def test_what_did_not_work_is_told_with_a_way_to_begin_again(
    deployment: Deployment, query: dict[str, str], said: str
) -> None:
    state, cookie = deployment.begin()
    seen = deployment.come_back(cookie, state=state, **query)
    assert said in seen.page
    assert 'href="/slack/install"' in seen.page
    assert deployment.store.teams() == []


def test_a_whole_organisation_is_refused(
    deployment: Deployment, slacks: Slacks
) -> None:
    state, cookie = deployment.begin()
    code = slacks.code_for(ONE, whole=True)
    seen = deployment.come_back(cookie, code=code, state=state)
    assert "not for a whole organisation" in seen.page


def test_without_a_key_no_token_is_kept(slacks: Slacks) -> None:
    with Deployment(slacks, keys=[]) as deployment:
        state, cookie = deployment.begin()
        seen = deployment.come_back(cookie, code=slacks.code_for(ONE), state=state)
        assert (seen.status, "has no key" in seen.page) == (503, True)
        assert deployment.store.teams() == []


def test_records_out_of_reach_are_told_on_the_page(deployment: Deployment) -> None:
    deployment.store.close()
    seen = deployment.look("/slack/install")
    assert (seen.status, "could not reach its records" in seen.page) == (503, True)


def test_records_out_of_reach_are_told_in_slack_too(deployment: Deployment) -> None:
    deployment.install(ONE)
    deployment.store.close()
    told = deployment.command(ONE, "U0DEE", "log monday 10:00 50m")
    assert "nothing was saved" in told


def test_the_token_lies_in_the_store_sealed(slacks: Slacks, tmp_path: Path) -> None:
    store = open_store(tmp_path / "ectbot.db")
    with Deployment(slacks, store) as deployment:
        token = deployment.install(ONE)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert ONE.encode() in kept
    assert token.encode() not in kept


def test_a_lost_key_makes_the_bot_nobody_there_and_changes_nothing(
    slacks: Slacks, tmp_path: Path
) -> None:
    path = tmp_path / "ectbot.db"
    with Deployment(slacks, open_store(path)) as deployment:
        deployment.install(ONE)
        before = deployment.rows_of(ONE)
    with Deployment(slacks, open_store(path)) as other:  # with a key of its own
        other.command(ONE, "U0DEE", "help")
        assert "is not installed" in slacks.responded[-1]
        assert other.rows_of(ONE) == before


def test_a_workspace_that_never_installed_it_is_told_so(
    deployment: Deployment, slacks: Slacks
) -> None:
    deployment.command("T0NONE", "U0DEE", "status")
    assert "is not installed" in slacks.responded[-1]


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"], "oauth": []}},
    ],
    ids=lambda event: event["type"],
)
def test_removing_the_bot_forgets_the_token_and_keeps_the_schools_records(
    deployment: Deployment, slacks: Slacks, event: dict[str, Any]
) -> None:
    token = deployment.install(ONE)
    _enter_school(deployment)
    deployment.install(ONE)  # as a second person of the school may
    assert "sweeps/" in " ".join(deployment.rows_of(ONE))
    slacks.revoke(token)
    deployment.event(ONE, **event)
    rows = deployment.rows_of(ONE)
    assert not any(key.startswith("sweeps/") for key in rows)
    kept = rows["installations/the one"]
    assert isinstance(kept, Installation)
    assert kept.bot_token is None
    assert any(key.startswith("members/") for key in rows)
    deployment.command(ONE, "U0DEE", "status")
    assert "is not installed" in slacks.responded[-1]


def test_the_revocation_of_a_persons_own_token_removes_nothing(
    deployment: Deployment,
) -> None:
    deployment.install(ONE)
    before = deployment.rows_of(ONE)
    deployment.event(ONE, type="tokens_revoked", tokens={"oauth": ["U0SAM"]})
    assert deployment.rows_of(ONE) == before


def test_word_of_a_removal_that_comes_after_a_new_installation_changes_nothing(
    deployment: Deployment,
) -> None:
    deployment.install(ONE)
    _enter_school(deployment)
    long_ago = int(STARTS.timestamp()) - 60
    deployment.event(ONE, at=long_ago, type="app_uninstalled")
    assert "You are down as" in deployment.command(ONE, "U0DEE", "help")


def test_what_waited_to_be_sent_is_sent_after_a_new_installation(
    deployment: Deployment, slacks: Slacks
) -> None:
    slacks.revoke(deployment.install(ONE))
    _enter_school(deployment)
    deployment.event(ONE, type="app_uninstalled")
    with deployment.store.transaction(TeamId(ONE)) as records:
        tell(
            records,
            NoticeKind.UNREACHED,
            reader=SAM,
            subject=f"{SCHOOL}|U0BEN",
            school=SCHOOL,
            not_before=STARTS,
        )
    deployment.bot.outbox.deliver()
    assert "chat.postMessage" not in [method for _, method, _ in slacks.called]
    deployment.install(ONE)
    assert any(key.startswith("sweeps/") for key in deployment.rows_of(ONE))
    deployment.clock.move_to(STARTS + timedelta(hours=2))
    deployment.bot.outbox.deliver()
    assert "chat.postMessage" in [method for _, method, _ in slacks.called]
    with deployment.store.reading(TeamId(ONE)) as records:
        assert not any(notice.is_due for notice in records.every(NOTICES))


def test_a_new_key_seals_tokens_anew(slacks: Slacks, tmp_path: Path) -> None:
    old, fresh = new_key(), new_key()
    path = tmp_path / "ectbot.db"
    with Deployment(slacks, open_store(path), [old]) as deployment:
        deployment.install(ONE)
    with closing(open_store(path)) as store:
        assert reseal(store, KeyVault([fresh, old]), KeyVault([fresh])).records == 1
    with Deployment(slacks, open_store(path), [fresh]) as deployment:
        deployment.command(ONE, "U0DEE", "help")
        assert slacks.responded == []
