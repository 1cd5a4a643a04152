"""Erasing and letting go on every store there is."""

from datetime import date, timedelta
from itertools import count

import msgspec

from bot.domain.kernel.record import PersonId
from bot.keys import new_key
from bot.ports import kinds
from bot.ports.store import Store
from bot.sandbox.example_school import STARTS, TEAM, TOM, set_up
from bot.store.copying import rows_of
from bot.usecases.data_protection.erasing import erase
from bot.usecases.data_protection.removing_people import Occasion
from bot.usecases.data_protection.retention_deleting import retain
from bot.usecases.kernel.audit import broken
from bot.vault import KeyVault


def test_an_erased_person_is_in_no_record_and_sessions_still_add_up(
    store: Store,
) -> None:
    vault = KeyVault([new_key()])
    set_up(store, vault)
    with store.transaction(TEAM) as records:
        pairing = records.get(kinds.PAIRINGS, "pairing-tom")
        assert pairing is not None
        ended = msgspec.structs.replace(pairing, ends_on=date(2026, 11, 13))
        records.put(kinds.PAIRINGS, ended)
        before = [session.minutes for session in records.every(kinds.SESSIONS)]
    numbers = count(1)
    occasion = Occasion(STARTS, lambda: f"n{next(numbers)}")
    assert erase(
        store, TEAM, PersonId(TOM), vault=vault, occasion=occasion, apply=True
    ).is_done
    held = "\n".join(str(record) for *_, record in rows_of(store, kinds.ALL_KINDS))
    assert TOM not in held
    assert "Tom Example" not in held
    later = Occasion(STARTS + timedelta(days=365), occasion.new_id)
    assert retain(store, TEAM, occasion=later, apply=True).removed
    with store.reading(TEAM) as records:
        after = [session.minutes for session in records.every(kinds.SESSIONS)]
        assert broken(records) is None
        assert not list(records.every(kinds.NOTES))
    assert after == before
