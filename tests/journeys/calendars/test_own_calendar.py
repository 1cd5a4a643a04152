"""`/ect calendar`: the file, the private address, and one's own lesson times."""

import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import pytest
import vobject

from bot.ports.kinds import CALENDAR_FEEDS, MEMBERS, PAIRINGS, TIMETABLES
from bot.sandbox.example_school import TEAM
from bot.usecases.calendars.slots import free_slots
from bot.usecases.kernel.lookup import mentoring
from bot.views.kernel import ids
from tests.documents.test_timetable_file import a_file
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    HELEN,
    SAM,
    TOM,
    close_all,
    press,
    said,
    submit,
)
from tests.journeys.conftest import Control
from tests.scheduler.waiting import until
from tests.slack.forms import deliver

TUESDAYS = (
    "DTSTART;TZID=Europe/London:20261103T133000|DTEND;TZID=Europe/London:20261103T1500"
    "00|RRULE:FREQ=WEEKLY|SUMMARY:9X Maths with a pupil's name"
)


def events(content: bytes) -> dict[str, Any]:
    """Read a calendar file with a second library; entries by uid."""
    calendar = vobject.readOne(content.decode())
    return {event.uid.value: event for event in calendar.contents.get("vevent", ())}


def asked_for(control: Control, person: str) -> dict[str, Any]:
    control.command(person, "calendar")
    press(control, person, ids.CALENDAR_FILE)
    return events(control.handed(person)["mentoring.ics"])


def address_of(control: Control, person: str) -> str:
    control.command(person, "calendar")
    press(control, person, ids.CALENDAR_ADDRESS)
    shown = said(control.get("messages", person))
    address = "http://127.0.0.1:" + shown.rpartition("http://127.0.0.1:")[2]
    return address[: address.index(".ics") + 4]


def fetched(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - loopback
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        return events(answer.read())


def is_gone(address: str) -> bool:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address)  # noqa: S310 - loopback
    with refused.value as answer:
        return answer.code == 404


def upload(control: Control, person: str, content: bytes) -> dict[str, Any]:
    """Upload a timetable from the page; return the form that follows."""
    close_all(control, person)
    control.command(person, "calendar")
    press(control, person, ids.OPEN_TIMETABLE)
    file_id = control.upload(person, "my-week.ics", content)
    submit(control, person, **{"file.value": [file_id]})
    return dict(control.get("view", person))


def kept(control: Control, person: str) -> Any:
    with control.rehearsal.store.reading(TEAM) as records:
        return records.get(TIMETABLES, f"example-primary/{person}")


def slots(control: Control) -> list[datetime]:
    """Return the times that are suggested for Ben and Amira."""
    ports = control.rehearsal.bot.ports
    with ports.store.reading(TEAM) as records:
        pairing = records.get(PAIRINGS, "pairing-amira")
        assert pairing is not None
        about = mentoring(ports, records, pairing)
        found = free_slots(ports, records, about, session=None)
    return [about.calendar.local(one) for one in found]


@pytest.mark.parametrize(
    ("person", "summaries"),
    [
        (
            BEN,
            {
                "Mentoring session: Ben Example with Amira Example",
                "Mentoring session: Ben Example with Priya Example",
            },
        ),
        (TOM, {"Mentoring session: Dee Example with Tom Example"}),
    ],
)
def test_a_button_sends_the_file_with_ones_own_sessions_and_no_word_of_them(
    control: Control, person: str, summaries: set[str]
) -> None:
    control.command(DEE, "log monday 10:00 50m a private word")
    found = asked_for(control, person)
    assert {event.summary.value for event in found.values()} == summaries
    raw = control.handed(person)["mentoring.ics"]
    for words in (b"private word", b"entry routine", b"Behaviour", b"Cover took"):
        assert words not in raw


