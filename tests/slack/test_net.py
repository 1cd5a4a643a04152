"""Whatever answers an act runs in one net: no fault leaves it, nor a wrong word."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.models.blocks import SectionBlock
from slack_sdk.models.views import View

from bot.domain.kernel.claims import Claim
from bot.domain.kernel.errors import Refusal
from bot.ports.kinds import CLAIMS, TRAINING_ENTRIES
from bot.ports.store import OutcomeUnknown, StoreFault
from bot.sandbox.example_school import DEE, TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET
from bot.slack.client import make_client
from bot.slack.requests import OnlyFromSlack
from bot.usecases.entitlement.training import note_training
from bot.views.kernel.message import Message, plain
from handlers.calls import Answer, Call, InPlace, Later, Meanwhile, OnTop, Reply
from handlers.listening import LOOK_AGAIN_AFTER_SECONDS, Listening
from handlers.net import Net
from handlers.ways_on import WaysOn
from tests.scheduler.waiting import until
from tests.slack.forms import a_form, send_form, type_line

_TOO_LONG = "x" * 3001
_PROBE = "net.probe"


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    with Rehearsal(tmp_path_factory.mktemp("data") / "practice.db") as opened:
        yield opened


@dataclass
class Scene:
    """The real net around listeners of the test's own."""

    rehearsal: Rehearsal
    app: App
    listening: Listening
    ended: list[str] = field(default_factory=list)

    def sent(self, answer: Any) -> dict[str, Any]:
        """Send a form off that is answered so."""
        self.listening.submission(_PROBE, lambda call: _run(answer, call))
        return send_form(self.app, {**a_form(1), "callback_id": _PROBE})

    def typed(self, answer: Any) -> str:
        self.listening.command("/ect", lambda call: _run(answer, call))
        return type_line(self.app, "anything", later=self.later())

    def later(self) -> str:
        name = self.rehearsal.workspace.state.new_response_url(DEE, None)
        return f"{self.rehearsal.workspace.url}response/{name}"


def _run(answer: Any, call: Call) -> Any:
    return answer(call) if callable(answer) else answer


@pytest.fixture
def scene(rehearsal: Rehearsal) -> Scene:
    app = App(
        name="a test",
        client=make_client(BOT_TOKEN, rehearsal.workspace.api_url),
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id=TEAM, bot_token=BOT_TOKEN
        ),
        signing_secret=SIGNING_SECRET,
        request_verification_enabled=False,
        before_authorize=OnlyFromSlack(SIGNING_SECRET),
        process_before_response=True,
    )
    ended = list[str]()
    ports = rehearsal.bot.ports
    ways_on = WaysOn(ports, frozenset())
    net = Net(
        ports,
        rehearsal.bot.outbox.kick,
        lambda _act, outcome, _seconds: ended.append(outcome),
        ways_on,
    )
    listening = Listening(app, ports, net, ways_on)
    return Scene(rehearsal, app, listening, ended)


def _too_long(kind: str = "modal") -> View:
    return View(type=kind, title="x", blocks=[SectionBlock(text=_TOO_LONG)])


def _too_many() -> Message:
    return Message(tuple(SectionBlock(text="x") for _ in range(51)), "x")


@pytest.mark.parametrize(
    "answer",
    [
        _too_long(),
        View(type="modal", title="x" * 25, blocks=[SectionBlock(text="x")]),
        OnTop(_too_long()),
        Meanwhile(_too_long(), lambda _call: plain("never run")),
    ],
)
def test_a_form_whose_answer_is_beyond_slacks_limits_is_answered_with_words(
    scene: Scene, answer: Answer
) -> None:
    told = scene.sent(answer)
    assert told["response_action"] == "push"
    assert "Something went wrong on my side, and nothing was changed" in str(told)
    assert scene.ended == ["fault"]


@pytest.mark.parametrize(
    "answer",
    [
        Message((SectionBlock(text=_TOO_LONG),), _TOO_LONG),
        _too_many(),
        _too_long(),
        InPlace(_too_many()),
    ],
)
def test_a_line_whose_answer_is_beyond_slacks_limits_is_answered_with_words(
    scene: Scene, answer: Reply
) -> None:
    assert "Something went wrong on my side" in scene.typed(answer)
    assert scene.ended == ["fault"]


