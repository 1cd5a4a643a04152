"""Mentor training: the mentor's own ledger, and those of a school for its tutor."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.domain.entitlement.training import (
    AGREED_MAX_CHARS,
    Entitlement,
    Ledger,
    Programme,
)
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import (
    format_date,
    format_day,
    format_list,
    format_minutes,
)
from bot.results.entitlement.training import (
    EntitlementForm,
    LedgerShown,
    OwnTraining,
    TrainingCard,
    TrainingPage,
)
from bot.views.kernel import ids
from bot.views.kernel.forms import (
    date_field,
    modal_form,
    number_field,
    options_of,
    radio_field,
    text_field,
)
from bot.views.kernel.message import (
    Message,
    button,
    button_row,
    message,
    plain,
    section,
    small_print,
)
from bot.views.kernel.text import escape, listed

_OFFERS = {
    Programme.FUNDED: "20 hours over one year: I began in September 2025 or later",
    Programme.EARLIER: "36 hours over two years: I began before September 2025",
    Programme.TAILORED: "Another total, tailored by the training provider",
}
_SPANS = {
    Programme.FUNDED: "over one year",
    Programme.EARLIER: "over two years, as for those who began before September 2025",
    Programme.TAILORED: "over one year, tailored",
}
_RULE = (
    "New mentors, where the school works with a training provider funded by the "
    "Department for Education, can have 20 hours over one year, about 6 to 7 a term, "
    "and only once. It goes on if the ECT moves or leaves. This is your own tally: it "
    "is no evidence for a grant."
)
_READERS = (
    "Your induction tutor sees the hours, school leaders see how many mentors keep "
    "them; your ECT sees none of it."
)
_MOST_ENTRIES = 8
_MOST_MENTORS = 60


def training_page(page: TrainingPage) -> View:
    """Draw one's own ledger with a form for more, and the school's for its tutor."""
    own = page.own
    blocks: list[Block] = [] if own is None else _own(page, own)
    if page.of_school is not None:
        blocks += [DividerBlock()] if blocks else []
        blocks.append(section(ledger_lines(page.of_school)))
    blocks.append(small_print(_RULE))
    return modal_form(
        ids.TRAINING_FORM,
        "Mentor training",
        blocks,
        submit="Note it" if own is not None else None,
        close="Close",
    )


def entitlement_form(form: EntitlementForm) -> View:
    """Ask which training a mentor has, since when, and who agreed another total.

    Its fields have names of their own: where one form takes another's place, Slack
    carries over what stands in fields of the same name.
    """
    kept = form.entitlement
    hours = kept.minutes / 60 if kept.offer is Programme.TAILORED else None
    training = radio_field(
        Field.OFFER, "Which training do you have?", options_of(_OFFERS), kept.offer
    )
    return modal_form(
        ids.ENTITLEMENT_FORM,
        "My training",
        [
            training,
            date_field(Field.BEGAN, "When did it begin?", kept.began_on),
            number_field(
                Field.TOTAL,
                "Hours in all, if tailored",
                hours,
                decimals=True,
                optional=True,
            ),
            text_field(
                Field.AGREED,
                "Who agreed it, if tailored",
                kept.agreed_with,
                most=AGREED_MAX_CHARS,
                optional=True,
            ),
            small_print(_READERS),
        ],
        submit="Save",
    )


def open_training_button() -> Message:
    """Offer the ledger to someone who typed `training` where no form can be opened."""
    opens = button("Training", ids.OPEN_TRAINING, style="primary")
    return message("Open your training ledger.", opens, row="open-training")


def training_receipt(card: TrainingCard) -> Message:
    """Draw the receipt of what was noted, with Undo while it is open."""
    entry = card.entry
    when = format_day(entry.day, today=card.today)
    length = format_minutes(entry.minutes)
    if entry.is_undone:
        return plain(f"*Taken back:* {length} of training on {when}.")
    lines = [f"*Noted: {length} of training, {when}*", _so_far(card.ledger)]
    if card.ledger.entitlement.is_assumed:
        lines.append(_assumed(card.ledger.entitlement))
    return message(
        "\n".join(lines),
        small_print(_READERS),
        button("Undo", ids.UNDO_TRAINING, entry.id) if card.may_undo else None,
        button("My training", ids.OPEN_TRAINING),
        row="training",
    )


def ledger_lines(ledgers: Sequence[LedgerShown]) -> str:
    """Say how each mentor's training stands, for the induction tutor."""
    if not ledgers:
        return "Mentor training: nobody has noted any hours yet."
    lines = ["*Mentor training*"]
    for one in ledgers[:_MOST_MENTORS]:
        agreed = one.ledger.entitlement.agreed_with
        with_whom = f", agreed with {escape(agreed)}" if agreed else ""
        lines.append(f"• {escape(one.name)}: {_of_total(one.ledger)}{with_whom}")
    return "\n".join(lines)


