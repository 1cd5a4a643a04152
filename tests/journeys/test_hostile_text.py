"""What people type, name and upload pings nobody and links nowhere, wherever it stands.

A school in which each name, word and title is hostile, and each form is sent off full
of the same, by everybody; then all that Slack was handed is looked through.
"""

from typing import Any

import msgspec
import pytest

from bot.domain.concerns.contacts import Contact
from bot.domain.school.set_up import Step
from bot.ports.kinds import INDUCTIONS, MEMBERS, SCHOOLS
from bot.sandbox.example_school import TEAM
from bot.views.kernel import ids
from handlers.commands import SUBCOMMANDS
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    SAM,
    TOM,
    close_all,
    pass_days,
    raise_it,
)
from tests.journeys.conftest import Control
from tests.journeys.hostile import LINE, PAGE, Hostile, as_slack_draws, brought_in
from tests.journeys.school.setting_up import STEPS

pytestmark = pytest.mark.slow

NINA = "U0NINA"
_WORDS = [row.word for row in SUBCOMMANDS]
_LINES = [
    f"{row.word} {rest}{LINE}"
    for row in SUBCOMMANDS
    if len(row.usages) > 1
    for rest in ("", "today 10:00 50m ")
]
_FITTING: dict[str, Any] = {
    **{name: value for step in STEPS for name, value in step.items()},
    "share.value": "1",
    "length.value": "50",
}


def _make_hostile(control: Control) -> None:
    """Give each name of the school marks of its own, as a form or file could."""
    contact = Contact(name=LINE, organisation=LINE, reach=LINE)
    change = msgspec.structs.replace
    with control.rehearsal.store.transaction(TEAM) as records:
        for school in list(records.every(SCHOOLS)):
            terms = tuple(change(t, name=f"{t.name} {LINE}") for t in school.terms)
            hostile = change(
                school,
                name=LINE,
                terms=terms,
                focus_areas=(LINE, *school.focus_areas),
                exceptional_reasons=(LINE, *school.exceptional_reasons),
                safeguarding=(contact,),
                governors=contact,
                wellbeing=(contact,),
                appropriate_body=contact,
                lead_provider=LINE,
            )
            records.put(SCHOOLS, hostile)
        for member in list(records.every(MEMBERS)):
            records.put(MEMBERS, change(member, name=f"{member.name} {LINE}"))
        for induction in list(records.every(INDUCTIONS)):
            records.put(INDUCTIONS, change(induction, contact=contact, phase=LINE))


def _every_step(typist: Hostile) -> None:
    """Change each step of the set-up, as the school admin can."""
    for step in Step:
        typist.act("command", user=SAM, text="setup")
        typist.press(SAM, f"{ids.SET_UP_STEP}.{step.value}")
        typist.explore(SAM, typist.control.get("view", SAM))
        close_all(typist.control, SAM)


def _every_change(typist: Hostile) -> None:
    """Change all that can change about somebody, and about a newcomer."""
    for somebody in (NINA, TOM, CARLA):
        for what in range(20):
            typist.act("command", user=SAM, text="people")
            typist.press(SAM, ids.PICK_PERSON, somebody)
            offered = typist.offered(SAM, ids.WHAT_CHANGED)
            if offered[what : what + 1]:
                typist.press(SAM, ids.WHAT_CHANGED, offered[what])
            elif what:
                break
            typist.explore(SAM, typist.control.get("view", SAM))
            close_all(typist.control, SAM)
        close_all(typist.control, SAM)


