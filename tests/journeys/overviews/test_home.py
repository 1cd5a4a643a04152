"""The home tab by role: the next thing, where it stands, what was; and its buttons."""

from typing import Any

import msgspec
import pytest

from bot.domain.people.member import Role
from bot.domain.school.set_up import SetUp
from bot.ports.kinds import MEMBERS, SET_UPS
from bot.sandbox.example_school import SCHOOL, TEAM
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    EVERYBODY,
    HELEN,
    SAM,
    TOM,
    close_all,
    from_bot,
    press,
    raise_it,
    said,
    submit,
)
from tests.journeys.conftest import Control
from tests.journeys.reminders.actions import go_to


def home(control: Control, person: str) -> dict[str, Any]:
    control.post("open_home", user=person)
    return dict(control.get("home", person))


def press_home(
    control: Control, person: str, action_id: str, **given: Any
) -> dict[str, Any]:
    view = control.get("home", person)
    answer = control.post(
        "click", user=person, view_id=view["id"], action_id=action_id, **given
    )
    assert answer["ok"], answer
    return dict(answer["new"])


def elements(view: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return all that can be pressed in a view, with the block it stands in."""
    return [
        (block["block_id"], element)
        for block in view["blocks"]
        for element in (*block.get("elements", ()), block.get("accessory"))
        if element and "action_id" in element
    ]


def which(element: dict[str, Any]) -> tuple[str, str]:
    return element["action_id"], element.get("value", "")


def latest(view: dict[str, Any]) -> str:
    """Return the newest session of a view's rows."""
    rows = (e for _, e in elements(view) if e.get("text", {}).get("text") == "Open")
    return str(next(rows)["value"])


def order(view: dict[str, Any], *words: str) -> list[int]:
    text = said(view["blocks"])
    return [text.index(word) for word in words]


@pytest.mark.parametrize("person", EVERYBODY)
def test_whatever_a_home_tab_offers_is_answered(control: Control, person: str) -> None:
    pressed: set[tuple[str, str]] = set()
    while True:
        left = [
            (block, element)
            for block, element in elements(home(control, person))
            if element["type"] == "button" and which(element) not in pressed
        ]
        if not left:
            break
        block, element = left[0]
        pressed.add(which(element))
        new = press_home(
            control,
            person,
            element["action_id"],
            block_id=block,
            value=element.get("value"),
        )
        assert new, element
        assert "no longer in use" not in said(new)
        assert "went wrong" not in said(new)
        close_all(control, person)
    assert pressed


def test_the_next_thing_comes_before_status_and_history(control: Control) -> None:
    for person, status in ((BEN, "Whom you mentor"), (AMIRA, "Your mentoring")):
        found = order(home(control, person), "*Next", status, "Latest sessions")
        assert found == sorted(found)
    found = order(home(control, CARLA), "*Next", "Your ECTs")
    assert found == sorted(found)


def test_a_mentor_says_from_the_home_tab_that_they_met(control: Control) -> None:
    go_to(control, "2026-11-11 10:45")
    assert "did you meet Tom Example?" in said(home(control, DEE))
    after = press_home(control, DEE, ids.SESSION_HAPPENED)["home"]
    assert "did you meet" not in said(after)
    assert "Logged: Wed 11 Nov, 09:00" in said(from_bot(control, DEE))


def test_a_form_over_the_home_tab_leaves_it_true(control: Control) -> None:
    home(control, DEE)
    press_home(control, DEE, ids.SESSION_MISSED)
    submit(control, DEE, **{"why.value": "agreed"})
    assert "did you meet" not in said(control.get("home", DEE))


def test_an_ect_confirms_in_two_taps_and_reads_the_notes_back(
    control: Control,
) -> None:
    control.command(DEE, "log 10:00 40m zebra")
    assert "*Next: is this right?*" in said(home(control, TOM))
    after = press_home(control, TOM, ids.CONFIRM_SESSION)["home"]
    page = press_home(control, TOM, ids.SHOW_SESSION, value=latest(after))["view"]
    assert "zebra" in said(page)
    assert "You confirmed it." in said(page)


def test_an_ect_finds_all_sessions_from_status_and_answers_there(
    control: Control,
) -> None:
    control.command(DEE, "log 10:00 40m zebra")
    answer = control.command(TOM, "status")["new"]["messages"][0]
    assert "expected over" in answer["text"]
    page = control.press(TOM, answer, ids.OWN_SESSIONS)["new"]["view"]
    assert "Try the entry routine each morning" in said(page)
    opened = control.post(
        "click",
        user=TOM,
        view_id=page["id"],
        action_id=ids.SHOW_SESSION,
        value=latest(page),
    )["new"]["view"]
    assert "zebra" in said(opened)
    control.post("click", user=TOM, view_id=opened["id"], action_id=ids.CONFIRM_SESSION)
    assert "You confirmed it." in said(control.get("view", TOM))
    control.post("close", user=TOM)
    assert control.get("view", TOM)["id"] == page["id"]


def test_the_table_keeps_how_it_is_looked_at_when_something_is_pressed(
    control: Control,
) -> None:
    table = home(control, CARLA)
    menus = {e["action_id"]: (b, e) for b, e in elements(table) if "options" in e}
    _, menu = menus[ids.TABLE_SORT]
    by_name = next(o for o in menu["options"] if "ECT's name" in said(o))
    sorted_ = press_home(control, CARLA, ids.TABLE_SORT, value=by_name["value"])["home"]
    found = order(sorted_, "Amira Example*", "Priya Example*", "Tom Example*")
    assert found == sorted(found)
    press_home(control, CARLA, ids.SHOW_STATUS)
    again = home(control, CARLA)
    assert again["private_metadata"] == sorted_["private_metadata"] == "name|all|0"
    form = control.command(CARLA, "nudges")["new"]["view"]
    control.post("submit", user=CARLA, view_id=form["id"], values={})
    assert control.get("home", CARLA)["private_metadata"] == "name|all|0"


def test_the_table_shows_facts_and_never_words(control: Control) -> None:
    control.command(BEN, "log @amira yesterday 16:00 50m zebra")
    table = home(control, CARLA)
    for word in ("●", "held", "expected"):
        assert word in said(table)
    page = press_home(control, CARLA, ids.SHOW_ECT, value=f"example-primary/{AMIRA}")[
        "view"
    ]
    assert "Latest sessions" in said(page)
    session = control.post(
        "click",
        user=CARLA,
        view_id=page["id"],
        action_id=ids.SHOW_SESSION,
        value=latest(page),
    )["new"]["view"]
    for view in (table, page, session):
        assert "zebra" not in said(view)
        assert "hinge questions" not in said(view)


def test_nobody_else_opens_an_ect_from_the_table(control: Control) -> None:
    stolen = {
        "type": "button",
        "text": {"type": "plain_text", "text": "See"},
        "action_id": ids.SHOW_ECT,
        "value": f"example-primary/{AMIRA}",
    }
    for person in (BEN, DEE, TOM, HELEN):
        control.rehearsal.workspace.state.add_message(
            person, 0, blocks=[{"type": "actions", "elements": [stolen]}]
        )
        message = control.get("messages", person)[-1]
        answer = said(control.press(person, message, ids.SHOW_ECT))
        assert "Only the induction tutor" in answer
        assert "held" not in answer


def test_what_waits_in_confidence_comes_first(control: Control) -> None:
    raise_it(control, TOM, "I lose my time", reader=DEE)
    seen = home(control, DEE)
    found = order(seen, "this waits for you", "*Next", "Whom you mentor")
    assert found == sorted(found)
    press(control, DEE, ids.TAKE_CONCERN)
    assert "I lose my time" not in said(home(control, DEE))


def test_what_is_answered_in_the_home_tab_is_undone_there(control: Control) -> None:
    control.command(DEE, "log 10:00 40m zebra")
    home(control, TOM)
    answered = press_home(control, TOM, ids.CONFIRM_SESSION)["home"]
    assert "10:00–10:40: You confirmed it." in said(answered)
    again = press_home(control, TOM, ids.UNDO_ANSWER)["home"]
    assert "You confirmed it." not in said(again)
    assert "10:00–10:40" in said(again["blocks"][0])


def test_a_flag_is_answered_in_the_home_tab_and_that_undone(control: Control) -> None:
    refused = control.command(BEN, "log @amira yesterday 16:00 50m")["new"]
    form = control.press(BEN, refused["messages"][0], ids.FINISH_LINE)["new"]["view"]
    values = {"reason.value": "Cover took the planned time"}
    control.post("submit", user=BEN, view_id=form["id"], values=values)
    assert "Next: a session outside teaching hours" in said(home(control, CARLA))
    answered = press_home(control, CARLA, ids.FLAG_FINE)["home"]
    assert "“That's fine”" in said(answered)
    again = press_home(control, CARLA, ids.UNDO_FLAG)["home"]
    assert "Next: a session outside teaching hours" in said(again)


def test_a_week_off_from_the_home_tab_is_undone_there(control: Control) -> None:
    go_to(control, "2026-11-23 09:00")
    while "did you meet" in said(home(control, BEN)):
        press_home(control, BEN, ids.SESSION_HAPPENED)
    assert "is planned for this week yet" in said(home(control, BEN))
    press_home(control, BEN, ids.WEEK_OFF)
    submit(control, BEN, **{"why.value": "agreed"})
    close_all(control, BEN)
    assert "Noted: no session with" in said(control.get("home", BEN))
    again = press_home(control, BEN, ids.UNDO_WEEK_OFF)["home"]
    assert "Noted: no session" not in said(again)


def test_an_ect_reads_drop_ins_back_and_sees_their_own_data(control: Control) -> None:
    control.command(DEE, "dropin today zebra")
    answer = control.command(TOM, "status")["new"]["messages"][0]
    page = control.press(TOM, answer, ids.OWN_SESSIONS)["new"]["view"]
    assert "Dee Example dropped in on Tom Example" in said(page)
    assert "zebra" in said(page)
    close_all(control, TOM)
    own = control.press(TOM, answer, ids.OPEN_MY_DATA)["new"]["view"]
    assert "What I hold about you" in said(own)


@pytest.mark.rule("R5")
def test_a_mentor_who_is_the_induction_tutor_too_has_two_labelled_parts(
    control: Control,
) -> None:
    with control.rehearsal.store.transaction(TEAM) as records:
        ben = records.get(MEMBERS, f"{SCHOOL}/{BEN}")
        assert ben
        both = frozenset({Role.MENTOR, Role.INDUCTION_TUTOR})
        records.put(MEMBERS, msgspec.structs.replace(ben, roles=both))
    seen = home(control, BEN)
    found = order(seen, "As a mentor", "As an induction tutor", "mentor too")
    assert found == sorted(found)
    assert "Amira Example and Priya Example's mentor too" in said(seen)
    tutors = said(seen["blocks"])[found[1] :]
    assert "hinge questions" not in tutors


def test_whoever_sets_the_school_up_is_asked_first_to_finish_that(
    control: Control,
) -> None:
    with control.rehearsal.store.transaction(TEAM) as records:
        records.put(SET_UPS, SetUp(school=SCHOOL, founders=()))
    for person in (SAM, CARLA):
        assert "finish the set-up" in said(home(control, person)["blocks"][0])
        page = press_home(control, person, ids.OPEN_SET_UP)["view"]
        assert "Example Primary School" in said(page)
        close_all(control, person)
    assert "finish the set-up" not in said(home(control, BEN))
