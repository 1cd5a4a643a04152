"""The set-up's overview: which steps are done, which are missing, what comes next."""

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_count, format_day, uncapitalised
from bot.domain.kernel.history import Event
from bot.domain.school.set_up import ASKED, Step
from bot.results.school.set_up import SetUpHistory, SetUpPage
from bot.views.kernel import ids
from bot.views.kernel.forms import menu, modal_page, options_of
from bot.views.kernel.message import (
    Message,
    button,
    button_row,
    message,
    plain,
    section,
    small_print,
    sure,
)
from bot.views.kernel.text import escape, listed
from bot.views.school.set_up_words import (
    STEP_WORDS,
    STILL_MISSING,
    format_answer,
    format_people,
)

_CAN_STOP = (
    "You can stop at any time: what is saved stays, and `/ect setup` goes on from "
    "there."
)
_WHO = "School admins and induction tutors see and change this."
_DONE, _MISSING = "done", "still missing"
_ACT_WORDS = {
    Event.SET_UP_SAVED: "saved",
    Event.SET_UP_UNDONE: "took back",
    Event.BOT_STARTED: "started the bot",
    Event.BOT_HALTED: "took back the start",
}


def set_up_page(page: SetUpPage) -> View:
    """Draw the overview."""
    steps = [_step(page, step, f"{at}. ") for at, step in enumerate(ASKED, start=1)]
    others = menu(
        options_of(page.others),
        action_id=ids.SET_UP_PAGE,
        placeholder="Another of your schools",
    )
    return modal_page(
        "Set-up",
        [
            _title(page),
            saved_line(page) if page.saved is not None else None,
            button_row("set-up", *_row(page)),
            *steps,
            _people(page),
            _start(page),
            _step(page, Step.KEPT),
            button_row("others", others) if page.others else None,
            _more(page),
            small_print(_WHO if page.is_started else f"{_CAN_STOP} {_WHO}"),
        ],
    )


def saved_line(page: SetUpPage) -> SectionBlock:
    """Say what was saved or taken back just now, with Undo."""
    change = page.saved
    if change is None:
        return section(" ")
    step = uncapitalised(STEP_WORDS[change.step])
    if change.undone:
        return section(f"Taken back: {step}.")
    undo = button("Undo", ids.SET_UP_UNDO, change.id)
    return section(f"Saved: {step}.", block_id="saved", beside=undo)


def set_up_history(history: SetUpHistory) -> View:
    """Draw who saved what, newest first."""
    lines = [
        f"{format_day(at.date())}, {at:%H:%M}: {escape(by)} {_ACT_WORDS[act.did]}"
        + (f" {uncapitalised(STEP_WORDS[Step(act.facts)])}" if act.facts else "")
        for act, by, at in history.acts
    ]
    text = "\n".join(lines) or "Nothing has been saved yet."
    back = button("Back", ids.SET_UP_PAGE, history.school)
    return modal_page("Set-up: history", [text, button_row("back", back)])


def open_set_up_button() -> Message:
    """Offer the set-up to someone who typed `setup` where no form can be opened."""
    opens = button("Set-up", ids.OPEN_SET_UP)
    return message("Open the set-up of your school.", opens, row="open-set-up")


def open_another_button() -> Message:
    """Offer one more school to someone who typed `setup another` there."""
    begins = button("Begin another school", ids.SET_UP_ANOTHER)
    return message("Begin one more school in this workspace.", begins, row="another")


def step_value(school: str, step: Step) -> str:
    """Pack what a step's button carries."""
    return f"{school}|{step.value}"


def step_in(value: str) -> tuple[str, Step]:
    """Unpack what a step's button carries."""
    school, _, step = value.partition("|")
    return school, Step(step)


def let_go() -> Message:
    """Say that one more school is set up no more."""
    return plain("That school is not set up, and nothing is kept of it.")


