"""One session with its history, as each of its readers may see it."""

from bot.domain.access import Action, is_allowed
from bot.domain.acts import shown_to
from bot.domain.record import SessionId
from bot.domain.results.sessions import ActShown, SessionPage
from bot.ports.bundle import Actor, Ports
from bot.usecases.acts import history_of
from bot.usecases.lookup import facts, member, session_for, standing_of
from bot.usecases.sessions import card


def read_session(ports: Ports, actor: Actor, session_id: SessionId) -> SessionPage:
    """Show a session and who did what to it; its words to mentor and ECT alone (R5).

    Raises NotAllowed.
    """
    with ports.store.reading(actor.team) as records:
        session, about = session_for(
            ports, records, actor, session_id, to=Action.READ_SESSION_FACTS
        )
        standing = standing_of(records, actor.person, about.pairing)
        reads_words = is_allowed(Action.READ_SESSION_WORDS, standing)
        acts = shown_to(standing, history_of(records, session.id))
        return SessionPage(
            facts=facts(about, session, ports.clock.now()),
            card=card(ports, records, about, session) if reads_words else None,
            history=tuple(
                ActShown(
                    at=about.calendar.local(act.at),
                    by=member(records, session.school, act.by).name,
                    did=act.did,
                    facts=act.facts,
                )
                for act in acts
            ),
        )
