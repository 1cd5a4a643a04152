"""The fields that the forms of the set-up share, and what such a form remembers."""

from typing import Unpack

from slack_sdk.models.blocks import Block, InputBlock

from bot.domain.kernel.formatting import uncapitalised
from bot.domain.kernel.record import Record, SchoolId
from bot.domain.school.set_up import ASKED, Step
from bot.results.school.set_up import StepForm, TermsCheck
from bot.views.kernel import ids
from bot.views.kernel.forms import Extras, text_field
from bot.views.kernel.memory import unpacked
from bot.views.kernel.message import blocks_of, button, section
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


def memory_in(metadata: str) -> SetUpMemory:
    """Read back what a form remembers; raises msgspec.MsgspecError."""
    return unpacked(metadata, SetUpMemory)


def meanwhile_line(form: StepForm | TermsCheck, lead: str, rest: str) -> str | None:
    """Say that somebody else saved the step meanwhile, and what."""
    if form.meanwhile is None:
        return None
    answer, by = form.meanwhile
    said = format_answer(answer, is_from_file=form.page.is_from_file)
    return f"⚠ *{escape(by)} {lead}:*\n{said}\n{rest}"


def head(form: StepForm) -> list[Block]:
    """Return what stands above the fields: where one is, and what just happened."""
    all_steps = button("All steps", ids.SET_UP_PAGE, form.page.school)
    where = section(f"*{_where(form.step)}*", block_id="where", beside=all_steps)
    meanwhile = meanwhile_line(
        form,
        "saved this step while you had it open",
        "What you typed is still below. *Save* puts yours in its place; *All steps* "
        "leaves theirs.",
    )
    return blocks_of(
        [
            saved_line(form.page) if form.page.saved is not None else None,
            where,
            meanwhile,
            f"⚠ {escape(form.notice)}" if form.notice else None,
        ]
    )


def _where(step: Step) -> str:
    if step not in ASKED:
        return STEP_WORDS[step]
    number = ASKED.index(step) + 1
    return f"Step {number} of {len(ASKED)}: {uncapitalised(STEP_WORDS[step])}"


def line(
    block_id: str, label: str, value: str = "", **about: Unpack[Extras]
) -> InputBlock:
    """Ask for a line of text."""
    return text_field(block_id, label, value, most=_ONE_LINE_CHARS, **about)
