"""What the admin is told of what is past its time, and the certificate when it went."""

from bot.domain.kernel.formatting import format_count, format_date
from bot.results.data_protection.retention_requests import PastTime
from bot.views.kernel import ids
from bot.views.kernel.message import Message, button, message, plain, sure
from bot.views.kernel.text import escape

_IN_NO_NUMBER = (
    "Closed concerns, messages about them and the audit go by your school's times too. "
    "They are in no number, so that none tells of a concern."
)
_COPIES = (
    "Slack keeps its own copies of messages, and back-ups have it until they are "
    "pruned."
)


def past_time(shown: PastTime) -> Message:
    """Say how much is past its time and what to do; or what went, as a certificate."""
    if shown.cleared_on is not None:
        return plain(*_certificate(shown))
    many = format_count(shown.clearance.past, "record")
    confirm = sure(
        "Delete it for good?",
        f"{many} go, or lose their names. This cannot be undone. You get a "
        "certificate.",
        yes="Delete",
        no="Keep it",
    )
    delete = button(
        "Delete it now",
        ids.CLEAR_OUT,
        shown.clearance.id,
        style="danger",
        confirm=confirm,
    )
    return message(
        *_question(shown), delete if shown.may_clear else None, row="past-time"
    )


def _question(shown: PastTime) -> list[str]:
    clearance, school = shown.clearance, escape(shown.school)
    many = format_count(clearance.past, "record")
    title = f"*Kept for longer than your school wants: {many} at {school}*"
    found = (
        f"I looked on {format_date(shown.found_on)}. Notes and old messages go; of "
        "sessions the numbers stay, without names."
    )
    if clearance.held:
        found += f" Left alone: {format_count(clearance.held, 'person')} whose records "
        found += "are held."
    last = f"{_IN_NO_NUMBER} {_COPIES} How long each thing is kept: `/ect setup`."
    return [title, found, f"*What to do:* {_what_to_do(shown)}", last]


def _what_to_do(shown: PastTime) -> str:
    if shown.goes_by_itself:
        return (
            "nothing: it goes by itself a week after this message, as your school has "
            "set. Is somebody's dispute, appeal or request for data open? Then change "
            "*How long things are kept* in `/ect setup`, so that it waits."
        )
    if shown.may_clear:
        return (
            "if somebody's dispute, appeal or request for data is open, leave it. If "
            "not, please delete it. I ask again next month."
        )
    return (
        "please ask the headteacher or a school admin, who can delete it once they are "
        "in the list of people, or whoever runs ECT Bot to run `ectbot retain`."
    )


def _certificate(shown: PastTime) -> list[str]:
    clearance, school, on = shown.clearance, escape(shown.school), shown.cleared_on
    assert on is not None  # noqa: S101 - a certificate is of what went
    if not clearance.certificate:
        title = f"*Nothing is left to delete at {school}*"
        return [title, f"On {format_date(on)} nothing was past its time that may go."]
    who = f"{escape(shown.cleared_by)} said so" if shown.cleared_by else "as was told"
    numbers = (
        f"Certificate {clearance.certificate}, {format_date(on)}, {who}.\n"
        f"Records that are gone: {clearance.removed}\n"
        f"Records that stay as numbers, without a name: {clearance.unnamed}\n"
        f"People whose records are held and were left alone: {clearance.held}"
    )
    noted = "Counts are as they were. It is noted in the audit under this number."
    noted += f" {_IN_NO_NUMBER}"
    return [
        f"*Deleted at {school}: what was past its time*",
        numbers,
        f"{noted} Not covered: {_COPIES}",
    ]
