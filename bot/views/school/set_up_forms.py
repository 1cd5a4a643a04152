"""The forms of the set-up's steps, but for the day's hours and the term dates."""

from collections.abc import Callable
from datetime import date

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.domain.concerns.contacts import Contact
from bot.domain.data_protection.retention import MOST_MONTHS, MOST_TERMS, MOST_YEARS
from bot.domain.school.profile import Training
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
from bot.views.kernel.forms import VALUE
from bot.views.kernel.message import section, small_print
from bot.views.school.set_up_day import day_fields
from bot.views.school.set_up_fields import (
    SetUpMemory,
    choice,
    clock,
    entry,
    head,
    line,
    number,
    packed,
)
from bot.views.school.set_up_words import CLEARED_WORDS, EVERY_WORDS, TRAINING_WORDS

_NOBODY = Contact(name="", reach="")


def step_form(form: StepForm, *, two_weeks: bool | None = None) -> View:
    """Draw one step's form; *two_weeks* unfolds weeks A and B."""
    if two_weeks is None:
        answer = form.answer
        two_weeks = isinstance(answer, DayGiven) and bool(answer.week_a_begins_on)
    fields = (
        day_fields(form, two_weeks=two_weeks)
        if form.step is Step.DAY
        else _FIELDS[form.step](form)
    )
    memory = SetUpMemory(
        school=form.page.school, step=form.step, seen=form.seen, two_weeks=two_weeks
    )
    return View(
        type="modal",
        callback_id=ids.SET_UP_FORM,
        title="Set-up",
        submit="Save",
        close="Leave for later",
        private_metadata=packed(memory),
        blocks=[*head(form), *fields],
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
        entry(
            Part.WELLBEING,
            "Who is there for staff who are not safe or not well?",
            PlainTextInputElement(
                action_id=VALUE,
                multiline=True,
                max_length=1000,
                initial_value="\n".join(wellbeing) or None,
            ),
            hint=f"{many} Such as: Education Support helpline, 08000 562 561",
        ),
        entry(
            Part.CHECKED,
            "Once a year",
            CheckboxesElement(
                action_id=VALUE,
                options=[Option(value="yes", text="I have checked all of these today")],
            ),
        ),
        small_print(
            "They are shown to whoever says that a child may be at risk, or that they "
            "themselves are not safe."
        ),
    ]


def _training(form: StepForm) -> list[Block]:
    had = form.answer if isinstance(form.answer, TrainingGiven) else None
    options = [Option(value=t.value, text=TRAINING_WORDS[t]) for t in Training]
    one, two = (had.weeks_per_session if had else None) or (None, None)
    every = {str(weeks): words for weeks, words in EVERY_WORDS.items()}
    else_from = "the day on which you press Start"
    if form.page.is_from_file:
        else_from = "each ECT's first day here"
    return [
        entry(
            Part.TRAINING,
            "Who leads the training of your ECTs?",
            RadioButtonsElement(
                action_id=VALUE,
                options=options,
                initial_option=next(
                    (o for o in options if had and o.value == had.training.value), None
                ),
            ),
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
        choice(Part.YEAR_ONE, "In year 1", every, str(one) if one else None),
        choice(Part.YEAR_TWO, "In year 2", every, str(two) if two else None),
        *(_rhythm_from(form.page.today) if form.page.people is not None else []),
        entry(
            Part.COUNTS_FROM,
            "From which day shall I count sessions?",
            DatePickerElement(
                action_id=VALUE,
                initial_date=had.counts_from.isoformat()
                if had and had.counts_from
                else None,
            ),
            hint=f"No session is expected before it. Leave it empty for {else_from}.",
            optional=True,
        ),
    ]


def _rhythm_from(today: date) -> list[Block]:
    """Ask from when another rhythm holds, at a school that has one already."""
    return [
        entry(
            Part.RHYTHM_FROM,
            "If this changes how often they meet: from which day?",
            DatePickerElement(action_id=VALUE, initial_date=today.isoformat()),
            hint="What was to be expected before that day stays. To put right what was "
            "wrong from the beginning, give a day before any session was expected.",
        )
    ]


def _promise(form: StepForm) -> list[Block]:
    had = form.answer if isinstance(form.answer, PromiseGiven) else PromiseGiven()
    return [
        clock(
            Part.OPENS,
            "I write to people from",
            f"{had.contact_starts:%H:%M}",
            hint="On school days. What somebody does is answered at any hour.",
        ),
        clock(Part.CLOSES, "until", f"{had.contact_ends:%H:%M}"),
        number(
            Part.SEEN_IN,
            "A concern is seen within this many school days",
            had.concerns_seen_in,
            most=10,
        ),
        number(
            Part.ANSWERED_IN,
            "and answered within this many school days",
            had.concerns_answered_in,
            most=30,
        ),
        small_print(
            "This is your school's own promise: guidance sets no date for an answer."
        ),
    ]


def _kept(form: StepForm) -> list[Block]:
    had = form.answer if isinstance(form.answer, KeptGiven) else KeptGiven()
    kept = had.retention
    options = [
        Option(value=str(by_itself), text=text)
        for by_itself, text in CLEARED_WORDS.items()
    ]
    return [
        small_print(
            "No law gives numbers for these; your data protection officer may have a "
            "view. What is shorter than before shows as past its time within a month."
        ),
        number(
            Part.KEEP_FACTS,
            "That people met, and for how long: years after the induction",
            kept.facts_years,
            most=MOST_YEARS,
            hint="Then the numbers stay, without names. Six is usual for induction "
            "documents, if the school counts these among them.",
        ),
        number(
            Part.KEEP_WORDS,
            "Notes, next steps, words of drop-ins: terms after the one they are from",
            kept.words_terms,
            least=0,
            most=MOST_TERMS,
            hint="0: until that term ends. Then they are gone.",
        ),
        number(
            Part.KEEP_CONCERNS,
            "Concerns: months after they are closed",
            kept.concerns_months,
            most=MOST_MONTHS,
            hint="Then that there was one stays, without words or names.",
        ),
        number(
            Part.KEEP_MESSAGES,
            "Messages and reminders that were sent: months",
            kept.messages_months,
            most=MOST_MONTHS,
            hint="Only what the bot knows of them. Slack keeps its own copies.",
        ),
        number(
            Part.KEEP_AUDIT,
            "Who looked at what, and certificates of what went: years",
            kept.audit_years,
            most=MOST_YEARS,
            hint="People can see who has read about them for as long as this.",
        ),
        entry(
            Part.CLEARED,
            "When something is past its time",
            RadioButtonsElement(
                action_id=VALUE,
                options=options,
                initial_option=options[list(CLEARED_WORDS).index(kept.by_itself)],
            ),
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
