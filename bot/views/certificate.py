"""What an erasure or a clearing out did: a sentence, and a certificate to file."""

from datetime import datetime

from bot.domain.results.erasing import Cleared

_NOTED = (
    "Counts are as they were before. It is noted in the audit under the number of this "
    "certificate."
)
_STILL_HELD = (
    "Not covered: messages in Slack, which keeps its own copies until they are deleted "
    "there; back-ups made before, until they are pruned (docs/backup.md)."
)


def counted(cleared: Cleared) -> str:
    """Say what was done, or would be."""
    if cleared.is_nothing:
        said = "There is nothing to do."
    elif cleared.is_done:
        said = (
            f"Done: {cleared.removed} records are gone, {cleared.unnamed} stay without "
            "names."
        )
    else:
        said = (
            f"It would take {cleared.removed} records away and keep {cleared.unnamed} "
            "without names. Nothing was changed; --apply does it."
        )
    if cleared.held:
        said += f" People whose records are held, and were left alone: {cleared.held}."
    return said


def certificate(cleared: Cleared, what: str, *, at: datetime, workspace: str) -> str:
    """Write the certificate; it holds no name and tells of no concern."""
    return "\n".join(
        [
            f"Certificate {cleared.certificate}",
            "",
            f"{what}, carried out by ECT Bot in workspace {workspace}",
            f"on {at:%d %B %Y at %H:%M} UTC.",
            "",
            f"Records that are gone: {cleared.removed}",
            f"Records that stay as numbers, without a name or id: {cleared.unnamed}",
            f"People whose records are held and were left alone: {cleared.held}",
            "",
            _NOTED,
            "",
            _STILL_HELD,
            "",
        ]
    )
