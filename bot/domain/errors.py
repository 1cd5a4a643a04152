"""What the bot says no to, each with a sentence fit for a busy teacher.

Refusal
├── NotAllowed   this person may not do it
├── Stale        it has changed since the person saw it
└── Unfit        the input cannot stand; names the field, may offer a way on
"""

from bot.domain.drafts import Choice, Field


class Refusal(Exception):
    """Something cannot be done; `sentence` says why and what would work."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(Refusal):
    """The person may not do this."""


class Stale(Refusal):
    """The thing has moved on since the person last saw it."""


class Unfit(Refusal):
    """What was typed or picked cannot stand."""

    def __init__(
        self, sentence: str, *, field: Field, choice: Choice | None = None
    ) -> None:
        super().__init__(sentence)
        self.field = field
        self.choice = choice
