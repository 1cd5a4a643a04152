"""Every kind of message has a row in the table, and a rule of who may see it."""

import inspect
from typing import get_type_hints

import pytest

from bot.domain.outbox.notices import About, NoticeKind, Way
from bot.messages import MESSAGES


@pytest.mark.parametrize("kind", NoticeKind)
def test_each_kind_is_gathered_for_the_view_that_draws_it(kind: NoticeKind) -> None:
    gathers, draws = MESSAGES[kind]
    [given] = list(inspect.signature(draws).parameters)
    gathered = get_type_hints(gathers)["return"]
    drawn = get_type_hints(draws)[given]
    assert gathered in {drawn, drawn | None}


@pytest.mark.parametrize("kind", NoticeKind)
def test_each_kind_says_what_its_reader_must_be_allowed(kind: NoticeKind) -> None:
    # An introduction asks for the role; each of several reminders is asked about.
    asks_itself = kind.about in {About.ROLE, About.REMINDERS}
    assert (kind.to is None) is asks_itself


@pytest.mark.parametrize("kind", NoticeKind)
def test_only_reminders_count_towards_the_weekly_cap(kind: NoticeKind) -> None:
    own_or_a_concern = kind.is_answer or kind.is_about_concern
    assert not (kind.is_counted_a_week and own_or_a_concern)
    assert Way.TO_READER not in kind.ways or kind.is_about_concern
