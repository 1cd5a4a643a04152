"""Sealing anew with a newer key, in every store: whole, in steps, and once."""

from itertools import count

import pytest
from cryptography.fernet import Fernet

from bot.domain.kernel.record import Sealed
from bot.keys import new_key
from bot.ports.kinds import NEXT_STEPS
from bot.ports.store import Store
from bot.ports.vault import Place
from bot.sandbox.example_school import TEAM, set_up
from bot.usecases.data_protection.resealing import reseal
from bot.usecases.kernel.sealed_words import opened
from bot.vault import KeyVault

BARE, NEW = Fernet.generate_key().decode(), new_key()
BOTH = KeyVault([NEW, BARE])


class _BrokenOffError(Exception):
    pass


class _BrokenOff:
    """The newest key's vault, which ends before it has sealed so many texts."""

    def __init__(self, most: int) -> None:
        self._left = most

    def seal(self, text: str, place: Place) -> Sealed:
        if not self._left:
            raise _BrokenOffError
        self._left -= 1
        return BOTH.newest.seal(text, place)

    def opened(self, sealed: Sealed, place: Place) -> str | None:
        return BOTH.newest.opened(sealed, place)


def words(store: Store, vault: KeyVault) -> list[str | None]:
    with store.reading(TEAM) as records:
        steps = list(records.every(NEXT_STEPS))
        return [opened(vault, records, NEXT_STEPS, step) for step in steps]


@pytest.mark.parametrize("at_once", [1, 500])
def test_resealing_that_is_broken_off_loses_nothing_and_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("bot.usecases.data_protection.resealing._AT_ONCE", at_once)
    set_up(store, KeyVault([BARE]))
    before = words(store, BOTH)
    assert len(before) > 1
    assert None not in before
    for most in count():
        try:
            reseal(store, BOTH, _BrokenOff(most))
            break
        except _BrokenOffError:
            assert words(store, BOTH) == before
            done = [one for one in words(store, BOTH.newest) if one is not None]
            assert len(done) >= (most if at_once == 1 else 0)
    assert words(store, BOTH.newest) == before
    assert words(store, KeyVault([BARE])) == [None] * len(before)
