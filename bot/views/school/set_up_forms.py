"""The forms of the set-up's steps, but for the day's hours and the term dates."""

from collections.abc import Callable
from functools import partial

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.concerns.contacts import Contact
from bot.domain.data_protection.retention import MOST_MONTHS, MOST_TERMS, MOST_YEARS
from bot.domain.school.set_up import (
    BodyGiven,
    ContactsGiven,
    DayGiven,
    KeptGiven,
    NameGiven,
    Part,
    PromiseGiven,
    Step,
    TrainingGiven,
)
from bot.results.school.set_up import StepForm
from bot.views.kernel import ids
from bot.views.kernel.forms import (
    date_field,
    menu_field,
    modal_form,
    number_field,
    options_of,
    radio_field,
    text_field,
    tick_field,
    time_field,
)
from bot.views.kernel.memory import packed
from bot.views.kernel.message import section, small_print
from bot.views.school.set_up_day import day_fields
from bot.views.school.set_up_fields import SetUpMemory, head, line
from bot.views.school.set_up_words import CLEARED_WORDS, EVERY_WORDS, TRAINING_WORDS

_NOBODY = Contact(name="", reach="")


def step_form(form: StepForm, *, two_weeks: bool | None = None) -> View:
    """Draw one step's form; *two_weeks* unfolds weeks A and B."""
    if two_weeks is None:
        answer = form.answer
        two_weeks = isinstance(answer, DayGiven) and bool(answer.week_a_begins_on)
    is_day = form.step is Step.DAY
    draw = partial(day_fields, two_weeks=two_weeks) if is_day else _FIELDS[form.step]
    memory = SetUpMemory(
        school=form.page.school, step=form.step, seen=form.seen, two_weeks=two_weeks
    )
    return modal_form(
        ids.SET_UP_FORM,
        "Set-up",
        [head(form), draw(form)],
        submit="Save",
        close="Leave for later",
        memory=packed(memory),
    )


def _school(form: StepForm) -> list[Block]:
    name = form.answer.name if isinstance(form.answer, NameGiven) else ""
    return [line(Part.NAME, "What is the school called?", name)]


def _body(form: StepForm) -> list[Block]:
    had = form.answer
    contact = had.appropriate_body if isinstance(had, BodyGiven) else _NOBODY
    return [
        line(Part.BODY, "Which appropriate body is it?", contact.organisation),
        line(Part.BODY_CONTACT, "Who is your contact there?", contact.name),
        line(
            Part.BODY_REACH,
            "How are they reached?",
            contact.reach,
            hint="An e-mail address or a phone number.",
        ),
        small_print(
            "Every ECT has a named contact at an appropriate body, to speak to when "
            "the school cannot help. This is the one for all of them; under *People* "
            "an ECT can have another."
        ),
    ]


def _contacts(form: StepForm) -> list[Block]:
    had = form.answer if isinstance(form.answer, ContactsGiven) else None
    lead, deputy = [*(had.safeguarding if had else ()), _NOBODY, _NOBODY][:2]
    chair = had.governors if had else _NOBODY
    wellbeing = [f"{one.name}, {one.reach}" for one in had.wellbeing] if had else []
    many = "One on each line: a name, a comma, and how to reach them."
    return [
        line(Part.LEAD, "Designated safeguarding lead", lead.name),
        line(Part.LEAD_REACH, "How are they reached?", lead.reach),
        line(Part.DEPUTY, "Deputy safeguarding lead", deputy.name),
        line(Part.DEPUTY_REACH, "How is the deputy reached?", deputy.reach),
        line(
            Part.CHAIR,
            "Chair of governors",
            chair.name,
            hint="For a worry about the headteacher.",
        ),
        line(Part.CHAIR_REACH, "How is the chair reached?", chair.reach),
        text_field(
            Part.WELLBEING,
            "Who is there for staff who are not safe or not well?",
            "\n".join(wellbeing),
            most=1000,
            lines=True,
            hint=f"{many} Such as: Education Support helpline, 08000 562 561",
        ),
        tick_field(
            Part.CHECKED,
            "Once a year",
            options_of({"yes": "I have checked all of these today"}),
        ),
        small_print(
            "They are shown to whoever says that a child may be at risk, or that they "
            "themselves are not safe."
        ),
    ]


