"""Logging in one typed line: what it says, what it leaves open, what it does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.access import Action, require
from bot.domain.kernel.drafts import Choice, PickedReason, SessionDraft
from bot.domain.kernel.errors import Stale, Unfit
from bot.domain.kernel.formatting import format_list
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.people.pairings import Pairing
from bot.domain.sessions.log_line import EXAMPLE, NotUnderstood, read_log_line
from bot.domain.sessions.records import SessionState
from bot.domain.sessions.session_rules import why_outside
from bot.domain.sessions.typed_line.parts import unescaped
from bot.ports.bundle import Actor, Ports
from bot.ports.store import Reading
from bot.results.sessions.cards import LineRefused, SessionCard
from bot.usecases.kernel.claims import Delivery
from bot.usecases.kernel.lookup import (
    Mentoring,
    member,
    mentoring,
    mentoring_at,
    require_pairings,
    standing_of,
)
from bot.usecases.sessions.log_guess import first_draft
from bot.usecases.sessions.logging import record
from bot.usecases.sessions.writing import SessionWork

_LINE_MAX_CHARS = 1500


def log_line(
    ports: Ports,
    actor: Actor,
    text: str,
    delivery: Delivery,
    *,
    picked: PickedReason | None = None,
) -> SessionCard | LineRefused:
    """Log a session from one typed line, or say what could not stand and keep it.

    Raises NotAllowed for someone who mentors nobody, and Stale where the line means
    somebody else than when a reason was *picked* below it.
    """
    typed = len(unescaped(text))
    if typed > _LINE_MAX_CHARS:
        sentence = (
            f"That line has {typed:,} characters and {_LINE_MAX_CHARS:,} fit. "
            "For a longer note, use the form: `/ect log`."
        )
        return LineRefused(text, sentence, _example(ports, actor))
    draft: SessionDraft | None = None
    try:
        # In one unit of work, so that nothing is looked up twice.
        with ports.store.transaction(actor.team) as records:
            read = _read(ports, records, actor, text)
            if isinstance(read, LineRefused):
                return read
            draft, assumed, about = read
            if picked is not None:
                require_meant(picked, draft.pairing)
                starts_at = picked.starts_at or draft.starts_at
                draft = replace(draft, starts_at=starts_at, reason=picked.reason)
            standing = standing_of(records, actor.person, about.pairing)
            require(Action.LOG_SESSION, standing)
            work = SessionWork(records, about.calendar, ports.clock.now(), ports, about)
            held = SessionState.HELD
            card = record(work, actor, draft, delivery=delivery, state=held)
    except Unfit as unfit:
        return LineRefused(
            text,
            unfit.sentence,
            _example(ports, actor),
            unfit.choice,
            draft,
            reasons=reasons_if_asked(ports, actor, unfit),
        )
    return replace(card, assumed=assumed)


def require_meant(picked: PickedReason, pairing: PairingId) -> None:
    """Raise Stale where a line means another pair than when it was typed."""
    if picked.pairing != pairing:
        raise Stale("That line doesn't fit any more. Please type it again.")


def read_line(
    ports: Ports, actor: Actor, text: str, *, starts_at: datetime | None = None
) -> SessionDraft | LineRefused:
    """Read a line again into a draft, of the time that it meant when it was typed.

    Raises NotAllowed for someone who mentors nobody.
    """
    with ports.store.reading(actor.team) as records:
        read = _read(ports, records, actor, text)
        if isinstance(read, LineRefused):
            return read
        draft, _assumed, _about = read
        return replace(draft, starts_at=starts_at or draft.starts_at)


def _read(
    ports: Ports, records: Reading, actor: Actor, text: str
) -> tuple[SessionDraft, tuple[str, ...], Mentoring] | LineRefused:
    pairings, calendar = require_pairings(ports, records, actor, to_do="log")
    names = {p.ect: member(records, p.school, p.ect).name for p in pairings}
    now = calendar.local(ports.clock.now())
    line = read_log_line(
        text,
        today=now.date(),
        now_local=now,
        names=names,
        focus_areas=calendar.school.focus_areas,
    )
    if isinstance(line, NotUnderstood):
        return LineRefused(
            text, line.problem, _fitting(line.example, names, calendar, now.date())
        )
    running = [p for p in pairings if p.runs_on(now.date())]
    unnamed = running or pairings
    chosen = _chosen(pairings if line.ects else unnamed, line.ects, names)
    if isinstance(chosen, str):
        # Their own line, with a name: another time would be another session.
        example = f"/ect log @{_first_name(names)} {unescaped(text)}"
        if line.ects:
            example = _fitting(EXAMPLE, names, calendar, now.date())
        return LineRefused(text, chosen, example)
    is_here = chosen.school == calendar.school.id  # else at a mentor's other school
    about = (
        mentoring_at(records, calendar, chosen)
        if is_here
        else mentoring(ports, records, chosen)
    )
    first = first_draft(ports, records, about)
    guess, guessed = first.draft, about.calendar.local(first.draft.starts_at)
    day = line.day or (now.date() if line.start else guessed.date())
    start = line.start or guessed.time()
    assumed = tuple(
        part
        for part, given in (
            ("the date", line.day),
            ("the time", line.start),
            ("the length", line.minutes),
        )
        if given is None
    )
    draft = SessionDraft(
        pairing=chosen.id,
        starts_at=about.calendar.moment(day, start),
        minutes=line.minutes or guess.minutes,
        place=line.place or guess.place,
        focus_areas=line.focus_areas,
        note=line.note,
    )
    outside = why_outside(draft, about.calendar, (about.mentor, about.ect))
    if line.start is None and (outside is not None or not first.is_when_known):
        example = _fitting(EXAMPLE, names, calendar, now.date())
        return LineRefused(text, "When did you meet? Please add the time.", example)
    return draft, assumed, about


def _chosen(
    pairings: Sequence[Pairing],
    ects: Sequence[PersonId],
    names: dict[PersonId, str],
) -> Pairing | str:
    if not ects and len(pairings) == 1:
        return pairings[0]
    if len(ects) == 1:
        for pairing in pairings:
            if pairing.ect == ects[0]:
                return pairing
        return "That person isn't one of your ECTs."
    if ects:
        return "One session is with one ECT. Log them one by one."
    return f"Which ECT was it: {format_list(tuple(names.values()), joined_by='or')}?"


def _fitting(
    example: str, names: dict[PersonId, str], calendar: SchoolCalendar, today: date
) -> str:
    """Fit an example to whoever reads it: with a day of school, and an ECT's name.

    The name is needed where a mentor has several.
    """
    example = example.replace("yesterday", _last_school_day(calendar, today))
    if len(names) < 2 or "@" in example:  # noqa: PLR2004 - one needs no naming
        return example
    return example.replace("/ect log", f"/ect log @{_first_name(names)}", 1)


def _first_name(names: dict[PersonId, str]) -> str:
    return next(iter(names.values())).split()[0]


def _last_school_day(calendar: SchoolCalendar, today: date) -> str:
    """Say the last day of school before today as one would type it."""
    for days_ago in range(1, 7):
        day = today - timedelta(days=days_ago)
        if calendar.is_school_day(day):
            return "yesterday" if days_ago == 1 else f"{day:%A}".lower()
    return "yesterday"  # in a holiday, in which nobody logs


def reasons_if_asked(ports: Ports, actor: Actor, unfit: Unfit) -> tuple[str, ...]:
    """Return the school's reasons, where one is all that a line lacks."""
    if unfit.choice is not Choice.GIVE_REASON:
        return ()
    with ports.store.reading(actor.team) as records:
        _pairings, calendar = require_pairings(ports, records, actor, to_do="log")
        return calendar.school.exceptional_reasons


def _example(ports: Ports, actor: Actor) -> str:
    with ports.store.reading(actor.team) as records:
        pairings, calendar = require_pairings(ports, records, actor, to_do="log")
        names = {p.ect: member(records, p.school, p.ect).name for p in pairings}
        today = calendar.day_of(ports.clock.now())
    return _fitting(EXAMPLE, names, calendar, today)
