"""Twenty years of a made-up school on every store: what is over is gone, and only that.

Each field that tells of people has been filled from its type
(tests/contract/canaries.py), so a kind or a field that is added is looked for by
itself.
"""

from contextlib import AbstractContextManager
from itertools import count

import pytest

from bot.domain.data_protection.legal_holds import Because
from bot.keys import new_key
from bot.ports import kinds
from bot.ports.purposes import PURPOSES, told_by
from bot.ports.store import Store
from bot.store.memory import MemoryStore
from bot.usecases.data_protection.legal_holds import hold, release
from bot.usecases.data_protection.removing_people import Occasion
from bot.usecases.data_protection.retention_deleting import retain
from bot.usecases.kernel.audit import broken
from bot.vault import KeyVault
from tests.contract.canaries import PERSONAL
from tests.contract.conftest import Opened
from tests.contract.long_school import STAYS, TEAM, LongSchool, everything_in, places_of

YEARS = (1, 3, 7, 9, 20)


def a_long_school(store: Store) -> LongSchool:
    return LongSchool(store, KeyVault([new_key()]))


def in_memory() -> LongSchool:
    return a_long_school(MemoryStore(kinds.ALL_KINDS, kinds.ALL_INDEXES))


def let_go(school: LongSchool) -> None:
    numbers = count(school.years * 100_000)
    occasion = Occasion(school.now, lambda: f"n{next(numbers)}")
    retain(school.store, TEAM, occasion=occasion, apply=True)
    assert retain(school.store, TEAM, occasion=occasion, apply=True).is_nothing


def numbers_in(school: LongSchool) -> dict[str, object]:
    """Return what counts are made of: it stays, whoever goes."""
    with school.store.reading(TEAM) as records:
        return {
            "sessions": sorted(
                (s.id, s.minutes, s.state, s.starts_at)
                for s in records.every(kinds.SESSIONS)
            ),
            "training": sum(e.minutes for e in records.every(kinds.TRAINING_ENTRIES)),
            "acts": sorted((a.did, a.at) for a in records.every(kinds.ACTS)),
            "kinds": {
                kind.name: sum(1 for _ in records.every(kind))
                for kind, purpose in PURPOSES.items()
                if purpose.keep == "facts" or kind is kinds.CONCERNS
            },
        }


def live_through(school: LongSchool, years: tuple[int, ...]) -> None:
    """Have time pass and things be let go of, and look for all that was planted."""
    for year in years:
        school.go_on_to(year)
        numbers = numbers_in(school)
        let_go(school)
        held = everything_in(school.store, school.vault)
        left = [one for one in school.due() if one.text in held]
        assert left == [], f"after {year} years {len(left)} are left"
        lost = [one for one in school.still_kept() if one.text not in held]
        assert lost == [], f"after {year} years {len(lost)} are lost too soon"
        assert numbers_in(school) == numbers
        assert STAYS in held
        with school.store.reading(TEAM) as records:
            assert broken(records) is None


def test_every_field_that_tells_of_people_is_looked_for() -> None:
    school = in_memory()
    school.go_on_to(1)
    looked_for = places_of(school.planted)
    missing = [
        f"{kind.name}.{'.'.join(told.path)}"
        for kind in PURPOSES
        for told in told_by(kind)
        if told.tells in PERSONAL and told.path not in looked_for[kind.name]
    ]
    # Whom people ask is there for as long as the school says so; a hold, until it ends.
    assert set(missing) == {"schools.ask", "holds.person"}


def test_what_is_over_time_is_nowhere_and_the_rest_is_all_there() -> None:
    live_through(in_memory(), YEARS)


@pytest.mark.slow
def test_so_it_is_on_every_store(stores: Opened) -> None:
    opened: AbstractContextManager[Store] = stores()
    with opened as store:
        live_through(a_long_school(store), YEARS)


def test_a_hold_keeps_all_of_a_person_and_nothing_of_others() -> None:
    school = in_memory()
    school.go_on_to(9)
    with school.store.reading(TEAM) as records:
        pairing = next(p for p in records.every(kinds.PAIRINGS) if "001" in p.ect)
    hold(school.store, TEAM, pairing.ect, Because.APPEAL, now=school.now)
    numbers = count()
    occasion = Occasion(school.now, lambda: f"n{next(numbers)}")
    retain(school.store, TEAM, occasion=occasion, apply=True)
    with school.store.reading(TEAM) as records:
        assert records.get(kinds.PAIRINGS, pairing.id) == pairing
    release(school.store, TEAM, pairing.ect)
    let_go(school)
    assert pairing.ect not in everything_in(school.store, school.vault)
