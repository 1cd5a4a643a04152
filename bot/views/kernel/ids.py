"""The names by which Slack and the handlers know forms, buttons and fields."""

import re
from datetime import datetime

from bot.domain.kernel.drafts import PickedReason
from bot.domain.kernel.instants import from_text
from bot.domain.kernel.record import PairingId

OPEN_LOG = "log.open"
CHOOSE_ECT = "log.choose_ect"
CHOOSE_ECT_ANY = re.compile(r"log\.choose_ect\.\d+")  # an id is used once in a row
CHANGE_WHEN = "log.change_when"
RECHECK = "log.recheck"
LOG_FORM = "log.form"

UNDO_SESSION = "session.undo"
EDIT_SESSION = "session.edit"
CONFIRM_SESSION = "session.confirm"
DISPUTE_SESSION = "session.dispute"
UNDO_ANSWER = "session.undo_answer"
CORRECTION_FORM = "session.correction_form"
CORRECT_SESSION = "session.correct_as_said"
OFFER_TALK = "session.offer_talk"
UNDO_CORRECTION = "session.undo_correction"
SHOW_SESSION = "session.show"
SESSION_PAGE = "session.page"
OWN_SESSIONS = "sessions.own"
PLAN_INSTEAD = "line.plan"
FINISH_LINE = "line.finish"
LINE_REASON = "line.because"
LINE_REASON_ANY = re.compile(r"line\.because\.\d+")
PLAN_LINE_REASON = "plan.because"
PLAN_LINE_REASON_ANY = re.compile(r"plan\.because\.\d+")

DROP_IN_FORM = "drop_in.form"
UNDO_DROP_IN = "drop_in.undo"

TIME_GIVEN = "time.given"
TIME_LOST = "time.lost"  # with what took it: an id is used once in a row
UNDO_TIME = "time.undo"
CHANGE_TIME = "time.change"
SESSION_TIME = "session.time"
UNDO_SESSION_TIME = "session.undo_time"

TRAINING_FORM = "training.form"
UNDO_TRAINING = "training.undo"
OPEN_ENTITLEMENT = "training.entitlement"
ENTITLEMENT_FORM = "training.entitlement_form"
UNDO_ENTITLEMENT = "training.undo_entitlement"

FLAG_FINE = "flag.fine"
FLAG_TALK = "flag.talk"
UNDO_FLAG = "flag.undo"

SHOW_CONTACTS = "contacts.show"

SHOW_STATUS = "status.show"

TABLE_ANY = re.compile(r"home\.table\..+")  # how the table of ECTs is looked at
TABLE_SORT = "home.table.sort"
TABLE_SHOW = "home.table.show"
TABLE_BACK = "home.table.back"
TABLE_ON = "home.table.on"
TABLE_LOOKS = "home.table.looks"
SHOW_ECT = "home.ect"

# What opens each part, from the home tab and from messages
OPEN_PLAN = "plan.open"
OPEN_UPCOMING = "upcoming.open"
OPEN_MY_DATA = "own_data.open"
HAND_OVER = "own_data.hand_over"
HAND_OVER_ALL = "own_data.hand_over_all"  # with the words of one's concerns
SHOW_WORDS = "own_data.words"
OPEN_CALENDAR = "calendar.open"
CALENDAR_FILE = "calendar.file"
CALENDAR_ADDRESS = "calendar.address"
END_ADDRESS = "calendar.end_address"
OPEN_TIMETABLE = "calendar.timetable"
TIMETABLE_FORM = "calendar.timetable_form"
TIMETABLE_CHECK = "calendar.timetable_check"
REMOVE_TIMETABLE = "calendar.timetable_remove"
UNDO_TIMETABLE = "calendar.timetable_undo"
OPEN_DROP_IN = "drop_in.open"
OPEN_TRAINING = "training.open"
OPEN_TIME = "time.open"
OPEN_REPORT = "report.open"
OPEN_TRUST = "trust.open"
LOOK_CLOSER = "trust.closer"
REPORT_FORM = "report.form"
OPEN_SET_UP = "set_up.open"
OPEN_PEOPLE = "people.open"

