"""What reminders that are due ask one by one, asked for several readers at once.

It changes no answer: what is left out here is asked in its turn, and takes longer.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain

from bot.domain.kernel.record import PairingId
from bot.domain.reminders.nudges import Nudge, NudgeKind
from bot.domain.sessions.records import Session, SessionState
from bot.ports.kinds import (
    DISPUTED,
    DROP_INS_OF_PAIRING,
    INDUCTIONS,
    INDUCTIONS_OF_SCHOOL,
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    MISSED_OF_PAIRING,
    NOTICES_ABOUT,
    NUDGES_ABOUT,
    NUDGES_SENT,
    OPEN_FLAGS,
    PAIRINGS,
    PAIRINGS_OF_ECT,
    PAIRINGS_OF_SCHOOL,
    PREFERENCES,
    SCHOOLS,
    SESSIONS,
    SESSIONS_OF_ECT,
    SESSIONS_OF_MENTOR,
    SESSIONS_OF_PAIRING,
    SET_UPS,
    TIME_OFF_OF_SCHOOL,
    TRAININGS,
)
from bot.ports.store import Reading
from bot.usecases.outbox.weekly_cap import ask_for_room
from bot.usecases.reminders.nudge_preferences import SLOWS_DOWN

_DAY = timedelta(days=1)
_BACK = timedelta(weeks=9)  # a half-term, of which a tutor's week tells
_OF_ONE_SESSION = frozenset({NudgeKind.HOUR_BEFORE, NudgeKind.LOG_IT})
_OF_A_PAIRING = frozenset({NudgeKind.NOTHING_PLANNED, NudgeKind.GAP})
_OF_A_TUTOR = frozenset({NudgeKind.WEEK_AHEAD, NudgeKind.DIGEST})


def ask_before_sending(records: Reading, due: Sequence[Nudge], now: datetime) -> None:
    """Ask for what showing and sending some reminders takes."""
    records.get_each(SET_UPS, [nudge.school for nudge in due])
    records.get_each(SCHOOLS, [nudge.school for nudge in due])
    records.get_each(MEMBERS, [f"{nudge.school}/{nudge.reader}" for nudge in due])
    records.get_each(
        PREFERENCES, [f"{nudge.reader}/{nudge.kind.value}" for nudge in due]
    )
    subjects = _starts(nudge.subject for nudge in due)
    earlier = chain.from_iterable(records.find_each(NUDGES_ABOUT, subjects))
    records.ask_ahead(NOTICES_ABOUT, _starts(one.round for one in earlier if one.round))
    slowing = [nudge for nudge in due if nudge.kind in SLOWS_DOWN]
    records.ask_ahead(
        NUDGES_SENT, list({(nudge.reader, nudge.kind.value) for nudge in slowing})
    )
    ask_for_room(records, [nudge.reader for nudge in due], now)
    sessions = _sessions(records, due, now)
    named = [
        PairingId(nudge.subject.rpartition("|")[0])
        for nudge in due
        if nudge.kind in _OF_A_PAIRING
    ]
    _ask_about_pairings(records, [*(one.pairing for one in sessions), *named])
    tutors = [nudge for nudge in due if nudge.kind in _OF_A_TUTOR]
    if tutors:
        _ask_about_weeks(records, tutors, now)


def _sessions(records: Reading, due: Iterable[Nudge], now: datetime) -> list[Session]:
    """Return the sessions that the reminders of days and of single ones tell of."""
    single = [nudge.subject for nudge in due if nudge.kind in _OF_ONE_SESSION]
    found = [one for one in records.get_each(SESSIONS, single) if one is not None]
    days = [nudge for nudge in due if nudge.kind is NudgeKind.UPCOMING]
    if days:
        until = max(nudge.not_after for nudge in days) + 2 * _DAY
        for index in (SESSIONS_OF_MENTOR, SESSIONS_OF_ECT):
            readers = _starts(nudge.reader for nudge in days)
            # From before today: each is told of the whole day of a session to come.
            own = records.find_each(index, readers, at_least=now - _DAY, below=until)
            found += chain.from_iterable(own)
    return found


def _ask_about_pairings(records: Reading, ids: Iterable[PairingId]) -> None:
    """Ask for pairings with their people, as each session that is shown names them."""
    found = records.get_each(PAIRINGS, list(dict.fromkeys(ids)))
    pairings = [pairing for pairing in found if pairing is not None]
    inductions = records.get_each(
        INDUCTIONS, [f"{pairing.school}/{pairing.ect}" for pairing in pairings]
    )
    people = {
        *((pairing.school, pairing.mentor) for pairing in pairings),
        *((pairing.school, pairing.ect) for pairing in pairings),
        *((one.school, one.tutor) for one in inductions if one is not None),
    }
    records.get_each(MEMBERS, [f"{school}/{person}" for school, person in people])


def _ask_about_weeks(records: Reading, tutors: Sequence[Nudge], now: datetime) -> None:
    """Ask for what the weeks of induction tutors tell of their schools."""
    schools = _starts(nudge.school for nudge in tutors)
    since, until = now - _BACK, now + 8 * _DAY
    members = chain.from_iterable(records.find_each(MEMBERS_OF_SCHOOL, schools))
    found = records.find_each(PAIRINGS_OF_SCHOOL, schools)
    pairings = list(chain.from_iterable(found))
    records.ask_ahead(PAIRINGS_OF_ECT, _starts(one.ect for one in pairings))
    records.ask_ahead(INDUCTIONS_OF_SCHOOL, schools)
    records.get_each(TRAININGS, [member.person for member in members])
    records.ask_ahead(
        OPEN_FLAGS, list({(nudge.reader, nudge.school) for nudge in tutors})
    )
    records.ask_ahead(TIME_OFF_OF_SCHOOL, schools, at_least=since.date())
    ids = [pairing.id for pairing in pairings]
    states = (SessionState.HELD.value, SessionState.PLANNED.value)
    of_pairings = [(one, state) for one in ids for state in states]
    records.ask_ahead(SESSIONS_OF_PAIRING, of_pairings, at_least=since, below=until)
    records.ask_ahead(MISSED_OF_PAIRING, _starts(ids), at_least=since.date())
    records.ask_ahead(DISPUTED, _starts(ids))
    records.ask_ahead(DROP_INS_OF_PAIRING, _starts(ids))


def _starts(names: Iterable[str]) -> list[tuple[str]]:
    """Return where the look-ups of each name begin, each once."""
    return [(name,) for name in dict.fromkeys(names)]
