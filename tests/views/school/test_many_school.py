"""Very many of them: within Slack's limits, and the last can be chosen."""

from slack_sdk.models.views import View

from bot.results.school.set_up import SetUpPage
from bot.views.school.set_up import set_up_page
from tests.views.many import SCHOOLS, TODAY, require_the_last


def set_up_of_many() -> View:
    page = SetUpPage(
        school=SCHOOLS[0][0],
        name="One",
        today=TODAY,
        answers={},
        people=None,
        is_started=False,
        others=tuple(SCHOOLS),
    )
    return set_up_page(page)


def test_the_last_of_many_schools_can_be_set_up() -> None:
    require_the_last(set_up_of_many())