def test_the_home_tab_opens_the_page_and_it_says_there_what_was_done(
    control: Control,
) -> None:
    home = control.post("open_home", user=AMIRA)["new"]["home"]
    control.post("click", user=AMIRA, view_id=home["id"], action_id=ids.OPEN_CALENDAR)
    page = control.get("view", AMIRA)
    control.post("click", user=AMIRA, view_id=page["id"], action_id=ids.CALENDAR_FILE)
    assert "*Sent.*" in said(control.get("view", AMIRA))
    assert events(control.handed(AMIRA)["mentoring.ics"])


def test_what_moves_keeps_its_name_and_what_is_undone_is_cancelled(
    control: Control,
) -> None:
    control.command(DEE, "log monday 10:00 50m")
    before = asked_for(control, TOM)
    (uid,) = [
        uid
        for uid, event in before.items()
        if event.dtstart.value.astimezone(UTC) == datetime(2026, 11, 9, 10, tzinfo=UTC)
    ]
    press(control, DEE, ids.EDIT_SESSION)
    submit(control, DEE, **{"start.log.recheck": "11:00"})
    moved = asked_for(control, TOM)[uid]
    assert moved.dtstart.value.hour == 11
    assert moved.sequence.value == "1"
    press(control, DEE, ids.UNDO_SESSION)
    gone = asked_for(control, TOM)[uid]
    assert (gone.status.value, gone.sequence.value) == ("CANCELLED", "2")


def test_a_private_address_follows_and_ends_when_its_owner_says_so(
    control: Control,
) -> None:
    address = address_of(control, TOM)
    before = fetched(address)
    control.command(DEE, "log monday 10:00 50m")
    assert len(fetched(address)) == len(before) + 1
    with control.rehearsal.store.reading(TEAM) as records:
        (feed,) = records.every(CALENDAR_FEEDS)
    assert feed.secret_hash not in address
    assert is_gone(address.replace(TEAM, "T0OTHER"))
    assert is_gone(address[:-8] + "0000.ics")
    newer = address_of(control, TOM)
    assert is_gone(address)
    assert fetched(newer)
    press(control, TOM, ids.END_ADDRESS)
    assert is_gone(newer)


def test_a_press_that_slack_delivers_again_makes_no_other_address(
    control: Control,
) -> None:
    address = address_of(control, TOM)
    sent = [
        one["body"]
        for one in control.rehearsal.workspace.state.traffic
        if one.get("kind") == "block_actions" and ids.CALENDAR_ADDRESS in one["body"]
    ]
    deliver(control.rehearsal.bot.app, sent[-1], retry=1)
    until(control.rehearsal.bot.errands.is_idle)
    assert fetched(address)
    assert address in said(control.get("messages", TOM))


def test_the_address_of_somebody_who_has_left_the_school_answers_no_more(
    control: Control,
) -> None:
    address = address_of(control, TOM)
    assert fetched(address)
    with control.rehearsal.store.transaction(TEAM) as records:
        records.remove(MEMBERS, f"example-primary/{TOM}")
    assert is_gone(address)


@pytest.mark.parametrize("person", [CARLA, HELEN, SAM])
def test_who_mentors_nobody_and_is_no_ect_has_no_such_calendar(
    control: Control, person: str
) -> None:
    control.command(person, "calendar")
    assert "is for mentors and ECTs" in control.told(person)[-1]


def test_a_timetable_is_looked_at_before_it_is_kept_and_then_minded(
    control: Control,
) -> None:
    view = upload(control, AMIRA, a_file(TUESDAYS))
    assert "Tuesdays: 13:30–15:00" in said(view)
    assert kept(control, AMIRA) is None
    submit(control, AMIRA)
    lessons = kept(control, AMIRA)
    assert "pupil" not in repr(lessons)
    assert [str(one.starts) for one in lessons.lessons] == ["13:30:00"]
    assert "Saved" in said(control.get("view", AMIRA))


def test_no_time_is_suggested_at_which_one_of_the_two_teaches(control: Control) -> None:
    """Ben and Amira usually meet on Tuesdays at 14:00."""
    (first, *_rest) = slots(control)
    assert (first.weekday(), first.time()) == (1, time(14))
    upload(control, AMIRA, a_file(TUESDAYS))
    submit(control, AMIRA)
    tuesdays = [one.time() for one in slots(control) if one.weekday() == 1]
    assert not [wall for wall in tuesdays if time(12, 30) < wall < time(15)]


