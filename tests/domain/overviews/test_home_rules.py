"""The rules of the home tab: the table of ECTs, their states, and what comes next."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.record import PersonId
from bot.domain.overviews.ect_state import EctState, Look, Signs, looks_of, state_of
from bot.domain.overviews.ect_table import (
    ROWS_A_PAGE,
    EctRow,
    Show,
    Sort,
    TableView,
    page_of,
    unpacked,
)
from bot.domain.overviews.home_actions import OFFERED, HomeAction, offered_to
from bot.domain.overviews.next_thing import NextKind, first_of
from bot.domain.people.member import Role
from tests.builders import SCHOOL, at

NAMES = st.sampled_from(["Amira", "amira", "Ben", "Zoë", "Ødegaard", ""])
SIGNS = st.builds(
    Signs,
    has_mentor=st.booleans(),
    gaps=st.integers(0, 4),
    sessions_held=st.integers(0, 3),
    sessions_expected=st.integers(0, 3),
    disputed=st.integers(0, 1),
    open_flags=st.integers(0, 1),
)


@st.composite
def rows(draw: st.DrawFn) -> list[EctRow]:
    found = []
    for number in range(draw(st.integers(0, 3 * ROWS_A_PAGE + 2))):
        signs = draw(SIGNS)
        row = EctRow(
            school=SCHOOL,
            ect=PersonId(f"U0{number:03}"),
            name=draw(NAMES),
            mentor=draw(NAMES),
            state=state_of(signs),
            looks=looks_of(signs),
            held=signs.sessions_held,
            expected=signs.sessions_expected,
            is_unplanned=draw(st.booleans()),
        )
        found.append(row)
    return found


VIEWS = st.builds(
    TableView, st.sampled_from(Sort), st.sampled_from(Show), st.integers(0, 9)
)


def all_pages(found: list[EctRow], sort: Sort, show: Show) -> list[EctRow]:
    pages = page_of(found, TableView(sort, show)).pages
    return [
        row
        for number in range(pages)
        for row in page_of(found, TableView(sort, show, number)).rows
    ]


@given(rows(), st.sampled_from(Sort))
def test_each_ect_stands_exactly_once_in_the_pages(
    found: list[EctRow], sort: Sort
) -> None:
    assert Counter(r.ect for r in all_pages(found, sort, Show.ALL)) == Counter(
        row.ect for row in found
    )


@given(rows(), VIEWS)
def test_the_counts_are_those_of_the_rows_that_would_be_shown(
    found: list[EctRow], view: TableView
) -> None:
    page = page_of(found, view)
    for show in Show:
        assert page.counts[show] == len(all_pages(found, view.sort, show))


@given(rows(), VIEWS, st.randoms(use_true_random=False))
def test_the_order_does_not_hang_on_the_order_in_which_rows_were_found(
    found: list[EctRow], view: TableView, chance: Random
) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert page_of(shuffled, view) == page_of(found, view)


@given(rows(), st.sampled_from(Show))
def test_what_needs_a_look_comes_first_and_then_by_name(
    found: list[EctRow], show: Show
) -> None:
    order = [
        (list(EctState).index(row.state), row.name.casefold())
        for row in all_pages(found, Sort.STATE, show)
    ]
    assert order == sorted(order)


@given(rows(), VIEWS)
def test_a_page_past_the_end_is_the_last_one_and_no_page_is_too_long(
    found: list[EctRow], view: TableView
) -> None:
    page = page_of(found, view)
    assert page.view.page < page.pages
    assert len(page.rows) <= ROWS_A_PAGE
    assert bool(page.rows) == bool(page.counts[view.show])


@given(VIEWS)
def test_how_it_is_looked_at_is_read_back_from_a_button(view: TableView) -> None:
    assert unpacked(view.packed()) == view


@given(st.text())
def test_what_nobody_packed_is_the_usual_way(value: str) -> None:
    assert isinstance(unpacked(value), TableView)
    assert unpacked("state|all|-3") == TableView()


@pytest.mark.rule("R7")
@given(SIGNS)
def test_a_look_is_needed_exactly_where_something_says_why(signs: Signs) -> None:
    assert (state_of(signs) is EctState.LOOK) == bool(looks_of(signs))


@pytest.mark.rule("R7")
def test_one_gap_is_a_gap_and_two_running_need_a_look() -> None:
    for gaps, state in ((0, EctState.MET), (1, EctState.GAP), (2, EctState.LOOK)):
        assert state_of(Signs(has_mentor=True, gaps=gaps, sessions_held=1)) is state
    assert state_of(Signs(has_mentor=True)) is EctState.NO_RECORD
    assert looks_of(Signs(has_mentor=False)) == (Look.NO_MENTOR,)


@pytest.mark.rule("R7")
@given(SIGNS)
def test_only_who_did_meet_is_said_to_have_met(signs: Signs) -> None:
    assert state_of(signs) is not EctState.MET or signs.sessions_held


@dataclass(frozen=True)
class _Waits:
    kind: NextKind
    since: datetime


@given(st.lists(st.builds(_Waits, st.sampled_from(NextKind), st.datetimes())))
def test_nothing_that_waits_comes_before_the_next_thing(waiting: list[_Waits]) -> None:
    found = first_of(waiting)
    assert (found is None) == (not waiting)
    order = list(NextKind)
    for one in waiting:
        assert found is not None
        assert (order.index(found.kind), found.since) <= (
            order.index(one.kind),
            one.since,
        )


def test_a_persons_question_comes_before_the_calendars() -> None:
    early, late = at("2026-11-03 09:00"), at("2026-11-04 09:00")
    found = first_of(
        [
            _Waits(NextKind.UNPLANNED, early),
            _Waits(NextKind.MET, late),
            _Waits(NextKind.MET, late - timedelta(hours=1)),
            _Waits(NextKind.CORRECTION, late + timedelta(hours=1)),
        ]
    )
    assert found is not None
    assert found.kind is NextKind.CORRECTION


@given(st.sets(st.sampled_from(Role)))
def test_somebody_is_offered_what_each_of_their_roles_is_offered(
    roles: set[Role],
) -> None:
    offered = offered_to(roles)
    assert set(offered) == {doing for role in roles for doing in OFFERED[role]}
    assert list(offered) == [doing for doing in HomeAction if doing in offered]
