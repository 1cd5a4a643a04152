"""Very many of them: within Slack's limits, and the last can be chosen."""

from slack_sdk.models.views import View

from bot.domain.overviews.periods import ReportSpan
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import Role
from bot.domain.school.profile import DateSpan
from bot.results.overviews.reports import LeaderReport, ReportChoice
from bot.results.overviews.status import PairingStatus, SchoolCounts, SchoolStatus
from bot.results.overviews.trust import TrustRow, TrustTable
from bot.sandbox.block_kit import MESSAGE_BLOCKS, faults_of_blocks
from bot.views.kernel.message import Message
from bot.views.overviews.report import leader_counts, report_form
from bot.views.overviews.status import status
from bot.views.overviews.trust import trust_table
from tests.views.many import (
    NAMES,
    SCHOOLS,
    TODAY,
    require_that_there_is_more,
    require_the_last,
)


def reports() -> View:
    ects = tuple(NAMES[-1:])
    return report_form(
        [ReportChoice(one, name, Role.MENTOR, ects) for one, name in SCHOOLS]
    )


def trust() -> Message:
    counts = SchoolCounts(ects=12, met_this_week=6, out_of_hours=5)
    rows = tuple(
        TrustRow(one, name, None, counts, may_look_closer=True) for one, name in SCHOOLS
    )
    return trust_table(TrustTable(rows))


def status_of_many() -> Message:
    pairs = tuple(
        PairingStatus("Ben", name, InductionYear.ONE, 1, 1.0, 2, 9, 9, (), None, 0)
        for _one, name in NAMES
    )
    return status([SchoolStatus("One", TODAY, None, as_tutor=pairs)])


def test_the_last_of_many_schools_can_be_reported_on() -> None:
    require_the_last(reports())


def test_the_last_of_many_schools_of_a_trust_can_be_looked_at() -> None:
    require_the_last(trust())


def test_counts_of_a_hundred_and_fifty_schools_fit_a_message() -> None:
    span = ReportSpan("This half-term", DateSpan(first=TODAY, last=TODAY))
    found = [LeaderReport(name, span, 12, 9, 8, 5) for _one, name in SCHOOLS]
    message = leader_counts(found)
    assert faults_of_blocks(message.as_dicts(), at_most=MESSAGE_BLOCKS) == []


def test_a_status_of_so_many_can_be_posted_and_says_that_there_is_more() -> None:
    require_that_there_is_more(status_of_many())