CHOOSE_ECT_TO_PLAN = "plan.choose_ect"
CHOOSE_ECT_TO_PLAN_ANY = re.compile(r"plan\.choose_ect\.\d+")
RECHECK_PLAN = "plan.recheck"
PLAN_FORM = "plan.form"
UNDO_PLAN = "plan.undo"
FINISH_PLAN_LINE = "plan.finish_line"
UPCOMING_PAGE = "upcoming.page"
UPCOMING_PAGE_ANY = re.compile(r"upcoming\.page\.\w+")
CALL_OFF_FORM = "plan.call_off_form"
CALL_OFF_SCOPE = "plan.call_off_scope"
SWAP_SESSION = "plan.swap"
SWAP_PICKED = "plan.swap_picked"
SWAP_FORM = "plan.swap_form"
# The list of people: what is pressed, then the forms
PEOPLE_SCHOOL = "people.school"
PICK_PERSON = "people.pick"
SHOW_PERSON = "people.person"
WHAT_CHANGED = "people.what"
UNDO_PEOPLE = "people.undo"
UPLOAD_PEOPLE = "people.upload"
DOWNLOAD_PEOPLE = "people.download"
EARLIER_SESSIONS = "people.earlier"
SHOW_NOTES = "people.show_notes"
HIDE_NOTES = "people.hide_notes"
AGREE_TO_BOTH = "people.agree_to_both"
DECLINE_BOTH = "people.decline_both"
PEOPLE_FORM = "people.form"
BOTH_ROLES_FORM = "people.both_roles_form"
PEOPLE_FILE_FORM = "people.file_form"
PEOPLE_CHECKED = "people.checked"

CHILD_AT_RISK = "help.child_at_risk"
NOT_SAFE = "help.not_safe"
HELP_BLOCK = "help-now"  # the row of these two, which stays in a form too
TOLD = "told"  # a form that only says something, and may show more in its place

RAISE = "concern.raise"
OPEN_CONCERN = "concern.open"
OPEN_WORDS = "concern.words"
OPEN_WORDS_ANY = re.compile(r"concern\.words\.\d+")
NOT_NOW = "concern.not_now"
CHOOSE_HAT = "concern.choose_hat"
CHOOSE_HAT_ANY = re.compile(r"concern\.choose_hat\.\d+")
RAISE_PRIVATELY = "raise_privately"  # the message shortcut
CONCERN_FORM = "concern.form"
CONCERN_REVIEW = "concern.review"

# What a reader presses
TAKE_CONCERN = "concern.take"
NOTE_CONCERN = "concern.note"
SAY_SORTED = "concern.say_sorted"
CANNOT_HELP = "concern.cannot_help"
UNDO_SAID = "concern.undo_said"
NOTE_FORM = "concern.note_form"

# What a writer presses; READ_CONCERN is for both
READ_CONCERN = "concern.read"
ADD_TO_CONCERN = "concern.add"
LEAVE_CONCERN = "concern.leave"
TAKE_FURTHER = "concern.further"
CONFIRM_SORTED = "concern.confirm_sorted"
WITHDRAW_CONCERN = "concern.withdraw"
COPY_CONCERN = "concern.copy"
DRAFT_FOR_CONTACT = "concern.draft"
ADD_FORM = "concern.add_form"
FURTHER_FORM = "concern.further_form"
COPY_FORM = "concern.copy_form"

OFFER_BLOCK = "raise"  # the buttons under a message that was no command
OFFER_ENDED_BLOCK = "raise-ended"  # what takes their place: a new beginning


def of_concern(concern: str, turn: int) -> str:
    """Pack what a concern's button carries."""
    return f"{concern}/{turn}"


def to_concern(value: str) -> tuple[str, int]:
    """Unpack what a concern's button carries; ("", 0) for what is none."""
    concern, _, turn = value.rpartition("/")
    return (concern, int(turn)) if turn.isdigit() else ("", 0)


