"""What the bot tells people unprompted, or leaves in their messages as a record.

A notice is a *living message*: one key, one reader, one message in Slack, drawn from
the records each time it changes, so that nobody is left with a stale button. `wanted`
counts up when what it shows has changed; delivery posts or edits until `shown` agrees.
"""

from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto
from typing import Self

from bot.domain.kernel.access import Action
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record, SchoolId

CLAIM_LEASE = timedelta(minutes=2)  # longer than any one call to Slack can take
CANNOT_BE_DRAWN = "cannot_be_drawn"  # our own reason for giving up: a fault of the bot
_RETRY_SECONDS = (5, 30, 120, 600, 1800, 3600)


class About(Enum):
    """What a message is about; whether its reader may see that is asked when drawn."""

    SESSION = auto()
    DROP_IN = auto()
    TRAINING = auto()
    PLANS = auto()  # a change of several
    PAIRING = auto()
    NEW_PAIRING = auto()  # one that was undone may be told of, too
    CONCERN = auto()
    ROLE = auto()
    SCHOOL = auto()
    REMINDERS = auto()  # each of them is asked about by itself


class Way(Enum):
    """How a kind of message comes to its reader, if not as most do.

    Most come unprompted. They wait for the reader's next contact window, whatever has
    come between (a night in which Slack was down, an absence that was entered since),
    and for the school's Start. They count towards no weekly cap.
    """

    ANSWER = auto()  # to somebody's own act: at once, at whatever hour
    # A reminder, of which one person gets so many a week. What one must know at once is
    # none: a concern, the introduction, what somebody else has noted, planned, moved or
    # called off for one, or asks one; a change of mentor.
    COUNTED_A_WEEK = auto()
    # What comes of somebody's own wish to bring a thing to a certain person is not held
    # back until a school starts: its reader is introduced then.
    BEFORE_START = auto()
    # To whoever has a concern now. It stays as a sentence when they no longer have it.
    TO_READER = auto()
    # Somebody waits on it, so first it is asked if its reader is still there: Slack
    # takes a message to a deactivated person without a word.
    AWAITED = auto()


