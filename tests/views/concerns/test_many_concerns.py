"""Very many of them: within Slack's limits, and the last can be chosen."""

from slack_sdk.models.views import View

from bot.domain.concerns.records import Topic
from bot.domain.concerns.routes import Route
from bot.domain.people.member import Role
from bot.results.concerns.cards import ConcernForm, Hat, NamedRoute
from bot.results.concerns.contacts import Adviser
from bot.views.concerns.fields import reader_field
from bot.views.concerns.form import choose_hat, concern_form
from bot.views.kernel.message import Message
from tests.views.many import NAMES, SCHOOLS, require_the_last


def hats() -> View:
    return choose_hat([Hat(one, Role.ECT, name) for one, name in SCHOOLS], "It", None)


def whom_it_is_about() -> View:
    advisers = tuple(Adviser(one, Role.HEADTEACHER) for one, _name in NAMES)
    hat = Hat(SCHOOLS[0][0], Role.ECT, "One")
    names = tuple(name for _one, name in NAMES)
    return concern_form(ConcernForm(hat, (Topic.TRAINING,), advisers, names), None)


def readers() -> Message:
    routes = [NamedRoute(Route(one, Role.HEADTEACHER), name) for one, name in NAMES]
    return Message((reader_field(routes, is_new=True),), "")


def test_the_last_of_many_roles_can_be_raised_in() -> None:
    require_the_last(hats())


def test_a_concern_can_be_about_the_last_of_many_people() -> None:
    require_the_last(whom_it_is_about())


def test_the_last_of_many_people_can_be_chosen_to_read_it() -> None:
    require_the_last(readers())
