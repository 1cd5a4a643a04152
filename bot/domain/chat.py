"""What a direct message is: a command, a greeting, thanks, or something said.

No keyword decides anything. Words of worry only bring the buttons that show whom to
tell to the top; in any doubt a message is something said.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

_GREETINGS = frozenset(
    {
        "hi",
        "hello",
        "hey",
        "hiya",
        "hi there",
        "hello there",
        "morning",
        "good morning",
        "good afternoon",
        "good evening",
        "afternoon",
        "evening",
        "hi ect bot",
        "hello ect bot",
    }
)
_THANKS = frozenset(
    {
        "thanks",
        "thank you",
        "thanks a lot",
        "many thanks",
        "thank you very much",
        "thank you so much",
        "cheers",
        "ta",
        "great",
        "great thanks",
        "great thank you",
        "ok",
        "okay",
        "ok thanks",
        "okay thanks",
        "perfect",
    }
)
_HELP = frozenset(
    {
        "ect",
        "help",
        "help please",
        "commands",
        "what can you do",
        "what can i do",
        "what do you do",
        "who are you",
        "how does this work",
        "how do you work",
        "how do i use this",
        "how do i use you",
        "what is this",
    }
)
_WORRY = re.compile(
    r"\b(?:abus\w*|assault\w*|bruis\w*|child protection|danger\w*|die|dying|harass\w*"
    r"|harm\w*|hit(?:ting|s)?|hurt\w*|kill\w*|not safe|unsafe|scared|frightened"
    r"|safeguard\w*|self[- ]harm\w*|sexual\w*|suicid\w*|threat\w*|touch(?:ed|ing)"
    r"|violen\w*|end it all|can['’]?t go on|cannot go on)\b",
    re.IGNORECASE,
)
_MENTION_OF_EMOJI = re.compile(r":[a-z0-9_+'-]+:")


class Kind(StrEnum):
    """What a message is taken for."""

    COMMAND = "command"
    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    NOTHING = "nothing"  # no words at all
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Heard:
    """A direct message, and what it is taken for; it lives as long as its answer."""

    kind: Kind
    text: str = field(repr=False)
    word: str = ""  # of a command
    rest: str = field(default="", repr=False)
    has_files: bool = False
    is_worrying: bool = False


def hear(text: str, commands: frozenset[str], *, has_files: bool = False) -> Heard:
    """Take a direct message for what it is; *commands* are the words that there are."""
    words = text.strip()
    first, _, rest = words.partition(" ")
    if first.lower().lstrip("/") == "ect":
        first, _, rest = rest.strip().partition(" ")
    word, rest = first.lower().strip(".!?"), rest.strip()
    bare = _bare(words)
    if bare in _HELP:
        kind = Kind.HELP
    elif word in commands and _is_command(word, rest, words):
        return Heard(Kind.COMMAND, words, word, rest)
    elif bare in _GREETINGS:
        kind = Kind.GREETING
    elif bare in _THANKS:
        kind = Kind.THANKS
    elif not any(letter.isalnum() for letter in _MENTION_OF_EMOJI.sub("", words)):
        kind = Kind.SAID if has_files or words else Kind.NOTHING
    else:
        kind = Kind.SAID
    return Heard(
        kind, words, has_files=has_files, is_worrying=bool(_WORRY.search(words))
    )


def _is_command(word: str, rest: str, words: str) -> bool:
    """Whether a command word begins a command, and not a sentence.

    `log yesterday 14:00` is one; "Help me, I cannot sleep", "concerns about my mentor",
    "Plan for next week is too much" and "Log what he did: he hit me" are something
    said.
    """
    if word == "plan":
        has_time = any(letter.isdigit() for letter in rest)
        return not rest or (has_time and not _WORRY.search(words))
    if word != "log":
        return not rest
    return not _WORRY.search(words) or any(letter.isdigit() for letter in rest)


def _bare(text: str) -> str:
    """Return the words alone, in lower case: no punctuation, no emoji."""
    kept = "".join(
        letter if unicodedata.category(letter)[0] in "LNZ" or letter == "'" else " "
        for letter in _MENTION_OF_EMOJI.sub(" ", text).lower()
    )
    return " ".join(kept.split())
