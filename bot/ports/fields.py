"""What fields shared by several records are for, and what each tells of a person.

A kind's own fields are in bot/ports/purposes/; here are those that mean the same
wherever they stand, and those of the parts that stand within records.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from bot.domain.data_protection.retention import Keep, Tells


@dataclass(frozen=True, kw_only=True)
class Fields:
    """What each field is for, by what it tells of a person.

    Whoever adds a field decides: there is no default.
    """

    nothing: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    describes: Mapping[str, str] = field(default_factory=dict)
    absence: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_group(self) -> dict[Tells, Mapping[str, str]]:
        """The fields by what they tell."""
        return {tells: getattr(self, tells) for tells in Tells}

    @cached_property
    def purposes(self) -> Mapping[str, str]:
        """What each field is for."""
        return {
            name: said for of in self.by_group.values() for name, said in of.items()
        }

    @cached_property
    def tells(self) -> Mapping[str, Tells]:
        """What each field tells of a person."""
        return {name: tells for tells, of in self.by_group.items() for name in of}

    def only(self, *names: str) -> "Fields":
        """Return the same of some fields alone."""
        groups = self.by_group.items()
        return Fields(**{g: {n: of[n] for n in names if n in of} for g, of in groups})


@dataclass(frozen=True)
class Purpose(Fields):
    """Why a kind of record is kept, and how long; its fields, but for common ones."""

    why: str
    keep: Keep


# Fields that mean the same wherever they stand.
COMMON = Fields(
    nothing={
        "id": "names the record; tells nothing about anybody",
        "school": "whose it is: no school sees another's",
        "session": "which session it belongs to",
        "concern": "which concern it belongs to",
        "drop_in": "which drop-in it belongs to",
        "number": "its place in order",
        "series": "the plan of several that it came with",
    },
    ids={
        "key": "names the record, so that it is made once",
        "pairing": "which two people it is between",
        "mentor": "whose it is, and who may read it",
        "ect": "whose it is, and who may read it",
        "person": "whose it is",
        "reader": "who sees it",
        "by": "who did it",
        "subject": "the id of what it is about",
    },
    describes={
        "did": "what was done, from a fixed list",
        "at": "when it was done",
        "since": "when it began",
        "recorded_at": "when it was noted; Undo is open for an hour",
        "undone_at": "when it was taken back",
        "kind": "what it is about, from a fixed list",
        "state": "what became of it, from a fixed list",
        "minutes": "how long it was",
        "starts_at": "when it was",
        "reason": "why it was outside what is usual, from the school's own list",
    },
)

SCHOOL_FIELDS = Fields(
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
)

# Parts of records, by the name of the part. What tells nothing by itself tells what the
# field tells that it stands in: dates away are absence, a school's terms are nothing. A
# field whose parts say it all tells nothing by itself.
PARTS: Mapping[str, Fields] = MappingProxyType(
    {
        "Retention": Fields(
            nothing={
                "facts_years": "years after the induction ends",
                "words_terms": "terms after the one in which it was written",
                "concerns_months": "months after it is closed",
                "messages_months": "months",
                "audit_years": "years",
                "by_itself": "whether somebody says so first, each time",
            }
        ),
        "Founder": Fields(
            names={"name": "said to colleagues who set the school up as well"}
        ),
        # What is given in a set-up tells what the same field of the school tells.
        "NameGiven": SCHOOL_FIELDS.only("name"),
        "BodyGiven": SCHOOL_FIELDS.only("appropriate_body"),
        "ContactsGiven": SCHOOL_FIELDS.only(
            "contacts_confirmed_on", "safeguarding", "governors", "wellbeing"
        ),
        "TrainingGiven": SCHOOL_FIELDS.only(
            "training",
            "lead_provider",
            "weeks_per_session",
            "rhythms_before",
            "counts_from",
        ),
        "TermsGiven": SCHOOL_FIELDS.only("terms", "closure_days"),
        "DayGiven": SCHOOL_FIELDS.only(
            "teaching_hours", "contracted_hours", "week_a_begins_on"
        ),
        "KeptGiven": SCHOOL_FIELDS.only("retention"),
        "PromiseGiven": SCHOOL_FIELDS.only(
            "contact_starts",
            "contact_ends",
            "concerns_seen_in",
            "concerns_answered_in",
        ),
        "Term": Fields(
            nothing={
                "name": "said in messages",
                "days": "first and last day",
                "half_term": "the break in it",
            }
        ),
        "DateSpan": Fields(
            nothing={
                "first": "first day",
                "last": "last day",
            }
        ),
        "Hours": Fields(
            nothing={
                "weekday": "which day",
                "starts": "from when",
                "ends": "until when",
                "week": "A or B",
            }
        ),
        "Contact": Fields(
            names={
                "name": "whom to ask for",
                "organisation": "where they are",
                "reach": "how to reach them",
            }
        ),
        "WorkedUntil": Fields(
            describes={
                "until": "until when",
                "full_time_equivalent": "how much of full time",
            }
        ),
        "HoursUntil": Fields(
            describes={
                "until": "until when",
                "contracted_hours": "when they were at work",
            }
        ),
        "RhythmUntil": Fields(
            nothing={
                "until": "until when",
                "weeks_per_session": "the school's own target then",
            }
        ),
        "TargetUntil": Fields(
            describes={
                "until": "until when",
                "target": "how often the two meant to meet",
            }
        ),
        "Target": Fields(
            describes={"weeks_per_session": "how often the two mean to meet"}
        ),
        "UsualSlot": Fields(
            describes={
                "weekday": "on which day",
                "starts": "at what time",
            }
        ),
        "Entitlement": Fields(
            describes={
                "offer": "which of the offers",
                "began_on": "its year begins",
                "is_assumed": "nobody has said so yet",
            },
            names={"agreed_with": "who agreed another total"},
        ),
        "Left": Fields(),
        "LeftOut": Fields(
            describes={
                "on": "which day",
                "why": "a closure, from the calendar",
            }
        ),
        "Turn": Fields(
            describes={
                "stage": "with whom",
                "seen_by": "the school's promise",
                "answer_by": "the school's promise",
            }
        ),
        "SessionTime": Fields(),
        "Image": Fields(
            nothing={"entry": "which kind of entry"},
            names={
                "before": "what an undo puts back",
                "after": "an undo is refused if it has been changed since",
            },
        ),
        "Marked": Fields(
            nothing={
                "salt": "the mark tells nothing without it",
                "mark": "keeps the chain whole once the value is erased",
            },
            ids={"value": "who, or the id of what"},
        ),
    }
)
