"""Beginning the set-up of a school: the first of a workspace, or a further one.

At most one is under way in a workspace; whoever else looks after it joins that one.
"""

import msgspec

from bot.domain.kernel.errors import NotAllowed, Stale
from bot.domain.kernel.record import SchoolId
from bot.domain.school.set_up import Founder, SetUp
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    SET_UP_CHANGES,
    SET_UP_CHANGES_OF_SCHOOL,
    SET_UPS,
)
from bot.ports.store import Records
from bot.results.school.set_up import SetUpPage
from bot.usecases.school.set_up_place import (
    Place,
    begun_by,
    draft_of,
    has_school,
    page_of,
    place_of,
    places_to_set_up,
    require_set_up,
)

_CAN_BEGIN_ANOTHER = (
    "An admin or the owner of this Slack workspace can begin another school, by typing "
    "`/ect setup another`."
)


def begin_set_up(ports: Ports, actor: Actor) -> SetUpPage:
    """Begin, or join, the set-up of a workspace without a school; waits on Slack.

    Raises NotAllowed for somebody who does not look after the workspace.
    """
    account = ports.messenger.account(actor.team, actor.person)
    with ports.store.transaction(actor.team) as records:
        place = place_of(records, actor)
        if place is None:
            if not account.is_admin:
                raise NotAllowed(_who_can(draft_of(records)))
            place = _joined(ports, records, actor, account.name)
        return page_of(ports, records, actor, place)


def begin_another(ports: Ports, actor: Actor) -> SetUpPage:
    """Begin, or join, the set-up of one more school of a workspace; waits on Slack.

    Raises NotAllowed for somebody who does not look after the workspace.
    """
    account = ports.messenger.account(actor.team, actor.person)
    with ports.store.transaction(actor.team) as records:
        if not account.is_admin:
            begun = draft_of(records)
            is_first = not has_school(records)
            raise NotAllowed(_who_can(begun) if is_first else _CAN_BEGIN_ANOTHER)
        place = _joined(ports, records, actor, account.name)
        return page_of(ports, records, actor, place)


def drop_set_up(ports: Ports, actor: Actor, school: SchoolId) -> SetUpPage | None:
    """Let go of one more school that was begun, and of what was entered for it.

    Returns the set-up of the person's own school, if they have one. Raises Stale where
    it is a school by now, or was let go of already.
    """
    with ports.store.transaction(actor.team) as records:
        begun = begun_by(records, actor.person)
        if begun is None or begun.school != school:
            raise Stale("There is nothing here to take back any more.")
        records.remove(SET_UPS, school)
        for change in records.find(SET_UP_CHANGES_OF_SCHOOL, school):
            records.remove(SET_UP_CHANGES, change.id)
        if not places_to_set_up(records, actor.person):
            return None
        return page_of(ports, records, actor, require_set_up(records, actor))


def _joined(ports: Ports, records: Records, actor: Actor, name: str) -> Place:
    begun = draft_of(records) or SetUp(
        school=SchoolId(ports.new_id()), founders=(), begun_at=ports.clock.now()
    )
    if actor.person not in {founder.person for founder in begun.founders}:
        founders = (*begun.founders, Founder(person=actor.person, name=name))
        begun = msgspec.structs.replace(begun, founders=founders)
        records.put(SET_UPS, begun)
    return Place(begun.school, None, begun)


def _who_can(begun: SetUp | None) -> str:
    names = ", ".join(founder.name for founder in begun.founders) if begun else ""
    if names:
        return f"{names} has begun to set the school up. Please ask there."
    return (
        "No school has been set up yet. An admin or the owner of this Slack workspace "
        "can do it, by typing `/ect setup`."
    )
