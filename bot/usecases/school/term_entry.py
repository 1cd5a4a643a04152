"""Entering term dates: looked through first, then all at once."""

import msgspec

from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.record import SchoolId, TeamId
from bot.domain.school.profile import School
from bot.domain.school.set_up import Step, TermsGiven, seen
from bot.domain.school.term_dates import TermDates, merged
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import SCHOOLS
from bot.ports.store import Store
from bot.results.school.set_up import TermsCheck
from bot.usecases.school.set_up_place import page_of, require_set_up


def check_terms(
    ports: Ports, actor: Actor, school: SchoolId, read: TermDates
) -> TermsCheck:
    """Return what a school would have with these dates; nothing is kept.

    Raises NotAllowed, and BadTerms where they clash with those of other years.
    """
    with ports.store.reading(actor.team) as records:
        place = require_set_up(records, actor, school)
        page = page_of(ports, records, actor, place)
    had = place.answer(Step.TERMS)
    return TermsCheck(page, read, whole_of(had, read), seen(had))


def whole_of(had: object, read: TermDates) -> TermDates:
    """Return the dates read together with those of other years that there were."""
    if not isinstance(had, TermsGiven):
        return merged((), (), read)
    return merged(had.terms, had.closure_days, read)


def enter_terms(store: Store, school_id: SchoolId | None, read: TermDates) -> School:
    """Enter term dates from the command line, all or nothing; return the school.

    Raises Refusal with what would work.
    """
    found = [
        (team, school.id, school.name)
        for team in store.teams()
        for school in _schools(store, team)
        if school_id in (None, school.id)
    ]
    if not found:
        raise Refusal(
            "There is no such school yet. Type /ect setup in Slack, or run: ectbot "
            "school"
        )
    if len(found) > 1:
        known = ", ".join(f"{one} ({name})" for _, one, name in found)
        raise Refusal(f"Say which school, with --school: {known}")
    team, one, _ = found[0]
    with store.transaction(team) as records:
        school = records.get(SCHOOLS, one)
        assert school is not None  # noqa: S101 - it was there, and one process owns it
        whole = merged(school.terms, school.closure_days, read)
        school = msgspec.structs.replace(
            school, terms=whole.terms, closure_days=whole.closure_days
        )
        records.put(SCHOOLS, school)
    return school


def _schools(store: Store, team: TeamId) -> list[School]:
    with store.reading(team) as records:
        return list(records.every(SCHOOLS))
