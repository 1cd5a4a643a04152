"""The fields of the form for plans: which of them, when, how often and until when."""

from slack_sdk.models.blocks import Block, InputBlock

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import capitalised, format_day
from bot.results.planning.plans import PlanForm
from bot.views.kernel import ids
from bot.views.kernel.forms import (
    date_field,
    menu_field,
    options_of,
    radio_field,
    time_field,
)
from bot.views.planning.formatting import ENDING_WORDS, format_every

OTHER_TIME = "other"
ALL, ONE = "all", "one"
_WEEKS_TO_CHOOSE = (1, 2, 3, 4)


def scope_field(
    label: str, following: int, *, all_that_follow: bool, at_once: str
) -> InputBlock:
    """Ask whether it is about those that follow, too."""
    options = options_of(
        {ONE: "This one alone", ALL: f"This one and the {following} that follow"}
    )
    picked = ALL if all_that_follow else ONE
    return radio_field(Field.SCOPE, label, options, picked, at_once=at_once)


def is_other_time(form: PlanForm) -> bool:
    """Whether the pickers are shown: the time is none of those on offer."""
    return form.mode.other_time or form.starts not in form.slots


def when_fields(form: PlanForm) -> list[Block]:
    """Ask for a time that is free for both, or for any other."""
    other, blocks = is_other_time(form), list[Block]()
    if form.slots:
        slots = [
            (slot.isoformat(), f"{format_day(slot.date())}, {slot:%H:%M}")
            for slot in form.slots
        ]
        blocks.append(
            menu_field(
                Field.SLOT,
                "When, in teaching hours",
                options_of([*slots, (OTHER_TIME, "Another time")]),
                OTHER_TIME if other else form.starts.isoformat(),
                hint="" if other else _what_is_known(form),
                at_once=ids.RECHECK_PLAN,
            )
        )
    if other:
        label = "Date" if form.preview is None else "First date"
        at_once = ids.RECHECK_PLAN
        blocks += [
            date_field(Field.DAY, label, form.starts, at_once=at_once),
            time_field(Field.START, "Starts at", form.starts, at_once=at_once),
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
    usual = "what is expected"
    if form.is_part_time:
        usual = f"about {usual}, part-time"
    often = {"0": "Once"}
    for number in sorted({*_WEEKS_TO_CHOOSE, form.usual_weeks, form.wish.weeks} - {0}):
        said = capitalised(format_every(number))
        if number == form.usual_weeks:
            said += f" ({usual})"
        often[str(number)] = said
    every = menu_field(
        Field.EVERY,
        "How often",
        options_of(often),
        str(form.wish.weeks),
        at_once=ids.RECHECK_PLAN,
    )
    return [every, _until(form)] if form.wish.weeks else [every]


def _until(form: PlanForm) -> Block:
    ends = {day: ENDING_WORDS[ending] for ending, day in form.endings.items()}
    until, today = form.wish.until, form.today
    if until is not None and until not in ends:
        ends[until] = ""
    options = options_of(
        (
            day.isoformat(),
            ", ".join(filter(None, (capitalised(words), format_day(day, today=today)))),
        )
        for day, words in sorted(ends.items())
    )
    picked = until.isoformat() if until else None
    return menu_field(Field.UNTIL, "Until", options, picked, at_once=ids.RECHECK_PLAN)
