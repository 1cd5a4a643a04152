"""How people last looked at their table on the home tab, remembered for a while."""

from bot.domain.kernel.record import PersonId, TeamId
from bot.domain.overviews.ect_table import TableView
from bot.ports.bundle import Actor
from handlers.overviews.home import Looks


def _actor(number: int) -> Actor:
    return Actor(TeamId("T0EXAMPLE"), PersonId(f"U{number}"))


def test_whoever_looks_often_is_not_forgotten_for_having_come_first() -> None:
    looks, own = Looks(most=3), TableView(page=2)
    looks.keep(_actor(0), own)
    for number in range(1, 10):
        looks.keep(_actor(number), TableView(page=number))
        assert looks.of(_actor(0)) == own
    assert looks.of(_actor(9)) == TableView(page=9)
    assert looks.of(_actor(1)) == TableView()
