"""What the bot tells people unprompted, or leaves in their messages as a record.

A notice is a *living message*: one key, one reader, one message in Slack, drawn from
the records each time it changes, so that nobody is left with a stale button. `wanted`
counts up when what it shows has changed; delivery posts or edits until `shown` agrees.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record, SchoolId

CLAIM_LEASE = timedelta(minutes=2)  # longer than any one call to Slack can take
CANNOT_BE_DRAWN = "cannot_be_drawn"  # our own reason for giving up: a fault of the bot
_RETRY_SECONDS = (5, 30, 120, 600, 1800, 3600)


class NoticeKind(StrEnum):
    """What a notice is about; says which view draws it."""

    SESSION_RECEIPT = "session_receipt"  # to the mentor who logged it
    PLAN_CHANGED = "plan_changed"  # to the mentor: what they did to several plans
    SERIES_CHANGED = "series_changed"  # to the ECT: what their mentor did to them
    NOT_THEN = "not_then"  # to the ECT: a session of which they were reminded
    SESSION_LOGGED = "session_logged"  # to the ECT
    DROP_IN_RECEIPT = "drop_in_receipt"  # to the mentor who noted it
    DROP_IN_NOTED = "drop_in_noted"  # to the ECT
    TRAINING_RECEIPT = "training_receipt"  # to the mentor who noted it
    CORRECTION_ASKED = "correction_asked"  # to the mentor: the ECT says how it was
    TALK_ASKED = "talk_asked"  # to the mentor: the induction tutor wants to talk
    OUT_OF_HOURS = "out_of_hours"  # to the induction tutor, one a school day
    CONCERN_RECEIPT = "concern_receipt"  # to the writer: how it stands
    CONCERN_CAME = "concern_came"  # to a reader, one a turn
    CONCERN_REMINDER = "concern_reminder"  # to a reader, at the school's own dates
    CONCERN_QUESTION = "concern_question"  # to the writer: what next?
    CONCERN_NEWS = "concern_news"  # to either: the other has written
    CONCERN_PASSED_ON = "concern_passed_on"  # to the writer, who asked for it
    CONCERN_ADVICE = "concern_advice"  # to the writer: the named contact
    NUDGES = "nudges"  # all reminders that are due to somebody, in one message
    NUDGES_ASKED_FOR = "nudges_asked_for"  # those alone that somebody wished for
    UNREACHED = "unreached"  # to the admin: somebody cannot be reached in Slack
    NOT_SHOWN = "not_shown"  # to the admin: a fault of the bot kept one from somebody
    FIRST_CONTACT = "first_contact"  # to a person in a role, before anything else
    TERMS_END = "terms_end"  # to the admin: the next year's dates are needed
    CONTACTS_OLD = "contacts_old"  # to the admin: a year since they were checked
    PAST_TIME = "past_time"  # to the admin: what is kept for too long
    JOB_TROUBLE = "job_trouble"  # to the admin: the bot itself does not run well
    TUTOR_NEEDED = "tutor_needed"  # to headteachers, and about no concern
    NEW_MENTOR_OF_YOURS = "new_mentor"  # to the ECT: who may read the earlier notes?
    NEW_ECT_OF_YOURS = "new_ect"  # to the new mentor: what went before
    HANDED_OVER = "handed_over"  # to who was the mentor: what goes with it
    INDUCTION_PROMPT = "induction_prompt"  # to the induction tutor: what to see to
    BOTH_ROLES_ASKED = "both_roles_asked"  # to headteachers, and whoever asked


# What somebody is left with of their own act: at once, at whatever hour.
ANSWERS = frozenset(
    {
        NoticeKind.SESSION_RECEIPT,
        NoticeKind.PLAN_CHANGED,
        NoticeKind.DROP_IN_RECEIPT,
        NoticeKind.TRAINING_RECEIPT,
        NoticeKind.CONCERN_RECEIPT,
    }
)
# All others come unprompted. They are held until the reader's next contact window,
# whatever has come between: a night in which Slack was down, or an absence that was
# entered after the message was made.
KEEPS_HOURS = frozenset(NoticeKind) - ANSWERS
# Reminders, of which one person gets so many a week. What one must know at once is not
# counted and waits for no room: a concern, the introduction, what somebody else has
# noted, planned, moved or called off for one, or asks one; a change of mentor.
COUNTED_A_WEEK = frozenset(
    {
        NoticeKind.NUDGES,
        NoticeKind.OUT_OF_HOURS,
        NoticeKind.TERMS_END,
        NoticeKind.CONTACTS_OLD,
        NoticeKind.PAST_TIME,
    }
)
CONCERNS = frozenset(
    {
        NoticeKind.CONCERN_CAME,
        NoticeKind.CONCERN_REMINDER,
        NoticeKind.CONCERN_QUESTION,
        NoticeKind.CONCERN_NEWS,
        NoticeKind.CONCERN_PASSED_ON,
        NoticeKind.CONCERN_ADVICE,
    }
)
ABOUT_CONCERNS = CONCERNS | {NoticeKind.CONCERN_RECEIPT}
# What comes of somebody's own wish to bring a thing to a certain person is not held
# back until a school starts: its reader is introduced then.
BEFORE_START = CONCERNS | {NoticeKind.BOTH_ROLES_ASKED, NoticeKind.FIRST_CONTACT}
# A message that somebody waits on: whether its reader is still there is asked first,
# since Slack takes one to a deactivated person without a word.
AWAITED = frozenset({NoticeKind.CONCERN_CAME, NoticeKind.CONCERN_REMINDER})


# To whoever has a concern now. A message that stands says so when they have it no more.
TO_READERS = frozenset({*AWAITED, NoticeKind.CONCERN_NEWS})


class Notice(Record, frozen=True, kw_only=True):
    """One message to one person, sent or still to be sent."""

    key: str  # names the occasion; unique, so that nothing is sent twice
    kind: NoticeKind
    school: SchoolId
    reader: PersonId
    subject: str  # an id, or "<school>|<tutor>|<date>" for what is gathered by day
    occasion: str = ""  # tells several about one subject apart
    not_before: Instant
    not_after: Instant | None = None  # when it would be pointless to send it first
    wanted: int = 1
    shown: int = 0
    channel: str | None = None
    ts: str | None = None
    tries: int = 0
    claimed_until: Instant | None = None
    may_be_posted: bool = False  # a send began and nobody knows how it ended
    posted_at: Instant | None = None
    gave_up: str | None = None  # Slack's error code, never words of people

    @property
    def is_due(self) -> bool:
        """Whether something is still to be shown to the reader."""
        return self.wanted > self.shown and self.gave_up is None

    @property
    def found_nobody(self) -> bool:
        """Whether it did not reach its reader, for good.

        What could only not be drawn anew has reached them as it was.
        """
        came = self.ts is not None and self.gave_up == CANNOT_BE_DRAWN
        return self.gave_up is not None and not came

    @property
    def ready_at(self) -> datetime:
        """The first moment at which delivery may take it up."""
        if self.claimed_until is None:
            return self.not_before
        return max(self.not_before, self.claimed_until)


def retry_delay(tries: int) -> timedelta:
    """How long to wait after the *tries*-th attempt (1 is the first) went wrong."""
    steps = len(_RETRY_SECONDS)
    return timedelta(seconds=_RETRY_SECONDS[min(max(tries, 1), steps) - 1])
