"""Term dates in the set-up: typed, pasted or from a file, and looked through first."""

from datetime import date

from slack_sdk.models.blocks import DividerBlock
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_date, format_list
from bot.domain.kernel.record import Record, SchoolId
from bot.domain.school.profile import Term
from bot.domain.school.set_up import Part, Step, TermsGiven
from bot.domain.school.term_dates import TermDates, as_list
from bot.domain.school.term_words import Season
from bot.results.school.set_up import StepForm, TermsCheck
from bot.views.kernel import ids
from bot.views.kernel.forms import (
    date_field,
    file_field,
    modal_form,
    modal_page,
    text_field,
)
from bot.views.kernel.memory import packed, unpacked
from bot.views.kernel.message import button, button_row, small_print
from bot.views.kernel.text import escape, listed
from bot.views.school.set_up_fields import SetUpMemory, head, meanwhile_line

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
    fields = button("Type them into fields", ids.SET_UP_IN_FIELDS, form.page.school)
    return modal_form(
        ids.TERMS_FORM,
        "Set-up",
        [
            head(form),
            (
                "Paste them as your school publishes them, or upload a calendar file. "
                "On the next page you see what I read, before anything changes."
            ),
            text_field(
                Part.TERMS,
                "Terms, half-terms and INSET days",
                (text or "")[:LIST_MAX_CHARS],
                lines=True,
                example=_EXAMPLE[:150],
                hint=f"For example:\n{_EXAMPLE}",
                optional=True,
            ),
            file_field(
                Part.FILE,
                "Or a file",
                ["ics", "txt", "csv"],
                hint="A calendar (.ics) or a text file.",
                optional=True,
            ),
            button_row("in-fields", fields),
        ],
        submit="Check",
        close="Leave for later",
        memory=_memory(form),
    )


def terms_fields_form(form: StepForm) -> View:
    """Ask for the dates of one school year, one by one."""
    had = form.answer if isinstance(form.answer, TermsGiven) else None
    terms = {term.name.split()[0]: term for term in had.terms} if had else {}
    fields = [
        date_field(
            f"{season.value}_{edge}",
            f"{season} term: {_EDGE_WORDS[edge]}",
            _edge(terms.get(season.value), edge),
            optional=edge.startswith("half"),
        )
        for season in Season
        for edge in EDGES
    ]
    days = sorted(had.closure_days) if had else []
    closed = text_field(
        Part.INSET,
        "INSET and other closure days",
        ", ".join(format_date(day) for day in days),
        hint="With commas between them, such as 1 September 2026, 23 October 2026",
        optional=True,
    )
    size = len(EDGES)
    by_term = [fields[at : at + size] for at in range(0, len(fields), size)]
    return modal_form(
        ids.TERMS_FIELDS_FORM,
        "Set-up",
        [head(form), *([DividerBlock(), *term] for term in by_term), closed],
        submit="Check",
        close="Leave for later",
        memory=_memory(form),
    )


def terms_check(check: TermsCheck) -> View:
    """Show what was read, to be looked through before it applies."""
    memory = TermsMemory(
        school=check.page.school, seen=check.seen, text=as_list(check.read)
    )
    meanwhile = meanwhile_line(
        check,
        "saved other dates while you had these open",
        "*Use these dates* puts yours in their place.",
    )
    remarks = listed([escape(one) for one in check.read.remarks[:20]])
    closed = format_list([format_date(day) for day in sorted(check.read.closure_days)])
    kept = [term.name for term in check.whole.terms if term not in check.read.terms]
    before = small_print(f"As before: {format_list(kept)}.")
    back = button("Change them", ids.TERMS_AGAIN, check.page.school)
    return modal_form(
        ids.TERMS_CHECK,
        "Check the dates",
        [
            meanwhile,
            "*Is this right?* Nothing has changed yet.",
            f"*Please look at this*\n{remarks}" if remarks else None,
            *(_term(term) for term in check.read.terms),
            f"*INSET and other closure days*\n{closed}" if closed else None,
            before if kept else None,
            button_row("again", back),
            small_print("Bank holidays in England I know by myself."),
        ],
        submit="Use these dates",
        memory=packed(memory),
    )


def terms_in(metadata: str) -> TermsMemory:
    """Read back what the page for checking remembers; raises msgspec.MsgspecError."""
    return unpacked(metadata, TermsMemory)


def reading_file() -> View:
    """Say that a file is being read."""
    return modal_page("Set-up", ["I am reading your file. This takes a moment."])


def _term(term: Term) -> str:
    days = f"{format_date(term.days.first)} to {format_date(term.days.last)}"
    half, holiday = term.half_term, "No half-term"
    if half is not None:
        holiday = f"Half-term: {format_date(half.first)} to {format_date(half.last)}"
    return f"*{escape(term.name)}*\n{days}\n{holiday}"


def _edge(term: Term | None, edge: str) -> date | None:
    if term is None:
        return None
    span = term.half_term if edge.startswith("half") else term.days
    if span is None:
        return None
    return span.first if edge.endswith("first") else span.last


def _memory(form: StepForm) -> str:
    return packed(SetUpMemory(school=form.page.school, step=Step.TERMS, seen=form.seen))
