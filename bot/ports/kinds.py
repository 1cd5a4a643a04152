"""Every kind of record that is kept, and the look-ups that are made on the way."""

from typing import Any

from bot.domain.calendars.feeds import CalendarFeed
from bot.domain.calendars.timetables import Timetable
from bot.domain.concerns.records import Concern, ConcernEvent, ConcernWords
from bot.domain.data_protection.audit import AuditEntry, AuditStart
from bot.domain.data_protection.legal_holds import LegalHold
from bot.domain.data_protection.retention_requests import RetentionRequest
from bot.domain.entitlement.drop_ins import DropIn, DropInWords
from bot.domain.entitlement.time_off import TimeOffWeek
from bot.domain.entitlement.training import Training, TrainingEntry
from bot.domain.kernel.claims import Claim
from bot.domain.kernel.history import HistoryEntry
from bot.domain.operations.backups import Place, Restored
from bot.domain.operations.heartbeats import Heartbeat, JobTrouble
from bot.domain.operations.installations import Installation, InstallState
from bot.domain.outbox.notices import Notice
from bot.domain.people.member import Member
from bot.domain.people.pairings import BothRoles, Induction, Pairing
from bot.domain.people.roster_acts import EarlierNotes, RosterChange
from bot.domain.planning.changes import PlanChange
from bot.domain.planning.series import Series
from bot.domain.reminders.nudges import Nudge, NudgeState, Sweep
from bot.domain.reminders.preferences import Preference
from bot.domain.school.profile import School
from bot.domain.school.set_up import SetUp, SetUpChange
from bot.domain.sessions.confirmations import (
    SEEN_BY_TUTOR_FROM,
    Confirmation,
    Confirming,
)
from bot.domain.sessions.flags import Flag
from bot.domain.sessions.missed import Missed
from bot.domain.sessions.records import NextStep, Session, SessionNote, SessionState
from bot.ports.store import Index, Kind

SCHOOLS = Kind("schools", School, lambda r: r.id)
SET_UPS = Kind("set_ups", SetUp, lambda r: r.school)
SET_UP_CHANGES = Kind("set_up_changes", SetUpChange, lambda r: r.id)
MEMBERS = Kind("members", Member, lambda r: f"{r.school}/{r.person}")
INDUCTIONS = Kind("inductions", Induction, lambda r: f"{r.school}/{r.ect}")
PAIRINGS = Kind("pairings", Pairing, lambda r: r.id)
SESSIONS = Kind("sessions", Session, lambda r: r.id)
SERIES = Kind("series", Series, lambda r: r.id)
PLAN_CHANGES = Kind("plan_changes", PlanChange, lambda r: r.id)
NOTES = Kind("session_notes", SessionNote, lambda r: r.session, seldom_read=True)
NEXT_STEPS = Kind("next_steps", NextStep, lambda r: r.id)
DROP_INS = Kind("drop_ins", DropIn, lambda r: r.id)
DROP_IN_WORDS = Kind("drop_in_words", DropInWords, lambda r: r.drop_in)
TIME_OFF = Kind("time_off", TimeOffWeek, lambda r: r.key)
TRAININGS = Kind("trainings", Training, lambda r: r.person)
TRAINING_ENTRIES = Kind("training_entries", TrainingEntry, lambda r: r.id)
FLAGS = Kind("flags", Flag, lambda r: r.session)
NOTICES = Kind("notices", Notice, lambda r: r.key, seldom_read=True)
CONCERNS = Kind("concerns", Concern, lambda r: r.id)
CONCERN_EVENTS = Kind(
    "concern_events", ConcernEvent, lambda r: f"{r.concern}/{r.number:05d}"
)
CONCERN_WORDS = Kind(
    "concern_words", ConcernWords, lambda r: f"{r.concern}/{r.number:05d}"
)
NUDGES = Kind("nudges", Nudge, lambda r: r.key, seldom_read=True)
PREFERENCES = Kind("preferences", Preference, lambda r: f"{r.person}/{r.kind.value}")
MISSED = Kind(
    "missed", Missed, lambda r: f"{r.pairing}/{r.monday}/{r.session or 'week'}"
)
CONFIRMATIONS = Kind("confirmations", Confirmation, lambda r: r.session)
SWEEPS = Kind("sweeps", Sweep, lambda r: r.school)
HEARTBEATS = Kind(  # of MACHINE
    "heartbeats", Heartbeat, lambda r: f"{r.process}/{r.job}" if r.process else r.job
)
JOB_TROUBLES = Kind("job_troubles", JobTrouble, lambda r: r.id)
CALENDAR_FEEDS = Kind("calendar_feeds", CalendarFeed, lambda r: r.secret_hash)
TIMETABLES = Kind("timetables", Timetable, lambda r: f"{r.school}/{r.person}")
ACTS = Kind("acts", HistoryEntry, lambda r: r.id, seldom_read=True)
ROSTER_CHANGES = Kind("roster_changes", RosterChange, lambda r: r.id)
EARLIER_NOTES = Kind("earlier_notes", EarlierNotes, lambda r: r.pairing)
BOTH_ROLES = Kind("both_roles", BothRoles, lambda r: f"{r.school}/{r.ect}/{r.person}")
AUDIT = Kind("audit", AuditEntry, lambda r: f"{r.number:010d}", seldom_read=True)
AUDIT_STARTS = Kind("audit_starts", AuditStart, lambda _: "start")
CLEARANCES = Kind("clearances", RetentionRequest, lambda r: r.id)
CLAIMS = Kind("claims", Claim, lambda r: r.delivery)
HOLDS = Kind("holds", LegalHold, lambda r: r.person)
RESTORES = Kind("restores", Restored, lambda _: "last")  # of MACHINE
PLACES = Kind("places", Place, lambda _: "here")  # of MACHINE
THE_ONE = "the one"  # the key of what a workspace has one of
INSTALLATIONS = Kind("installations", Installation, lambda _: THE_ONE)
INSTALL_STATES = Kind("install_states", InstallState, lambda r: r.state)  # MACHINE

