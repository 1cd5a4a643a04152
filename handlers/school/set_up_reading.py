"""What the forms of the set-up hold, read into answers; what cannot be is refused."""

from collections.abc import Callable
from datetime import date, time, timedelta

from bot.domain.calendars.hours_text import DAYS, BadHours, read_hours
from bot.domain.concerns.contacts import Contact
from bot.domain.data_protection.retention import (
    MOST_MONTHS,
    MOST_TERMS,
    MOST_YEARS,
    Retention,
)
from bot.domain.kernel.dated import since, why_not_from, with_over
from bot.domain.kernel.typed_text import strip_invisible
from bot.domain.school.profile import Hours, OwnRhythm, RhythmUntil, Training, Week
from bot.domain.school.set_up import (
    Answer,
    BadAnswer,
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
from bot.domain.school.term_words import Dated, Days, Season
from bot.views.kernel.forms import VALUE
from bot.views.school.set_up_terms import EDGES
from handlers.calls import Body

_LEAD, _DEPUTY = "designated safeguarding lead", "deputy safeguarding lead"
_CHAIR = "chair of governors"
_A_YEAR = timedelta(days=366)
_NONE = {"none", "-", "no", "no lessons"}


class Fields:
    """What a form's fields hold; an empty field is ""."""

    def __init__(self, view: Body) -> None:
        self._values: Body = view["state"]["values"]

    def text(self, name: str) -> str:
        """Return what is typed or picked."""
        field = self._values.get(name, {}).get(VALUE) or {}
        chosen = field.get("selected_option")
        found = (
            field.get("value")
            or field.get("selected_date")
            or field.get("selected_time")
            or (chosen or {}).get("value")
        )
        return strip_invisible(str(found or "")).strip()

    def file(self, name: str) -> str | None:
        """Return the id of the file that was uploaded."""
        files = (self._values.get(name, {}).get(VALUE) or {}).get("files") or []
        return str(files[0]["id"]) if files else None

    def day(self, name: str) -> date | None:
        """Return the day that is picked."""
        picked = self.text(name)
        return date.fromisoformat(picked) if picked else None


def read_answer(
    view: Body, step: Step, had: Answer | None, *, today: date, two_weeks: bool
) -> Answer:
    """Read the answer to a step, but for the term dates; raises BadAnswer."""
    fields = Fields(view)
    if step is Step.CONTACTS:
        return _contacts(fields, had, today)
    if step is Step.DAY:
        return _day(fields, had, two_weeks=two_weeks)
    if step is Step.TRAINING:
        return _training(fields, had, today)
    return _READ[step](fields)


def days_in_fields(view: Body) -> list[Days]:
    """Read the dates of one school year that were picked one by one."""
    fields, found = Fields(view), []
    for season in Season:
        days = {edge: fields.day(f"{season.value}_{edge}") for edge in EDGES}
        for kind, first, last in (
            (Dated.TERM, days["first"], days["last"]),
            (Dated.HALF_TERM, days["half_first"], days["half_last"]),
        ):
            if first is None and last is None:
                continue
            begins, ends = first or last, last or first
            assert begins is not None  # noqa: S101 - one of the two is there
            assert ends is not None  # noqa: S101 - same
            said_at = f"{season} term"
            if ends < begins:
                name = (
                    f"{season.value}_{'first' if kind is Dated.TERM else 'half_first'}"
                )
                raise BadAnswer("This is after the last day.", field=name)
            found.append(Days(kind, begins, ends, said_at, season))
    return found


def _name(fields: Fields) -> NameGiven:
    return NameGiven(name=fields.text(Part.NAME) or _missing(Part.NAME))


def _body(fields: Fields) -> BodyGiven:
    contact = Contact(
        organisation=fields.text(Part.BODY) or _missing(Part.BODY),
        name=fields.text(Part.BODY_CONTACT) or _missing(Part.BODY_CONTACT),
        reach=fields.text(Part.BODY_REACH) or _missing(Part.BODY_REACH),
    )
    return BodyGiven(appropriate_body=contact)


def _contacts(fields: Fields, had: Answer | None, today: date) -> ContactsGiven:
    before = had if isinstance(had, ContactsGiven) else None
    further = before.safeguarding[2:] if before else ()  # the form shows two
    known = before.wellbeing if before else ()
    lines = [line for line in fields.text(Part.WELLBEING).splitlines() if line.strip()]
    return ContactsGiven(
        safeguarding=(
            _contact(fields, Part.LEAD, Part.LEAD_REACH, _LEAD),
            _contact(fields, Part.DEPUTY, Part.DEPUTY_REACH, _DEPUTY),
            *further,
        ),
        governors=_contact(fields, Part.CHAIR, Part.CHAIR_REACH, _CHAIR),
        wellbeing=tuple(_wellbeing(line, known) for line in lines),
        contacts_confirmed_on=today,
    )


def _contact(fields: Fields, name: Part, reach: Part, what: str) -> Contact:
    return Contact(
        name=fields.text(name) or _missing(name),
        organisation=what,
        reach=fields.text(reach) or _missing(reach),
    )


def _wellbeing(line: str, known: tuple[Contact, ...]) -> Contact:
    name, comma, reach = (part.strip() for part in line.partition(","))
    if not (name and comma and reach):
        raise BadAnswer(
            f"“{line.strip()[:40]}” has no comma between the name and how to reach "
            "them. Please write, for example: Education Support, 08000 562 561",
            field=Part.WELLBEING,
        )
    same = (one for one in known if (one.name, one.reach) == (name, reach))
    return next(same, Contact(name=name, reach=reach))


def _training(fields: Fields, had: Answer | None, today: date) -> TrainingGiven:
    training = Training(fields.text(Part.TRAINING))
    years = [fields.text(Part.YEAR_ONE), fields.text(Part.YEAR_TWO)]
    chosen = [int(year) for year in years if year]
    is_own = bool(chosen) or training is Training.SCHOOL_LED
    for part, year in zip((Part.YEAR_ONE, Part.YEAR_TWO), years, strict=True):
        if is_own and not year:
            raise BadAnswer(
                "Please choose for both years. For school-led training guidance "
                "states no number, so it is the school's to set.",
                field=part,
            )
    counts_from = fields.day(Part.COUNTS_FROM)
    if counts_from is not None and counts_from - today > _A_YEAR:
        raise BadAnswer(
            "That is more than a year away. Please check the year.",
            field=Part.COUNTS_FROM,
        )
    own = (chosen[0], chosen[1]) if is_own else None
    return TrainingGiven(
        training=training,
        lead_provider=fields.text(Part.PROVIDER),
        weeks_per_session=own,
        rhythms_before=_rhythms(fields, had, own, today),
        counts_from=counts_from,
    )


def _rhythms(
    fields: Fields, had: Answer | None, own: OwnRhythm, today: date
) -> tuple[RhythmUntil, ...]:
    """Return the rhythms that are over; a school in its first set-up has none."""
    begins = fields.day(Part.RHYTHM_FROM)
    before = had.rhythms_before if isinstance(had, TrainingGiven) else ()
    if begins is None or not isinstance(had, TrainingGiven):
        return before
    if own == had.weeks_per_session:
        return before
    why_not = why_not_from(begins, since(before, date.min), today)
    if why_not is not None:
        raise BadAnswer(why_not, field=Part.RHYTHM_FROM)
    over = RhythmUntil(until=begins, weeks_per_session=had.weeks_per_session)
    return with_over(before, over, beginning=date.min)


def _day(fields: Fields, had: Answer | None, *, two_weeks: bool) -> DayGiven:
    week_a = fields.day(Part.WEEK_A) if two_weeks else None
    if week_a is not None and week_a.weekday():
        raise BadAnswer("Please pick a Monday.", field=Part.WEEK_A)
    first = _week(fields, Part.HOURS_A, Week.A if two_weeks else None, {})
    teaching = list(first)
    if two_weeks:
        same = {hours.weekday: hours for hours in first}
        teaching += _week(fields, Part.HOURS_B, Week.B, same)
    if not teaching:
        raise BadAnswer("Please enter at least one day.", field=f"{Part.HOURS_A}0")
    before = had.contracted_hours if isinstance(had, DayGiven) else ()
    at_work = _hours(fields, Part.AT_WORK)
    contracted = tuple(
        Hours(weekday=day, starts=starts, ends=ends)
        for day in range(len(DAYS))
        for starts, ends in at_work
    )
    if not contracted and not before:
        _missing(Part.AT_WORK)
    return DayGiven(
        teaching_hours=tuple(teaching),
        contracted_hours=contracted or before,
        week_a_begins_on=week_a,
    )


def _week(
    fields: Fields, part: Part, week: Week | None, same: dict[int, Hours]
) -> list[Hours]:
    """Read a week; an empty day is as the one above, and in week B as in week A."""
    found: list[Hours] = []
    spans: list[tuple[time, time]] = []
    for day in range(len(DAYS)):
        name = f"{part.value}{day}"
        text = fields.text(name)
        if text.lower() in _NONE:
            spans = []
        elif text:
            spans = _hours(fields, name)
        elif week is Week.B:
            spans = [(same[day].starts, same[day].ends)] if day in same else []
        found += [
            Hours(weekday=day, starts=starts, ends=ends, week=week)
            for starts, ends in spans
        ]
    return found


def _hours(fields: Fields, name: str) -> list[tuple[time, time]]:
    try:
        return read_hours(fields.text(name))
    except BadHours as fault:
        raise BadAnswer(str(fault), field=name) from None


def _promise(fields: Fields) -> PromiseGiven:
    opens = time.fromisoformat(fields.text(Part.OPENS))
    closes = time.fromisoformat(fields.text(Part.CLOSES))
    if closes <= opens:
        raise BadAnswer("Please pick a time after the first one.", field=Part.CLOSES)
    seen_in = _number(fields, Part.SEEN_IN, most=10)
    answered_in = _number(fields, Part.ANSWERED_IN, most=30)
    if answered_in < seen_in:
        raise BadAnswer(
            "A concern cannot be answered before it is seen. Please give as many days "
            "as above, or more.",
            field=Part.ANSWERED_IN,
        )
    return PromiseGiven(
        contact_starts=opens,
        contact_ends=closes,
        concerns_seen_in=seen_in,
        concerns_answered_in=answered_in,
    )


def _kept(fields: Fields) -> KeptGiven:
    return KeptGiven(
        retention=Retention(
            facts_years=_number(fields, Part.KEEP_FACTS, most=MOST_YEARS),
            words_terms=_number(fields, Part.KEEP_WORDS, least=0, most=MOST_TERMS),
            concerns_months=_number(fields, Part.KEEP_CONCERNS, most=MOST_MONTHS),
            messages_months=_number(fields, Part.KEEP_MESSAGES, most=MOST_MONTHS),
            audit_years=_number(fields, Part.KEEP_AUDIT, most=MOST_YEARS),
            by_itself=fields.text(Part.CLEARED) == str(True),
        )
    )


def _number(fields: Fields, part: Part, *, least: int = 1, most: int) -> int:
    text = fields.text(part)
    if not text.isdecimal() or not least <= int(text) <= most:
        raise BadAnswer(
            f"Please give a whole number from {least} to {most}.", field=part
        )
    return int(text)


def _missing(part: Part) -> str:
    raise BadAnswer("Please fill this in.", field=part)


_READ: dict[Step, Callable[[Fields], Answer]] = {
    Step.SCHOOL: _name,
    Step.BODY: _body,
    Step.PROMISE: _promise,
    Step.KEPT: _kept,
}
