"""What is said when something about a person was changed, and what comes next."""

from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_count
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import SchoolId
from bot.domain.people.induction import ABSENT_DAYS_TO_TELL
from bot.results.people.pages import ChangeDone, Next
from bot.views.kernel import ids
from bot.views.kernel.forms import modal_page
from bot.views.kernel.message import button, button_row, small_print
from bot.views.kernel.text import escape
from bot.views.people.person_page import format_estimate

LEAVING_LIST = (
    "Before they go, please:\n"
    "• do an interim assessment, if they have done a term or more since the last one\n"
    "• tell the appropriate body, with the length served and the days absent\n"
    "• report it in DfE's service for registering ECTs\n"
    "• have the records ready for the next school\n"
    "Their mentor's funded training goes on as before."
)


def change_done(done: ChangeDone, school: SchoolId) -> View:
    """Say what was changed and what comes next, with Undo."""
    undo = button("Undo", ids.UNDO_PEOPLE, f"{school}|{done.change}")
    show = button("Show the entry", ids.SHOW_PERSON, f"{school}|{done.person}")
    is_listed = done.person is not None and done.did is not Event.PERSON_REMOVED
    undone = done.did is Event.CHANGE_UNDONE
    lead = "Undone: it is as it was before." if undone else "Saved."
    name = f" *{escape(done.name)}*" if done.name else ""
    said = done.facts.removeprefix(done.name).removeprefix(": ")
    facts = f": {escape(said)}" if said else ""
    row = button_row(
        "done",
        undo if done.change else None,
        show if is_listed else None,
        button("All people", ids.OPEN_PEOPLE, school),
    )
    return modal_page(
        "People",
        [
            f"{lead}{name}{facts}",
            *_next_lines(done),
            small_print("Undo is open for an hour.") if done.change else None,
            row,
        ],
        close="Done",
    )


def _next_lines(done: ChangeDone) -> list[str]:
    lines = {
        Next.ENTER_ECT: (
            "Next: “Show the entry”, and enter mentor, induction tutor, start date "
            "and named contact."
        ),
        Next.BOTH_TOLD: (
            "I tell the ECT and the new mentor. The new mentor sees on which days "
            "there were sessions before; the notes only if the ECT agrees."
        ),
        Next.CONCERN_STAYS: (
            "If a concern is open with somebody who no longer has this role, it moves "
            "to nobody: its writer is asked, privately, what should happen."
        ),
        Next.PLANS_CALLED_OFF: (
            f"{format_count(done.called_off, 'planned session')} after that day "
            f"{'is' if done.called_off == 1 else 'are'} called off."
        ),
        Next.TELL_BODY: (
            f"*{done.days} days: please tell your appropriate body.* From "
            f"{ABSENT_DAYS_TO_TELL} days of absence in a year of induction on, that "
            "year is extended. I tell nobody outside the school."
        ),
        Next.INDUCTION_ENDED: (
            "Mentoring and its reminders end with that day, and the years for which "
            "facts are kept begin. They stay in the list: “Name, roles or working "
            "days” takes the role ECT off once the last sessions are confirmed, and "
            "makes them a mentor when they are to be one."
        ),
        Next.AWAY: (
            "While they are away no reminder comes to them. The induction tutor and "
            "the headteacher and admin see the dates here; I keep no reason."
        ),
        Next.MENTOR_AWAY: (
            "Their ECT still needs somebody: for a long absence choose “The mentor "
            "changes” in the ECT's entry."
        ),
        Next.PLANS_WHILE_AWAY: (
            f"{format_count(done.planned, 'planned session')} "
            f"{'lies' if done.planned == 1 else 'lie'} in these days. No reminder "
            "comes for what is planned there; it stays until it is moved or called off."
        ),
        Next.REVIEWS: (
            "I remind the induction tutor three weeks before each. I work none of them "
            "out, and keep nothing of the review."
        ),
        Next.COUNT_DAYS: (
            "The number of days absent in a year of induction is entered by itself: "
            "“Days of absence” shows how many working days these dates come to."
        ),
        Next.LEAVING_LIST: f"The induction tutor gets this list too. {LEAVING_LIST}",
        Next.ESTIMATE: format_estimate(done.ends) if done.ends else "",
    }
    return [lines[one] for one in Next if one in done.next and lines[one]]
