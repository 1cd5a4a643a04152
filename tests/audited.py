"""`make audit`: known flaws of what the bot depends on, each package of the lock.

pip-audit ends well where the list of flaws answers nothing about a package, and passes
over what is locked for another system or Python. Here a package that was not looked up
counts like one with a flaw.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_LOCK = Path(__file__).parents[1] / "requirements.lock"
_PIN = re.compile(r"([\w.-]+)(?:\[[\w.,\s-]*\])?==([\w.!+-]+)(?=\s|;|$)")

Pin = tuple[str, str]  # name and version
Answer = dict[str, Any]  # what pip-audit says of one package


def pins_of(lock: str) -> list[Pin]:
    """Return every package of a lock, for whichever system it is.

    Raises ValueError for a line that is neither a pin, nor goes on with one: nobody
    would look up what it installs.
    """
    pins = []
    for line in lock.replace("\\\n", " ").splitlines():
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        pin = _PIN.match(said)
        if pin is None:
            raise ValueError(f"This line of the lock is no pin: {said}")
        pins.append((pin[1].lower(), pin[2]))
    return pins


def reasons_to_stop(pins: Iterable[Pin], answers: Iterable[Answer]) -> list[str]:
    """Return a line for each known flaw, and for each package not looked up."""
    heard = {(a["name"].lower(), a["version"]): a for a in answers if "vulns" in a}
    return [reason for pin in pins for reason in _of(pin, heard.get(pin))]


def _of(pin: Pin, answer: Answer | None) -> Iterator[str]:
    name, version = pin
    if answer is None:
        yield f"{name} {version} was not looked up."
        return
    for flaw in answer["vulns"]:
        mended = ", ".join(flaw["fix_versions"]) or "no version yet"
        yield f"{name} {version} has a known flaw, {flaw['id']}; mended in {mended}."


def _ask(pins: list[Pin]) -> list[Answer]:
    """Ask pip-audit, which takes a package once in a file: so each twin by itself."""
    twins = [pin for i, pin in enumerate(pins) if pin[0] in dict(pins[:i])]
    first = [pin for pin in pins if pin not in twins]
    return [a for part in (first, *([pin] for pin in twins)) for a in _ask_once(part)]


def _ask_once(pins: list[Pin]) -> list[Answer]:
    with TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.txt"
        asked.write_text("".join(f"{n}=={v}\n" for n, v in pins), encoding="utf-8")
        answer = subprocess.run(
            [
                *(sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip"),
                *("--progress-spinner", "off", "-f", "json", "-r", str(asked)),
            ],
            stdout=subprocess.PIPE,
            text=True,
            check=False,  # it ends with 1 for a flaw, too
        )
    return list(json.loads(answer.stdout or "{}").get("dependencies", ()))


if __name__ == "__main__":
    locked = pins_of(_LOCK.read_text(encoding="utf-8"))
    found = reasons_to_stop(locked, _ask(locked))
    print(*found, f"{len(locked)} packages, {len(found)} to look at.", sep="\n")  # noqa: T201
    sys.exit(bool(found))
