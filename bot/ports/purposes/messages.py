"""Why concerns, messages, changes and the bot's own records are kept."""

from collections.abc import Mapping
from typing import Any

from bot.domain.data_protection.retention import Keep
from bot.ports import kinds
from bot.ports.fields import Purpose
from bot.ports.store import Kind

PURPOSES: Mapping[Kind[Any], Purpose] = {
    kinds.NOTICES: Purpose(
        "Messages, sent or to be sent; their text is drawn anew each time.",
        Keep.MESSAGES,
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
    kinds.CONCERNS: Purpose(
        "Where a concern stands; who has it is its writer's choice.",
        Keep.CONCERN,
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
    kinds.CONCERN_EVENTS: Purpose(
        "What happened to a concern, as its writer sees it.",
        Keep.CONCERN,
        nothing={"step": "whose turn began"},
        describes={
            "what": "from a fixed list",
            "asked": "what the writer was asked",
            "day": "the new date for an answer",
        },
    ),
    kinds.CONCERN_WORDS: Purpose(
        "The words of a concern, for its writer and the reader they chose.",
        Keep.CONCERN,
        ids={"author": "one reader's words are no other reader's"},
        words={"text": "the words, sealed"},
    ),
    kinds.NUDGES: Purpose(
        "Reminders, each made once.",
        Keep.MESSAGES,
        ids={"round": "the message that it came in"},
        describes={
            "not_before": "when it is due",
            "not_after": "pointless after it",
            "settled_at": "when it was sent, or why not",
            "answered_at": "what is ignored slows itself down",
        },
    ),
    kinds.PREFERENCES: Purpose(
        "What somebody wants to be reminded of.",
        Keep.PLACE,
        ids={"slowed_in": "says so once"},
        describes={
            "level": "on, quieter or off",
            "snoozed_until": "remind me later",
            "by_itself": "slowed down because nothing was done with it",
            "set_at": "what was ignored before counts no more",
        },
    ),
    kinds.MISSED: Purpose(
        "A week or a session without a meeting, and why, from a short list.",
        Keep.FACTS,
        describes={
            "monday": "which week",
            "why": "from a fixed list; never why somebody was absent",
        },
    ),
    kinds.CONFIRMATIONS: Purpose(
        "What an ECT says of a session that was logged.",
        Keep.FACTS,
        describes={
            "answer": "that's right, or not quite",
            "disputes": "seen by the induction tutor from the second on",
            "suggested": "when it was, as the ECT remembers it",
            "did_not_meet": "the same",
            "reply": "what the mentor says to it",
            "replied_at": "can be undone for an hour",
            "was": "what an undo puts back",
        },
    ),
    kinds.SWEEPS: Purpose(
        "When a school's reminders are to be looked for next.",
        Keep.SCHOOL,
        nothing={"next_at": "once a day"},
    ),
    kinds.HEARTBEATS: Purpose(
        "How the bot's own jobs run.",
        Keep.MACHINE,
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
        },
    ),
    kinds.JOB_TROUBLES: Purpose(
        "Trouble with a job, as the admin is told of it.",
        Keep.MESSAGES,
        nothing={
            "job": "which",
            "trouble": "from a fixed list",
            "over_at": "when it was over",
        },
    ),
    kinds.CALENDAR_FEEDS: Purpose(
        "That somebody has their sessions in their own calendar.",
        Keep.PLACE,
        describes={
            "secret_hash": "knows the address again without holding it",
            "made_at": "shown, so that an old address can be ended",
        },
    ),
    kinds.TIMETABLES: Purpose(
        "When somebody teaches, so that nobody plans over it.",
        Keep.PLACE,
        describes={
            "lessons": "when; never which class",
            "before": "what an undo puts back",
            "set_at": "Undo is open for an hour",
            "is_undone": "so that an undo is not undone in its turn",
        },
    ),
    kinds.ACTS: Purpose(
        "The history of a record: who did what to it, and when.",
        Keep.FACTS,
        words={"facts": "dates, times and names of people; never words of a note"},
    ),
    kinds.ROSTER_CHANGES: Purpose(
        "What one change in the list of people did, so that it can be undone.",
        Keep.MESSAGES,
        nothing={"images": "what an undo puts back"},
        ids={"about": "whom it was about"},
    ),
    kinds.EARLIER_NOTES: Purpose(
        "Whether an ECT shows a new mentor earlier notes.",
        Keep.FACTS,
        describes={
            "asked_at": "asked once",
            "shows": "the ECT's answer",
            "answered_at": "can be undone for an hour",
        },
    ),
    kinds.BOTH_ROLES: Purpose(
        "Why one person is mentor and induction tutor of one ECT, and who agreed.",
        Keep.FACTS,
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
    kinds.AUDIT: Purpose(
        "Who did or saw what; shown to the person whom it concerns.",
        Keep.AUDIT,
        nothing={
            "by": "who did it",
            "subject": "the id of what it is about",
            "before": "the chain: what was changed or removed is noticed",
            "link": "the same",
        },
        describes={"what": "from a fixed list"},
    ),
    kinds.AUDIT_STARTS: Purpose(
        "Where the audit begins, once its oldest entries were let go.",
        Keep.MACHINE,
        nothing={"before": "the chain goes on from it"},
    ),
    kinds.CLEARANCES: Purpose(
        "How much was past its time, and the certificate of what went.",
        Keep.AUDIT,
        nothing={
            "found_at": "a look once a month",
            "past": "the admin is told how many",
            "cleared_at": "shows that it went, and when",
            "certificate": "names it in the audit",
            "removed": "how many records went",
            "unnamed": "how many stay without a name",
            "held": "how many people were left alone",
        },
    ),
    kinds.INSTALLATIONS: Purpose(
        "That a workspace has the bot, where several share one.",
        Keep.SCHOOL,
        nothing={
            "bot_token": "opens Slack for the bot, sealed",
            "bot_user": "the bot's own account",
            "bot_id": "the same",
            "scopes": "what Slack grants the bot",
            "installed_at": "when",
        },
    ),
    kinds.INSTALL_STATES: Purpose(
        "The word that a browser brings back from Slack once.",
        Keep.MACHINE,
        nothing={
            "state": "a random word",
            "until": "good for some minutes",
        },
    ),
    kinds.CLAIMS: Purpose(
        "What was handled already, since Slack delivers some things twice.",
        Keep.MACHINE,
        nothing={"delivery": "names what Slack delivered"},
        ids={"outcome": "the id of what came of it"},
    ),
    kinds.HOLDS: Purpose(
        "That nothing of a person is to be deleted for now; gone at its release.",
        Keep.SCHOOL,
        describes={"because": "a dispute, an appeal or a request"},
    ),
    kinds.RESTORES: Purpose(
        "That this store comes from a back-up.",
        Keep.MACHINE,
        nothing={"made_at": "what fell due before may have been sent"},
    ),
    kinds.PLACES: Purpose(
        "Which database the records stand in.",
        Keep.MACHINE,
        nothing={"name": "to notice that they were brought back from a copy"},
    ),
}
