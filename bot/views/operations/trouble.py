"""What an admin is told when a periodic job of the bot is in trouble; no traces."""

from datetime import datetime

from bot.domain.kernel.formatting import format_day
from bot.domain.operations.heartbeats import Trouble
from bot.results.reminders.nudges import TroubleShown
from bot.views.kernel.message import Message, plain
from bot.views.kernel.text import escape

_WHAT = {
    "deliver": "sending messages",
    "concerns": "reminders",  # by another name it would tell that there is a concern
    "nudges": "reminders",
    "schools": "taking up new schools",
    "hours": "looking again at planned hours",
    "people": "looking for closed accounts",
    "forget": "clearing up",
    "backup": "making back-ups",
    "witness": "noting where the audit stands",
    "retention": "looking for what is kept for too long",
}
_USUALLY = "Messages can come late meanwhile; nothing that people recorded is lost."
_MEANWHILE = {
    "backup": "Meanwhile no new back-up is kept, and no older one is deleted; nothing "
    "that people recorded is lost."
}
_HOW = {
    Trouble.THREW: "It has met a fault since {since}.",
    Trouble.HANGS: "It got stuck on {since}.",
    Trouble.OVERRAN: "It has taken longer than it should since {since}.",
    Trouble.SILENT: "It has not run since before {since}.",
}


def job_trouble(shown: TroubleShown) -> Message:
    """Tell an admin what does not run, since when, and what to do; or that it does."""
    what = _WHAT.get(shown.job, f"the job “{shown.job}”")
    since = _said(shown, shown.since)
    if shown.over is not None:
        return plain(
            f"*A part of ECT Bot runs again: {escape(what)}*\n"
            f"It was in trouble from {since}. It has run again since "
            f"{_said(shown, shown.over)}. There is nothing left for you to do."
        )
    return plain(
        f"*A part of ECT Bot does not run as it should: {escape(what)}*\n"
        f"{_HOW[shown.trouble].format(since=since)} It is tried again and again. "
        f"{_MEANWHILE.get(shown.job, _USUALLY)}",
        "*What to do:* please ask whoever runs ECT Bot to run `ectbot doctor` where "
        "it is installed. It says what to put right. This message changes when all "
        "is well again.",
    )


def _said(shown: TroubleShown, moment: datetime) -> str:
    local = moment.astimezone(shown.zone)
    return f"{format_day(local.date())}, {local:%H:%M}"
