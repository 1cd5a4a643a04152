"""The list of people: who is in it, what changes in mid-year, and what each may see."""

from typing import Any

import msgspec
import pytest

from bot.domain.kernel.record import SchoolId
from bot.ports.kinds import (
    INDUCTIONS,
    MEMBERS,
    PAIRINGS,
    PAIRINGS_OF_ECT,
    ROSTER_CHANGES,
    SCHOOLS,
)
from bot.sandbox.example_school import SCHOOL, TEAM
from bot.views.kernel import ids
from bot.views.people import person_page as looks
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    HELEN,
    PRIYA,
    SAM,
    TOM,
    close_all,
    from_bot,
    pass_days,
    press,
    raise_it,
    said,
    submit,
    with_button,
)
from tests.journeys.conftest import Control
from tests.journeys.reminders.actions import reminders

NINA = "U0NINA"


def click(control: Control, person: str, action_id: str, **more: Any) -> dict[str, Any]:
    """Press something in the form that a person has open."""
    view = control.get("view", person)
    answer = control.post(
        "click", user=person, view_id=view["id"], action_id=action_id, **more
    )
    assert answer["ok"], answer
    return dict(control.get("view", person))


def open_entry(control: Control, by: str, somebody: str) -> dict[str, Any]:
    close_all(control, by)
    control.command(by, "people")
    return click(control, by, ids.PICK_PERSON, value=somebody)


def change(
    control: Control, by: str, somebody: str, what: str, **values: Any
) -> dict[str, Any]:
    """Say what changed about somebody; return what is shown then."""
    view = open_entry(control, by, somebody)
    if view["callback_id"] != ids.PEOPLE_FORM:  # it opens at once for a newcomer
        click(control, by, ids.WHAT_CHANGED, value=what)
    answer = submit(control, by, **{f"{name}.value": v for name, v in values.items()})
    assert "errors" not in answer, answer
    return dict(control.get("view", by))


def new_mentor(control: Control, ect: str, mentor: str, *, by: str = SAM) -> str:
    return said(change(control, by, ect, looks.MENTOR, mentor=mentor, day="2026-11-11"))


def mentors_of(control: Control, ect: str) -> list[tuple[str, str | None]]:
    with control.rehearsal.store.reading(TEAM) as records:
        return [
            (one.mentor, one.ends_on.isoformat() if one.ends_on else None)
            for one in records.find(PAIRINGS_OF_ECT, ect)
        ]


def everything(control: Control) -> list[Any]:
    with control.rehearsal.store.reading(TEAM) as records:
        return [
            list(records.every(MEMBERS)),
            list(records.every(INDUCTIONS)),
            list(records.every(PAIRINGS)),
        ]


# Who may ------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [SAM, CARLA, HELEN])
def test_those_who_look_after_people_see_the_list_and_what_is_missing(
    control: Control, person: str
) -> None:
    control.command(person, "people")
    shown = said(control.get("view", person))

    assert "8 people, 3 ECTs" in shown
    assert "Amira Example" in shown
    assert "Upload a list" in shown


@pytest.mark.parametrize("person", [BEN, AMIRA])
def test_everybody_else_sees_their_own_pairings_alone(
    control: Control, person: str
) -> None:
    control.command(person, "people")
    shown = said(control.get("view", person))

    assert "Amira Example" in shown or "Ben Example" in shown
    assert "Tom Example" not in shown
    assert ids.PICK_PERSON not in shown


def test_an_ect_finds_their_named_contact_in_it(control: Control) -> None:
    control.command(AMIRA, "people")

    assert "ects@appropriate-body.example" in said(control.get("view", AMIRA))


@pytest.mark.parametrize("person", [BEN, AMIRA, NINA])
def test_a_form_with_the_exact_id_changes_nothing_for_who_may_not(
    control: Control, person: str
) -> None:
    before = everything(control)
    open_entry(control, SAM, TOM)
    click(control, SAM, ids.WHAT_CHANGED, value=looks.MENTOR)
    view = control.get("view", SAM)
    forged = control.rehearsal.workspace.state.push_view(
        person,
        {k: view[k] for k in ("type", "title", "blocks", "callback_id")}
        | {"private_metadata": view["private_metadata"], "submit": view["submit"]},
    )
    answer = control.post(
        "submit",
        user=person,
        view_id=forged["id"],
        values={"mentor.value": BEN, "day.value": "2026-11-11"},
    )

    assert "Saved" not in said(answer)
    assert everything(control) == before


