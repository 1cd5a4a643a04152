"""The pages that a browser shows at the end of an installation."""

from enum import Enum
from html import escape

NOT_INSTALLED_HERE = (
    "ECT Bot is not installed in this workspace any more. Ask whoever looks after your "
    "Slack to install it again; nothing that you recorded is lost."
)
_PAGE = """<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body style="font: 18px/1.5 sans-serif; max-width: 34em; margin: auto; padding: 2em">
<main><h1>{title}</h1>{rest}</main>
</body></html>
"""


class Refused(Enum):
    """Why nothing was installed, or nobody can tell."""

    CANCELLED = "You chose not to install ECT Bot, so nothing was changed."
    ANOTHER_BROWSER = (
        "This page was opened in another browser than the one that began, or without "
        "cookies. Please begin and end in the same browser."
    )
    TOO_LATE = (
        "More than ten minutes have passed, or this page was opened a second time. "
        "Nothing was changed by that."
    )
    WHOLE_ORGANISATION = (
        "ECT Bot is installed in one workspace at a time, not for a whole "
        "organisation. Please choose the workspace in which your school works."
    )
    NOT_SAVED = "ECT Bot could not reach its records, so nothing was installed."
    UNKNOWN = (
        "ECT Bot's records were slow to answer, so it can't tell yet whether it was "
        "installed. It does no harm to begin again."
    )
    NO_KEY = (
        "ECT Bot has no key to keep a workspace's token safe with, so nothing was "
        "installed. Whoever runs it finds what to do with: ectbot doctor"
    )
    TOO_MANY = (
        "Many installations have begun in the last minutes, so ECT Bot begins no more "
        "for now. Nothing was changed. Please try again in ten minutes."
    )
    BY_SLACK = "Slack did not go through with it, so nothing was installed."


def installed_page(workspace: str) -> str:
    """Say that the bot is there, and what comes next."""
    rest = (
        f"<p>It is in {escape(workspace) or 'your workspace'} now. Go back to Slack "
        "and type <code>/ect help</code> in any conversation: it tells you what comes "
        "next.</p><p>You can close this page.</p>"
    )
    return _PAGE.format(title="ECT Bot is installed", rest=rest)


def refused_page(refused: Refused, *, again: str) -> str:
    """Say why nothing was installed, and where to begin anew."""
    rest = (
        f"<p>{escape(refused.value)}</p>"
        f'<p><a href="{escape(again)}">Begin again</a></p>'
    )
    return _PAGE.format(title="ECT Bot was not installed", rest=rest)