def test_lesson_times_are_replaced_undone_and_forgotten(control: Control) -> None:
    upload(control, AMIRA, a_file(TUESDAYS))
    submit(control, AMIRA)
    upload(control, AMIRA, a_file(TUESDAYS.replace("T133000", "T140000")))
    submit(control, AMIRA)
    assert str(kept(control, AMIRA).lessons[0].starts) == "14:00:00"
    close_all(control, AMIRA)
    control.command(AMIRA, "calendar")
    press(control, AMIRA, ids.UNDO_TIMETABLE)
    assert str(kept(control, AMIRA).lessons[0].starts) == "13:30:00"
    press(control, AMIRA, ids.REMOVE_TIMETABLE)
    assert kept(control, AMIRA).lessons is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Dear all", "not a calendar that I can read"),
        (bytes(50_000_000), "more than the 2 MB that I read"),
        (a_file(TUESDAYS.replace("Europe/London", "Middle/Earth")), "a zone that I"),
    ],
    ids=["garbage", "50 MB", "unknown zone"],
)
def test_what_cannot_be_used_is_said_in_the_form_and_changes_nothing(
    control: Control, content: bytes, sentence: str
) -> None:
    view = upload(control, AMIRA, content)
    assert sentence in said(view)
    assert view["callback_id"] == ids.TIMETABLE_FORM  # ready for another file
    assert kept(control, AMIRA) is None


def test_what_is_called_off_with_its_series_is_off_in_the_calendar_too(
    control: Control,
) -> None:
    control.command(DEE, "plan tuesdays 10:00 weekly until christmas")
    planned = {
        uid
        for uid, event in asked_for(control, TOM).items()
        if (event.dtstart.value.hour, event.dtstart.value.weekday()) == (10, 1)
    }
    listed = control.command(DEE, "upcoming")["new"]["messages"][0]
    control.press(DEE, listed, ids.SESSION_MISSED)
    view = control.get("view", DEE)
    answer = control.post(
        "click",
        user=DEE,
        view_id=view["id"],
        action_id=ids.CALL_OFF_SCOPE,
        value="all",
    )
    assert answer["ok"], answer
    submit(control, DEE)
    close_all(control, DEE)
    events_now = asked_for(control, TOM)
    assert len(planned) == 5
    assert {events_now[uid].status.value for uid in planned} == {"CANCELLED"}


def test_a_second_timetable_in_the_same_form_takes_the_place_of_the_first(
    control: Control,
) -> None:
    upload(control, DEE, a_file(TUESDAYS))
    submit(control, DEE)
    first = kept(control, DEE)
    # The form is opened from the page that says "Saved": Slack keeps the view's id.
    page = control.get("view", DEE)
    control.post("click", user=DEE, view_id=page["id"], action_id=ids.OPEN_TIMETABLE)
    wednesdays = TUESDAYS.replace("20261103", "20261104")
    file_id = control.upload(DEE, "my-new-week.ics", a_file(wednesdays))
    submit(control, DEE, **{"file.value": [file_id]})
    submit(control, DEE)
    assert control.get("view", DEE)["id"] == page["id"]
    assert "*Saved.*" in said(control.get("view", DEE))
    assert kept(control, DEE).lessons != first.lessons
    assert kept(control, DEE).before == first.lessons


def test_one_file_of_each_person_is_read_at_a_time(
    control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], object]] = []
    errands = control.rehearsal.bot.errands
    with monkeypatch.context() as held:
        held.setattr(errands, "read", waiting.append)
        upload(control, DEE, a_file(TUESDAYS))
        again = upload(control, DEE, a_file(TUESDAYS))
        other = upload(control, AMIRA, a_file(TUESDAYS))
    assert "still reading the file that you sent before" in said(again)
    assert "still reading" not in said(other)
    assert len(waiting) == 2
    for read in waiting:
        read()
    assert "Is this right?" in str(upload(control, DEE, a_file(TUESDAYS))["title"])
