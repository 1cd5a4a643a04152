"""`/ect report`: from the form to the files, for each role what it may have."""

import csv
import io
import os
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from bot.views.kernel import ids
from tests.documents.rendering import pages_as_png
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    HELEN,
    SAM,
    TOM,
    close_all,
    said,
    submit,
)
from tests.journeys.conftest import Control

SCHOOL = "example-primary"
TERM = "mentoring-sessions-autumn-term-2026"


def ordered(
    control: Control, person: str, who: str, *shapes: str, period: str = "term"
) -> dict[str, bytes]:
    """Ask for a report; return the files that came, by their endings."""
    control.command(person, "report")
    values: dict[str, Any] = {
        "period.value": period,
        "who.value": who,
        "shapes.value": list(shapes),
    }
    submit(control, person, **values)
    assert "Sent" in said(control.get("view", person))
    close_all(control, person)
    return {
        name.rpartition(".")[2]: content
        for name, content in control.handed(person).items()
    }


def keep_picture(name: str, content: bytes) -> None:
    folder = os.environ.get("PICTURES")  # noqa: TID251 - asks the runner, not a setting
    if folder:
        (Path(folder) / f"report-{name}.png").write_bytes(content)


def test_an_induction_tutor_has_the_schools_report_in_every_shape(
    control: Control,
) -> None:
    who = f"induction_tutor|{SCHOOL}|"
    files = ordered(control, CARLA, who, "png", "xlsx", "pdf", "csv")
    assert set(files) == {"png", "xlsx", "pdf", "csv"}
    keep_picture("several", files["png"])
    keep_picture("page", pages_as_png(files["pdf"])[0])
    with closing(openpyxl.load_workbook(io.BytesIO(files["xlsx"]))) as book:
        rows = list(book["Totals"].iter_rows(min_row=2, values_only=True))
    # Held and expected, as `/ect status` says it of the same weeks.
    assert [(row[0], row[4], row[5]) for row in rows] == [
        ("Amira Example", 8, 8),
        ("Priya Example", 4, 4),
        ("Tom Example", 5, 4),
    ]
    status = control.command(CARLA, "status")["new"]["messages"][-1]["text"]
    for _name, held, expected in [(row[0], row[4], row[5]) for row in rows]:
        assert f"{held} held, {expected} expected" in status
    page = pypdf.PdfReader(io.BytesIO(files["pdf"])).pages[0].extract_text()
    assert "Example Appropriate Body" in page


def test_the_picture_comes_with_the_same_in_words(control: Control) -> None:
    files = ordered(control, AMIRA, f"ect|{SCHOOL}|", "png")
    keep_picture("one", files["png"])
    message = control.get("messages", AMIRA)[-1]
    (file,) = message["files"]
    assert file["name"] == f"{TERM}.png"
    for words in (message["text"], file["alt_txt"]):
        assert "8 sessions held (1 outside teaching hours), 8 expected" in words
        assert "Met outside teaching hours: week of 28 Sep." in words
        assert "Expected, none logged: week of 12 Oct." in words


def test_an_ect_takes_their_own_sessions_away(control: Control) -> None:
    control.command(DEE, "log monday 10:00 50m a private word")
    files = ordered(control, TOM, f"ect|{SCHOOL}|", "csv", period="year")
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert {row["ECT"] for row in rows} == {"Tom Example"}
    assert rows[-1]["Day"] == "2026-11-09"
    assert len(rows) == 6


def test_a_mentor_is_offered_their_own_ects_alone(control: Control) -> None:
    control.command(BEN, "report")
    form = said(control.get("view", BEN))
    assert "All whom you mentor" in form
    assert "Priya Example" in form
    assert "Tom Example" not in form


@pytest.mark.parametrize(
    ("person", "who"),
    [
        (BEN, f"induction_tutor|{SCHOOL}|"),
        (BEN, f"mentor|{SCHOOL}|{TOM}"),
        (AMIRA, f"induction_tutor|{SCHOOL}|{AMIRA}"),
        (AMIRA, f"mentor|{SCHOOL}|"),
        (HELEN, f"induction_tutor|{SCHOOL}|"),
        (CARLA, "induction_tutor|elsewhere|"),
    ],
)
def test_a_report_that_is_not_theirs_is_refused(
    control: Control, person: str, who: str
) -> None:
    """A form is forged: it offers somebody what is another's."""
    control.command(CARLA, "report")
    view = control.get("view", CARLA)
    group = view["blocks"][1]["element"]["option_groups"][0]
    option = {"text": {"type": "plain_text", "text": "Forged"}, "value": who}
    group["options"] = [option]
    view["blocks"][1]["element"]["initial_option"] = option
    control.rehearsal.workspace.state.push_view(person, view)
    submit(control, person, **{"shapes.value": ["csv"]})
    assert "nobody whom you can have a report on" in said(control.get("view", person))
    assert control.handed(person) == {}


@pytest.mark.rule("R5")
def test_no_file_holds_a_note_or_a_concern(control: Control) -> None:
    control.command(DEE, "log monday 10:00 50m a private word")
    who = f"induction_tutor|{SCHOOL}|{TOM}"
    files = ordered(control, CARLA, who, "xlsx", "pdf", "csv")
    page = pypdf.PdfReader(io.BytesIO(files["pdf"])).pages[0].extract_text()
    with closing(openpyxl.load_workbook(io.BytesIO(files["xlsx"]))) as book:
        cells = [c.value for sheet in book for row in sheet.iter_rows() for c in row]
    for text in (page, said(cells), files["csv"].decode("utf-8-sig")):
        assert "Tom Example" in text
        for words in ("private word", "entry routine", "Behaviour"):
            assert words not in text


@pytest.mark.parametrize("person", [HELEN, SAM])
def test_leaders_have_counts_and_small_ones_are_withheld(
    control: Control, person: str
) -> None:
    control.command(person, "report")
    (told,) = control.told(person)[-1:]
    assert "Fewer than 5 ECTs" in told
    assert "Amira" not in told
    assert control.get("view", person) is None


def test_without_any_shape_the_form_asks_for_one(control: Control) -> None:
    control.command(CARLA, "report")
    answer = submit(control, CARLA, **{"shapes.value": []})
    assert "required" in answer["errors"]["shapes"]


def test_where_no_form_can_open_a_button_opens_it(control: Control) -> None:
    control.post("message", user=CARLA, text="report")
    message = control.get("messages", CARLA)[-1]
    control.press(CARLA, message, ids.OPEN_REPORT)
    assert control.get("view", CARLA)["callback_id"] == ids.REPORT_FORM
