"""Term dates in the set-up: typed, pasted or from a file, and looked through first."""

import msgspec
from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    DividerBlock,
    PlainTextInputElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_date, format_list
from bot.domain.kernel.record import Record, SchoolId
from bot.domain.school.profile import Term
from bot.domain.school.set_up import Part, Step, TermsGiven
from bot.domain.school.term_dates import TermDates, as_list
from bot.domain.school.term_words import Season
from bot.results.school.set_up import StepForm, TermsCheck
from bot.views.kernel import ids
from bot.views.kernel.forms import VALUE
from bot.views.kernel.message import button, buttons, section, small_print
from bot.views.kernel.text import escape
from bot.views.school.set_up_fields import SetUpMemory, entry, head, packed
from bot.views.school.set_up_words import format_answer

LIST_MAX_CHARS = 3000  # what a field of Slack's takes
EDGES = ("first", "last", "half_first", "half_last")
_EDGE_WORDS = {
    "first": "first day",
    "last": "last day",
    "half_first": "half-term begins",
    "half_last": "half-term ends",
}
_EXAMPLE = (
    "Autumn term: 3 September 2026 to 18 December 2026\n"
    "Half-term: 26 to 30 October 2026\n"
    "INSET days: 1, 2 September; 23 October 2026"
)


class TermsMemory(Record, frozen=True, kw_only=True):
    """What the page for checking remembers: the dates as a list."""

    school: SchoolId
    seen: str
    text: str


def terms_form(form: StepForm, text: str | None = None) -> View:
    """Ask for the dates as a list, or as a file."""
    had = form.answer if isinstance(form.answer, TermsGiven) else None
    if text is None and had is not None:
        text = as_list(TermDates(had.terms, had.closure_days))
    fields = button(
        "Type them into fields", action_id=ids.SET_UP_IN_FIELDS, value=form.page.school
    )
    return View(
        type="modal",
        callback_id=ids.TERMS_FORM,
        title="Set-up",
        submit="Check",
        close="Leave for later",
        private_metadata=_memory(form),
        blocks=[
            *head(form),
            section(
                "Paste them as your school publishes them, or upload a calendar file. "
                "On the next page you see what I read, before anything changes."
            ),
            entry(
                Part.TERMS,
                "Terms, half-terms and INSET days",
                PlainTextInputElement(
                    action_id=VALUE,
                    multiline=True,
                    initial_value=(text or "")[:LIST_MAX_CHARS] or None,
                    placeholder=_EXAMPLE[:150],
                ),
                hint=f"For example:\n{_EXAMPLE}",
                optional=True,
            ),
            entry(
                Part.FILE,
                "Or a file",
                FileInputElement(
                    action_id=VALUE, filetypes=["ics", "txt", "csv"], max_files=1
                ),
                hint="A calendar (.ics) or a text file.",
                optional=True,
            ),
            buttons([fields], block_id="in-fields"),
        ],
    )


def terms_fields_form(form: StepForm) -> View:
    """Ask for the dates of one school year, one by one."""
    had = form.answer if isinstance(form.answer, TermsGiven) else None
    terms = {term.name.split()[0]: term for term in had.terms} if had else {}
    blocks: list[Block] = [*head(form)]
    for season in Season:
        blocks.append(DividerBlock())
        for edge in EDGES:
            picker = DatePickerElement(
                action_id=VALUE, initial_date=_edge(terms.get(season.value), edge)
            )
            label = f"{season} term: {_EDGE_WORDS[edge]}"
            optional = edge.startswith("half")
            block_id = f"{season.value}_{edge}"
            blocks.append(entry(block_id, label, picker, optional=optional))
    days = (
        ", ".join(format_date(day) for day in sorted(had.closure_days)) if had else ""
    )
    blocks.append(
        entry(
            Part.INSET,
            "INSET and other closure days",
            PlainTextInputElement(action_id=VALUE, initial_value=days or None),
            hint="With commas between them, such as 1 September 2026, 23 October 2026",
            optional=True,
        )
    )
    return View(
        type="modal",
        callback_id=ids.TERMS_FIELDS_FORM,
        title="Set-up",
        submit="Check",
        close="Leave for later",
        private_metadata=_memory(form),
        blocks=blocks,
    )


def terms_check(check: TermsCheck) -> View:
    """Show what was read, to be looked through before it applies."""
    memory = TermsMemory(
        school=check.page.school, seen=check.seen, text=as_list(check.read)
    )
    blocks: list[Block] = []
    if check.meanwhile is not None:
        answer, by = check.meanwhile
        said = format_answer(answer, is_from_file=check.page.is_from_file)
        blocks.append(
            section(
                f"⚠ *{escape(by)} saved other dates while you had these open:*\n"
                f"{said}\n*Use these dates* puts yours in their place."
            )
        )
    blocks.append(section("*Is this right?* Nothing has changed yet."))
    if check.read.remarks:
        remarks = "\n".join(f"• {escape(one)}" for one in check.read.remarks[:20])
        blocks.append(section(f"*Please look at this*\n{remarks}"))
    blocks += [section(_term(term)) for term in check.read.terms]
    days = sorted(check.read.closure_days)
    if days:
        said = format_list([format_date(day) for day in days])
        blocks.append(section(f"*INSET and other closure days*\n{said}"))
    kept = [term.name for term in check.whole.terms if term not in check.read.terms]
    if kept:
        blocks.append(small_print(f"As before: {format_list(kept)}."))
    back = button("Change them", action_id=ids.TERMS_AGAIN, value=check.page.school)
    blocks += [
        buttons([back], block_id="again"),
        small_print("Bank holidays in England I know by myself."),
    ]
    return View(
        type="modal",
        callback_id=ids.TERMS_CHECK,
        title="Check the dates",
        submit="Use these dates",
        close="Cancel",
        private_metadata=msgspec.json.encode(memory).decode(),
        blocks=blocks,
    )


def terms_in(metadata: str) -> TermsMemory:
    """Read back what the page for checking remembers."""
    return msgspec.json.decode(metadata, type=TermsMemory)


def reading_file() -> View:
    """Say that a file is being read."""
    text = "I am reading your file. This takes a moment."
    return View(type="modal", title="Set-up", close="Close", blocks=[section(text)])


def _term(term: Term) -> str:
    days = f"{format_date(term.days.first)} to {format_date(term.days.last)}"
    lines = [f"*{escape(term.name)}*", days]
    half = term.half_term
    if half is None:
        lines.append("No half-term")
    else:
        lines.append(
            f"Half-term: {format_date(half.first)} to {format_date(half.last)}"
        )
    return "\n".join(lines)


def _edge(term: Term | None, edge: str) -> str | None:
    if term is None:
        return None
    span = term.half_term if edge.startswith("half") else term.days
    if span is None:
        return None
    return (span.first if edge.endswith("first") else span.last).isoformat()


def _memory(form: StepForm) -> str:
    return packed(SetUpMemory(school=form.page.school, step=Step.TERMS, seen=form.seen))