@pytest.mark.parametrize("answer", [_too_long(), _too_many()])
def test_what_is_drawn_later_and_beyond_slacks_limits_is_answered_with_words(
    scene: Scene, answer: Any
) -> None:
    before = len(scene.rehearsal.workspace.state.messages)
    scene.typed(Later(lambda _call: answer))
    messages = scene.rehearsal.workspace.state.messages
    until(lambda: len(messages) > before)
    assert "Something went wrong on my side" in messages[-1]["text"]
    assert scene.ended == ["answered", "fault"]


def _noted(scene: Scene, minutes: int) -> int:
    with scene.rehearsal.store.reading(TEAM) as records:
        entries = records.every(TRAINING_ENTRIES)
        return sum(1 for entry in entries if entry.minutes == minutes)


def _note(scene: Scene, call: Call, minutes: int) -> None:
    ports = scene.rehearsal.bot.ports
    note_training(
        ports,
        call.actor,
        day=ports.clock.now().date(),
        minutes=minutes,
        delivery=call.delivery,
    )


@pytest.mark.parametrize("minutes", [41, 42, 43])
def test_a_fault_after_something_was_saved_says_that_it_was(
    scene: Scene, minutes: int
) -> None:
    def saved_then(call: Call) -> Answer:
        _note(scene, call, minutes)
        if minutes == 41:
            raise StoreFault("gone")
        if minutes == 42:
            raise ValueError
        return _too_long()

    told = scene.sent(saved_then)
    assert _noted(scene, minutes) == 1
    assert "That was saved, but then something went wrong" in str(told)
    # In the form's place: sending it again would only do the same.
    assert told["response_action"] == "update"


def test_what_only_looked_does_not_say_that_something_was_saved(scene: Scene) -> None:
    def look(call: Call) -> Answer:
        with scene.rehearsal.store.transaction(TEAM) as records:
            now = scene.rehearsal.clock.now()
            records.add(CLAIMS, Claim(delivery=call.delivery, outcome="", at=now))
        raise ValueError

    assert "nothing was changed" in str(scene.sent(look))


def test_a_refusal_leads_back_to_the_form(scene: Scene) -> None:
    def refuse(_call: Call) -> Answer:
        raise Refusal("Not today.")

    told = scene.sent(refuse)
    assert told["response_action"] == "push"
    assert told["view"]["title"]["text"] == "Not saved"
    assert scene.ended == ["refused"]


def test_an_error_at_a_field_that_the_form_lacks_is_said_over_the_form(
    scene: Scene,
) -> None:
    told = scene.sent({"no_such_field": "Pick another day."})
    assert told["response_action"] == "push"
    assert "Pick another day." in str(told)
    assert scene.ended == ["refused"]


def test_what_nobody_can_tell_yet_is_looked_for_without_holding_an_errand(
    scene: Scene,
) -> None:
    asked: list[None] = []
    known = Event()

    def ask() -> bool | None:
        asked.append(None)
        return True if known.is_set() else None

    def nobody_can_tell(_call: Call) -> Reply:
        raise OutcomeUnknown("a slow commit", ask)

    scene.typed(nobody_can_tell)
    errands = scene.rehearsal.bot.errands
    until(lambda: len(asked) > 1 and errands.is_idle())

    assert len(asked) < len(LOOK_AGAIN_AFTER_SECONDS)
    known.set()
    before = len(asked)
    until(lambda: len(asked) > before and errands.is_idle())


def test_a_line_that_may_yet_be_kept_is_not_called_unsaved_when_it_is_typed_again(
    scene: Scene,
) -> None:
    """Whoever then sent it a third time would have it twice."""
    outcome: list[bool | None] = [None]
    faults = iter(
        [OutcomeUnknown("slow", lambda: outcome[0]), *(StoreFault("gone"),) * 3]
    )

    def out_of_reach(_call: Call) -> Reply:
        raise next(faults)

    scene.typed(out_of_reach)
    assert "can't tell yet" in scene.typed(out_of_reach)
    assert "can't tell yet" in scene.typed(out_of_reach)
    outcome[0] = False
    assert "nothing was saved" in scene.typed(out_of_reach)
    assert scene.ended == ["unknown", "unknown", "unknown", "not_saved"]