# Adding and changing ------------------------------------------------------------------


def test_a_new_colleague_becomes_an_ect_with_all_that_belongs_to_it(
    control: Control,
) -> None:
    assert '"initial_value": "Nina Example"' in said(open_entry(control, SAM, NINA))
    shown = change(
        control,
        SAM,
        NINA,
        looks.ENTRY,
        name="Nina Example",
        roles=["ect"],
        days=["0", "1", "2"],
    )
    assert "Saved" in said(shown)
    control.command(SAM, "people")
    assert "Nina Example is an ECT with no start date" in said(control.get("view", SAM))
    change(
        control,
        SAM,
        NINA,
        looks.ENTER,
        mentor=DEE,
        tutor=CARLA,
        day="2026-11-11",
        share="0.6",
        terms_before="3",
        body="Example Appropriate Body",
        contact="Ada Example",
        reach="ada@body.example",
    )

    assert mentors_of(control, NINA) == [(DEE, None)]
    assert "Nina" in said(control.command(DEE, "status"))
    entry = said(open_entry(control, SAM, NINA))
    assert "year 2 · part time (0.6)" in entry
    assert "Done before, at other schools: 3 terms" in entry
    assert "That is an estimate" in entry
    assert "Works: Mon Tue Wed" in entry
    assert "Sam Example entered them as an ECT" in entry


