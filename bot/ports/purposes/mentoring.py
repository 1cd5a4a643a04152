"""Why records of schools, people, sessions and plans are kept, field by field."""

from collections.abc import Mapping
from typing import Any

from bot.domain.data_protection.retention import Keep
from bot.ports import kinds
from bot.ports.fields import SCHOOL_FIELDS, Purpose
from bot.ports.store import Kind

PURPOSES: Mapping[Kind[Any], Purpose] = {
    kinds.SCHOOLS: Purpose(
        "A school's own settings.", Keep.SCHOOL, **SCHOOL_FIELDS.by_group
    ),
    kinds.SET_UPS: Purpose(
        "How far the set-up of a school has come.",
        Keep.SCHOOL,
        nothing={
            "started_at": "nobody is reminded before it",
            "answers": "what is entered so far",
            "begun_at": "one that nobody goes on with is let go of",
        },
        names={"founders": "who may set it up before there is a list of people"},
    ),
    kinds.SET_UP_CHANGES: Purpose(
        "What one save in the set-up did, so that it can be undone.",
        Keep.MESSAGES,
        nothing={
            "step": "which step it was",
            "before": "what an undo puts back",
            "after": "an undo is refused if it has been changed since",
            "undone": "an old button can say so",
        },
    ),
    kinds.MEMBERS: Purpose(
        "Who is at the school, in which roles.",
        Keep.PLACE,
        names={"name": "said to colleagues who have to do with them"},
        describes={
            "roles": "decides what they may see and do",
            "contracted_hours": "no message and no meeting outside them",
            "hours_before": "a change counts from its day, not before",
        },
        absence={"away": "no reminder while away: dates alone, never why"},
    ),
    kinds.INDUCTIONS: Purpose(
        "How far an ECT's induction has come.",
        Keep.FACTS,
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
        absence={"days_absent": "30 days or more lengthen a year: counts, never why"},
    ),
    kinds.PAIRINGS: Purpose(
        "Who mentors whom, from when to when.",
        Keep.FACTS,
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
    kinds.SESSIONS: Purpose(
        "That a session took place or was planned: the facts alone.",
        Keep.FACTS,
        describes={
            "place": "in person or online",
            "time_class": "in teaching hours or outside them",
            "edited_at": "shown in its history",
        },
    ),
    kinds.SERIES: Purpose(
        "Sessions that were planned together.",
        Keep.FACTS,
        nothing={"flagged": "one question to the induction tutor for all of them"},
        describes={
            "first": "when it begins",
            "until": "when it ends",
            "starts": "at what time of day",
            "weeks": "every how many weeks",
        },
    ),
    kinds.PLAN_CHANGES: Purpose(
        "What one change of plan did, so that it can be undone.",
        Keep.MESSAGES,
        nothing={"before": "what an undo puts back"},
        describes={
            "after": "an undo is refused if somebody has changed it since",
            "left_out": "shown: the days that were skipped",
        },
    ),
    kinds.NOTES: Purpose(
        "The words of a session, for its mentor and ECT alone.",
        Keep.WORDS,
        describes={"focus_areas": "what it was about, from the school's list"},
        words={"text": "the mentor's note, sealed"},
    ),
    kinds.NEXT_STEPS: Purpose(
        "What an ECT means to do next, for the two alone.",
        Keep.WORDS,
        nothing={
            "set_in": "the session that it comes from",
            "done_in": "the session that ticked it off",
        },
        describes={"set_at": "the oldest come first"},
        words={"text": "the step, sealed"},
    ),
    kinds.DROP_INS: Purpose(
        "That a drop-in took place.",
        Keep.FACTS,
        describes={
            "day": "when it was",
            "is_undone": "an old button can say so",
        },
    ),
    kinds.DROP_IN_WORDS: Purpose(
        "The words of a drop-in, for the two alone.",
        Keep.WORDS,
        words={
            "encouragement": "the mentor's words, sealed",
            "next_step": "the same",
        },
    ),
    kinds.TIME_OFF: Purpose(
        "Whether somebody got their time off timetable in a week.",
        Keep.FACTS,
        nothing={"before": "what an undo puts back"},
        describes={
            "hat": "as an ECT or as a mentor",
            "monday": "which week",
            "lost_to": "what took it, from a fixed list",
        },
    ),
    kinds.TRAININGS: Purpose(
        "How much training a mentor has, and from when on.",
        Keep.FACTS,
        describes={
            "entitlement": "the funded hours, or the total that was agreed",
            "before": "what an undo puts back",
        },
    ),
    kinds.TRAINING_ENTRIES: Purpose(
        "That a mentor was trained for so long on a day.",
        Keep.FACTS,
        describes={
            "day": "when",
            "is_undone": "an old button can say so",
        },
    ),
    kinds.FLAGS: Purpose(
        "A session outside teaching hours, as its induction tutor was asked.",
        Keep.FACTS,
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
}