def _every_file(typist: Hostile) -> None:
    """Upload files whose names and contents are hostile, wherever one can."""
    people = f'Slack member ID,Name,Roles,{LINE}\n{NINA},"{LINE}","{LINE}",x\n'
    lesson = f"BEGIN:VEVENT\nSUMMARY:{LINE}\nDTSTART:20261110T090000\nEND:VEVENT\n"
    calendar = f"BEGIN:VCALENDAR\nX-WR-CALNAME:{LINE}\n{lesson}END:VCALENDAR\n"
    for who, form, opens, content in (
        (SAM, "people", ids.UPLOAD_PEOPLE, people),
        (DEE, "calendar", ids.OPEN_TIMETABLE, calendar),
        (SAM, "setup", f"{ids.SET_UP_STEP}.{Step.TERMS.value}", calendar),
        (SAM, "setup", f"{ids.SET_UP_STEP}.{Step.TERMS.value}", f"{LINE}: 3 May\n"),
        (SAM, "setup", f"{ids.SET_UP_STEP}.{Step.TERMS.value}", "\0"),
        (DEE, "calendar", ids.OPEN_TIMETABLE, "\0"),
        (SAM, "people", ids.UPLOAD_PEOPLE, "\0"),
    ):
        for name in (f"{LINE}.ics", f"../../{LINE}\0.csv", "x" * 5000 + ".ics"):
            typist.act("command", user=who, text=form)
            typist.press(who, opens)
            typist.upload(who, name, content.encode())
            close_all(typist.control, who)


def _wrong_with(control: Control, typist: Hostile) -> list[str]:
    """Return what is wrong with all that Slack was handed, and with each answer."""
    state, wrong = control.rehearsal.workspace.state, list(typist.wrong)
    for call in state.traffic:
        if call["direction"] == "from_bot":
            wrong += [f"{call['method']}: {text}" for text in brought_in(call["body"])]
            if not call["ok"]:
                wrong.append(f"{call['method']}: {call['error']}")
    wrong += [f"message: {text}" for text in brought_in(state.messages)]
    return sorted(set(wrong))


def test_nothing_hostile_reaches_slack_as_a_mention_or_a_link(control: Control) -> None:
    _make_hostile(control)
    typist = Hostile(control, _FITTING)
    typist.act("command", user=DEE, text=f"log monday 10:00 50m note {LINE}")
    typist.act("command", user=DEE, text=f"dropin today {LINE}")
    typist.act("message", user=AMIRA, text=PAGE)
    raise_it(control, AMIRA, PAGE, reader=BEN)
    for line in _LINES:
        typist.command(DEE, line)
        typist.command(AMIRA, line)
    _every_step(typist)
    _every_change(typist)
    _every_file(typist)
    typist.everybody_everywhere([*_WORDS, LINE])
    pass_days(control, 8)
    typist.everybody_everywhere()

    wrong = _wrong_with(control, typist)
    assert not wrong, "\n".join(wrong[:60])
    assert len(typist.forms) >= 20, sorted(typist.forms)
    assert len(typist.fields) >= 46, sorted(typist.fields)
    assert typist.files >= 21
    assert typist.acts > 1000


def test_every_field_at_its_longest_fits_into_what_slack_draws(
    control: Control,
) -> None:
    longest = "words " + "&" * 2994  # five signs each, as Slack is handed it
    typist = Hostile(control, _FITTING, line=longest, page=longest)
    with control.rehearsal.store.transaction(TEAM) as records:
        for member in list(records.every(MEMBERS)):
            named = f"{member.name} {longest}"[:75]
            records.put(MEMBERS, msgspec.structs.replace(member, name=named))
    typist.act("command", user=DEE, text=f"log monday 10:00 50m note {longest}")
    typist.act("message", user=AMIRA, text=longest * 10)
    raise_it(control, AMIRA, longest, reader=BEN)
    _every_step(typist)
    _every_change(typist)
    typist.everybody_everywhere(_WORDS)
    pass_days(control, 8)

    wrong = _wrong_with(control, typist)
    assert not wrong, "\n".join(wrong[:60])
    assert len(typist.fields) >= 40


def test_a_mark_that_is_drawn_would_be_seen() -> None:
    escaped = "&lt;!here&gt;"
    assert brought_in({"type": "mrkdwn", "text": f"Hello {LINE}"})
    assert brought_in({"blocks": [{"text": {"type": "mrkdwn", "text": LINE}}]})
    assert brought_in({"text": PAGE})
    assert not brought_in({"type": "plain_text", "text": LINE})
    assert not brought_in({"text": escaped})
    assert list(as_slack_draws({"text": escaped})) == [escaped]
