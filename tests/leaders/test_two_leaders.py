"""Leaders who collude over a year learn nothing about any one concern.

Two worlds are lived side by side, alike in all but that in one a certain concern was
never sent. Whoever neither wrote that concern nor ever had it sees the same in both, in
every command, form, button, message and file, after every act. So what two of them put
together is the same as well, and what they know of other concerns helps them nothing
(docs/decisions/0021-concerns-are-in-no-number.md).
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot.cli.commands import cli
from bot.domain.kernel.record import PersonId
from bot.ports.bundle import Ports
from bot.ports.kinds import CONCERNS
from bot.results.data_protection.erasing import Cleared
from bot.store.copying import rows_of
from bot.store.documents import documents_of
from bot.usecases.data_protection.erasing import CannotErase, erase
from bot.usecases.data_protection.exporting import EXPORTED, export_school
from bot.usecases.data_protection.legal_holds import holds
from bot.usecases.data_protection.removing_people import Occasion
from bot.usecases.data_protection.retention_deleting import retain
from bot.views.data_protection.certificate import certificate, counted, remains_of
from bot.views.kernel import ids
from bot.views.kernel.message import Message, plain
from handlers import commands
from handlers.calls import Call
from tests.leaders.eyes import Eyes
from tests.leaders.world import (
    ADAM,
    ALMA,
    EVERYBODY,
    HELEN,
    HUGO,
    OAKFIELD,
    TEAM,
    TESS,
    row_of_ids,
    without_numbers,
)
from tests.leaders.year import Act, Life, Year, lived, years
from tests.usecases.two_schools import LookingStore

COUNTED: Counter[str] = Counter()  # over a whole run, to be quoted

# What comes of these at the command line is handed to the school, or told there.
HANDED_ON = {"doctor", "erase", "export", "hold", "look", "retain"}
# These tell whoever has the machine, and the data file with it, of the bot itself.
OF_THE_MACHINE = {
    "audit",
    "backup",
    "key",
    "migrate",
    "rehearse",
    "reseal",
    "restore",
    "roster",
    "run",
    "school",
    "terms",
    "try",
}

FIVE = [Act(7 * week, "raise", who=week) for week in range(1, 6)]
A_YEARS_END = Act(300, "log", 3)
# Four concerns are known to two heads who have them all; the fifth goes to a tutor.
FIFTH = Year((*FIVE, A_YEARS_END), secret=4, pair=(HELEN, HUGO))
# The pairing of a head who mentors ends: nothing of what was raised there moves.
HEAD_WHO_MENTORS = Year(
    (*FIVE, Act(60, "roster", 1, 0, 42), A_YEARS_END), secret=0, pair=(HUGO, TESS)
)
# An admin has notes deleted as early as can be, and looks which of their own are left.
ADMIN_WHO_MENTORS = Year(
    (
        Act(2, "log", 1),
        Act(3, "raise", 1, 1),
        Act(120, "settings", 0, 0, 0),
        Act(150, "clear"),
        Act(151, "clear"),
        Act(185, "clear"),
    ),
    secret=0,
    pair=(ADAM, ALMA),
)
# Closed, past its time, and deleted: with nothing else, or with much else.
CLOSED = Year(
    (
        Act(10, "raise", 3, 2),
        Act(20, "its_writer", 0, 6),
        Act(60, "clear"),
        Act(100, "clear", 1),
        Act(200, "clear", 2),
    ),
    secret=0,
    pair=(ADAM, HELEN),
)
# The writer cannot be reached: the admin is not told that there was something to tell.
OUT_OF_REACH = Year(
    (Act(9, "raise", 0, 1), Act(10, "account", 8), Act(14, "its_reader", 0, 2)),
    secret=0,
    pair=(ADAM, ALMA),
)


YEARS = {
    "the fifth of a year": FIFTH,
    "a head whose pairing ends": HEAD_WHO_MENTORS,
    "an admin who mentors": ADMIN_WHO_MENTORS,
    "closed, and past its time": CLOSED,
    "a writer out of reach": OUT_OF_REACH,
}


def _differences(with_it: dict[str, str], without: dict[str, str]) -> list[str]:
    return [
        f"{what}\n  with it: {with_it.get(what)}\n  without: {without.get(what)}"
        for what in dict.fromkeys([*with_it, *without])
        if with_it.get(what) != without.get(what)
    ]


def _same(seen: Iterable[dict[str, str]], who: str) -> None:
    one, other = seen
    COUNTED["views compared"] += len(one)
    told = _differences(one, other)
    assert not told, f"{who} learns of it:\n" + "\n".join(told[:3])


def _learn_nothing(year: Year, *, weekly: bool, closely: Iterable[PersonId]) -> None:
    COUNTED["years"] += 1
    knowing: set[PersonId] = set()
    worlds: tuple[Life, Life] | None = None
    for one, other, _act in lived(year, weekly=weekly):
        if year.secret not in one.told:
            continue  # until then it is one and the same world
        worlds = one, other
        COUNTED["acts"] += 1
        knowing |= one.knows(year.secret)
        for person in set(year.pair) - knowing:
            _same((Eyes(it.world, person).look() for it in worlds), person)
    if worlds is None or worlds[0].concern(year.secret) is None:
        return
    COUNTED["secrets"] += 1
    for person in set(closely) - knowing:
        _same((Eyes(it.world, person).look(closely=True) for it in worlds), person)
    forged = _names_of(worlds[0], year.secret)
    for person in set(year.pair) - knowing:
        _same((Eyes(it.world, person).forge(forged) for it in worlds), person)
    _same((_handed_on(it, but_not=knowing) for it in worlds), "who gets a file")


def _names_of(life: Life, number: int) -> list[str]:
    concern = life.concern(number)
    assert concern is not None
    return [concern.id, ids.of_concern(concern.id, concern.turn)]


def _handed_on(life: Life, *, but_not: set[PersonId]) -> dict[str, str]:
    """Return what the commands at the command line make for the school.

    That somebody is not erased while something of theirs is open is for whoever has
    the machine, who could see in the data file what it is.
    """
    store, now = LookingStore(life.world.store), life.world.clock.moment

    def occasion() -> Occasion:
        return Occasion(now, row_of_ids("handed"))

    def said(done: object) -> str:
        assert isinstance(done, Cleared)
        remains = remains_of(done, in_concerns=False)
        text = certificate(done, "?", at=now, workspace=TEAM, remains=remains)
        return without_numbers(f"{counted(done)} {text}")

    exported = export_school(store, TEAM, OAKFIELD, occasion=occasion())
    tables = documents_of(lambda: rows_of(store, EXPORTED))
    looked = {kind.name: tables.table(kind.name).all() for kind in EXPORTED}
    found = {
        "export": repr(exported.tables),
        "look": msgspec.json.encode(looked, order="deterministic").decode(),
        "hold": repr(holds(store, TEAM)),
        "retain": said(retain(store, TEAM, occasion=occasion())),
        "retain --apply": said(retain(store, TEAM, occasion=occasion(), apply=True)),
    }
    for person in set(EVERYBODY) - but_not:
        try:
            done = erase(
                store,
                TEAM,
                person,
                occasion=occasion(),
                vault=life.world.ports.vault,
                apply=True,
            )
        except CannotErase as refused:
            found[f"erase {person}"] = str(refused)
        else:
            found[f"erase {person}"] = said(done)
    return found


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_two_leaders_learn_nothing_of_a_concern(year: Year) -> None:
    _learn_nothing(year, weekly=False, closely=year.pair)


@settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # a year is too long to be made shorter here
    suppress_health_check=list(HealthCheck),
)
@given(year=years(days=320, least=1, most=6))
def test_two_leaders_learn_nothing_of_any_one_concern(year: Year) -> None:
    _learn_nothing(year, weekly=False, closely=year.pair)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(year=years(days=320, least=6, most=12))
def test_nobody_who_has_no_part_in_a_concern_learns_of_it(
    part: int, year: Year
) -> None:
    """Live whole years, a week at a time; in parts, since each takes its time."""
    _learn_nothing(year, weekly=True, closely=EVERYBODY)


@pytest.fixture(autouse=True, scope="module")
def _figures() -> Iterator[None]:
    """Say what was compared, where pytest is asked to show it (-s)."""
    yield
    print(dict(COUNTED))  # noqa: T201 - for whoever quotes it


def test_its_writer_and_its_reader_do_see_it() -> None:
    """The comparison can tell: those who know of a concern see that it is there."""
    *_, (one, other, _act) = lived(FIFTH, weekly=False)
    concern = one.concern(FIFTH.secret)
    assert concern is not None
    assert concern.reader is not None
    for person in (concern.writer, concern.reader):
        seen = [Eyes(it.world, person).look() for it in (one, other)]
        assert _differences(*seen)


def _how_many(ports: Ports, call: Call, _text: str) -> Message:
    with ports.store.reading(call.actor.team) as records:
        return plain(f"{len(list(records.every(CONCERNS))) // 5} times five")


def test_a_new_command_is_looked_at_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    row = commands.Subcommand("five", (("/ect five", "Count"),), _how_many)
    monkeypatch.setattr(commands, "SUBCOMMANDS", (*commands.SUBCOMMANDS, row))
    monkeypatch.setitem(commands._TABLE, "five", row)  # noqa: SLF001 - as typed
    with pytest.raises(AssertionError, match="/ect five"):
        _learn_nothing(FIFTH, weekly=False, closely=FIFTH.pair)


def test_every_command_at_the_command_line_is_thought_of() -> None:
    named = {one.name or one.callback.__name__ for one in cli.registered_commands}  # type: ignore[union-attr]
    groups = {one.typer_instance.info.name for one in cli.registered_groups}  # type: ignore[union-attr]
    assert {name.replace("_", "-") for name in named} | groups == (
        HANDED_ON | OF_THE_MACHINE
    )