@pytest.mark.parametrize(
    ("somebody", "what", "values", "field", "words"),
    [
        (TOM, looks.MENTOR, {"mentor": TOM, "day": "2026-11-11"}, "mentor", "own"),
        (TOM, looks.MENTOR, {"mentor": BEN, "day": "2026-09-01"}, "day", "later day"),
        (TOM, looks.PATTERN, {"share": "7", "day": "2026-11-11"}, "share", "0.6"),
        (TOM, looks.LEAVES, {"day": "2036-11-11"}, "day", "too far"),
        (
            *(BEN, looks.AWAY, {"day": "2026-11-12", "until": "2026-11-11"}),
            *("until", "before the first"),
        ),
        (TOM, looks.ENTER, {"terms_before": "year 2"}, "terms_before", "such as 3"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_lost(
    control: Control,
    somebody: str,
    what: str,
    values: dict[str, str],
    field: str,
    words: str,
) -> None:
    before = everything(control)
    open_entry(control, SAM, somebody)
    click(control, SAM, ids.WHAT_CHANGED, value=what)
    answer = submit(control, SAM, **{f"{n}.value": v for n, v in values.items()})

    assert words in answer["errors"][field]
    assert everything(control) == before


def test_somebody_who_is_a_mentor_now_keeps_that_role(control: Control) -> None:
    shown = change(
        control, SAM, DEE, looks.ENTRY, name="Dee", roles=["headteacher"], days=["0"]
    )

    assert "give Tom Example somebody else first" in said(shown).replace("Give", "give")


def test_of_two_admins_at_once_the_second_is_shown_what_changed(
    control: Control,
) -> None:
    open_entry(control, CARLA, TOM)
    click(control, CARLA, ids.WHAT_CHANGED, value=looks.CONTACT)
    new_mentor(control, TOM, BEN, by=SAM)
    submit(control, CARLA, **{"contact.value": "Other Example"})
    shown = said(control.get("view", CARLA))

    assert "nothing of yours was saved" in shown
    assert "Sam Example at 10:40 (Dee Example to Ben Example" in shown
    close = control.post("close", user=CARLA)
    assert close["ok"]
    assert "Other Example" in said(control.get("view", CARLA))  # the typing is kept


# The mentor changes -------------------------------------------------------------------


def test_another_mentor_takes_over_and_the_history_stays(control: Control) -> None:
    shown = new_mentor(control, AMIRA, DEE)

    assert "1 planned session after that day is called off" in shown
    assert mentors_of(control, AMIRA) == [(BEN, "2026-11-10"), (DEE, None)]
    assert "Amira" in said(control.command(DEE, "status"))
    assert "Amira" not in said(control.command(BEN, "status"))


@pytest.mark.rule("R5")
def test_whoever_hands_over_is_told_which_plans_go_with_it(control: Control) -> None:
    control.command(BEN, "plan @U0AMIRA 24/11 14:00 60m")
    new_mentor(control, AMIRA, DEE)
    told = from_bot(control, BEN)[-1]["text"]
    assert "2 planned sessions, 17 and 24 Nov" in told


def test_the_new_mentor_sees_the_days_before_and_no_note_until_the_ect_agrees(
    control: Control,
) -> None:
    control.command(BEN, "log @amira monday 10:00 50m behaviour routines")
    press(control, BEN, ids.EDIT_SESSION)
    submit(control, BEN, **{"note.value": "zebra", "next_steps.value": "giraffe"})
    close_all(control, BEN)
    new_mentor(control, AMIRA, DEE)

    def seen() -> str:
        press(control, DEE, ids.EARLIER_SESSIONS)
        page = said(control.get("view", DEE))
        close_all(control, DEE)
        return page

    before = seen()
    assert "Mon 9 Nov, 10:00–10:50* with Ben Example" in before
    for word in ("zebra", "giraffe", "Behaviour", "hinge"):
        assert word not in before
    press(control, AMIRA, ids.SHOW_NOTES)
    assert "zebra" in seen()
    assert "giraffe" in seen()
    press(control, AMIRA, ids.HIDE_NOTES)
    assert "zebra" not in seen()
    assert "zebra" not in said(from_bot(control, DEE))


@pytest.mark.rule("R5")
@pytest.mark.parametrize("person", [TOM, PRIYA, BEN, CARLA, HELEN, SAM])
def test_nobody_but_the_two_opens_what_went_before(
    control: Control, person: str
) -> None:
    new_mentor(control, AMIRA, DEE)
    press(control, AMIRA, ids.SHOW_NOTES)
    value = with_button(control, DEE, ids.EARLIER_SESSIONS)["blocks"][-1]["elements"][0]
    for action_id in (ids.EARLIER_SESSIONS, ids.SHOW_NOTES, ids.HIDE_NOTES):
        button = {**value, "action_id": action_id}
        control.rehearsal.workspace.state.add_message(
            person, 0, blocks=[{"type": "actions", "elements": [button]}]
        )
        message = control.get("messages", person)[-1]
        shown = said(control.press(person, message, action_id))
        assert "hinge" not in shown
        assert "with Ben Example" not in shown
        close_all(control, person)


def test_once_a_new_mentor_is_replaced_too_they_see_no_earlier_note_any_more(
    control: Control,
) -> None:
    new_mentor(control, AMIRA, DEE)
    press(control, AMIRA, ids.SHOW_NOTES)
    message = with_button(control, DEE, ids.EARLIER_SESSIONS)
    control.post("clock", now="2026-11-12T10:00:00Z")
    change(control, SAM, AMIRA, looks.MENTOR, mentor=BEN, day="2026-11-12")
    control.press(DEE, message, ids.EARLIER_SESSIONS)

    assert "hinge" not in said(control.get("view", DEE))


@pytest.mark.rule("R10")
def test_a_concern_with_the_old_mentor_moves_to_nobody_and_its_writer_is_asked(
    control: Control,
) -> None:
    raise_it(control, TOM, "words-to-dee", reader=DEE)
    new_mentor(control, TOM, BEN)
    pass_days(control, 2)

    assert "words-to-dee" not in said(from_bot(control, BEN))
    assert ids.READ_CONCERN not in said(from_bot(control, BEN))
    assert ids.TAKE_FURTHER in said(from_bot(control, TOM))
    assert "words-to-dee" not in said(control.command(BEN, "concerns"))


@pytest.mark.rule("R10")
def test_a_concern_with_a_tutor_who_goes_is_not_read_by_the_next_one(
    control: Control,
) -> None:
    raise_it(control, TOM, "words-to-carla", reader=CARLA, topic="mentor")
    days = ["0", "1", "2", "3", "4"]
    for person, name, roles in (
        (HELEN, "Helen Example", ["headteacher", "induction_tutor"]),
        (CARLA, "Carla Example", ["school_admin"]),
    ):
        for ect in (AMIRA, TOM, PRIYA) if person == CARLA else ():
            change(control, SAM, ect, looks.TUTOR, tutor=HELEN)
        change(control, SAM, person, looks.ENTRY, name=name, roles=roles, days=days)
    pass_days(control, 2)

    assert ids.TAKE_FURTHER in said(from_bot(control, TOM))
    for person in (HELEN, SAM):
        assert "words-to-carla" not in said(from_bot(control, person))
        assert ids.READ_CONCERN not in said(from_bot(control, person))
        assert "words-to-carla" not in said(control.command(person, "concerns"))


def test_a_changed_mentor_is_undone_with_the_sessions_that_were_planned(
    control: Control,
) -> None:
    before = everything(control)
    new_mentor(control, AMIRA, DEE)
    shown = said(click(control, SAM, ids.UNDO_PEOPLE))

    assert "as it was before" in shown
    assert everything(control) == before
    assert "Tue 17 Nov" in said(control.command(BEN, "status"))
    assert "This is settled" in said(from_bot(control, DEE))


def test_undo_is_refused_after_an_hour_and_once_somebody_has_used_it(
    control: Control,
) -> None:
    new_mentor(control, TOM, BEN)
    control.command(BEN, "log @tom today 09:00 50m")
    assert "has logged or planned" in said(click(control, SAM, ids.UNDO_PEOPLE))
    change(control, SAM, PRIYA, looks.TUTOR, tutor=CARLA)
    close_all(control, SAM)
    new_mentor(control, PRIYA, DEE)
    control.post("clock", advance=61 * 60)
    assert "Undo is open for an hour" in said(click(control, SAM, ids.UNDO_PEOPLE))


def test_the_ect_finds_it_in_the_list_and_can_stop_at_any_time(
    control: Control,
) -> None:
    new_mentor(control, AMIRA, DEE)
    press(control, AMIRA, ids.SHOW_NOTES)
    control.command(AMIRA, "people")
    page = click(control, AMIRA, ids.EARLIER_SESSIONS)
    assert "Dee Example sees the notes" in said(page)
    assert "does not see the notes" in said(click(control, AMIRA, ids.HIDE_NOTES))
    control.command(DEE, "people")

    assert "hinge" not in said(click(control, DEE, ids.EARLIER_SESSIONS))


def test_what_a_change_replaced_is_forgotten_after_a_day_and_its_history_is_not(
    control: Control,
) -> None:
    new_mentor(control, TOM, BEN)
    with control.rehearsal.store.reading(TEAM) as records:
        assert list(records.every(ROSTER_CHANGES))
    control.post("clock", now="2026-11-12T12:00:00Z")
    with control.rehearsal.store.reading(TEAM) as records:
        assert not list(records.every(ROSTER_CHANGES))

    assert "Undo is open for an hour" in said(click(control, SAM, ids.UNDO_PEOPLE))
    assert "Dee Example to Ben Example" in said(open_entry(control, SAM, TOM))


# Other changes in mid-year ------------------------------------------------------------


def test_thirty_days_of_absence_are_told_to_the_tutor_and_twenty_nine_are_not(
    control: Control,
) -> None:
    few = said(change(control, SAM, TOM, looks.ABSENCE, days="29"))
    assert "tell your appropriate body" not in few
    many = said(change(control, SAM, TOM, looks.ABSENCE, days="30"))

    assert "30 days: please tell your appropriate body" in many
    assert "That is an estimate" in many
    assert "30 days of absence in year 1" in said(from_bot(control, CARLA))
    assert "absence" not in said(from_bot(control, DEE))


@pytest.mark.rule("R5")
def test_the_dates_of_reviews_are_entered_reminded_of_and_nothing_else(
    control: Control,
) -> None:
    def due() -> list[str]:
        return [one for one in control.told(CARLA) if "A review of Tom" in one]

    done = change(control, CARLA, TOM, looks.REVIEWS, reviews="26/3/2027, 4/12/2026")
    assert "reviews due: Fri 4 Dec and Fri 26 Mar 2027" in said(done)
    assert "I remind the induction tutor three weeks before each" in said(done)
    assert "Reviews due: Fri 4 Dec and Fri 26 Mar 2027" in said(
        open_entry(control, SAM, TOM)
    )
    pass_days(control, 1)
    assert due() == []
    pass_days(control, 1)
    [told] = due()
    assert "due on Fri 4 Dec" in told
    change(control, CARLA, TOM, looks.REVIEWS, reviews="26 Mar 2027")
    control.post("read", user=CARLA)
    assert due() == []
    assert "No review of Tom Example is due on Fri 4 Dec any more" in said(
        control.get("messages", CARLA)
    )


@pytest.mark.parametrize(
    ("typed", "said_at_the_field"),
    [
        ("soon", "“soon” is no date that I can read"),
        ("4/12/2025", "Thu 4 Dec 2025 is not a day to be reminded of"),
        ("12/26/2026", "looks like the American order"),
    ],
)
def test_a_date_of_a_review_that_cannot_be_is_refused_at_its_field(
    control: Control, typed: str, said_at_the_field: str
) -> None:
    open_entry(control, CARLA, TOM)
    click(control, CARLA, ids.WHAT_CHANGED, value=looks.REVIEWS)
    answer = submit(control, CARLA, **{"reviews.value": typed})
    assert said_at_the_field in answer["errors"]["reviews"]


def test_an_ect_goes_part_time_and_the_end_is_an_estimate(control: Control) -> None:
    shown = said(
        change(control, SAM, AMIRA, looks.PATTERN, share="0.5", day="2026-11-11")
    )

    assert "0.5 of full time, from Wed 11 Nov" in shown
    assert "the headteacher and the appropriate body decide" in shown
    rhythm = "weekly, pro rata for part-time (0.5): about every 2 weeks"
    assert rhythm in said(control.command(BEN, "status"))


@pytest.mark.rule("R7")
def test_other_working_days_hold_from_a_day_that_the_entry_and_the_history_say(
    control: Control,
) -> None:
    kept: dict[str, Any] = {"name": "Amira", "roles": ["ect"]}
    click_days = {"days": ["0", "1"], "day": "2026-11-09"}
    shown = said(change(control, SAM, AMIRA, looks.ENTRY, **kept, **click_days))
    assert "works Mon Tue, from Mon 9 Nov" in shown
    assert "Works: Mon Tue, from Mon 9 Nov" in said(open_entry(control, SAM, AMIRA))

    click(control, SAM, ids.WHAT_CHANGED, value=looks.ENTRY)
    again = {**kept, "days": ["4"], "day": "2026-10-01"}
    answer = submit(control, SAM, **{f"{name}.value": v for name, v in again.items()})
    assert "What holds now began on Mon 9 Nov" in answer["errors"]["day"]


def test_who_is_away_is_asked_for_nothing_until_they_are_back(
    control: Control,
) -> None:
    view = open_entry(control, SAM, BEN)
    assert looks.WHAT[looks.BACK] not in said(view)
    shown = said(change(control, SAM, BEN, looks.AWAY, day="2026-11-12"))
    assert "from Thu 12 Nov, with no end yet" in shown
    assert "needs somebody" in shown
    assert "reason" in shown
    assert "Away from Thu 12 Nov" in said(open_entry(control, CARLA, BEN))

    control.post("clock", now="2026-11-27T16:00:00Z")
    assert "Priya" not in said(reminders(control, BEN))
    shown = said(change(control, SAM, BEN, looks.BACK, day="2026-11-30"))
    assert "back on Mon 30 Nov" in shown
    with control.rehearsal.store.reading(TEAM) as records:
        place = records.get(MEMBERS, f"{SCHOOL}/{BEN}")
    assert place
    assert [str(one.last) for one in place.away] == ["2026-11-29"]
    click(control, SAM, ids.UNDO_PEOPLE)
    assert "no end yet" in said(open_entry(control, SAM, BEN))


@pytest.mark.rule("R6")
def test_an_ect_leaves_and_the_tutor_gets_the_list_of_what_to_do(
    control: Control,
) -> None:
    shown = said(change(control, SAM, AMIRA, looks.LEAVES, day="2026-11-13"))

    for words in ("interim assessment", "appropriate body", "DfE", "next school"):
        assert words in shown
        assert words in said(from_bot(control, CARLA))
    assert "funded training goes on" in shown
    assert mentors_of(control, AMIRA) == [(BEN, "2026-11-13")]
    control.post("clock", now="2026-11-17T10:00:00Z")
    assert "Amira" not in said(control.command(BEN, "status"))
    assert "Amira" not in said(control.command(CARLA, "status"))
    entry = said(open_entry(control, SAM, AMIRA))
    assert "Last day at this school: Fri 13 Nov" in entry


@pytest.mark.rule("R5")
def test_an_induction_ends_with_its_day_alone_and_its_ect_becomes_a_mentor(
    control: Control,
) -> None:
    shown = said(change(control, SAM, AMIRA, looks.ENDED, day="2026-11-13"))
    assert "induction ends Fri 13 Nov" in shown
    assert mentors_of(control, AMIRA) == [(BEN, "2026-11-13")]
    assert "Induction ends Fri 13 Nov" in said(control.command(SAM, "people"))

    control.post("clock", now="2026-12-04T16:00:00Z")
    assert "Amira" not in said(reminders(control, BEN))
    assert "Amira" not in said(control.command(CARLA, "status"))
    entry = open_entry(control, SAM, AMIRA)
    assert "Last day of induction: Fri 13 Nov" in said(entry)
    for words in ("passed", "failed", "assessment", looks.WHAT[looks.LEAVES]):
        assert words not in said(entry)
    change(control, SAM, AMIRA, looks.ENTRY, roles=["mentor"])
    change(control, SAM, TOM, looks.MENTOR, mentor=AMIRA, day="2026-12-07")
    assert mentors_of(control, TOM)[-1] == (AMIRA, None)


def test_a_second_induction_tutor_takes_one_ect_over(control: Control) -> None:
    change(
        control,
        SAM,
        HELEN,
        looks.ENTRY,
        name="Helen Example",
        roles=["headteacher", "induction_tutor"],
        days=["0", "1", "2", "3", "4"],
    )
    change(control, SAM, TOM, looks.TUTOR, tutor=HELEN)

    assert "Induction tutor: Helen Example" in said(open_entry(control, SAM, TOM))
    assert "Induction tutor: Carla Example" in said(open_entry(control, SAM, AMIRA))


def test_each_ect_can_have_another_appropriate_body_and_contact(
    control: Control,
) -> None:
    change(
        control,
        SAM,
        TOM,
        looks.CONTACT,
        body="Other Body",
        contact="Olu Example",
        reach="olu@other.example",
    )

    assert "olu@other.example" in said(control.command(TOM, "contacts"))
    assert "olu@other.example" not in said(control.command(AMIRA, "contacts"))


def test_somebody_is_taken_off_the_list_and_put_back(control: Control) -> None:
    before = everything(control)
    change(control, SAM, NINA, looks.ENTRY, name="Nina", roles=["mentor"], days=["0"])
    change(control, SAM, NINA, looks.REMOVE)
    assert everything(control) == before
    assert "not in ECT Bot's list" in said(control.command(NINA, "status"))
    click(control, SAM, ids.UNDO_PEOPLE)
    assert "not in ECT Bot's list" not in said(control.command(NINA, "status"))


def test_who_is_put_back_by_hand_reads_what_was_noted_meanwhile(
    control: Control,
) -> None:
    control.command(BEN, "log @U0AMIRA mon 13:30 30m")
    change(control, SAM, AMIRA, looks.LEAVES, day="2026-11-11")
    control.post("clock", now="2026-11-12T09:00:00Z")
    change(control, SAM, AMIRA, looks.REMOVE)
    close_all(control, SAM)
    press(control, BEN, ids.EDIT_SESSION)
    submit(control, BEN, **{"note.value": "Calm start"})
    close_all(control, BEN)
    receipt = with_button(control, BEN, ids.EDIT_SESSION)["text"]
    assert "You see this. Carla Example" in receipt
    assert "has left see" not in receipt
    assert "Calm start" not in said(from_bot(control, AMIRA))
    days = [str(number) for number in range(5)]
    name = "Amira Example"
    change(control, SAM, AMIRA, looks.ENTRY, name=name, roles=["ect"], days=days)
    assert "Calm start" in said(from_bot(control, AMIRA))


# One person in both roles -------------------------------------------------------------


def both_in_one(control: Control) -> dict[str, Any]:
    change(
        control,
        SAM,
        DEE,
        looks.ENTRY,
        name="Dee Example",
        roles=["mentor", "induction_tutor"],
        days=["0", "1", "2", "3", "4"],
    )
    return change(control, SAM, TOM, looks.TUTOR, tutor=DEE)


@pytest.mark.rule("R5")
def test_one_person_in_both_roles_takes_a_reason_and_the_heads_agreement(
    control: Control,
) -> None:
    view = both_in_one(control)
    assert "A mentor does not assess" in said(view)
    control.post("close", user=SAM)
    assert "New induction tutor" in said(control.get("view", SAM))  # nothing is lost
    submit(control, SAM)
    why = "A colleague is away or has left"
    submit(control, SAM, **{"reason.value": why})
    close_all(control, SAM)
    assert "Induction tutor: Carla" in said(open_entry(control, SAM, TOM))
    press(control, HELEN, ids.AGREE_TO_BOTH)
    assert "Helen Example agreed" in said(from_bot(control, SAM))
    change(control, SAM, TOM, looks.TUTOR, tutor=DEE)

    entry = said(open_entry(control, SAM, TOM))
    assert "Dee Example is mentor and induction tutor" in entry
    assert "Helen Example agreed on Wed 11 Nov" in entry
    assert "The two views stay apart" in entry
    standing = said(control.command(DEE, "status"))
    assert "As a mentor: whom you mentor" in standing
    assert "As induction tutor, without any notes: the ECTs of your school" in standing


@pytest.mark.rule("R5")
def test_without_the_heads_agreement_nobody_gets_both_roles(control: Control) -> None:
    both_in_one(control)
    submit(control, SAM, **{"reason.value": "A colleague is away or has left"})
    close_all(control, SAM)
    press(control, HELEN, ids.DECLINE_BOTH)

    assert "did not agree" in said(from_bot(control, SAM))
    assert "A mentor does not assess" in said(
        change(control, SAM, TOM, looks.TUTOR, tutor=DEE)
    )
    with control.rehearsal.store.reading(TEAM) as records:
        induction = records.get(INDUCTIONS, f"{SCHOOL}/{TOM}")
    assert induction is not None
    assert induction.tutor == CARLA


@pytest.mark.rule("R5")
def test_only_the_head_answers_and_a_head_who_asks_has_agreed(
    control: Control,
) -> None:
    both_in_one(control)
    submit(control, SAM, **{"reason.value": "A colleague is away or has left"})
    close_all(control, SAM)
    asked = with_button(control, HELEN, ids.AGREE_TO_BOTH)
    control.rehearsal.workspace.state.add_message(CARLA, 0, blocks=asked["blocks"])
    stolen = control.get("messages", CARLA)[-1]
    refused = said(control.press(CARLA, stolen, ids.AGREE_TO_BOTH))
    assert "Only the headteacher can agree" in refused
    change(control, HELEN, TOM, looks.TUTOR, tutor=DEE)
    submit(control, HELEN, **{"reason.value": "A colleague is away or has left"})
    close_all(control, HELEN)

    assert "Saved" in said(change(control, HELEN, TOM, looks.TUTOR, tutor=DEE))


def test_the_home_tab_of_those_who_look_after_people_leads_to_the_list(
    control: Control,
) -> None:
    control.post("open_home", user=SAM)
    home = control.get("home", SAM)
    control.post("click", user=SAM, view_id=home["id"], action_id=ids.OPEN_PEOPLE)

    assert "8 people, 3 ECTs" in said(control.get("view", SAM))
    control.post("open_home", user=BEN)
    assert ids.OPEN_PEOPLE not in said(control.get("home", BEN))


def test_a_trust_lead_reads_the_list_and_changes_nothing(control: Control) -> None:
    days = ["0", "1", "2", "3", "4"]
    change(
        control, SAM, NINA, looks.ENTRY, name="Nina", roles=["trust_lead"], days=days
    )
    control.command(NINA, "people")
    shown = said(control.get("view", NINA))

    assert "Amira Example" in shown
    for action_id in (ids.PICK_PERSON, ids.SHOW_PERSON, ids.UPLOAD_PEOPLE):
        assert action_id not in shown


def test_who_looks_after_two_schools_chooses_between_them(
    control: Control,
) -> None:
    with control.rehearsal.store.transaction(TEAM) as records:
        school, place = (
            records.get(SCHOOLS, SCHOOL),
            records.get(MEMBERS, f"{SCHOOL}/{SAM}"),
        )
        assert school
        assert place
        other = SchoolId("other-primary")
        records.put(
            SCHOOLS, msgspec.structs.replace(school, id=other, name="Other Primary")
        )
        records.put(MEMBERS, msgspec.structs.replace(place, school=other))
    control.command(SAM, "people")
    for name, people in ((other, "1 person, 0 ECTs"), (SCHOOL, "8 people, 3 ECTs")):
        shown = click(control, SAM, ids.PEOPLE_SCHOOL, value=name)
        assert people in said(shown)
    close_all(control, SAM)
    control.command(SAM, "setup")
    shown = click(control, SAM, ids.SET_UP_PAGE, value=other)
    assert "Other Primary" in said(shown)
