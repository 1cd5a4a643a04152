"""Sessions with their words and history, as each of their readers may see them."""

from bot.domain.access import Action, is_allowed
from bot.domain.acts import shown_to
from bot.domain.audit import Saw
from bot.domain.record import SessionId
from bot.domain.results.sessions import ActShown, OwnSessions, SessionPage
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import PAIRINGS_OF_ECT, PAIRINGS_OF_MENTOR
from bot.usecases.acts import history_of
from bot.usecases.audit import audit, looks_at
from bot.usecases.home_parts import latest_sessions, open_steps
from bot.usecases.lookup import (
    facts,
    member,
    require_place,
    session_for,
    standing_of,
)
from bot.usecases.sessions import card

_MOST_SESSIONS = 80


def read_session(ports: Ports, actor: Actor, session_id: SessionId) -> SessionPage:
    """Show a session and who did what to it; its words to mentor and ECT alone (R5).

    A look by anybody else is noted, for those two to see. Raises NotAllowed.
    """
    with ports.store.transaction(actor.team) as records:
        session, about = session_for(
            ports, records, actor, session_id, to=Action.READ_SESSION_FACTS
        )
        standing = standing_of(records, actor.person, about.pairing)
        reads_words = is_allowed(Action.READ_SESSION_WORDS, standing)
        if not reads_words:
            audit(ports, records, Saw.SESSION, by=actor.person, subject=session.id)
        acts = shown_to(standing, history_of(records, session.id))
        return SessionPage(
            facts=facts(about, session, ports.clock.now()),
            card=card(ports, records, about, session) if reads_words else None,
            may_change=is_allowed(Action.CHANGE_SESSION, standing),
            may_confirm=is_allowed(Action.CONFIRM_SESSION, standing),
            history=tuple(
                ActShown(
                    at=about.calendar.local(act.at),
                    by=member(records, session.school, act.by).name,
                    did=act.did,
                    facts=act.facts,
                )
                for act in acts
            ),
            looks=looks_at(
                records,
                session.id,
                saw=Saw.SESSION,
                school=session.school,
                zone=about.calendar.zone,
            )
            if reads_words
            else (),
        )


def own_sessions(ports: Ports, actor: Actor) -> OwnSessions:
    """List the sessions that somebody had as a mentor or an ECT, newest first.

    Raises NotAllowed for somebody in no roster.
    """
    with ports.store.reading(actor.team) as records:
        require_place(records, actor.person)
        mentored = [
            pairing
            for pairing in records.find(PAIRINGS_OF_MENTOR, actor.person)
            if is_allowed(
                Action.READ_SESSION_WORDS, standing_of(records, actor.person, pairing)
            )
        ]
        own = list(records.find(PAIRINGS_OF_ECT, actor.person))
        found = latest_sessions(ports, records, [*mentored, *own], _MOST_SESSIONS)
        return OwnSessions(
            sessions=found,
            others=tuple(
                one.mentor if one.session.ect == actor.person else one.ect
                for one in found
            ),
            open_steps=open_steps(ports, records, own),
        )
