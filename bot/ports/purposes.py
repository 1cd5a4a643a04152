"""What each kind of record is for, how long it is kept, and what each field is for.

Whoever adds a kind or a field adds a line here, and says with it what the field tells
of a person, which decides what becomes of it once its time is over (`fate` in
bot/domain/data_protection/retention.py): tests/test_purposes.py says which is missing.
docs/what-is-kept.md is written from this. The least is kept: a field whose purpose
cannot be said in a few words does not belong in the store (F40).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from bot.domain.data_protection.retention import Keep, Tells
from bot.domain.kernel.record import Record
from bot.ports import kinds
from bot.ports.fields import COMMON, PARTS, Fields
from bot.ports.store import Kind


@dataclass(frozen=True)
class Purpose:
    """Why a kind of record is kept, and how long; its fields, but for common ones."""

    why: str
    keep: Keep
    fields: Fields = field(default_factory=Fields)


PURPOSES: Mapping[Kind[Any], Purpose] = MappingProxyType(
    {
        kinds.SCHOOLS: Purpose(
            "A school's own settings.",
            Keep.SCHOOL,
            Fields(
                nothing={
                    "name": "said in messages",
                    "zone": "the school's own clocks",
                    "terms": "no reminder in the holidays; weeks are counted in term",
                    "closure_days": "no reminder and no count on these days",
                    "teaching_hours": "tells sessions in teaching hours from others",
                    "contracted_hours": "sessions are within contracted time",
                    "contact_starts": "no message before it",
                    "contact_ends": "no message after it",
                    "week_a_begins_on": "which week of a fortnightly timetable it is",
                    "focus_areas": "the list to pick from, in place of free text",
                    "exceptional_reasons": "the same, for times outside what is usual",
                    "contacts_confirmed_on": "a yearly look at these contacts",
                    "concerns_seen_in": "the school's promise, in school days",
                    "concerns_answered_in": "the school's promise, in school days",
                    "training": "whether the guidance's typical number is the target",
                    "lead_provider": "who leads the training",
                    "weeks_per_session": "the school's own target, where it sets one",
                    "rhythms_before": "a change counts from its day, not before",
                    "counts_from": "no session is expected before this day",
                    "retention": "how long the school keeps what",
                },
                ids={"ask": "whom people can ask, and who is told of trouble"},
                names={
                    "safeguarding": "whom to tell when a child may be at risk",
                    "governors": "whom to tell about the headteacher",
                    "wellbeing": "who is there for staff",
                    "appropriate_body": "its contact, unless an ECT has another",
                },
            ),
        ),
        kinds.SET_UPS: Purpose(
            "How far the set-up of a school has come.",
            Keep.SCHOOL,
            Fields(
                nothing={
                    "started_at": "nobody is reminded before it",
                    "answers": "what is entered so far",
                    "begun_at": "one that nobody goes on with is let go of",
                },
                names={
                    "founders": "who may set it up before there is a list of people"
                },
            ),
        ),
        kinds.SET_UP_CHANGES: Purpose(
            "What one save in the set-up did, so that it can be undone.",
            Keep.MESSAGES,
            Fields(
                nothing={
                    "step": "which step it was",
                    "before": "what an undo puts back",
                    "after": "an undo is refused if it has been changed since",
                    "undone": "an old button can say so",
                },
            ),
        ),
        kinds.MEMBERS: Purpose(
            "Who is at the school, in which roles.",
            Keep.PLACE,
            Fields(
                names={"name": "said to colleagues who have to do with them"},
                describes={
                    "roles": "decides what they may see and do",
                    "contracted_hours": "no message and no meeting outside them",
                    "hours_before": "a change counts from its day, not before",
                },
                absence={"away": "no reminder while away: dates alone, never why"},
            ),
        ),
        kinds.INDUCTIONS: Purpose(
            "How far an ECT's induction has come.",
            Keep.FACTS,
            Fields(
                ids={"tutor": "who is asked about it"},
                names={"contact": "whom to turn to at the appropriate body"},
                describes={
                    "counted_from": "first or second year decides the target",
                    "terms_before": "the same, for who came from another school",
                    "full_time_equivalent": "part-timers' years take longer",
                    "worked": "the same, where the hours changed",
                    "reviews": "a reminder before the appropriate body's dates",
                    "leaves_on": "reminders end, and what is owed before is said",
                    "ended_on": "reminders end, the years of keeping begin; never how",
                },
                words={
                    "subject": "shown to the mentor beside the session",
                    "phase": "the same",
                },
                absence={
                    "days_absent": "30 days or more lengthen a year: counts, never why"
                },
            ),
        ),
        kinds.PAIRINGS: Purpose(
            "Who mentors whom, from when to when.",
            Keep.FACTS,
            Fields(
                ids={"id": "names the record, after the two people"},
                describes={
                    "begins_on": "counts begin",
                    "ends_on": "counts and access end",
                    "ended_at": "what was held before it is still theirs to log",
                    "target": "how often the two mean to meet",
                    "targets_before": "a change counts from its day, not before",
                    "usual": "fills in the form",
                },
            ),
        ),
        kinds.SESSIONS: Purpose(
            "That a session took place or was planned: the facts alone.",
            Keep.FACTS,
            Fields(
                describes={
                    "place": "in person or online",
                    "time_class": "in teaching hours or outside them",
                    "edited_at": "shown in its history",
                }
            ),
        ),
        kinds.SERIES: Purpose(
            "Sessions that were planned together.",
            Keep.FACTS,
            Fields(
                nothing={
                    "flagged": "one question to the induction tutor for all of them"
                },
                describes={
                    "first": "when it begins",
                    "until": "when it ends",
                    "starts": "at what time of day",
                    "weeks": "every how many weeks",
                },
            ),
        ),
        kinds.PLAN_CHANGES: Purpose(
            "What one change of plan did, so that it can be undone.",
            Keep.MESSAGES,
            Fields(
                nothing={"before": "what an undo puts back"},
                describes={
                    "after": "an undo is refused if somebody has changed it since",
                    "left_out": "shown: the days that were skipped",
                },
            ),
        ),
        kinds.NOTES: Purpose(
            "The words of a session, for its mentor and ECT alone.",
            Keep.WORDS,
            Fields(
                describes={"focus_areas": "what it was about, from the school's list"},
                words={"text": "the mentor's note, sealed"},
            ),
        ),
        kinds.NEXT_STEPS: Purpose(
            "What an ECT means to do next, for the two alone.",
            Keep.WORDS,
            Fields(
                nothing={
                    "set_in": "the session that it comes from",
                    "done_in": "the session that ticked it off",
                },
                describes={"set_at": "the oldest come first"},
                words={"text": "the step, sealed"},
            ),
        ),
        kinds.DROP_INS: Purpose(
            "That a drop-in took place.",
            Keep.FACTS,
            Fields(
                describes={
                    "day": "when it was",
                    "is_undone": "an old button can say so",
                }
            ),
        ),
        kinds.DROP_IN_WORDS: Purpose(
            "The words of a drop-in, for the two alone.",
            Keep.WORDS,
            Fields(
                words={
                    "encouragement": "the mentor's words, sealed",
                    "next_step": "the same",
                }
            ),
        ),
        kinds.TIME_OFF: Purpose(
            "Whether somebody got their time off timetable in a week.",
            Keep.FACTS,
            Fields(
                nothing={"before": "what an undo puts back"},
                describes={
                    "hat": "as an ECT or as a mentor",
                    "monday": "which week",
                    "lost_to": "what took it, from a fixed list",
                },
            ),
        ),
        kinds.TRAININGS: Purpose(
            "How much training a mentor has, and from when on.",
            Keep.FACTS,
            Fields(
                describes={
                    "entitlement": "the funded hours, or the total that was agreed",
                    "before": "what an undo puts back",
                }
            ),
        ),
        kinds.TRAINING_ENTRIES: Purpose(
            "That a mentor was trained for so long on a day.",
            Keep.FACTS,
            Fields(
                describes={
                    "day": "when",
                    "is_undone": "an old button can say so",
                }
            ),
        ),
        kinds.FLAGS: Purpose(
            "A session outside teaching hours, as its induction tutor was asked.",
            Keep.FACTS,
            Fields(
                ids={
                    "tutor": "who is asked",
                    "answered_by": "who answered",
                },
                describes={
                    "raised_on": "one message a day for all of them",
                    "answer": "fine, or to be talked about",
                    "answered_at": "the answer can be undone for an hour",
                },
            ),
        ),
        kinds.NOTICES: Purpose(
            "Messages, sent or to be sent; their text is drawn anew each time.",
            Keep.MESSAGES,
            Fields(
                ids={
                    "occasion": "tells several messages about one thing apart",
                    "channel": "where it stands in Slack",
                },
                describes={
                    "not_before": "held until working hours",
                    "not_after": "pointless after it",
                    "wanted": "counts changes, so that the message stays true",
                    "shown": "the same: what Slack shows by now",
                    "ts": "the same",
                    "tries": "waits longer after each",
                    "claimed_until": "two processes do not send it at once",
                    "may_be_posted": "looked for in Slack before it is sent anew",
                    "posted_at": "at most five reminders a week",
                    "gave_up": "Slack's code, where it cannot be sent",
                },
            ),
        ),
        kinds.CONCERNS: Purpose(
            "Where a concern stands; who has it is its writer's choice.",
            Keep.CONCERN,
            Fields(
                ids={
                    "writer": "whose it is",
                    "about": "these people never read it",
                    "pass_on_to": "the reader whom its writer named for later",
                    "had": "who may see that it was once with them",
                },
                describes={
                    "written_as": "an ECT or a mentor has other ways on",
                    "topic": "decides who is offered as a reader",
                    "opened_at": "the school's promise runs from it",
                    "stage": "where it stands",
                    "turn": "an old button can say that it is old",
                    "seen_by": "the school's promise",
                    "answer_by": "the school's promise",
                    "seen_at": "its writer sees it",
                    "taken_at": "its writer sees it",
                    "answered_at": "its writer sees it",
                    "reminders": "two reminders, then the writer is asked",
                    "asked": "what the writer is being asked",
                    "asked_at": "when",
                    "asked_on": "the school's own date of it",
                    "times_asked": "not for ever",
                    "asked_in": "names the message",
                    "closed_at": "its words are kept so long after it",
                    "events": "counts what has happened",
                },
            ),
        ),
        kinds.CONCERN_EVENTS: Purpose(
            "What happened to a concern, as its writer sees it.",
            Keep.CONCERN,
            Fields(
                nothing={"step": "whose turn began"},
                describes={
                    "what": "from a fixed list",
                    "asked": "what the writer was asked",
                    "day": "the new date for an answer",
                },
            ),
        ),
        kinds.CONCERN_WORDS: Purpose(
            "The words of a concern, for its writer and the reader they chose.",
            Keep.CONCERN,
            Fields(
                ids={"author": "one reader's words are no other reader's"},
                words={"text": "the words, sealed"},
            ),
        ),
        kinds.NUDGES: Purpose(
            "Reminders, each made once.",
            Keep.MESSAGES,
            Fields(
                ids={"round": "the message that it came in"},
                describes={
                    "not_before": "when it is due",
                    "not_after": "pointless after it",
                    "settled_at": "when it was sent, or why not",
                    "answered_at": "what is ignored slows itself down",
                },
            ),
        ),
        kinds.PREFERENCES: Purpose(
            "What somebody wants to be reminded of.",
            Keep.PLACE,
            Fields(
                ids={"slowed_in": "says so once"},
                describes={
                    "level": "on, quieter or off",
                    "snoozed_until": "remind me later",
                    "by_itself": "slowed down because nothing was done with it",
                    "set_at": "what was ignored before counts no more",
                },
            ),
        ),
        kinds.MISSED: Purpose(
            "A week or a session without a meeting, and why, from a short list.",
            Keep.FACTS,
            Fields(
                describes={
                    "monday": "which week",
                    "why": "from a fixed list; never why somebody was absent",
                }
            ),
        ),
        kinds.CONFIRMATIONS: Purpose(
            "What an ECT says of a session that was logged.",
            Keep.FACTS,
            Fields(
                describes={
                    "answer": "that's right, or not quite",
                    "disputes": "seen by the induction tutor from the second on",
                    "suggested": "when it was, as the ECT remembers it",
                    "did_not_meet": "the same",
                    "reply": "what the mentor says to it",
                    "replied_at": "can be undone for an hour",
                    "was": "what an undo puts back",
                }
            ),
        ),
        kinds.SWEEPS: Purpose(
            "When a school's reminders are to be looked for next.",
            Keep.SCHOOL,
            Fields(nothing={"next_at": "once a day"}),
        ),
        kinds.HEARTBEATS: Purpose(
            "How the bot's own jobs run.",
            Keep.MACHINE,
            Fields(
                nothing={
                    "job": "which",
                    "process": "in which process",
                    "seen_at": "a bot that has stopped is noticed",
                    "began_at": "the last run",
                    "ended_at": "the last run",
                    "fault": "the type of a fault, no words",
                    "reference": "where the log has it",
                    "trouble": "from a fixed list",
                    "well_since": "trouble that is over",
                }
            ),
        ),
        kinds.JOB_TROUBLES: Purpose(
            "Trouble with a job, as the admin is told of it.",
            Keep.MESSAGES,
            Fields(
                nothing={
                    "job": "which",
                    "trouble": "from a fixed list",
                    "over_at": "when it was over",
                }
            ),
        ),
        kinds.CALENDAR_FEEDS: Purpose(
            "That somebody has their sessions in their own calendar.",
            Keep.PLACE,
            Fields(
                describes={
                    "secret_hash": "knows the address again without holding it",
                    "made_at": "shown, so that an old address can be ended",
                }
            ),
        ),
        kinds.TIMETABLES: Purpose(
            "When somebody teaches, so that nobody plans over it.",
            Keep.PLACE,
            Fields(
                describes={
                    "lessons": "when; never which class",
                    "before": "what an undo puts back",
                    "set_at": "Undo is open for an hour",
                    "is_undone": "so that an undo is not undone in its turn",
                }
            ),
        ),
        kinds.ACTS: Purpose(
            "The history of a record: who did what to it, and when.",
            Keep.FACTS,
            Fields(
                words={
                    "facts": "dates, times and names of people; never words of a note"
                }
            ),
        ),
        kinds.ROSTER_CHANGES: Purpose(
            "What one change in the list of people did, so that it can be undone.",
            Keep.MESSAGES,
            Fields(
                nothing={"images": "what an undo puts back"},
                ids={"about": "whom it was about"},
            ),
        ),
        kinds.EARLIER_NOTES: Purpose(
            "Whether an ECT shows a new mentor earlier notes.",
            Keep.FACTS,
            Fields(
                describes={
                    "asked_at": "asked once",
                    "shows": "the ECT's answer",
                    "answered_at": "can be undone for an hour",
                }
            ),
        ),
        kinds.BOTH_ROLES: Purpose(
            "Why one person is mentor and induction tutor of one ECT, and who agreed.",
            Keep.FACTS,
            Fields(
                ids={
                    "asked_by": "who asked",
                    "agreed_by": "the headteacher who agreed",
                },
                describes={
                    "asked_on": "when",
                    "agreed_on": "when",
                    "declined": "or did not",
                },
            ),
        ),
        kinds.AUDIT: Purpose(
            "Who did or saw what; shown to the person whom it concerns.",
            Keep.AUDIT,
            Fields(
                nothing={
                    "by": "who did it",
                    "subject": "the id of what it is about",
                    "before": "the chain: what was changed or removed is noticed",
                    "link": "the same",
                },
                describes={"what": "from a fixed list"},
            ),
        ),
        kinds.AUDIT_STARTS: Purpose(
            "Where the audit begins, once its oldest entries were let go.",
            Keep.MACHINE,
            Fields(nothing={"before": "the chain goes on from it"}),
        ),
        kinds.CLEARANCES: Purpose(
            "How much was past its time, and the certificate of what went.",
            Keep.AUDIT,
            Fields(
                nothing={
                    "found_at": "a look once a month",
                    "past": "the admin is told how many",
                    "cleared_at": "shows that it went, and when",
                    "certificate": "names it in the audit",
                    "removed": "how many records went",
                    "unnamed": "how many stay without a name",
                    "held": "how many people were left alone",
                }
            ),
        ),
        kinds.INSTALLATIONS: Purpose(
            "That a workspace has the bot, where several share one.",
            Keep.SCHOOL,
            Fields(
                nothing={
                    "bot_token": "opens Slack for the bot, sealed",
                    "bot_user": "the bot's own account",
                    "bot_id": "the same",
                    "scopes": "what Slack grants the bot",
                    "installed_at": "when",
                }
            ),
        ),
        kinds.INSTALL_STATES: Purpose(
            "The word that a browser brings back from Slack once.",
            Keep.MACHINE,
            Fields(
                nothing={
                    "state": "a random word",
                    "until": "good for some minutes",
                }
            ),
        ),
        kinds.CLAIMS: Purpose(
            "What was handled already, since Slack delivers some things twice.",
            Keep.MACHINE,
            Fields(
                nothing={"delivery": "names what Slack delivered"},
                ids={"outcome": "the id of what came of it"},
            ),
        ),
        kinds.HOLDS: Purpose(
            "That nothing of a person is to be deleted for now; gone at its release.",
            Keep.SCHOOL,
            Fields(describes={"because": "a dispute, an appeal or a request"}),
        ),
        kinds.RESTORES: Purpose(
            "That this store comes from a back-up.",
            Keep.MACHINE,
            Fields(nothing={"made_at": "what fell due before may have been sent"}),
        ),
        kinds.PLACES: Purpose(
            "Which database the records stand in.",
            Keep.MACHINE,
            Fields(
                nothing={"name": "to notice that they were brought back from a copy"}
            ),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """One field of a record, or of a part within it, and what it tells of a person."""

    path: tuple[str, ...]  # such as ("contact", "name")
    tells: Tells


def tells(record: type[Record]) -> Mapping[str, Tells]:
    """Return what each field of a kind's record, or of a part, tells of a person."""
    return _tells(record)