SET_UP_CHANGES_OF_SCHOOL = Index(
    SET_UP_CHANGES, "school", lambda r: (r.school, r.at, r.id)
)
MEMBERS_OF_PERSON = Index(MEMBERS, "person", lambda r: (r.person, r.school))
MEMBERS_OF_SCHOOL = Index(MEMBERS, "school", lambda r: (r.school, r.name))
INDUCTIONS_OF_SCHOOL = Index(INDUCTIONS, "school", lambda r: (r.school, r.ect))
PAIRINGS_OF_MENTOR = Index(PAIRINGS, "mentor", lambda r: (r.mentor, r.begins_on))
PAIRINGS_OF_ECT = Index(PAIRINGS, "ect", lambda r: (r.ect, r.begins_on))
PAIRINGS_OF_SCHOOL = Index(PAIRINGS, "school", lambda r: (r.school, r.begins_on))


def _counts(session: Session) -> bool:
    return session.state in {SessionState.PLANNED, SessionState.HELD}


SESSIONS_OF_PAIRING = Index(
    SESSIONS,
    "pairing",
    lambda r: (r.pairing, r.state.value, r.starts_at) if _counts(r) else None,
)
SESSIONS_OF_MENTOR = Index(
    SESSIONS, "mentor", lambda r: (r.mentor, r.starts_at) if _counts(r) else None
)
SESSIONS_OF_ECT = Index(
    SESSIONS, "ect", lambda r: (r.ect, r.starts_at) if _counts(r) else None
)
SESSIONS_OF_SERIES = Index(
    SESSIONS,
    "series",
    lambda r: (r.series, r.starts_at) if r.series and _counts(r) else None,
)
SESSIONS_OFF = Index(
    SESSIONS, "off", lambda r: None if _counts(r) else (r.pairing, r.starts_at)
)
OPEN_STEPS = Index(
    NEXT_STEPS, "open", lambda r: None if r.done_in else (r.pairing, r.set_at)
)
STEPS_SET_IN = Index(NEXT_STEPS, "set_in", lambda r: (r.set_in, r.id))
STEPS_DONE_IN = Index(
    NEXT_STEPS, "done_in", lambda r: (r.done_in, r.id) if r.done_in else None
)
DROP_INS_OF_PAIRING = Index(
    DROP_INS,
    "pairing",
    lambda r: None if r.is_undone else (r.pairing, r.day, r.id),
)
TIME_OFF_OF_SCHOOL = Index(TIME_OFF, "school", lambda r: (r.school, r.monday))
TRAINING_OF_PERSON = Index(
    TRAINING_ENTRIES,
    "person",
    lambda r: None if r.is_undone else (r.person, r.day, r.id),
)
FLAGS_OF_DAY = Index(
    FLAGS, "day", lambda r: (r.tutor, r.school, r.raised_on, r.session)
)
OPEN_FLAGS = Index(
    FLAGS,
    "open",
    lambda r: (r.tutor, r.school, r.session) if r.answer is None else None,
)
NOTICES_TO_SEND = Index(
    NOTICES,
    "to_send",
    lambda r: (r.ready_at, r.key) if r.is_due else None,
    asked_of_all=True,
)
NOTICES_ABOUT = Index(NOTICES, "subject", lambda r: (r.subject, r.key))
CONCERNS_OF_WRITER = Index(CONCERNS, "writer", lambda r: (r.writer, r.opened_at))
CONCERNS_WITH = Index(
    CONCERNS, "reader", lambda r: (r.reader, r.since) if r.reader else None
)
CONCERNS_OPEN = Index(
    CONCERNS,
    "open",
    lambda r: (r.school, r.id) if r.is_open else None,
    asked_of_all=True,
)
EVENTS_OF_CONCERN = Index(CONCERN_EVENTS, "concern", lambda r: (r.concern, r.number))
WORDS_OF_CONCERN = Index(CONCERN_WORDS, "concern", lambda r: (r.concern, r.number))
SESSIONS_PLANNED = Index(
    SESSIONS,
    "planned",
    lambda r: (r.school, r.starts_at) if r.state is SessionState.PLANNED else None,
)
NUDGES_WAITING = Index(
    NUDGES,
    "waiting",
    lambda r: (r.not_before, r.key) if r.state is NudgeState.WAITING else None,
    asked_of_all=True,
)
NUDGES_TO_COME = Index(
    NUDGES,
    "to_come",
    lambda r: (r.reader, r.not_before) if r.state is NudgeState.WAITING else None,
)
NUDGES_ABOUT = Index(NUDGES, "subject", lambda r: (r.subject, r.key))
NUDGES_OF_ROUND = Index(
    NUDGES, "round", lambda r: (r.round, r.not_before, r.key) if r.round else None
)
NUDGES_SENT = Index(
    NUDGES,
    "sent",
    lambda r: (
        (r.reader, r.kind.value, r.settled_at)
        if r.state is NudgeState.SENT and r.settled_at
        else None
    ),
)
MISSED_OF_PAIRING = Index(MISSED, "pairing", lambda r: (r.pairing, r.monday))
SWEEPS_DUE = Index(SWEEPS, "due", lambda r: (r.next_at, r.school), asked_of_all=True)
DISPUTED = Index(
    CONFIRMATIONS,
    "disputed",
    lambda r: (
        (r.pairing, r.at)
        if r.disputes >= SEEN_BY_TUTOR_FROM and r.answer is not Confirming.YES
        else None
    ),
)
UNPROMPTED = Index(
    NOTICES,
    "unprompted",
    lambda r: (
        (r.reader, r.posted_at or r.ready_at)
        if (r.posted_at or r.is_due) and r.kind.is_counted_a_week
        else None
    ),
)
TROUBLES_STANDING = Index(
    JOB_TROUBLES,
    "standing",
    lambda r: None if r.over_at else (r.job, r.since),
    asked_of_all=True,
)
FEEDS_OF_PERSON = Index(CALENDAR_FEEDS, "person", lambda r: (r.person, r.secret_hash))
ACTS_ON = Index(ACTS, "subject", lambda r: (r.subject, r.at, r.id))
ROSTER_CHANGES_BY_AGE = Index(
    ROSTER_CHANGES, "age", lambda r: (r.at,), asked_of_all=True
)
BOTH_ROLES_OF_SCHOOL = Index(
    BOTH_ROLES, "school", lambda r: (r.school, r.ect, r.person)
)
CLEARANCES_OPEN = Index(
    CLEARANCES, "open", lambda r: (r.school, r.found_at) if r.is_open else None
)
AUDIT_IN_ORDER = Index(AUDIT, "in_order", lambda r: (r.number,))
AUDIT_ABOUT = Index(
    AUDIT,
    "about",
    lambda r: (r.subject.value, r.number) if r.subject.value else None,
)
CLAIMS_BY_AGE = Index(CLAIMS, "age", lambda r: (r.at,), asked_of_all=True)

_NAMED = tuple(globals().values())  # all that this module names, in its order
ALL_KINDS: tuple[Kind[Any], ...] = tuple(k for k in _NAMED if isinstance(k, Kind))
ALL_INDEXES: tuple[Index[Any], ...] = tuple(i for i in _NAMED if isinstance(i, Index))
