"""How the made-up staff react to a message: press a button, later or never."""

from datetime import time, timedelta
from functools import partial

from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.outbox.notices import About, NoticeKind
from bot.domain.reminders.nudges import NudgeKind
from bot.domain.sessions.confirmations import Confirming
from bot.domain.sessions.flags import FlagAnswer
from bot.domain.sessions.missed import Why
from bot.results.reminders.nudges import NudgeShown
from bot.sandbox.recording import Drawn
from bot.sandbox.year import habits
from bot.sandbox.year.habits import Fate
from bot.sandbox.year.life import Life
from bot.sandbox.year.mentors import call_off, move, plan_in, planned
from bot.sandbox.year.training import note_some
from bot.usecases.reminders.nudge_preferences import snooze
from bot.usecases.sessions.confirming import confirm_session
from bot.usecases.sessions.flags import answer_flag
from bot.usecases.sessions.follow_up import it_happened, week_without

_SEEN = 0.75  # of the messages are acted on, rather than read and left


def read(life: Life, message: Drawn) -> None:
    """Decide what a reader is going to do with a new message."""
    kind, shown = message.content.kind, message.content.shown
    if kind.about is About.REMINDERS:
        for one in shown.shown:
            _remind(life, one)
    elif kind is NoticeKind.OUT_OF_HOURS:
        for flagged in shown.flags:
            if life.chance.of(habits.ANSWERS_A_FLAG):
                _answer(life, message, flagged.facts.session.id)
    elif kind is NoticeKind.SESSION_LOGGED and life.chance.of(habits.CONFIRMS):
        _confirm(life, message, shown.facts.session.id)


def _remind(life: Life, shown: NudgeShown) -> None:
    later = life.now + life.chance.hours(0.05, 20)
    if not life.chance.of(_SEEN):
        return
    if shown.nudge.kind is NudgeKind.LOG_IT:
        life.agenda.note(later, partial(_settle, life, SessionId(shown.nudge.subject)))
    elif shown.nudge.kind is NudgeKind.NOTHING_PLANNED and shown.pairing is not None:
        life.agenda.note(later, partial(_arrange, life, shown.pairing))
    elif shown.nudge.kind is NudgeKind.TRAINING:
        life.agenda.note(later, partial(note_some, life, shown.nudge.reader))


def _settle(life: Life, session_id: SessionId) -> None:
    """Say what became of a session, or leave it."""
    session = planned(life, session_id)
    if session is None or life.is_swamped(session.pairing):
        return
    mentor, fate = life.actor(session.mentor), life.fates.get(session_id)
    if fate is Fate.PRESSED:
        life.attempt(
            lambda: it_happened(life.ports, mentor, session_id, life.delivery())
        )
    elif fate is Fate.MOVED_AFTER:
        move(life, session_id)
    elif fate is Fate.MISSED:
        call_off(life, session_id, life.chance.one_of(list(Why)))
    elif fate is Fate.SNOOZED:
        until = life.calendar.moment(life.today + timedelta(days=1), time())
        life.attempt(lambda: snooze(life.ports, mentor, NudgeKind.LOG_IT, until=until))


def _arrange(life: Life, pairing_id: PairingId) -> None:
    """Plan what was not planned, say why not, or leave it."""
    if life.is_swamped(pairing_id):
        return
    about, calendar, today = life.about(pairing_id), life.calendar, life.today
    monday = today - timedelta(days=today.weekday())
    if life.chance.of(habits.PLANS_WHEN_ASKED):
        last = monday + timedelta(days=7)
        days = [calendar.school_day_after(today, number) for number in range(1, 5)]
        plan_in(life, pairing_id, [day for day in days if day < last])
    elif life.chance.of(habits.GIVES_A_REASON):
        life.attempt(
            lambda: week_without(
                life.ports,
                life.actor(about.mentor.person),
                pairing_id,
                monday=monday,
                why=life.chance.one_of(list(Why)),
            )
        )


def _answer(life: Life, message: Drawn, session_id: SessionId) -> None:
    talk = life.chance.of(habits.WANTS_TO_TALK)
    answer = FlagAnswer.TALK if talk else FlagAnswer.FINE

    def press() -> None:
        life.attempt(
            lambda: answer_flag(life.ports, life.actor(message.to), session_id, answer)
        )

    life.agenda.note(life.now + life.chance.hours(0.1, 40), press)


def _confirm(life: Life, message: Drawn, session_id: SessionId) -> None:
    doubts = life.chance.of(habits.NOT_QUITE)
    answer = Confirming.NOT_QUITE if doubts else Confirming.YES

    def press() -> None:
        life.attempt(
            lambda: confirm_session(
                life.ports, life.actor(message.to), session_id, answer
            )
        )

    life.agenda.note(life.now + life.chance.hours(0.1, 60), press)
