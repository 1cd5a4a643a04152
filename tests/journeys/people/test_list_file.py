"""A list of people as a file: handed out, taken in, looked at, applied, undone."""

import urllib.request
from typing import Any

import pytest

from bot.ports.kinds import PAIRINGS_OF_ECT
from bot.sandbox.example_school import TEAM
from bot.sandbox.workspace import BOT_TOKEN
from bot.views.kernel import ids
from bot.views.people import person_page as looks
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    SAM,
    TOM,
    close_all,
    said,
    submit,
)
from tests.journeys.conftest import Control
from tests.journeys.people.test_people import change, click, everything

NINA = "U0NINA"
HEADER = (
    "Slack member ID,Name,Roles,Mentor,Induction tutor,Start date,Working pattern,"
    "Appropriate body,Named contact,Contact address"
)
GOOD = (
    f"{HEADER}\n{NINA},Nina Example,ECT,Dee Example,Carla Example,11/11/2026,60%,"
    f"Example Body,Ada Example,ada@body.example\n{TOM},,,{BEN},,,,,,\n"
)
BAD = GOOD + "nina@example,=1+1,boss,,,,,,,\n"


def upload(control: Control, person: str, content: bytes) -> dict[str, Any]:
    """Give the bot a file; return what it shows of it."""
    close_all(control, person)
    control.command(person, "people")
    click(control, person, ids.UPLOAD_PEOPLE)
    file = control.upload(person, "people.csv", content)
    submit(control, person, **{"file.value": [file]})
    return dict(control.get("view", person))


def handed_over(control: Control, person: str) -> bytes:
    """Return the last file that the bot put into somebody's messages."""
    file = [m for m in control.get("messages", person) if m.get("files")][-1]["files"][
        0
    ]
    request = urllib.request.Request(  # noqa: S310 - loopback
        file["url_private_download"], headers={"Authorization": f"Bearer {BOT_TOKEN}"}
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - same
        return bytes(answer.read())


def test_a_file_is_looked_at_first_and_applied_when_somebody_says_so(
    control: Control,
) -> None:
    before = everything(control)
    shown = said(upload(control, SAM, GOOD.encode()))
    assert "Nothing has been changed yet" in shown
    assert "Nina Example: ECT; mentor Dee Example; induction tutor Carla" in shown
    assert "Tom Example: mentor Ben Example" in shown
    assert everything(control) == before
    submit(control, SAM)

    done = said(control.get("view", SAM))
    assert "1 person added, 1 changed" in done
    assert "Nina" in said(control.command(DEE, "status"))
    assert "Tom" in said(control.command(BEN, "status"))
    undone = said(click(control, SAM, ids.UNDO_PEOPLE))
    assert "as it was before" in undone
    assert everything(control) == before


def test_rows_with_faults_come_back_in_a_file_and_nothing_is_applied(
    control: Control,
) -> None:
    before = everything(control)
    shown = said(upload(control, SAM, BAD.encode()))

    assert "1 row needs another look" in shown
    assert "Row 4" in shown
    assert ids.PEOPLE_CHECKED not in shown
    assert everything(control) == before
    corrected = handed_over(control, SAM).decode("utf-8-sig")
    assert "What is wrong" in corrected
    assert "'=1+1" in corrected
    assert "no Slack member ID" in corrected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Name\nNina\n", "lacks"),
        (b"PK\x03\x04" + b"x" * 99, "Excel workbook"),
        (HEADER.encode() + b"\n" + b"U0X11,X,mentor,,,,,,,\n" * 10_000, "10000 rows"),
        (b"x" * 2_100_000, "more than the 2 MB"),
    ],
    ids=["empty", "no columns", "a workbook", "10,000 rows", "too big"],
)
def test_a_file_that_cannot_be_read_is_said_in_the_form_ready_for_another(
    control: Control, content: bytes, words: str
) -> None:
    before = everything(control)
    view = upload(control, SAM, content) if content else upload(control, SAM, b"\n")

    assert words in said(view)
    assert view["callback_id"] == ids.PEOPLE_FILE_FORM
    assert everything(control) == before


def test_a_member_id_that_slack_does_not_know_is_found(control: Control) -> None:
    shown = said(upload(control, SAM, GOOD.replace(NINA, "U0NOBODY1").encode()))

    assert "Row 2, Nina Example: Slack member ID: Slack knows nobody" in shown
    assert "U0NOBODY1" not in shown.partition("What is wrong")[2]


def test_what_somebody_else_changed_meanwhile_stops_the_file(control: Control) -> None:
    upload(control, SAM, GOOD.encode())
    change(control, CARLA, TOM, looks.MENTOR, mentor=BEN, day="2026-11-11")
    before = everything(control)
    submit(control, SAM)

    shown = said(control.get("view", SAM))
    assert "since you looked, so nothing was applied" in shown
    assert everything(control) == before


def test_the_list_that_is_handed_out_can_be_given_back(control: Control) -> None:
    control.command(SAM, "people")
    view = control.get("view", SAM)
    control.post("click", user=SAM, view_id=view["id"], action_id=ids.DOWNLOAD_PEOPLE)
    content = handed_over(control, SAM)
    assert b"U0AMIRA,Amira Example,ECT" in content

    assert "All of it is in the list already" in said(upload(control, SAM, content))


def test_the_same_file_is_applied_again_after_it_was_undone(control: Control) -> None:
    for _ in range(2):
        upload(control, SAM, GOOD.encode())
        submit(control, SAM)
        with control.rehearsal.store.reading(TEAM) as records:
            assert records.find(PAIRINGS_OF_ECT, NINA)
        click(control, SAM, ids.UNDO_PEOPLE)
        with control.rehearsal.store.reading(TEAM) as records:
            assert not records.find(PAIRINGS_OF_ECT, NINA)


@pytest.mark.parametrize("person", [BEN, AMIRA])
def test_who_may_not_change_people_gets_no_list_and_gives_none(
    control: Control, person: str
) -> None:
    control.command(SAM, "people")
    view = control.get("view", SAM)
    forged = control.rehearsal.workspace.state.push_view(
        person, {k: view[k] for k in ("type", "title", "blocks")}
    )
    for action_id in (ids.DOWNLOAD_PEOPLE, ids.UPLOAD_PEOPLE):
        control.post("click", user=person, view_id=forged["id"], action_id=action_id)
    files = [m for m in control.get("messages", person) if m.get("files")]

    assert not files


def test_letters_that_were_saved_twice_over_are_asked_about(control: Control) -> None:
    page = said(upload(control, SAM, GOOD.replace("Nina", "ZoÃ«").encode()))
    assert "Are these letters right?" in page
    assert "ZoÃ«" in page
    assert "is it Zoë" in page


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_letters_that_had_to_be_guessed_are_shown_before_anything_is_kept(
    control: Control, encoding: str
) -> None:
    before = everything(control)
    content = GOOD.replace("Nina", "Zoë").encode(encoding)
    page = said(upload(control, SAM, content))
    assert "Are these letters right?" in page
    assert "• Zoë Example" in page
    assert everything(control) == before
    submit(control, SAM)
    assert "Zoë Example" in str(everything(control))


def test_letters_of_a_file_that_shows_how_it_was_saved_are_not_asked_about(
    control: Control,
) -> None:
    page = said(upload(control, SAM, GOOD.replace("Nina", "Zoë").encode()))
    assert "Added" in page
    assert "letters right" not in page