def _training(form: StepForm) -> list[Block]:
    had = form.answer if isinstance(form.answer, TrainingGiven) else None
    one, two = (had.weeks_per_session if had else None) or (None, None)
    every = options_of(EVERY_WORDS)
    else_from = "the day on which you press Start"
    if form.page.is_from_file:
        else_from = "each ECT's first day here"
    rhythm_from = date_field(
        Part.RHYTHM_FROM,
        "If this changes how often they meet: from which day?",
        form.page.today,
        hint="What was to be expected before that day stays. To put right what was "
        "wrong from the beginning, give a day before any session was expected.",
    )
    return [
        radio_field(
            Part.TRAINING,
            "Who leads the training of your ECTs?",
            options_of(TRAINING_WORDS),
            had.training if had else None,
        ),
        line(
            Part.PROVIDER,
            "Lead provider, if there is one",
            had.lead_provider if had else "",
            optional=True,
        ),
        section(
            "*How often mentors and ECTs mean to meet.* With a provider, guidance "
            "calls an hour a week in year 1 and an hour every 2 weeks in year 2 "
            "typical; leave these empty for that. For school-led training it states no "
            "number, so please choose."
        ),
        menu_field(Part.YEAR_ONE, "In year 1", every, str(one), optional=True),
        menu_field(Part.YEAR_TWO, "In year 2", every, str(two), optional=True),
        *([rhythm_from] if form.page.people is not None else []),
        date_field(
            Part.COUNTS_FROM,
            "From which day shall I count sessions?",
            had.counts_from if had else None,
            hint=f"No session is expected before it. Leave it empty for {else_from}.",
            optional=True,
        ),
    ]


def _promise(form: StepForm) -> list[Block]:
    had = form.answer if isinstance(form.answer, PromiseGiven) else PromiseGiven()
    return [
        time_field(
            Part.OPENS,
            "I write to people from",
            had.contact_starts,
            hint="On school days. What somebody does is answered at any hour.",
        ),
        time_field(Part.CLOSES, "until", had.contact_ends),
        number_field(
            Part.SEEN_IN,
            "A concern is seen within this many school days",
            had.concerns_seen_in,
            span=(1, 10),
        ),
        number_field(
            Part.ANSWERED_IN,
            "and answered within this many school days",
            had.concerns_answered_in,
            span=(1, 30),
        ),
        small_print(
            "This is your school's own promise: guidance sets no date for an answer."
        ),
    ]


_KEPT = (
    (
        *(Part.KEEP_FACTS, "facts_years", (1, MOST_YEARS)),
        "That people met, and for how long: years after the induction",
        (
            "Then the numbers stay, without names. Six is usual for induction "
            "documents, if the school counts these among them."
        ),
    ),
    (
        *(Part.KEEP_WORDS, "words_terms", (0, MOST_TERMS)),
        "Notes, next steps, words of drop-ins: terms after the one they are from",
        "0: until that term ends. Then they are gone.",
    ),
    (
        *(Part.KEEP_CONCERNS, "concerns_months", (1, MOST_MONTHS)),
        "Concerns: months after they are closed",
        "Then that there was one stays, without words or names.",
    ),
    (
        *(Part.KEEP_MESSAGES, "messages_months", (1, MOST_MONTHS)),
        "Messages and reminders that were sent: months",
        "Only what the bot knows of them. Slack keeps its own copies.",
    ),
    (
        *(Part.KEEP_AUDIT, "audit_years", (1, MOST_YEARS)),
        "Who looked at what, and certificates of what went: years",
        "People can see who has read about them for as long as this.",
    ),
)


def _kept(form: StepForm) -> list[Block]:
    had = form.answer if isinstance(form.answer, KeptGiven) else KeptGiven()
    kept = had.retention
    return [
        small_print(
            "No law gives numbers for these; your data protection officer may have a "
            "view. What is shorter than before shows as past its time within a month."
        ),
        *(
            number_field(part, label, getattr(kept, name), span=span, hint=hint)
            for part, name, span, label, hint in _KEPT
        ),
        radio_field(
            Part.CLEARED,
            "When something is past its time",
            options_of(CLEARED_WORDS),
            str(kept.by_itself),
        ),
    ]


_FIELDS: dict[Step, Callable[[StepForm], list[Block]]] = {
    Step.SCHOOL: _school,
    Step.BODY: _body,
    Step.CONTACTS: _contacts,
    Step.TRAINING: _training,
    Step.PROMISE: _promise,
    Step.KEPT: _kept,
}
