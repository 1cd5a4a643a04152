"""Very many of them: within Slack's limits, and the last can be chosen."""

from slack_sdk.models.views import View

from bot.domain.kernel.record import PairingId
from bot.domain.people.member import Role
from bot.results.people.pages import EctLine, OwnPairing, PeoplePage, PersonLine
from bot.views.people.people_list import people_page
from tests.views.many import NAMES, SCHOOLS, TODAY, require_the_last


def people_everywhere() -> View:
    page = PeoplePage(
        school=SCHOOLS[-1][0],
        name="The last school",
        today=TODAY,
        schools=SCHOOLS,
        ects=[EctLine(one, name, name, name, None, None) for one, name in NAMES],
        others=[PersonLine(one, name, frozenset({Role.MENTOR})) for one, name in NAMES],
        missing=[name for _one, name in NAMES],
        may_change=True,
        own=[
            OwnPairing(
                pairing=PairingId(one),
                mentor=name,
                ect=name,
                tutor=name,
                begins_on=TODAY,
                contact=None,
                is_ect=False,
                earlier=3,
                shows_notes=None,
            )
            for one, name in NAMES
        ],
    )
    return people_page(page)


def test_the_last_of_many_people_can_be_picked() -> None:
    require_the_last(people_everywhere())
