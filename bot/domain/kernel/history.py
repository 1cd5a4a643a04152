"""What people did, kept as a history of each record: who, what and when, no words."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.kernel.access import Action, Standing, is_allowed
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record, SchoolId

UNDO_FOR = timedelta(hours=1)  # the product's own choice; guidance names none


class Event(StrEnum):
    """What was done."""

    LOGGED = "logged"
    PLANNED = "planned"
    CHANGED = "changed"
    REWORDED = "reworded"  # the words alone
    MOVED = "moved"
    CANCELLED = "cancelled"
    SWAPPED = "swapped"
    UNDONE = "undone"
    HAPPENED = "happened"  # a plan took place as it was planned
    MISSED = "missed"  # a plan did not take place
    RESTORED = "restored"  # what became of a plan was taken back: it is planned again
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    ANSWER_UNDONE = "answer_undone"
    TALK_OFFERED = "talk_offered"  # by the mentor, about what the ECT disputes
    FLAG_FINE = "flag_fine"
    FLAG_TALK = "flag_talk"
    FLAG_REOPENED = "flag_reopened"
    PERSON_ADDED = "person_added"  # of the list of people, from here on
    PERSON_CHANGED = "person_changed"
    PERSON_REMOVED = "person_removed"
    ECT_ENTERED = "ect_entered"
    MENTOR_CHANGED = "mentor_changed"
    TUTOR_CHANGED = "tutor_changed"
    CONTACT_CHANGED = "contact_changed"
    PATTERN_CHANGED = "pattern_changed"
    REVIEWS_ENTERED = "reviews_entered"  # when they are due; never how they go
    ABSENCE_NOTED = "absence_noted"  # how many days; never why
    AWAY_ENTERED = "away_entered"  # from when to when; never why
    AWAY_ENDED = "away_ended"
    LEAVING_ENTERED = "leaving_entered"
    INDUCTION_ENDED = "induction_ended"  # its last day; never how
    LIST_READ = "list_read"  # from a file
    CHANGE_UNDONE = "change_undone"
    BOTH_ROLES_ASKED = "both_roles_asked"
    BOTH_ROLES_AGREED = "both_roles_agreed"
    BOTH_ROLES_DECLINED = "both_roles_declined"
    EARLIER_NOTES_SHOWN = "earlier_notes_shown"  # by the ECT, to a new mentor
    EARLIER_NOTES_HIDDEN = "earlier_notes_hidden"
    ADDRESS_MADE = "address_made"  # of one's own calendar
    ADDRESS_ENDED = "address_ended"
    LESSONS_SET = "lessons_set"  # one's own lesson times
    LESSONS_REMOVED = "lessons_removed"
    LESSONS_UNDONE = "lessons_undone"
    SET_UP_SAVED = "set_up_saved"  # a step of the school's set-up
    SET_UP_UNDONE = "set_up_undone"
    BOT_STARTED = "bot_started"
    BOT_HALTED = "bot_halted"


class HistoryEntry(Record, frozen=True, kw_only=True):
    """One thing that somebody did to one record."""

    id: str
    school: SchoolId
    subject: str  # the id of the record
    by: PersonId
    did: Event
    at: Instant
    facts: str = ""  # such as "Tue 3 Nov, 14:00 to Wed 4 Nov, 14:00"; never words


_BETWEEN_THE_TWO = frozenset(
    {
        Event.REWORDED,
        Event.CONFIRMED,
        Event.DISPUTED,
        Event.ANSWER_UNDONE,
        Event.TALK_OFFERED,
    }
)
OF_THE_FLAG = frozenset({Event.FLAG_FINE, Event.FLAG_TALK, Event.FLAG_REOPENED})


def shown_to(
    standing: Iterable[Standing], acts: Iterable[HistoryEntry]
) -> list[HistoryEntry]:
    """Return the acts on a session that somebody who stands so may see (R5).

    What the ECT says of a session, and that its words were changed, is between mentor
    and ECT; the answer to a flag is between mentor and induction tutor.
    """
    stands = frozenset(standing)
    reads_words = is_allowed(Action.READ_SESSION_WORDS, stands)
    knows_flag = is_allowed(Action.CHANGE_SESSION, stands) or is_allowed(
        Action.ANSWER_FLAG, stands
    )
    return [
        act
        for act in acts
        if is_allowed(Action.READ_SESSION_FACTS, stands)
        and (reads_words or act.did not in _BETWEEN_THE_TWO)
        and (knows_flag or act.did not in OF_THE_FLAG)
    ]


def is_open_to_undo(at: datetime, now: datetime) -> bool:
    """Whether what somebody did by themselves can still be taken back."""
    return now - at <= UNDO_FOR
