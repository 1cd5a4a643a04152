"""`/ect setup`: the overview, its steps, and dates that are looked through first."""

from dataclasses import replace

from slack_sdk.models.views import View

from bot.documents.reading_apart import read_apart
from bot.documents.term_file import MOST_BYTES, read_term_file
from bot.documents.term_list import closure_days_in, read_term_list
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.record import SchoolId
from bot.domain.school.set_up import (
    BadAnswer,
    Part,
    SavedMeanwhile,
    Step,
    TermsGiven,
    seen,
)
from bot.domain.school.term_dates import BadTerms, TermDates, term_dates
from bot.ports.bundle import Ports
from bot.ports.files import NotFetched
from bot.results.school.set_up import SetUpPage, StepForm, TermsCheck
from bot.usecases.school.set_up import (
    halt_bot,
    open_set_up,
    open_step,
    save_answer,
    set_up_history,
    start_bot,
    undo_answer,
)
from bot.usecases.school.set_up_begin import begin_another, begin_set_up, drop_set_up
from bot.usecases.school.term_entry import check_terms
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.school.set_up import let_go, set_up_page, step_in
from bot.views.school.set_up import set_up_history as history_page
from bot.views.school.set_up_fields import SetUpMemory, memory_in
from bot.views.school.set_up_forms import step_form
from bot.views.school.set_up_terms import (
    reading_file,
    terms_check,
    terms_fields_form,
    terms_form,
    terms_in,
)
from handlers.calls import Answer, Call, Later, Meanwhile, Reply
from handlers.listening import Listening
from handlers.school.set_up_reading import Fields, days_in_fields, read_answer

_ANOTHER = ("another", "further", "new")


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the set-up's buttons and forms."""
    listening.action(ids.OPEN_SET_UP, lambda call: _page(ports, call))
    listening.action(ids.SET_UP_PAGE_ANY, lambda call: _page(ports, call, call.value))
    listening.action(ids.SET_UP_STEP_ANY, lambda call: _step(ports, call))
    listening.action(
        ids.SET_UP_UNDO,
        lambda call: set_up_page(undo_answer(ports, call.actor, call.value)),
    )
    listening.action(
        ids.SET_UP_START,
        lambda call: set_up_page(start_bot(ports, call.actor, SchoolId(call.value))),
    )
    listening.action(
        ids.SET_UP_HALT,
        lambda call: set_up_page(halt_bot(ports, call.actor, SchoolId(call.value))),
    )
    listening.action(
        ids.SET_UP_HISTORY,
        lambda call: history_page(
            set_up_history(ports, call.actor, SchoolId(call.value))
        ),
    )
    listening.action(ids.SET_UP_ANOTHER, lambda _call: _another(ports))
    listening.action(ids.SET_UP_DROP, lambda call: _drop(ports, call))
    listening.action(ids.SET_UP_TWO_WEEKS, lambda call: _two_weeks(ports, call))
    listening.action(ids.SET_UP_IN_FIELDS, lambda call: _in_fields(ports, call))
    listening.action(ids.TERMS_AGAIN, lambda call: _terms_again(ports, call))
    listening.submission(ids.SET_UP_FORM, lambda call: _save(ports, call))
    listening.submission(ids.TERMS_FORM, lambda call: _read_terms(ports, call))
    listening.submission(ids.TERMS_FIELDS_FORM, lambda call: _read_fields(ports, call))
    listening.submission(ids.TERMS_CHECK, lambda call: _save_terms(ports, call))


def set_up_typed(ports: Ports, call: Call, text: str) -> Reply:
    """Answer `/ect setup`, and `/ect setup another` for one more school."""
    return _another(ports) if text.lower().startswith(_ANOTHER) else _page(ports, call)


def _another(ports: Ports) -> Reply:
    return Later(lambda call: set_up_page(begin_another(ports, call.actor)))


def _drop(ports: Ports, call: Call) -> Reply:
    page = drop_set_up(ports, call.actor, SchoolId(call.value))
    return set_up_page(page) if page else told("Set-up", let_go())


def _page(ports: Ports, call: Call, school: str = "") -> Reply:
    """Open the overview; in a workspace without a school Slack is asked who may."""
    page = open_set_up(ports, call.actor, SchoolId(school) if school else None)
    if page is None:
        return Later(lambda call: set_up_page(begin_set_up(ports, call.actor)))
    return set_up_page(page)


def _step(ports: Ports, call: Call) -> View:
    school, step = step_in(call.value)
    return _form(open_step(ports, call.actor, SchoolId(school), step))


def _form(form: StepForm) -> View:
    return terms_form(form) if form.step is Step.TERMS else step_form(form)


def _two_weeks(ports: Ports, call: Call) -> View:
    memory = memory_in(call.body["view"]["private_metadata"])
    form = open_step(ports, call.actor, memory.school, memory.step)
    return step_form(replace(form, seen=memory.seen), two_weeks=True)


