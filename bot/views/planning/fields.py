"""The fields of the form for plans: which of them, when, how often and until when."""

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    RadioButtonsElement,
    StaticSelectElement,
    TimePickerElement,
)

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import capitalised, format_day
from bot.results.planning.plans import PlanForm
from bot.views.kernel import ids
from bot.views.planning.formatting import ENDING_WORDS, format_every
from bot.views.sessions.fields import reason_fields

OTHER_TIME = "other"
ALL, ONE = "all", "one"
_WEEKS_TO_CHOOSE = (1, 2, 3, 4)


def scope_fields(form: PlanForm) -> list[Block]:
    """Ask whether those that follow move too, where there are any."""
    if not form.following:
        return []
    options = [
        Option(value=ONE, text="This one alone"),
        Option(
            value=ALL,
            text=f"This one and the {form.following} that follow",
        ),
    ]
    return [
        _input(
            Field.SCOPE,
            "What to move",
            RadioButtonsElement(
                action_id=ids.RECHECK_PLAN,
                options=options,
                initial_option=options[form.mode.all_that_follow],
            ),
            dispatch=True,
        )
    ]


def is_other_time(form: PlanForm) -> bool:
    """Whether the pickers are shown: the time is none of those on offer."""
    return form.mode.other_time or form.starts not in form.slots


def when_fields(form: PlanForm) -> list[Block]:
    """Ask for a time that is free for both, or for any other."""
    blocks: list[Block] = []
    if form.slots:
        options = [
            Option(
                value=slot.isoformat(), text=f"{format_day(slot.date())}, {slot:%H:%M}"
            )
            for slot in form.slots
        ]
        options.append(Option(value=OTHER_TIME, text="Another time"))
        at = len(options) - 1 if is_other_time(form) else form.slots.index(form.starts)
        blocks.append(
            _input(
                Field.SLOT,
                "When, in teaching hours",
                StaticSelectElement(
                    action_id=ids.RECHECK_PLAN,
                    options=options,
                    initial_option=options[at],
                ),
                hint=None if is_other_time(form) else _what_is_known(form),
                dispatch=True,
            )
        )
    if is_other_time(form):
        blocks += [
            _input(
                Field.DAY,
                "Date" if form.preview is None else "First date",
                DatePickerElement(
                    action_id=ids.RECHECK_PLAN,
                    initial_date=form.starts.date().isoformat(),
                ),
                dispatch=True,
            ),
            _input(
                Field.START,
                "Starts at",
                TimePickerElement(
                    action_id=ids.RECHECK_PLAN, initial_time=f"{form.starts:%H:%M}"
                ),
                dispatch=True,
            ),
        ]
    return blocks


def _what_is_known(form: PlanForm) -> str:
    if form.timetables_known:
        return "Free for both of you, by your timetables and by what is planned here."
    return (
        "Free for both of you by what is planned here. I do not know your timetables "
        "yet."
    )


def how_often_fields(form: PlanForm) -> list[Block]:
    """Ask for every how many weeks, and until when."""
    if form.mode.moving:
        return []
    weeks = sorted({*_WEEKS_TO_CHOOSE, form.usual_weeks, form.wish.weeks} - {0})
    often = [Option(value="0", text="Once")]
    usual = "what is expected"
    if form.is_part_time:
        usual = f"about {usual}, part-time"
    for number in weeks:
        words = capitalised(format_every(number))
        if number == form.usual_weeks:
            words += f" ({usual})"
        often.append(Option(value=str(number), text=words))
    picked = next(one for one in often if one.value == str(form.wish.weeks))
    blocks: list[Block] = [
        _input(
            Field.EVERY,
            "How often",
            StaticSelectElement(
                action_id=ids.RECHECK_PLAN, options=often, initial_option=picked
            ),
            dispatch=True,
        )
    ]
    if form.wish.weeks:
        blocks.append(_until(form))
    return blocks


def _until(form: PlanForm) -> Block:
    ends = {day: ENDING_WORDS[ending] for ending, day in form.endings.items()}
    until = form.wish.until
    if until is not None and until not in ends:
        ends[until] = ""
    options = [
        Option(
            value=day.isoformat(),
            text=f"{capitalised(words)}, {format_day(day, today=form.today)}"
            if words
            else format_day(day, today=form.today),
        )
        for day, words in sorted(ends.items())
    ]
    picked = until.isoformat() if until else ""
    return _input(
        Field.UNTIL,
        "Until",
        StaticSelectElement(
            action_id=ids.RECHECK_PLAN,
            options=options,
            initial_option=next((one for one in options if one.value == picked), None),
        ),
        dispatch=True,
    )


def outside_fields(form: PlanForm) -> list[Block]:
    """Ask why it is outside teaching hours, where it is."""
    if form.outside is None:
        return []
    return reason_fields(
        form.outside,
        form.reasons,
        tutor=None if form.tutor_is_mentor else form.tutor,
        picked=form.wish.reason,
    )


def _input(
    field: Field,
    label: str,
    element: InputInteractiveElement,
    *,
    hint: str | None = None,
    dispatch: bool = False,
) -> InputBlock:
    return InputBlock(
        block_id=field,
        label=label,
        element=element,
        hint=hint,
        dispatch_action=dispatch or None,
    )
