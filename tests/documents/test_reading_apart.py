"""What people upload is read in a process that can be ended."""

import os
import time
from datetime import date

import pytest

from bot.documents.plain_text import NoText, text_of
from bot.documents.reading_apart import ReadingFailed, read_apart, read_within
from bot.documents.timetable_file import BusyRead, read_busy
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import PersonId
from bot.ports.files import NotFetched
from tests.builders import LONDON


def _take_long() -> None:
    time.sleep(600)


def _die() -> None:
    os._exit(1)


def _take_memory() -> int:
    return len(bytearray(4 << 30))


def _stumble() -> None:
    raise RuntimeError("a word of somebody's")


def _refuse() -> None:
    raise Unfit("No.", field=Field.FILE, ask=PersonId("U0SAM"))


def test_what_was_read_comes_back_as_it_is() -> None:
    assert read_apart(text_of, "Autumn term: £5".encode(), "a.txt") == "Autumn term: £5"


def test_a_refusal_comes_back_whole() -> None:
    with pytest.raises(NoText, match="not a text file"):
        read_apart(text_of, b"\0\1", "a.txt")
    with pytest.raises(Unfit) as refused:
        read_apart(_refuse)
    assert vars(refused.value) == vars(Unfit("No.", field=Field.FILE, ask="U0SAM"))  # type: ignore[arg-type]  # as it was


def test_a_calendar_is_read_the_same_apart() -> None:
    content = (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261020T090000\r\n"
        b"DTEND:20261020T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    window = date(2026, 10, 1), date(2026, 11, 1)
    found: BusyRead = read_apart(read_busy, content, LONDON, *window)
    assert found == read_busy(content, LONDON, *window)


@pytest.mark.parametrize("read", [_die, _take_memory])
def test_a_reader_that_dies_or_takes_too_much_is_told(read: type) -> None:
    with pytest.raises(NotFetched, match="took too long"):
        read_apart(read)


def test_a_reader_that_takes_too_long_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(NotFetched, match="nothing was changed"):
        read_within(0.2, _take_long, ())
    assert time.monotonic() - began < 300


def test_a_fault_of_a_reader_is_told_without_its_words() -> None:
    with pytest.raises(ReadingFailed) as fault:
        read_apart(_stumble)
    assert str(fault.value) == "RuntimeError"
