"""What every test stands on: loopback alone, and no skip where CI can run it."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts

# How long an example takes says more of what else the machine does than of the bot.
settings.register_profile("ectbot", deadline=None, max_examples=50)
settings.load_profile("ectbot")


@pytest.fixture(autouse=True)
def _loopback_only() -> None:
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


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
