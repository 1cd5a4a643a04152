"""The set-up's overview: which steps are done, which are missing, what comes next."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    MarkdownTextObject,
    Option,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_count, format_day, uncapitalised
from bot.domain.kernel.history import Event
from bot.domain.school.set_up import ASKED, Step
from bot.results.school.set_up import SetUpHistory, SetUpPage
from bot.views.kernel import ids
from bot.views.kernel.forms import OPTION_MAX_CHARS, menu
from bot.views.kernel.message import (
    Message,
    button,
    buttons,
    plain,
    section,
    small_print,
)
from bot.views.kernel.text import SECTION_MAX_CHARS, escape, shorten
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
    blocks: list[Block] = [section(_title(page))]
    if page.saved is not None:
        blocks.append(saved_line(page))
    blocks.append(buttons(_row(page), block_id="set-up"))
    for number, step in enumerate(ASKED, start=1):
        blocks.append(_step(page, step, f"{number}. "))
    blocks += [_people(page), _start(page), _step(page, Step.KEPT)]
    if page.others:
        options = [
            Option(value=school, text=shorten(name, to=OPTION_MAX_CHARS))
            for school, name in page.others
        ]
        picker = menu(
            options, action_id=ids.SET_UP_PAGE, placeholder="Another of your schools"
        )
        blocks.append(ActionsBlock(block_id="others", elements=[picker]))
    blocks += _more(page)
    blocks.append(small_print(_WHO if page.is_started else f"{_CAN_STOP} {_WHO}"))
    return View(type="modal", title="Set-up", close="Close", blocks=blocks)


def saved_line(page: SetUpPage) -> SectionBlock:
    """Say what was saved or taken back just now, with Undo."""
    change = page.saved
    if change is None:
        return section(" ")
    step = uncapitalised(STEP_WORDS[change.step])
    if change.undone:
        return section(f"Taken back: {step}.")
    return SectionBlock(
        block_id="saved",
        text=MarkdownTextObject(text=f"Saved: {step}."),
        accessory=button("Undo", action_id=ids.SET_UP_UNDO, value=change.id),
    )


def set_up_history(history: SetUpHistory) -> View:
    """Draw who saved what, newest first."""
    lines = [
        f"{format_day(at.date())}, {at:%H:%M}: {escape(by)} {_ACT_WORDS[act.did]}"
        + (f" {uncapitalised(STEP_WORDS[Step(act.facts)])}" if act.facts else "")
        for act, by, at in history.acts
    ]
    text = "\n".join(lines) or "Nothing has been saved yet."
    back = button("Back", action_id=ids.SET_UP_PAGE, value=history.school)
    return View(
        type="modal",
        title="Set-up: history",
        close="Close",
        blocks=[section(text), buttons([back], block_id="back")],
    )


def open_set_up_button() -> Message:
    """Offer the set-up to someone who typed `setup` where no form can be opened."""
    text = "Open the set-up of your school."
    row = [button("Set-up", action_id=ids.OPEN_SET_UP, value="")]
    return Message((section(text), buttons(row, block_id="open-set-up")), text)


def open_another_button() -> Message:
    """Offer one more school to someone who typed `setup another` there."""
    text = "Begin one more school in this workspace."
    row = [button("Begin another school", action_id=ids.SET_UP_ANOTHER, value="")]
    return Message((section(text), buttons(row, block_id="another")), text)


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
        row = [button("Begin another school", action_id=ids.SET_UP_ANOTHER, value="")]
        said = "One more school here? An admin of the Slack workspace can begin it."
        return [small_print(said), buttons(row, block_id="another")]
    if not page.may_drop:
        return []
    sure = ConfirmObject(
        title="Not set up this school?",
        text="What was entered for it is deleted. Your other schools stay as they are.",
        confirm="Let go of it",
        deny="Keep it",
    )
    row = [
        button(
            "Do not set up this school",
            action_id=ids.SET_UP_DROP,
            value=page.school,
            confirm=sure,
        )
    ]
    return [buttons(row, block_id="drop")]


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
    row = []
    if page.next is not None:
        row.append(
            button(
                f"Next: {uncapitalised(STEP_WORDS[page.next])}",
                action_id=f"{ids.SET_UP_STEP}.next",
                value=step_value(page.school, page.next),
                style="primary",
            )
        )
    elif page.people is not None and not page.people.is_complete:
        row.append(
            button(
                "Next: people and pairings",
                action_id=ids.OPEN_PEOPLE,
                value=page.school,
                style="primary",
            )
        )
    elif page.may_start and not page.is_started:
        row.append(_start_button(page))
    row.append(button("History", action_id=ids.SET_UP_HISTORY, value=page.school))
    return row


def _step(page: SetUpPage, step: Step, number: str = "") -> SectionBlock:
    answer = page.answers.get(step)
    state, said, label = f": {_MISSING}", STILL_MISSING.get(step, ""), "Enter"
    if answer is not None:
        state = f": {_DONE}" if number else ""
        said, label = format_answer(answer, is_from_file=page.is_from_file), "Change"
    text = f"*{number}{STEP_WORDS[step]}*{state}\n{said}"
    return SectionBlock(
        block_id=f"step-{step.value}",
        text=MarkdownTextObject(text=shorten(text, to=SECTION_MAX_CHARS)),
        accessory=button(
            label,
            action_id=f"{ids.SET_UP_STEP}.{step.value}",
            value=step_value(page.school, step),
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
    lines = [f"{title}: {state}", f"{so_far}."]
    lines += [f"• {one}" for one in missing]
    text = shorten("\n".join(lines), to=SECTION_MAX_CHARS)
    return SectionBlock(
        block_id="step-people",
        text=MarkdownTextObject(text=text),
        accessory=button("People", action_id=ids.OPEN_PEOPLE, value=page.school),
    )


def _start(page: SetUpPage) -> SectionBlock:
    title = f"*{len(ASKED) + 2}. Start*"
    if page.is_started:
        text = f"{title}: {_DONE}\nReminders go out in the school's own hours."
        if not page.may_halt:
            return section(text)
        undo = button("Undo", action_id=ids.SET_UP_HALT, value=page.school)
        return SectionBlock(
            block_id="step-start", text=MarkdownTextObject(text=text), accessory=undo
        )
    if not page.may_start:
        left = len(page.missing)
        what = format_count(left, "step") if left else "people and pairings"
        return section(f"{title}: {_MISSING}\nFirst: {what}.")
    text = f"{title}: {_MISSING}\nNobody is reminded of anything yet."
    return SectionBlock(
        block_id="step-start",
        text=MarkdownTextObject(text=text),
        accessory=_start_button(page),
    )


def _start_button(page: SetUpPage) -> ButtonElement:
    return button(
        "Start", action_id=ids.SET_UP_START, value=page.school, style="primary"
    )
