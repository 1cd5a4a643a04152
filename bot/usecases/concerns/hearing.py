"""What a direct message of somebody's can be: the commands, and lines of their own."""

from collections.abc import Iterable
from functools import cache

from bot.domain.concerns.chat import Commands
from bot.domain.concerns.typed_lines import WITH_LINES, Typist, is_line
from bot.ports.bundle import Actor, Ports
from bot.usecases.kernel.lookup import (
    calendar_of,
    current_pairings_of_mentor,
    member,
    places,
)


def commands_of(ports: Ports, actor: Actor, words: Iterable[str]) -> Commands:
    """Return the commands of those *words*; who types is looked up where it matters."""

    @cache
    def typist() -> Typist | None:
        return _typist(ports, actor)

    def is_own_line(word: str, text: str) -> bool:
        known = typist()
        return known is not None and is_line(word, text, known)

    return Commands(frozenset(words), WITH_LINES, is_own_line)


def _typist(ports: Ports, actor: Actor) -> Typist | None:
    with ports.store.reading(actor.team) as records:
        own = places(records, actor.person)
        if not own:
            return None
        calendar = calendar_of(ports, records, own[0].school)
        now = ports.clock.now()
        today = calendar.day_of(now)
        pairings = current_pairings_of_mentor(records, actor.person, today)
        return Typist(
            now_local=calendar.local(now),
            names={
                one.ect: member(records, one.school, one.ect).name for one in pairings
            },
            focus_areas=calendar.school.focus_areas,
        )
