"""What a direct message is: a command, a greeting, thanks, or something said.

No keyword decides anything. Words of worry only bring the buttons that show whom to
tell to the top; in any doubt a message is something said.
"""

import re
import unicodedata
from collections.abc import Callable
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
    r"\b(?:abus\w*|assault\w*|bruis\w*|bull(?:y|ie[ds]|ying)|child protection|danger\w*"
    r"|die|disclos\w*|dying|groom(?:ed|ing)|harass\w*|harm\w*|hit(?:ting|s)?|hurt\w*"
    r"|kill\w*|not safe|unsafe|scared|frightened"
    r"|safeguard\w*|self[- ]harm\w*|sexual\w*|suicid\w*|threat\w*|touch(?:ed|ing)"
    r"|violen\w*|end it all|can['’]?t go on|cannot go on)\b",
    re.IGNORECASE,
)
_MENTION_OF_EMOJI = re.compile(r":[a-z0-9_+'-]+:")


RAISING = "concern"  # the command behind which somebody says what is wrong


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
    begins_like: str = ""  # the command whose word it begins with, being none


@dataclass(frozen=True, slots=True)
class Commands:
    """What is a command: the words there are, and what makes a line with one."""

    words: frozenset[str]
    with_lines: frozenset[str]
    is_line: Callable[[str, str], bool]  # of a word, and what is typed after it


def hear(text: str, commands: Commands, *, has_files: bool = False) -> Heard:
    """Take a direct message for what it is."""
    words = text.strip()
    first, rest = split_word(words)
    has_slash = first.lower() == "/ect"
    if first.lower() in {"/ect", "ect"}:
        first, rest = split_word(rest)
    word = first.lower().strip(".!?")
    is_known = word in commands.words
    bare = _bare(words)
    if bare in _HELP:
        kind = Kind.HELP
    elif word == RAISING and rest and has_slash:
        words, kind = rest, Kind.SAID  # which the offer takes on to the form
    elif is_known and (not rest or has_slash or commands.is_line(word, rest)):
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
        kind,
        words,
        has_files=has_files,
        is_worrying=is_worrying(words),
        begins_like=word if word in commands.with_lines and rest else "",
    )


def split_word(text: str) -> tuple[str, str]:
    """Part the first word of a text from the rest."""
    first, *rest = text.split(maxsplit=1) or [""]
    return first, rest[0].strip() if rest else ""


def is_worrying(text: str) -> bool:
    """Whether words of worry are in it."""
    return bool(_WORRY.search(text))


def _bare(text: str) -> str:
    """Return the words alone, in lower case: no punctuation, no emoji."""
    kept = "".join(
        letter if unicodedata.category(letter)[0] in "LNZ" or letter == "'" else " "
        for letter in _MENTION_OF_EMOJI.sub(" ", text).lower()
    )
    return " ".join(kept.split())