class NoticeKind(StrEnum):
    """Every kind of message: what it is about, and what its reader must be allowed.

    `bot/messages.py` says what each shows, and how it is drawn.
    """

    about: About
    to: Action | None
    ways: frozenset[Way]

    def __new__(cls, name: str, about: About, to: Action | None, *ways: Way) -> Self:
        """Make a kind that is kept under *name*."""
        kind = str.__new__(cls, name)
        kind._value_ = name
        kind.about, kind.to, kind.ways = about, to, frozenset(ways)
        return kind

    # To the mentor who logged it.
    SESSION_RECEIPT = (
        "session_receipt",
        About.SESSION,
        Action.CHANGE_SESSION,
        Way.ANSWER,
    )
    # To the mentor: what they did to several plans.
    PLAN_CHANGED = "plan_changed", About.PLANS, Action.CHANGE_SESSION, Way.ANSWER
    # To the ECT: what their mentor did to them.
    SERIES_CHANGED = "series_changed", About.PLANS, Action.READ_SESSION_FACTS
    # To the ECT: a session of which they were reminded.
    NOT_THEN = "not_then", About.SESSION, Action.READ_SESSION_FACTS
    # To the ECT.
    SESSION_LOGGED = "session_logged", About.SESSION, Action.READ_SESSION_WORDS
    # To the mentor who noted it.
    DROP_IN_RECEIPT = (
        "drop_in_receipt",
        About.DROP_IN,
        Action.READ_DROP_IN_WORDS,
        Way.ANSWER,
    )
    # To the ECT.
    DROP_IN_NOTED = "drop_in_noted", About.DROP_IN, Action.READ_DROP_IN_WORDS
    # To the mentor who noted it.
    TRAINING_RECEIPT = (
        "training_receipt",
        About.TRAINING,
        Action.NOTE_TRAINING,
        Way.ANSWER,
    )
    # To the mentor: the ECT says how it was.
    CORRECTION_ASKED = "correction_asked", About.SESSION, Action.CHANGE_SESSION
    # To the mentor: the induction tutor wants to talk.
    TALK_ASKED = "talk_asked", About.SESSION, Action.CHANGE_SESSION
    # To the induction tutor, one a school day.
    OUT_OF_HOURS = "out_of_hours", About.SCHOOL, Action.ANSWER_FLAG, Way.COUNTED_A_WEEK
    # To the writer: how it stands.
    CONCERN_RECEIPT = (
        "concern_receipt",
        About.CONCERN,
        Action.CHANGE_CONCERN,
        Way.ANSWER,
    )
    # To a reader, one a turn.
    CONCERN_CAME = (
        "concern_came",
        About.CONCERN,
        Action.ANSWER_CONCERN,
        Way.TO_READER,
        Way.AWAITED,
    )
    # To a reader, at the school's own dates.
    CONCERN_REMINDER = (
        "concern_reminder",
        About.CONCERN,
        Action.ANSWER_CONCERN,
        Way.TO_READER,
        Way.AWAITED,
    )
    # To the writer: what next?
    CONCERN_QUESTION = "concern_question", About.CONCERN, Action.CHANGE_CONCERN
    # To either: the other has written.
    CONCERN_NEWS = "concern_news", About.CONCERN, Action.READ_CONCERN, Way.TO_READER
    # To the writer, who asked for it.
    CONCERN_PASSED_ON = "concern_passed_on", About.CONCERN, Action.CHANGE_CONCERN
    # To the writer: the named contact.
    CONCERN_ADVICE = "concern_advice", About.CONCERN, Action.CHANGE_CONCERN
    # All reminders that are due to somebody, in one message.
    NUDGES = "nudges", About.REMINDERS, None, Way.COUNTED_A_WEEK
    # Those alone that somebody wished for.
    NUDGES_ASKED_FOR = "nudges_asked_for", About.REMINDERS, None
    # To the admin: somebody cannot be reached in Slack.
    UNREACHED = "unreached", About.SCHOOL, Action.MANAGE_PEOPLE
    # To the admin: a fault of the bot kept one from somebody.
    NOT_SHOWN = "not_shown", About.SCHOOL, Action.MANAGE_PEOPLE
    # To a person in a role, before anything else.
    FIRST_CONTACT = "first_contact", About.ROLE, None, Way.BEFORE_START
    # To the admin: the next year's dates are needed.
    TERMS_END = "terms_end", About.SCHOOL, Action.SET_UP, Way.COUNTED_A_WEEK
    # To the admin: a year since they were checked.
    CONTACTS_OLD = "contacts_old", About.SCHOOL, Action.SET_UP, Way.COUNTED_A_WEEK
    # To the admin: what is kept for too long.
    PAST_TIME = "past_time", About.SCHOOL, Action.CLEAR_OUT, Way.COUNTED_A_WEEK
    # To the admin: the bot itself does not run well.
    JOB_TROUBLE = "job_trouble", About.SCHOOL, Action.MANAGE_PEOPLE
    # To headteachers, and about no concern.
    TUTOR_NEEDED = "tutor_needed", About.SCHOOL, Action.MANAGE_PEOPLE
    # To the ECT: who may read the earlier notes?
    NEW_MENTOR_OF_YOURS = "new_mentor", About.NEW_PAIRING, Action.SHOW_EARLIER_WORDS
    # To the new mentor: what went before.
    NEW_ECT_OF_YOURS = "new_ect", About.NEW_PAIRING, Action.READ_EARLIER_DATES
    # To who was the mentor: what goes with it.
    HANDED_OVER = "handed_over", About.PAIRING, Action.CHANGE_SESSION
    # To the induction tutor: what to see to.
    INDUCTION_PROMPT = "induction_prompt", About.SCHOOL, Action.LOOK_CLOSER
    # To headteachers, and whoever asked.
    BOTH_ROLES_ASKED = (
        "both_roles_asked",
        About.SCHOOL,
        Action.MANAGE_PEOPLE,
        Way.BEFORE_START,
    )

    @property
    def is_answer(self) -> bool:
        """Whether somebody is left with it by an act of their own."""
        return Way.ANSWER in self.ways

    @property
    def is_about_concern(self) -> bool:
        """Whether it tells that there is a concern."""
        return self.about is About.CONCERN

    @property
    def is_counted_a_week(self) -> bool:
        """Whether it counts towards its reader's weekly cap."""
        return Way.COUNTED_A_WEEK in self.ways

    @property
    def comes_before_start(self) -> bool:
        """Whether it is not held back until its school starts."""
        asked_for = self.is_about_concern and not self.is_answer
        return asked_for or Way.BEFORE_START in self.ways


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