def pace_lines(ledgers: Sequence[LedgerShown]) -> list[str]:
    """Say in a digest whose hours are more than two behind an even pace.

    Where that hangs on a beginning that nobody has said, it is asked for.
    """
    said = [
        f"{escape(one.name)} {_of_total(one.ledger)}, about "
        f"{format_minutes(_rounded(one.ledger.expected))} at an even pace"
        f"{_from_when(one.ledger.entitlement)}"
        for one in ledgers
        if one.ledger.is_behind
    ]
    behind = "Mentor training, a reason to ask whether the time is given: "
    asked = [
        f"When did {escape(one.name)}'s mentor training begin? I assume "
        f"{_began(one.ledger.entitlement)}, and have counted from it for less than a "
        f"half-term. {escape(one.name)} can say so in `/ect training`."
        for one in ledgers
        if one.ledger.is_to_be_asked
    ]
    return [*([f"{behind}{format_list(said)}."] if said else []), *asked]


def pace_reminder(ledger: Ledger) -> list[str]:
    """Say to a mentor how their hours stand beside an even pace."""
    head = f"*Your mentor training: {_of_total(ledger)} so far*"
    if ledger.is_to_be_asked:
        return [head, _assumed(ledger.entitlement)]
    ask = "If you do not get the time for it, that is for the school to put right."
    return [head, f"{_pace(ledger)} {ask}"]


def _own(page: TrainingPage, own: OwnTraining) -> list[Block]:
    undo = button("Undo the change", ids.UNDO_ENTITLEMENT)
    kept = own.ledger.entitlement
    lines = [f"*{_so_far(own.ledger)}*", _pace(own.ledger)]
    if kept.is_assumed:
        lines.append(_assumed(kept))
    if kept.agreed_with:
        lines.append(f"Agreed with {escape(kept.agreed_with)}.")
    latest = listed(
        [
            f"{format_day(one.day, today=page.today)}: {format_minutes(one.minutes)}"
            for one in reversed(own.entries[-_MOST_ENTRIES:])
        ]
    )
    return [
        section("\n".join(lines)),
        *button_row(
            "entitlement",
            button("Change this", ids.OPEN_ENTITLEMENT),
            undo if own.may_undo_change else None,
        ),
        date_field(Field.DAY, "When was the training?", page.today),
        number_field(Field.LENGTH, "Minutes"),
        *([section(f"*Noted before*\n{latest}")] if latest else []),
        small_print(_READERS),
    ]


def _so_far(ledger: Ledger) -> str:
    span = _SPANS[ledger.entitlement.offer]
    return f"So far {_of_total(ledger)} {span}"


def _of_total(ledger: Ledger) -> str:
    return (
        f"{format_minutes(ledger.done)} of {format_minutes(ledger.entitlement.minutes)}"
    )


def _pace(ledger: Ledger) -> str:
    typical = ""
    if ledger.entitlement.offer is Programme.FUNDED:
        typical = " (guidance: about 6 to 7 hours a term)"
    hours = format_minutes(_rounded(ledger.expected))
    return f"At an even pace it would be about {hours} by now{typical}."


def _rounded(minutes: int) -> int:
    """Round to half hours: a pace is no more exact than that."""
    return round(minutes / 30) * 30


def _assumed(kept: Entitlement) -> str:
    return f"I assume that it began on {_began(kept)}. Is that right?"


def _from_when(kept: Entitlement) -> str:
    return f" from {_began(kept)}, which I assume" if kept.is_assumed else ""


def _began(kept: Entitlement) -> str:
    return format_date(kept.began_on)