def of_planned(session: str, starts_at: datetime) -> str:
    """Pack what the button of a planned session carries: which, and when it was."""
    return f"{session}|{starts_at.isoformat()}"


def to_planned(value: str) -> tuple[str, datetime | None]:
    """Unpack what the button of a planned session carries; older ones carry no time."""
    session, _, starts_at = value.partition("|")
    return session, from_text(starts_at) if starts_at else None


def of_logged(session: str, starts_at: datetime, minutes: int) -> str:
    """Pack what the button of a logged session carries: which, and what was shown."""
    return f"{session}|{starts_at.isoformat()}|{minutes}"


def to_logged(value: str) -> tuple[str, tuple[datetime, int] | None]:
    """Unpack what the button of a logged session carries; older ones carry no time."""
    session, _, seen = value.partition("|")
    starts_at, _, minutes = seen.partition("|")
    if not minutes:
        return session, None
    return session, (from_text(starts_at), int(minutes))


def of_answered(session: str, said_at: datetime) -> str:
    """Pack what the button below an ECT's answer carries: which, and when it was given.

    An ECT can say it anew meanwhile; the time tells one answer from the next.
    """
    return f"{session}|{said_at.isoformat()}"


def to_answered(value: str) -> tuple[str, datetime | None]:
    """Unpack what such a button carries; older ones carry no time."""
    session, _, said_at = value.partition("|")
    return session, from_text(said_at) if said_at else None


_MEANT = "meant:"


def of_line(typed: str, starts_at: datetime) -> str:
    """Pack what the button below a typed line carries: the line, and when it meant.

    "Tomorrow" is another day by the time that somebody presses.
    """
    return f"{_MEANT}{starts_at.isoformat()}|{typed}"


def to_line(value: str) -> tuple[str, datetime | None]:
    """Unpack what such a button carries; older ones carry the line alone."""
    if not value.startswith(_MEANT):
        return value, None
    starts_at, _, typed = value.removeprefix(_MEANT).partition("|")
    return typed, from_text(starts_at)


def of_reason(reason: str, pairing: PairingId, line: str) -> str:
    """Pack a reason with the pair and the packed line that it is for."""
    return f"{reason}\n{pairing}\n{line}"


def to_reason(value: str) -> tuple[PickedReason, str]:
    """Unpack a reason, and the line as it was typed."""
    reason, pairing, line = value.split("\n", 2)
    typed, meant = to_line(line)
    return PickedReason(reason, PairingId(pairing), meant), typed


SESSION_HAPPENED = "nudge.happened"
SESSION_MOVED = "nudge.moved"
SESSION_MISSED = "nudge.missed"
PLAN_ONE = "nudge.plan"
WEEK_OFF = "nudge.week_off"
UNDO_WEEK_OFF = "nudge.undo_week_off"
WHY_ASKED = "nudge.why"
LATER = "nudge.later"
OPEN_NUDGES = "nudge.open"
DETAILS = "nudge.details"
MISSED_FORM = "nudge.missed_form"
NUDGES_FORM = "nudge.preferences"

# Setting a school up; a step's button carries "school|step"
SET_UP_STEP_ANY = re.compile(r"set_up\.step\.\w+")
SET_UP_STEP = "set_up.step"
SET_UP_PAGE = "set_up.page"
SET_UP_PAGE_ANY = re.compile(r"set_up\.page(\.\d+)?")
SET_UP_ANOTHER = "set_up.another"
SET_UP_DROP = "set_up.drop"
SET_UP_UNDO = "set_up.undo"
CLEAR_OUT = "retention.clear_out"
SET_UP_START = "set_up.start"
SET_UP_HALT = "set_up.halt"
SET_UP_HISTORY = "set_up.history"
SET_UP_TWO_WEEKS = "set_up.two_weeks"
SET_UP_IN_FIELDS = "set_up.in_fields"
SET_UP_FORM = "set_up.form"
TERMS_FORM = "set_up.terms"
TERMS_FIELDS_FORM = "set_up.terms_fields"
TERMS_CHECK = "set_up.terms_check"
TERMS_AGAIN = "set_up.terms_again"
