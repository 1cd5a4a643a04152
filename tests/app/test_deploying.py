"""The deploy files and pages name only settings, commands and folders there are."""

import configparser
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_group

from bot.cli.commands import cli
from bot.config import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DEPLOYING = ROOT / "docs" / "deploying.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMING = [ROOT / ".env.example", *sorted(DEPLOY.iterdir()), *PAGES]
_SETTING = re.compile(r"\b(?:ECTBOT|SLACK)_[A-Z_]+\b|\bDATABASE_URL\b")
_COMMAND = re.compile(
    r"(?:python3? -m bot|`ectbot|^ectbot) ([a-z]+)", flags=re.MULTILINE
)


def container_file() -> list[tuple[str, str]]:
    """Return the instructions with what follows each."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    split = (line.partition(" ") for line in text.splitlines())
    return [(name, rest) for name, _, rest in split]


def told(name: str) -> list[str]:
    return [rest for called, rest in container_file() if called == name]


def environment() -> dict[str, str]:
    pairs = (pair.partition("=") for line in told("ENV") for pair in line.split())
    return {name: value for name, _, value in pairs}


def unit() -> dict[str, str]:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.read(DEPLOY / "ectbot.service", encoding="utf-8")
    return dict(parser["Service"])


def compose() -> dict[str, Any]:
    text = (DEPLOY / "compose.yml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def parse(arguments: list[str]) -> None:
    """Fail with what a terminal would say of arguments that the bot does not take."""
    commands = get_group(cli)
    with commands.make_context("ectbot", [*arguments]) as context:
        name, found, rest = commands.resolve_command(context, arguments)
        assert found is not None
        found.make_context(name, rest, parent=context)


@pytest.mark.parametrize("path", NAMING, ids=lambda path: path.name)
def test_only_settings_that_there_are_are_named(path: Path) -> None:
    known = {name.upper() for name in Settings.model_fields}
    named = set(_SETTING.findall(path.read_text(encoding="utf-8")))
    assert named <= known


def test_the_pages_name_only_commands_that_there_are() -> None:
    named = {
        said
        for page in PAGES
        for said in _COMMAND.findall(page.read_text(encoding="utf-8"))
    }
    assert {"run", "doctor", "backup", "key"} <= named
    assert named <= set(get_group(cli).commands)


def test_the_service_and_the_container_start_what_the_command_line_takes() -> None:
    entry = [*json.loads(told("ENTRYPOINT")[0]), *json.loads(told("CMD")[0])]
    for started in entry, unit()["execstart"].split():
        python, module, package, *arguments = started
        assert (Path(python).name, module, package) == ("python", "-m", "bot")
        parse(arguments)
    assert unit()["execstart"].startswith(unit()["workingdirectory"])


def test_the_container_takes_the_whole_program_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    taken = {line.split()[0] for line in told("COPY")}
    assert taken == {*found, "manifest.yml", "requirements.lock"}
    ignoring = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignoring
    assert {line[1:] for line in ignoring if line.startswith("!")} == taken
    asked = tuple(map(int, project["project"]["requires-python"][2:].split(".")))
    version = re.findall(r"^python:(\d+)\.(\d+)-slim$", told("FROM")[0])[0]
    assert tuple(map(int, version)) >= asked


def test_the_compose_file_agrees_with_the_container_file() -> None:
    described = compose()
    service = described["services"]["ectbot"]
    set_here = environment()
    kept = dict(place.split(":") for place in service["volumes"])
    assert kept.keys() == described["volumes"].keys()
    folders = {set_here["ECTBOT_DATA"], set_here["ECTBOT_BACKUPS"]}
    assert set(kept.values()) == folders == set(told("VOLUME")[0].split())
    (secret,) = service["secrets"]
    assert f"/run/secrets/{secret['target']}" == set_here["ECTBOT_KEY_FILE"]
    number = re.findall(r"--uid (\d+)", " ".join(told("RUN")))[0]
    assert f"chown {number} " in DEPLOYING.read_text(encoding="utf-8")


def test_the_service_may_write_where_its_settings_say() -> None:
    page = DEPLOYING.read_text(encoding="utf-8")
    settings = dict(re.findall(r"^ +(ECTBOT_[A-Z_]+)=(\S+)$", page, re.MULTILINE))
    kept = {f"/var/lib/{name}" for name in unit()["statedirectory"].split()}
    assert {settings["ECTBOT_DATA"], settings["ECTBOT_BACKUPS"]} == kept


def test_neither_manager_is_less_patient_than_a_stop_needs() -> None:
    grace = compose()["services"]["ectbot"]["stop_grace_period"]
    assert int(grace.removesuffix("s")) > 5
    assert int(unit()["timeoutstopsec"]) > 5
