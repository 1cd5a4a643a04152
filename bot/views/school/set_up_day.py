"""The fields of the set-up's step for a day's hours: lessons, and being at work."""

from slack_sdk.models.blocks import Block

from bot.domain.calendars.hours_text import DAYS, format_week
from bot.domain.school.profile import Week
from bot.domain.school.set_up import DayGiven, Part
from bot.results.school.set_up import StepForm
from bot.views.kernel import ids
from bot.views.kernel.forms import date_field
from bot.views.kernel.message import button, button_row, section
from bot.views.school.set_up_fields import line


def day_fields(form: StepForm, *, two_weeks: bool) -> list[Block]:
    """Ask for the hours of each day, in one week or in weeks A and B."""
    had = form.answer if isinstance(form.answer, DayGiven) else None
    weeks = (Week.A, Week.B) if two_weeks else (Week.A,)
    blocks: list[Block] = [
        section(
            "*When are there lessons?* From the first lesson's start to the last one's "
            "end. What is empty is as the day above; write *none* for a day without "
            "lessons."
        )
    ]
    for week in weeks:
        hours = format_week(had.teaching_hours, week) if had else [""] * len(DAYS)
        part = Part.HOURS_A if week is Week.A else Part.HOURS_B
        for weekday, day in enumerate(DAYS):
            value = (hours[weekday] or "none") if had else ""
            label = f"{day}, week {week.value}" if two_weeks else day
            first = "Such as 08:45-15:15" if (weekday, week) == (0, Week.A) else ""
            optional = bool(weekday) or week is Week.B
            block_id = f"{part.value}{weekday}"
            blocks.append(line(block_id, label, value, hint=first, optional=optional))
    if two_weeks:
        begins = had.week_a_begins_on if had else None
        label = "A Monday on which week A begins"
        blocks.append(date_field(Part.WEEK_A, label, begins))
    else:
        ask = button("Weeks A and B differ", ids.SET_UP_TWO_WEEKS, "two")
        blocks += button_row("two-weeks", ask)
    at_work = format_week(had.contracted_hours, Week.A) if had else []
    same = at_work[0] if len(set(at_work)) == 1 else ""
    hint = "Directed time, the same each day, such as 08:15-17:00."
    if at_work and not same:
        hint += " It differs by day now; empty leaves it as it is."
    blocks.append(
        line(
            Part.AT_WORK,
            "When are staff at work?",
            same,
            hint=hint,
            optional=bool(at_work and not same),
        )
    )
    return blocks