def _more(page: SetUpPage) -> list[Block]:
    """Offer to begin one more school, or to let go of one that was begun."""
    if page.may_begin_another:
        begins = button("Begin another school", ids.SET_UP_ANOTHER)
        said = "One more school here? An admin of the Slack workspace can begin it."
        return [small_print(said), *button_row("another", begins)]
    if not page.may_drop:
        return []
    confirm = sure(
        "Not set up this school?",
        "What was entered for it is deleted. Your other schools stay as they are.",
        yes="Let go of it",
        no="Keep it",
    )
    label = "Do not set up this school"
    drop = button(label, ids.SET_UP_DROP, page.school, confirm=confirm)
    return button_row("drop", drop)


def _title(page: SetUpPage) -> str:
    total = len(ASKED)
    done = total - len(page.missing)
    name = escape(page.name) or ("one more school" if page.may_drop else "your school")
    lines = [f"*Set-up of {name}*"]
    if page.is_started:
        lines.append("The bot is running here.")
    elif page.may_start:
        lines.append("Everything is entered. Once you press *Start*, I remind people.")
    else:
        lines.append(
            f"{done} of {total} steps about the school are done. I write to nobody "
            "before you press *Start* at the end."
        )
    if page.are_contacts_old:
        lines.append(
            "⚠ The safeguarding and wellbeing contacts were last checked more than a "
            "year ago. Please look at them."
        )
    return "\n".join(lines)


def _row(page: SetUpPage) -> list[ButtonElement]:
    history = button("History", ids.SET_UP_HISTORY, page.school)
    if page.next is not None:
        label = f"Next: {uncapitalised(STEP_WORDS[page.next])}"
        value = step_value(page.school, page.next)
        step = button(label, f"{ids.SET_UP_STEP}.next", value, style="primary")
        return [step, history]
    if page.people is not None and not page.people.is_complete:
        label = "Next: people and pairings"
        people = button(label, ids.OPEN_PEOPLE, page.school, style="primary")
        return [people, history]
    if page.may_start and not page.is_started:
        return [_start_button(page), history]
    return [history]


def _step(page: SetUpPage, step: Step, number: str = "") -> SectionBlock:
    answer = page.answers.get(step)
    state, said, label = f": {_MISSING}", STILL_MISSING.get(step, ""), "Enter"
    if answer is not None:
        state = f": {_DONE}" if number else ""
        said, label = format_answer(answer, is_from_file=page.is_from_file), "Change"
    return section(
        f"*{number}{STEP_WORDS[step]}*{state}\n{said}",
        block_id=f"step-{step.value}",
        beside=button(
            label,
            f"{ids.SET_UP_STEP}.{step.value}",
            step_value(page.school, step),
            spoken=f"{label}: {uncapitalised(STEP_WORDS[step])}",
        ),
    )


def _people(page: SetUpPage) -> SectionBlock:
    title = f"*{len(ASKED) + 1}. People and pairings*"
    if page.people is None:
        return section(
            f"{title}: {_MISSING}\nThis comes once the steps above are done."
        )
    so_far, missing = format_people(page.people)
    state = _MISSING if missing else _DONE
    text = f"{title}: {state}\n{so_far}.\n{listed(missing)}".rstrip("\n")
    people = button("People", ids.OPEN_PEOPLE, page.school)
    return section(text, block_id="step-people", beside=people)


def _start(page: SetUpPage) -> SectionBlock:
    title = f"*{len(ASKED) + 2}. Start*"
    if page.is_started:
        text = f"{title}: {_DONE}\nReminders go out in the school's own hours."
        if not page.may_halt:
            return section(text)
        undo = button("Undo", ids.SET_UP_HALT, page.school)
        return section(text, block_id="step-start", beside=undo)
    if not page.may_start:
        left = len(page.missing)
        what = format_count(left, "step") if left else "people and pairings"
        return section(f"{title}: {_MISSING}\nFirst: {what}.")
    text = f"{title}: {_MISSING}\nNobody is reminded of anything yet."
    return section(text, block_id="step-start", beside=_start_button(page))


def _start_button(page: SetUpPage) -> ButtonElement:
    return button("Start", ids.SET_UP_START, page.school, style="primary")
