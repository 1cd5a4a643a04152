"""All sessions and drop-ins that somebody had, as a mentor or as an ECT."""

from bot.domain.kernel.access import Action, is_allowed
from bot.domain.people.pairings import Pairing
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import DROP_INS_OF_PAIRING, PAIRINGS_OF_ECT, PAIRINGS_OF_MENTOR
from bot.results.overviews.own_sessions import OwnSessions
from bot.usecases.entitlement import drop_ins
from bot.usecases.kernel.lookup import mentoring, require_place, standing_of
from bot.usecases.overviews.home_parts import latest_sessions, open_steps

_MOST_SESSIONS = 70
_MOST_DROP_INS = 10


def own_sessions(ports: Ports, actor: Actor) -> OwnSessions:
    """List the sessions and drop-ins that somebody had, newest first.

    Raises NotAllowed for somebody in no roster.
    """
    with ports.store.reading(actor.team) as records:
        require_place(records, actor.person)
        paired = [
            *records.find(PAIRINGS_OF_MENTOR, actor.person),
            *records.find(PAIRINGS_OF_ECT, actor.person),
        ]
        standing = {one.id: standing_of(records, actor.person, one) for one in paired}

        def may(action: Action) -> list[Pairing]:
            return [one for one in paired if is_allowed(action, standing[one.id])]

        read = may(Action.READ_SESSION_WORDS)
        found = latest_sessions(ports, records, read, _MOST_SESSIONS)
        dropped_in = [
            drop_ins.card(
                ports,
                records,
                mentoring(ports, records, one),
                drop_in,
                reader=actor.person,
            )
            for one in may(Action.READ_DROP_IN_WORDS)
            for drop_in in records.find(DROP_INS_OF_PAIRING, one.id)[-_MOST_DROP_INS:]
        ]
        dropped_in.sort(key=lambda card: card.drop_in.day, reverse=True)
        return OwnSessions(
            sessions=found,
            others=tuple(
                one.mentor if one.session.ect == actor.person else one.ect
                for one in found
            ),
            drop_ins=tuple(dropped_in[:_MOST_DROP_INS]),
            open_steps=open_steps(
                ports,
                records,
                actor.person,
                [one for one in read if one.ect == actor.person],
            ),
        )
