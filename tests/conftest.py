"""What every test stands on: loopback alone, and no skip where CI can run it."""

import os
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts

# How long an example takes says more of what else the machine does than of the bot.
settings.register_profile(
    "ectbot",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=50,
)
settings.load_profile("ectbot")


@pytest.fixture(autouse=True)
def _loopback_only() -> None:
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


# What people, Slack and the practice workspace wait. A machine with other work to do is
# late for each; a test that is about one of them is marked `in_time`.
_WAITS = {
    "handlers.net.ANSWER_SECONDS": 60.0,
    "bot.sandbox.deliveries.PATIENCE_SECONDS": 60.0,
    "bot.sandbox.state.TRIGGER_SECONDS": 60.0,
    "bot.sandbox.workspace._SETTLE_SECONDS": 60.0,
}


@pytest.fixture(autouse=True)
def _nobody_is_in_a_hurry(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if request.node.get_closest_marker("in_time") is None:
        for name, seconds in _WAITS.items():
            monkeypatch.setattr(name, seconds)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    in_ci = "CI" in os.environ  # noqa: TID251 - asks the runner, not a setting
    if in_ci and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be: {item.nodeid}"
    return report