def _save(ports: Ports, call: Call) -> Answer:
    view = call.body["view"]
    memory = memory_in(view["private_metadata"])
    form = open_step(ports, call.actor, memory.school, memory.step)
    try:
        answer = read_answer(
            view,
            memory.step,
            form.answer,
            today=form.page.today,
            two_weeks=memory.two_weeks,
        )
        page = save_answer(
            ports,
            call.actor,
            memory.school,
            answer=answer,
            seen_before=memory.seen,
            delivery=call.delivery,
        )
    except BadAnswer as bad:
        return {bad.field: bad.sentence}
    except SavedMeanwhile as other:
        shown = replace(
            form, seen=seen(other.answer), meanwhile=(other.answer, other.by)
        )
        return step_form(shown, two_weeks=memory.two_weeks)
    return _after(ports, call, page)


def _after(ports: Ports, call: Call, page: SetUpPage) -> View:
    """Lead on to the next step that is missing, or back to the overview."""
    was_new = page.saved is not None and page.saved.before is None
    if not was_new or page.next is None:
        return set_up_page(page)
    form = open_step(ports, call.actor, page.school, page.next)
    return _form(replace(form, page=page))


def _read_terms(ports: Ports, call: Call) -> Answer:
    view = call.body["view"]
    memory, fields = memory_in(view["private_metadata"]), Fields(view)
    file_id, text = fields.file(Part.FILE), fields.text(Part.TERMS)
    if file_id is not None:
        return Meanwhile(
            reading_file(),
            lambda call: _read_file(ports, call, memory, file_id=file_id, text=text),
            reads=True,
        )
    if not text:
        return {Part.TERMS.value: "Please paste the dates, or choose a file below."}
    form = open_step(ports, call.actor, memory.school, Step.TERMS)
    try:
        read = read_term_list(text, today=form.page.today)
        return terms_check(_checked(ports, call, memory, read))
    except BadTerms as bad:
        return {Part.TERMS.value: bad.sentence}


def _read_file(
    ports: Ports, call: Call, memory: SetUpMemory, *, file_id: str, text: str
) -> View:
    """Fetch and read a file; what cannot be read leads back to the form."""
    form = open_step(ports, call.actor, memory.school, Step.TERMS)
    form = replace(form, seen=memory.seen)
    try:
        file = ports.files.fetch(call.actor.team, file_id, at_most_bytes=MOST_BYTES)
        read = read_apart(
            read_term_file, file.content, file.name, today=form.page.today
        )
        return terms_check(_checked(ports, call, memory, read))
    except NotFetched as fault:
        return terms_form(replace(form, notice=str(fault)), text)
    except Refusal as bad:
        return terms_form(replace(form, notice=bad.sentence), text)


def _in_fields(ports: Ports, call: Call) -> View:
    memory = memory_in(call.body["view"]["private_metadata"])
    form = open_step(ports, call.actor, memory.school, Step.TERMS)
    return terms_fields_form(replace(form, seen=memory.seen))


def _read_fields(ports: Ports, call: Call) -> Answer:
    view = call.body["view"]
    memory = memory_in(view["private_metadata"])
    form = open_step(ports, call.actor, memory.school, Step.TERMS)
    try:
        days = days_in_fields(view)
        days += closure_days_in(Fields(view).text(Part.INSET), days)
        read = term_dates(days, (), today=form.page.today)
        return terms_check(_checked(ports, call, memory, read))
    except BadAnswer as bad:
        return {bad.field: bad.sentence}
    except BadTerms as bad:
        return {Part.INSET.value: bad.sentence}


def _terms_again(ports: Ports, call: Call) -> View:
    memory = terms_in(call.body["view"]["private_metadata"])
    form = open_step(ports, call.actor, memory.school, Step.TERMS)
    return terms_form(replace(form, seen=memory.seen), memory.text)


def _save_terms(ports: Ports, call: Call) -> Answer:
    memory = terms_in(call.body["view"]["private_metadata"])
    form = open_step(ports, call.actor, memory.school, Step.TERMS)
    read = read_term_list(memory.text, today=form.page.today)
    check = check_terms(ports, call.actor, memory.school, read)
    whole = check.whole
    try:
        page = save_answer(
            ports,
            call.actor,
            memory.school,
            answer=TermsGiven(terms=whole.terms, closure_days=whole.closure_days),
            seen_before=memory.seen,
            delivery=call.delivery,
        )
    except SavedMeanwhile as other:
        meanwhile = (other.answer, other.by)
        shown = replace(check, seen=seen(other.answer), meanwhile=meanwhile)
        return terms_check(shown)
    return _after(ports, call, page)


def _checked(
    ports: Ports, call: Call, memory: SetUpMemory, read: TermDates
) -> TermsCheck:
    check = check_terms(ports, call.actor, memory.school, read)
    return replace(check, seen=memory.seen)
