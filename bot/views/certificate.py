"""What an erasure or a clearing out did: a sentence, and a certificate to file."""

from datetime import datetime

from bot.domain.results.erasing import Cleared

_NOTED = (
    "Counts are as they were before. It is noted in the audit under the number of this "
    "certificate."
)
_IN_NO_NUMBER = (
    "What was raised in confidence, and the audit, go too and are in no number."
)
_STILL_HELD = (
    "Not covered: messages in Slack, which keeps its own copies until they are deleted "
    "there; back-ups made before, until they are pruned (docs/backup.md)."
)


_ABOUT_WORDS = (
    "Notes, next steps and words of drop-ins: gone where this person was the ECT whom "
    "they are about, for the mentor as well."
)


def counted(cleared: Cleared) -> str:
    """Say what was done, or would be."""
    if cleared.is_done:
        said = (
            f"Done: {cleared.removed} records are gone, {cleared.unnamed} stay without "
            "names."
        )
    elif cleared.is_nothing:
        said = "There is nothing to do, as far as numbers tell."
    else:
        said = (
            f"It would take {cleared.removed} records away and keep {cleared.unnamed} "
            "without names. Nothing was changed; --apply does it."
        )
    if cleared.words_left:
        said += (
            f" Notes that stay with the ECTs whom they are about, without the name: "
            f"{cleared.words_left}; --also-notes takes them as well."
        )
    if cleared.held:
        said += f" People whose records are held, and were left alone: {cleared.held}."
    return f"{said} {_IN_NO_NUMBER}"


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
            _IN_NO_NUMBER,
            "",
            *_said_of_words(cleared),
            _NOTED,
            "",
            _STILL_HELD,
            "",
        ]
    )


def _said_of_words(cleared: Cleared) -> list[str]:
    if cleared.words_left is None:
        return []
    left = (
        f"Where this person was the mentor: {cleared.words_left} stay with the ECTs "
        "whom they are about, and do not name this person any more."
        if cleared.words_left
        else "Of this person's sessions as a mentor none are left."
    )
    return [_ABOUT_WORDS, left, ""]
