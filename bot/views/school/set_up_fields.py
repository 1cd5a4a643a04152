"""The fields that the forms of the set-up share, and what such a form remembers."""

from collections.abc import Mapping

import msgspec
from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    InputInteractiveElement,
    MarkdownTextObject,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
    TimePickerElement,
)

from bot.domain.kernel.formatting import uncapitalised
from bot.domain.kernel.record import Record, SchoolId
from bot.domain.school.set_up import ASKED, Step
from bot.results.school.set_up import StepForm
from bot.views.kernel import ids
from bot.views.kernel.forms import VALUE
from bot.views.kernel.message import button, section
from bot.views.kernel.text import escape
from bot.views.school.set_up import saved_line
from bot.views.school.set_up_words import STEP_WORDS, format_answer

_ONE_LINE_CHARS = 150


class SetUpMemory(Record, frozen=True, kw_only=True):
    """What a form remembers between Slack's calls."""

    school: SchoolId
    step: Step
    seen: str  # a mark of the answer that the form was opened on
    two_weeks: bool = False


def packed(memory: SetUpMemory) -> str:
    """Write down what a form remembers."""
    return msgspec.json.encode(memory).decode()


def memory_in(metadata: str) -> SetUpMemory:
    """Read back what a form remembers."""
    return msgspec.json.decode(metadata, type=SetUpMemory)


def head(form: StepForm) -> list[Block]:
    """Return what stands above the fields: where one is, and what just happened."""
    blocks: list[Block] = []
    if form.page.saved is not None:
        blocks.append(saved_line(form.page))
    blocks.append(
        SectionBlock(
            block_id="where",
            text=MarkdownTextObject(text=f"*{_where(form.step)}*"),
            accessory=button(
                "All steps", action_id=ids.SET_UP_PAGE, value=form.page.school
            ),
        )
    )
    if form.meanwhile is not None:
        answer, by = form.meanwhile
        said = format_answer(answer, is_from_file=form.page.is_from_file)
        blocks.append(
            section(
                f"⚠ *{escape(by)} saved this step while you had it open:*\n"
                f"{said}\nWhat you typed is still below. *Save* puts "
                "yours in its place; *All steps* leaves theirs."
            )
        )
    if form.notice:
        blocks.append(section(f"⚠ {escape(form.notice)}"))
    return blocks


def _where(step: Step) -> str:
    if step not in ASKED:
        return STEP_WORDS[step]
    number = ASKED.index(step) + 1
    return f"Step {number} of {len(ASKED)}: {uncapitalised(STEP_WORDS[step])}"


def entry(
    block_id: str,
    label: str,
    element: InputInteractiveElement,
    *,
    hint: str = "",
    optional: bool = False,
) -> InputBlock:
    """Return an input."""
    return InputBlock(
        block_id=block_id,
        label=label,
        element=element,
        hint=hint or None,
        optional=optional,
    )


def line(
    block_id: str,
    label: str,
    value: str = "",
    *,
    hint: str = "",
    optional: bool = False,
) -> InputBlock:
    """Ask for a line of text."""
    element = PlainTextInputElement(
        action_id=VALUE, initial_value=value or None, max_length=_ONE_LINE_CHARS
    )
    return entry(block_id, label, element, hint=hint, optional=optional)


def choice(
    block_id: str,
    label: str,
    words: Mapping[str, str],
    chosen: str | None,
    *,
    hint: str = "",
) -> InputBlock:
    """Ask for one of a list, or none."""
    options = [Option(value=value, text=text) for value, text in words.items()]
    initial = next((option for option in options if option.value == chosen), None)
    element = StaticSelectElement(
        action_id=VALUE, options=options, initial_option=initial
    )
    return entry(block_id, label, element, hint=hint, optional=True)


def number(
    block_id: str, label: str, value: int, *, least: int = 1, most: int, hint: str = ""
) -> InputBlock:
    """Ask for a whole number."""
    element = NumberInputElement(
        action_id=VALUE,
        is_decimal_allowed=False,
        min_value=str(least),
        max_value=str(most),
        initial_value=str(value),
    )
    return entry(block_id, label, element, hint=hint)


def clock(block_id: str, label: str, value: str, *, hint: str = "") -> InputBlock:
    """Ask for a time of day."""
    element = TimePickerElement(action_id=VALUE, initial_time=value)
    return entry(block_id, label, element, hint=hint)
