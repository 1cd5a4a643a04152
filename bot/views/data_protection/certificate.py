"""What an erasure or a clearing out did: a sentence, and a certificate to file."""

from collections.abc import Iterable
from datetime import datetime

from bot.results.data_protection.erasing import Cleared, Found

_NOTED = (
    "Counts are as they were before. It is noted in the audit under the number of this "
    "certificate."
)
_IN_NO_NUMBER = (
    "What was raised in confidence, and the audit, go too and are in no number."
)
_ABOUT_WORDS = (
    "Notes, next steps and words of drop-ins: gone where this person was the ECT whom "
    "they are about, for the mentor as well."
)
# The same for everybody, so that it tells of none whether there is one.
_OF_CONCERNS = {
    True: "taken out where it stood",
    False: "left; they go when the school lets go of closed concerns",
}
_PLACES = {
    "session_notes": "the note of a session",
    "next_steps": "a next step",
    "drop_in_words": "the words of a drop-in",
}
_SLACK = "Messages in Slack: it keeps its own copies until they are deleted there."
_AUDIT = (
    "The audit: that something was done, and when, no longer by whom; and that this "
    "was carried out, not of whom."
)
_THIS = "This certificate: it names the person by their Slack id. Nothing else does."


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
    if cleared.found:
        said += (
            f" Places where others' notes name this person, left as they are: "
            f"{len(cleared.found)}; --names ask asks about each."
        )
    if cleared.held:
        said += f" People whose records are held, and were left alone: {cleared.held}."
    return f"{said} {_IN_NO_NUMBER}"


def place_of(found: Found) -> str:
    """Say where a name stands in the words of others; never the words."""
    day = f" of {found.day:%d %B %Y}" if found.day else ""
    names = ", ".join(f"“{name}”" for name in dict.fromkeys(found.names))
    return f"{_PLACES[found.kind]}{day}: {names}"


def certificate(
    cleared: Cleared,
    what: str,
    *,
    at: datetime,
    workspace: str,
    remains: Iterable[str] = (),
) -> str:
    """Write the certificate; it quotes nothing, and tells of no concern."""
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
            "What remains, where, and why:",
            *(f"- {one}" for one in [_SLACK, *remains]),
            "",
        ]
    )


def remains_of(cleared: Cleared, *, in_concerns: bool) -> list[str]:
    """Say what an erasure leaves in the records, and why."""
    enters = "The school enters these itself, and changes them there."
    in_words = (
        "Words that others wrote about others: the name was taken out of "
        f"{cleared.replaced} places, and left in {len(cleared.found)}, for their "
        f"writers and readers{':' if cleared.found else '.'}"
    )
    concerns = (
        "Words of other people's concerns, if there are any (nobody is told of them): "
        f"the name was {_OF_CONCERNS[in_concerns]}."
    )
    shut = (
        f"Notes of others that no key here opens: {cleared.shut}. Whether they name "
        "this person is unknown; put the older key back, and run this again."
    )
    return [
        _AUDIT,
        *(
            f"{left.what} Records that name this person: {left.records}. {enters}"
            for left in cleared.left
        ),
        in_words,
        *(f"  {place_of(found)}" for found in cleared.found),
        *([shut] if cleared.shut else []),
        concerns,
        _THIS,
    ]


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
