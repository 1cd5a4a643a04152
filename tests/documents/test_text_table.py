"""A table at a terminal: what fits stands side by side, and the rest is named."""

from bot.documents.text_table import text_table

COLUMNS = {
    "who": ["Tom Example", ""],
    "why": ["Cover took the planned time, and more than that", "Trip"],
    "id": ["s1", "s2"],
}


def test_a_long_cell_is_cut_short_and_an_empty_one_leaves_no_trace() -> None:
    lines, left_out = text_table(COLUMNS, 80)
    assert lines == [
        "who          why                             id",
        "-----------  ------------------------------  --",
        "Tom Example  Cover took the planned time, …  s1",
        "             Trip                            s2",
    ]
    assert left_out == []


def test_what_does_not_fit_is_named_and_a_narrower_column_takes_its_room() -> None:
    lines, left_out = text_table(COLUMNS, 20)
    assert [line.split() for line in lines[:1]] == [["who", "id"]]
    assert left_out == ["why"]


def test_the_first_column_is_shown_however_narrow_the_terminal_is() -> None:
    lines, left_out = text_table(COLUMNS, 5)
    assert lines[2] == "Tom Example"
    assert left_out == ["why", "id"]