@cache
def _tells(record: type[Record]) -> Mapping[str, Tells]:
    own = _own(record).tells
    return {
        name: own[name] if name in own else COMMON.tells[name]
        for name in record.__struct_fields__
    }


def told_by(kind: Kind[Any]) -> tuple[Told, ...]:
    """Return all fields of a kind, those of the parts within it too.

    Every value that a record of this kind can hold stands at one of these paths.
    """
    return tuple(_told(kind.record, (), ()))


def parts_in(hint: object) -> frozenset[type[Record]]:
    """Return the records that a field of this type can hold."""
    found = {part for inner in get_args(hint) for part in parts_in(inner)}
    if isinstance(hint, type) and issubclass(hint, Record):
        found.add(hint)
    return frozenset(found)


def _told(
    record: type[Record], path: tuple[str, ...], within: tuple[type[Record], ...]
) -> Iterator[Told]:
    """Yield the fields of *record*, which stands at *path*; once for what nests."""
    hints = get_type_hints(record)
    for name, said in tells(record).items():
        inner = parts_in(hints[name]) - {record, *within}
        here = (*path, name)
        if not inner:
            yield Told(here, said)
        for part in sorted(inner, key=lambda one: one.__name__):
            for told in _told(part, here, (record, *within)):
                stands_for = said if told.tells is Tells.NOTHING else told.tells
                yield Told(told.path, stands_for)


def _own(record: type[Record]) -> Fields:
    for kind, purpose in PURPOSES.items():
        if kind.record is record:
            return purpose.fields
    return PARTS[record.__name__]
