"""One session with its history, as each of its readers may see it."""

from bot.domain.data_protection.audit import Saw
from bot.domain.kernel.access import Action, is_allowed
from bot.domain.kernel.history import shown_to
from bot.domain.kernel.record import SessionId
from bot.ports.bundle import Actor, Ports
from bot.results.sessions.cards import ActShown, SessionPage
from bot.usecases.kernel.audit import audit, looks_at
from bot.usecases.kernel.history import history_of
from bot.usecases.kernel.lookup import facts, member, session_for, standing_of
from bot.usecases.sessions.cards import card


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
            card=card(ports, records, about, session, reader=actor.person)
            if reads_words
            else None,
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
                (Saw.SESSION, session.id),
                (Saw.EARLIER_NOTES, session.pairing),
                school=session.school,
                zone=about.calendar.zone,
            )
            if reads_words
            else (),
        )
