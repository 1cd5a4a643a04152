"""Planning in one typed line: what it says, what it leaves open, what it does."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.kernel.drafts import Field, PickedReason
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.formatting import format_count, format_day, format_list
from bot.domain.kernel.record import PersonId
from bot.domain.people.pairings import Pairing
from bot.domain.planning.plan_line import EXAMPLE, PlanLine, end_of, read_plan_line
from bot.domain.planning.wish import PlanWish
from bot.domain.sessions.log_line import NotUnderstood
from bot.domain.sessions.typed_line.parts import unescaped
from bot.ports.bundle import Actor, Ports
from bot.ports.store import Reading
from bot.results.planning.plans import (
    PlanChangeCard,
    PlanForm,
    PlanLineRefused,
    PlanMode,
)
from bot.results.sessions.cards import SessionCard
from bot.usecases.kernel.claims import Delivery
from bot.usecases.kernel.lookup import Mentoring, member, mentoring, require_pairings
from bot.usecases.planning.changing import PlanClashes
from bot.usecases.planning.plan_and_move import plan
from bot.usecases.planning.plan_form import first_wish, redraw_plan, usual_end
from bot.usecases.sessions.log_line import reasons_if_asked, require_meant

_LINE_MAX_CHARS = 500
_WEEK = timedelta(days=7)


def plan_line(
    ports: Ports,
    actor: Actor,
    text: str,
    delivery: Delivery,
    *,
    picked: PickedReason | None = None,
) -> SessionCard | PlanChangeCard | PlanLineRefused:
    """Plan from one typed line, or say what could not stand and keep it.

    Raises NotAllowed for someone who mentors nobody, and Stale where the line means
    somebody else than when a reason was *picked* below it.
    """
    read = _read(ports, actor, text, picked.starts_at if picked else None)
    if isinstance(read, PlanLineRefused):
        return read
    wish, assumed, example = read
    if picked is not None:
        require_meant(picked, wish.pairing)
        wish = replace(wish, reason=picked.reason)
    try:
        planned = plan(ports, actor, wish, delivery)
    except Unfit as unfit:
        return PlanLineRefused(
            typed=text,
            sentence=unfit.sentence,
            example=example,
            meant=wish.starts_at,
            pairing=wish.pairing,
            reasons=reasons_if_asked(ports, actor, unfit),
        )
    if isinstance(planned, PlanClashes):
        days = format_count(len(planned.days), "day clashes", "days clash")
        return PlanLineRefused(
            typed=text,
            sentence=f"{days}, so nothing is planned yet:",
            example=example,
            meant=wish.starts_at,
            clashes=planned.clashes,
        )
    return replace(planned, assumed=assumed)


def open_plan_line(
    ports: Ports, actor: Actor, text: str, *, starts_at: datetime | None = None
) -> PlanForm | PlanLineRefused:
    """Prepare the form with what a typed line says, for the time that it meant then.

    Raises NotAllowed for someone who mentors nobody.
    """
    read = _read(ports, actor, text, starts_at)
    if isinstance(read, PlanLineRefused):
        return read
    return redraw_plan(ports, actor, read[0], PlanMode())


_Read = tuple[PlanWish, tuple[str, ...], str]  # and what is assumed, and an example


def _read(
    ports: Ports, actor: Actor, text: str, meant: datetime | None = None
) -> _Read | PlanLineRefused:
    typed = len(unescaped(text))
    if typed > _LINE_MAX_CHARS:
        sentence = (
            f"That line has {typed:,} characters and {_LINE_MAX_CHARS} fit. A plan "
            "is a day, a time, how often and until when."
        )
        return PlanLineRefused(text, sentence, EXAMPLE)
    with ports.store.reading(actor.team) as records:
        pairings, calendar = require_pairings(ports, records, actor, to_do="plan")
        names = {p.ect: member(records, p.school, p.ect).name for p in pairings}
        example = _with_name(names)
        now = calendar.local(ports.clock.now())
        line = read_plan_line(text, now_local=now, names=names)
        if isinstance(line, NotUnderstood):
            return PlanLineRefused(text, line.problem, example)
        chosen = _chosen(pairings, line.ects, names)
        if isinstance(chosen, str):
            if not line.ects:
                first = next(iter(names.values())).split()[0]
                example = f"/ect plan @{first} {unescaped(text)}"
            return PlanLineRefused(text, chosen, example)
        about = mentoring(ports, records, chosen)
        try:
            wish = _wish(ports, records, about, line, meant=meant)
        except Unfit as unfit:
            return PlanLineRefused(text, unfit.sentence, example)
        return wish, _assumed(line), example


def _wish(
    ports: Ports,
    records: Reading,
    about: Mentoring,
    line: PlanLine,
    *,
    meant: datetime | None,
) -> PlanWish:
    """Fill in what a line leaves open: the next slot, the usual rhythm, the term.

    A line that is read again keeps the time that it *meant* when it was typed.
    """
    guess = first_wish(ports, records, about)
    calendar, now = about.calendar, ports.clock.now()
    guessed = calendar.local(guess.starts_at)
    day, start = line.day or guessed.date(), line.start or guessed.time()
    starts_at = calendar.moment(day, start)
    if line.is_weekday and starts_at <= now:
        starts_at = calendar.moment(day + _WEEK, start)  # today's is over
    starts_at = meant or starts_at
    weeks = (line.weeks or guess.weeks) if line.is_series else 0
    return replace(
        guess,
        starts_at=starts_at,
        minutes=line.minutes or guess.minutes,
        place=line.place or guess.place,
        weeks=weeks,
        until=_until(about, line, starts_at),
    )


def _until(about: Mentoring, line: PlanLine, starts_at: datetime) -> date:
    first = about.calendar.day_of(starts_at)
    if line.until is None:
        return usual_end(about, first)
    until = end_of(line.until, about.calendar, first)
    if until is None:
        last = format_day(about.calendar.runs_out_on)
        raise Unfit(
            f"I know your school's terms up to {last}, and cannot say when "
            f"“{line.until.said}” is. Give a date, such as until 16 July.",
            field=Field.UNTIL,
        )
    return until


def _assumed(line: PlanLine) -> tuple[str, ...]:
    open_parts = [
        ("the day", line.day is None),
        ("the time", line.start is None),
        ("how often", line.is_series and line.weeks is None),
        ("until when", line.is_series and line.until is None),
    ]
    return tuple(part for part, is_open in open_parts if is_open)


def _chosen(
    pairings: list[Pairing], ects: tuple[PersonId, ...], names: dict[PersonId, str]
) -> Pairing | str:
    if not ects and len(pairings) == 1:
        return pairings[0]
    if len(ects) == 1:
        return next(pairing for pairing in pairings if pairing.ect == ects[0])
    if ects:
        return "Sessions are planned with one ECT at a time. Type one name."
    return f"Which ECT is it with? You mentor {format_list(tuple(names.values()))}."


def _with_name(names: dict[PersonId, str]) -> str:
    """Put an ECT's name into the example, where a mentor has several."""
    if len(names) < 2:  # noqa: PLR2004 - one needs no naming
        return EXAMPLE
    first = next(iter(names.values())).split()[0]
    return EXAMPLE.replace("/ect plan", f"/ect plan @{first}", 1)
