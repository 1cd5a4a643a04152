"""What the bot says no to, each with a sentence fit for a busy teacher.

Refusal
├── NotAllowed   this person may not do it
│   └── NoSchoolYet  nor may anybody, before a school is set up
├── Stale        it has changed since the person saw it
└── Unfit        the input cannot stand; names the field, may offer a way on
"""

from typing import Any

from bot.domain.kernel.drafts import Choice, Field
from bot.domain.kernel.record import PersonId


class Refusal(Exception):
    """Something cannot be done; `sentence` says why and what would work.

    The sentence is plain text, with names as people wrote them; whom to *ask* is named
    beside it, so that nothing in it needs to be more.
    """

    def __init__(self, sentence: str, *, ask: PersonId | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.ask = ask

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes whole: an exception's own way knows no keywords."""
        return _made_again, (type(self), self.args, vars(self))


def _made_again(
    kind: type[Refusal], args: tuple[Any, ...], state: dict[str, Any]
) -> Refusal:
    refusal = kind.__new__(kind, *args)
    vars(refusal).update(state)
    return refusal


class NotAllowed(Refusal):
    """The person may not do this."""


class NoSchoolYet(NotAllowed):
    """No school has been set up in this workspace."""


class Stale(Refusal):
    """The thing has moved on since the person last saw it."""


class Unfit(Refusal):
    """What was typed or picked cannot stand."""

    def __init__(
        self,
        sentence: str,
        *,
        field: Field,
        choice: Choice | None = None,
        ask: PersonId | None = None,
    ) -> None:
        super().__init__(sentence, ask=ask)
        self.field = field
        self.choice = choice
