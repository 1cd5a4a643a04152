"""The form in which people say what they are reminded of, and how often."""

from slack_sdk.models.blocks import InputBlock, Option, StaticSelectElement
from slack_sdk.models.views import View

from bot.domain.people.member import Role
from bot.domain.reminders.nudges import NudgeKind
from bot.domain.reminders.preferences import Level
from bot.results.reminders.nudges import NudgeSettings
from bot.views.kernel import ids
from bot.views.kernel.forms import VALUE
from bot.views.kernel.message import Message, button, buttons, plain, section

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
    options = [
        Option(value=level.value, text=words) for level, words in LEVEL_WORDS.items()
    ]
    return View(
        type="modal",
        callback_id=ids.NUDGES_FORM,
        title="How I remind you",
        submit="Save",
        close="Cancel",
        blocks=[
            section(
                "*Quieter* asks once, and sends what is weekly every other week. A "
                "concern that was brought to you cannot be switched off."
            ),
            *[
                InputBlock(
                    block_id=kind.value,
                    label=KIND_WORDS[kind],
                    hint=_hint(settings, kind),
                    element=StaticSelectElement(
                        action_id=VALUE,
                        options=options,
                        initial_option=next(
                            option
                            for option in options
                            if option.value == settings.kept[kind].level.value
                        ),
                    ),
                )
                for kind in kinds
            ],
        ],
    )


def open_nudges_button() -> Message:
    """Offer the form to someone who typed `nudges` where no form can be opened."""
    text = "Open the form to set what I remind you of."
    row = [button("What I remind you of", action_id=ids.OPEN_NUDGES, value="open")]
    return Message((section(text), buttons(row, block_id="open-nudges")), text)


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


def _hint(settings: NudgeSettings, kind: NudgeKind) -> str | None:
    kept = settings.kept[kind]
    if kept.by_itself:
        return "I made this quieter: three messages running, it seemed not to help."
    return None
