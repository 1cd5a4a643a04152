"""The audit in use: who has looked, shown to whom it concerns; one record an act."""

import logging
from pathlib import Path

import pytest

from bot.ports.kinds import AUDIT, CONCERNS
from bot.sandbox.example_school import TEAM
from bot.usecases.kernel.audit import broken
from bot.views.kernel import ids
from scheduler.timetable import rows
from tests.cli.terminal import ectbot, settings_in
from tests.journeys.concerns.actions import (
    CARLA,
    DEE,
    TOM,
    close_all,
    press,
    raise_it,
    said,
)
from tests.journeys.conftest import Control
from tests.journeys.sessions.test_history import history, logged


def audited(control: Control) -> list[tuple[str | None, str, str | None]]:
    with control.rehearsal.store.reading(TEAM) as records:
        return [(e.by.value, e.what, e.subject.value) for e in records.every(AUDIT)]


def test_a_log_adds_one_entry_to_the_audit_and_none_of_its_words(
    control: Control,
) -> None:
    control.command(DEE, "log yesterday 10:00 50m zebra")
    assert audited(control) == [(DEE, "logged", logged(control))]
    with control.rehearsal.store.reading(TEAM) as records:
        assert "zebra" not in str(list(records.every(AUDIT)))


def test_the_writer_of_a_concern_sees_who_has_opened_it_and_nobody_else_does(
    control: Control,
) -> None:
    raise_it(control, TOM, "words-about-the-mentor", reader=CARLA, topic="mentor")
    before = press(control, TOM, ids.READ_CONCERN)
    assert "Nobody yet, but you." in said(before["view"])
    close_all(control, TOM)
    for _ in range(2):
        reader = press(control, CARLA, ids.READ_CONCERN)
        assert "Who has opened it" not in said(reader["view"])
        close_all(control, CARLA)
    after = said(press(control, TOM, ids.READ_CONCERN)["view"])
    assert "Carla Example: 2 times, last on Wed 11 Nov" in after
    with control.rehearsal.store.reading(TEAM) as records:
        (concern,) = records.every(CONCERNS)
    found = audited(control)
    assert found.count((CARLA, "saw_concern", concern.id)) == 2
    assert (TOM, "sent", concern.id) in found
    assert "words-about" not in str(found)


def test_a_tutor_who_opens_a_session_is_seen_by_its_mentor_and_ect(
    control: Control,
) -> None:
    control.command(DEE, "log monday 10:00 50m")
    session = logged(control)
    assert "Who else has opened it" not in history(control, CARLA, session)
    for person in (DEE, TOM):
        shown = history(control, person, session)
        assert "Carla Example: once, on Wed 11 Nov" in shown


def test_ectbot_audit_verify_says_that_all_is_in_place_or_where_not(
    tmp_path: Path, control: Control
) -> None:
    raise_it(control, TOM, "words", reader=DEE)
    (tmp_path / "data").mkdir()
    control.rehearsal.bot.stop()
    (tmp_path / "practice.db").rename(tmp_path / "data" / "ectbot.db")
    whole = ectbot("audit verify", tmp_path, settings_in(tmp_path))
    assert whole.returncode == 0, whole.stderr
    assert "all in place" in whole.stdout
    known = whole.stdout.split("--known ")[1].strip()
    number, link = known.split(":")
    later = f"--known {int(number) + 1}:{link}"
    cut = ectbot(f"audit verify {later}", tmp_path, settings_in(tmp_path))
    assert cut.returncode == 1
    assert f"Entry {int(number) + 1} is missing." in cut.stdout


def test_all_that_people_do_keeps_the_chain_whole(control: Control) -> None:
    raise_it(control, TOM, "words", reader=DEE)
    control.command(DEE, "log yesterday 16:00 50m behaviour routines")
    control.command(DEE, "log monday 10:00 50m")
    with control.rehearsal.store.reading(TEAM) as records:
        assert broken(records) is None


def test_the_log_tells_where_the_audit_stands_so_that_a_cut_end_shows(
    control: Control, caplog: pytest.LogCaptureFixture
) -> None:
    control.command(DEE, "log yesterday 10:00 50m")
    bot = control.rehearsal.bot
    with caplog.at_level(logging.INFO, logger="scheduler"):
        for row in rows(bot.ports, bot.outbox):
            if row.name == "witness":
                row.run()
    (head,) = [r.__dict__["audit"] for r in caplog.records if "audit" in r.__dict__]
    number, link = head.split(":")
    with control.rehearsal.store.transaction(TEAM) as records:
        assert broken(records, (int(number), link)) is None
        records.remove(AUDIT, AUDIT.key(list(records.every(AUDIT))[-1]))
        assert broken(records) is None
        assert broken(records, (int(number), link)) == f"Entry {number} is missing."
