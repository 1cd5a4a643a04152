"""The SDK's blocks, which check Slack's limits by checks that are looked for once.

The SDK looks for them among all that an object has, anew each time that it is drawn,
which took longer than all the rest of drawing (docs/performance.md).
"""

from functools import cache

from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)


@cache
def checks_of(kind: type[JsonObject]) -> tuple[str, ...]:
    """Return the names of a class's checks of Slack's limits."""
    return tuple(
        name for name in dir(kind) if hasattr(getattr(kind, name, None), "validator")
    )


class _Checked(JsonObject):
    def validate_json(self) -> None:
        for name in checks_of(type(self)):
            getattr(self, name)()


class Markdown(_Checked, MarkdownTextObject):
    """Text in which Slack draws marks such as bold."""


class Label(_Checked, PlainTextObject):
    """Text that is shown as it is."""


class Section(_Checked, SectionBlock):
    """A paragraph."""


class SmallPrint(_Checked, ContextBlock):
    """A line of small print."""


class Button(_Checked, ButtonElement):
    """A button."""


class Row(_Checked, ActionsBlock):
    """A row of buttons and other elements."""
