"""Setting a school up through the forms, as its people do."""

import json
import urllib.request
from typing import Any

from tests.journeys.conftest import Control

ADMIN = "U0SAM"
SCHOOL = {"name.value": "Example Juniors"}
BODY = {
    "body.value": "Example Appropriate Body",
    "body_contact.value": "Ada Example",
    "body_reach.value": "ects@appropriate-body.example",
}
CONTACTS = {
    "lead.value": "Lee Example",
    "lead_reach.value": "extension 100",
    "deputy.value": "Kim Example",
    "deputy_reach.value": "extension 101",
    "chair.value": "Pat Example",
    "chair_reach.value": "chair@oakfield.example",
    "wellbeing.value": "Education Support, 08000 562 561",
    "checked.value": ["yes"],
}
TRAINING = {"training.value": "provider_led", "provider.value": "Example Trust"}
TERMS = {
    "terms.value": (
        "Autumn term: Thursday 3 September to Friday 18 December 2026\n"
        "Half-term: 26 to 30 October\n"
        "Spring term: 4 January to 25 March 2027\nHalf-term: 15-19 February\n"
        "Summer term: 12 April to 21 July 2027\nHalf-term: 31 May - 4 June\n"
        "INSET days: 1, 2 September; 23 October 2026"
    )
}
DAY = {"hours_a0.value": "08:45-15:15", "at_work.value": "08:15-17:00"}
STEPS: tuple[dict[str, Any], ...] = (
    SCHOOL,
    BODY,
    CONTACTS,
    TRAINING,
    TERMS,
    {},  # use these dates
    DAY,
    {},  # hours and promise as they are offered
)


class Walk:
    """One person at the set-up, with the form that they see."""

    def __init__(self, control: Control, user: str = ADMIN) -> None:
        self.control, self.user = control, user
        self.view: dict[str, Any] = {}

    def open(self, typed: str = "setup") -> dict[str, Any]:
        return self._seen(self.control.command(self.user, typed))

    def press(self, action_id: str) -> dict[str, Any]:
        answer = self.control.post(
            "click", user=self.user, view_id=self.view["id"], action_id=action_id
        )
        return self._seen(answer)

    def send(self, values: dict[str, Any]) -> dict[str, Any]:
        answer = self.control.post(
            "submit", user=self.user, view_id=self.view["id"], values=values
        )
        return self._seen(answer)

    def upload(self, name: str, content: bytes) -> str:
        url = (
            f"{self.control.rehearsal.workspace.url}_control/upload"
            f"?user={self.user}&name={name}"
        )
        with urllib.request.urlopen(url, data=content) as answer:  # noqa: S310 - loopback
            return str(json.load(answer)["file"]["id"])

    def all_steps(self) -> None:
        """Set the school up from the first step to the last."""
        self.open()
        self.press("set_up.step.next")
        for values in STEPS:
            answer = self.send(values)
            assert "errors" not in answer, answer

    @property
    def text(self) -> str:
        """All that the form says."""
        return json.dumps(self.view["blocks"], ensure_ascii=False)

    def _seen(self, answer: dict[str, Any]) -> dict[str, Any]:
        assert answer.get("ok"), answer
        found = self.control.get("view", self.user)
        self.view = found or {}
        return answer
