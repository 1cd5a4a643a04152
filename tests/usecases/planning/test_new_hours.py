"""What new teaching hours do to a series that is planned: one flag, and no flood."""

from datetime import date

import msgspec

from bot.domain.kernel.record import PairingId
from bot.domain.planning.wish import PlanWish
from bot.ports.kinds import SCHOOLS
from bot.usecases.kernel.claims import Delivery
from bot.usecases.planning.hours_recheck import recheck_hours
from bot.usecases.planning.plan_and_move import plan
from tests.builders import at, hours
from tests.usecases.two_schools import EWA, OAKFIELD, PRIYA, RUTH, TEAM, Town


def test_a_series_that_new_hours_put_outside_brings_its_mentor_no_messages() -> None:
    town = Town()
    wish = PlanWish(
        pairing=PairingId(f"pairing-{EWA}"),
        starts_at=at("2026-11-10 14:20"),
        minutes=50,
        weeks=1,
        until=date(2027, 3, 20),
    )
    plan(town.ports, town.actor(PRIYA), wish, Delivery("plan"))
    town.tick()
    with town.store.transaction(TEAM) as records:
        school = records.get(SCHOOLS, OAKFIELD)
        assert school
        shorter = hours("08:45", "15:00")
        records.put(SCHOOLS, msgspec.structs.replace(school, teaching_hours=shorter))

    assert recheck_hours(town.ports) > 1
    town.tick()

    posted = [reader for reader, _key in town.messenger.standing.values()]
    assert posted.count(PRIYA) == 1  # that of the plan itself
    assert posted.count(RUTH) == 1
