"""When a notice is due, when delivery may take it up, and how long it then waits."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outbox.notices import CLAIM_LEASE, Notice, NoticeKind, retry_delay
from tests.builders import MENTOR, SCHOOL, at

MORNING = at("2026-11-03 08:00")


def a_notice(**changes: Any) -> Notice:
    notice = Notice(
        key="session_receipt|session-1|U0MENTOR",
        kind=NoticeKind.SESSION_RECEIPT,
        school=SCHOOL,
        reader=MENTOR,
        subject="session-1",
        not_before=MORNING,
    )
    return msgspec.structs.replace(notice, **changes)


def test_a_new_notice_is_due() -> None:
    assert a_notice().is_due


def test_a_notice_that_shows_what_is_wanted_is_not_due() -> None:
    assert not a_notice(wanted=1, shown=1).is_due


def test_a_notice_is_due_again_when_what_it_shows_has_changed() -> None:
    assert a_notice(wanted=3, shown=2).is_due


def test_a_notice_that_was_given_up_is_never_due() -> None:
    assert not a_notice(gave_up="account_inactive", wanted=5).is_due


@pytest.mark.parametrize(
    ("claimed_until", "ready_at"),
    [
        (None, MORNING),
        (MORNING - timedelta(minutes=1), MORNING),
        (MORNING + CLAIM_LEASE, MORNING + CLAIM_LEASE),
    ],
)
def test_a_notice_waits_for_its_time_and_for_whoever_is_delivering_it(
    claimed_until: datetime | None, ready_at: datetime
) -> None:
    assert a_notice(claimed_until=claimed_until).ready_at == ready_at


@pytest.mark.parametrize(
    ("tries", "seconds"),
    [(0, 5), (1, 5), (2, 30), (3, 120), (4, 600), (5, 1800), (6, 3600), (99, 3600)],
)
def test_the_wait_after_a_failed_try_grows_to_an_hour(tries: int, seconds: int) -> None:
    assert retry_delay(tries) == timedelta(seconds=seconds)


@given(st.integers(0, 1000))
def test_the_wait_never_gets_shorter(tries: int) -> None:
    assert retry_delay(tries) <= retry_delay(tries + 1)
