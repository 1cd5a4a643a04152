"""The form in which people say what they are reminded of, and how often."""

from slack_sdk.models.views import View

from bot.domain.people.member import Role
from bot.domain.reminders.nudges import NudgeKind
from bot.domain.reminders.preferences import Level
from bot.results.reminders.nudges import NudgeSettings
from bot.views.kernel import ids
from bot.views.kernel.forms import menu_field, modal_form, options_of
from bot.views.kernel.message import Message, button, message, plain

KIND_WORDS = {
    NudgeKind.UPCOMING: "Sessions to come, the afternoon before",
    NudgeKind.HOUR_BEFORE: "A session, an hour before",
    NudgeKind.LOG_IT: "Did you meet? After a planned session",
    NudgeKind.NOTHING_PLANNED: "No session planned yet, on Wednesday",
    NudgeKind.WEEK_AHEAD: "The week ahead, on Monday",
    NudgeKind.GAP: "Two expected sessions in a row not logged",
    NudgeKind.DIGEST: "How the week went, on Friday",
    NudgeKind.REVIEW: "A review is coming, three weeks before",
    NudgeKind.TRAINING: "Your training hours, once each half-term",
}
_MENTORS = (NudgeKind.LOG_IT, NudgeKind.NOTHING_PLANNED, NudgeKind.TRAINING)
_BOTH = (NudgeKind.UPCOMING, NudgeKind.HOUR_BEFORE)
_TUTORS = (NudgeKind.WEEK_AHEAD, NudgeKind.GAP, NudgeKind.DIGEST, NudgeKind.REVIEW)
LEVEL_WORDS = {Level.ON: "On", Level.QUIETER: "Quieter", Level.OFF: "Off"}


def preferences_form(settings: NudgeSettings) -> View | Message:
    """Ask per kind: on, quieter or off; say so where a role brings no reminders."""
    kinds = kinds_of(settings.roles)
    if not kinds:
        return plain(
            "There is nothing to set: your role brings no reminders. I write to you "
            "seldom, on school days and in working hours."
        )
    options = options_of(LEVEL_WORDS)
    return modal_form(
        ids.NUDGES_FORM,
        "How I remind you",
        [
            (
                "*Quieter* asks once, and sends what is weekly every other week. A "
                "concern that was brought to you cannot be switched off."
            ),
            *[
                menu_field(
                    kind.value,
                    KIND_WORDS[kind],
                    options,
                    settings.kept[kind].level.value,
                    hint=_hint(settings, kind),
                )
                for kind in kinds
            ],
        ],
        submit="Save",
    )


def open_nudges_button() -> Message:
    """Offer the form to someone who typed `nudges` where no form can be opened."""
    opens = button("What I remind you of", ids.OPEN_NUDGES, "open")
    text = "Open the form to set what I remind you of."
    return message(text, opens, row="open-nudges")


def reminders_set() -> Message:
    """Say that the preferences are kept."""
    return plain("Saved. It holds from the next reminder on; `/ect nudges` changes it.")


def kinds_of(roles: frozenset[Role]) -> tuple[NudgeKind, ...]:
    """Return the kinds that somebody's roles bring."""
    found: list[NudgeKind] = []
    if roles & {Role.MENTOR, Role.ECT}:
        found += _BOTH
    if Role.MENTOR in roles:
        found += _MENTORS
    if Role.INDUCTION_TUTOR in roles:
        found += _TUTORS
    return tuple(found)


def _hint(settings: NudgeSettings, kind: NudgeKind) -> str:
    if settings.kept[kind].by_itself:
        return "I made this quieter: three messages running, it seemed not to help."
    return ""
