"""What anybody can send to the bot's address, signed or not: refused in few words."""

import contextlib
import re
import socket
import time
import urllib.parse
from collections.abc import Iterator

import pytest

from bot.ports.bundle import Actor
from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import DEE, TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.workspace import SIGNING_SECRET
from bot.slack.serving_http import REQUEST_SECONDS, HttpServing
from bot.usecases.calendars.own_calendar import take_address_back
from bot.usecases.kernel.claims import Delivery
from tests.slack.forms import an_address
from tests.slack.test_requests import FORM, command

_FORM = "application/x-www-form-urlencoded"
_DEEP = "[" * 200_000


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    with Rehearsal(tmp_path_factory.mktemp("data") / "practice.db") as opened:
        yield opened


def _address(rehearsal: Rehearsal) -> tuple[str, int]:
    found = urllib.parse.urlsplit(rehearsal.serving.url)
    return str(found.hostname), int(found.port or 0)


def _raw(rehearsal: Rehearsal, sent: bytes) -> bytes:
    """Send bytes as they are; return all that comes back until the server hangs up."""
    found = b""
    with socket.create_connection(_address(rehearsal), timeout=300) as wire:
        # It hangs up on what it will not read to the end.
        with contextlib.suppress(ConnectionError):
            wire.sendall(sent)
            with contextlib.suppress(OSError):  # hung up on already
                wire.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionError):
            while read := wire.recv(65_536):
                found += read
    return found


def _request(
    body: str,
    *,
    method: str = "POST",
    path: str = "/slack/events",
    kind: str = _FORM,
    headers: dict[str, str] | None = None,
    signed: bool = True,
) -> bytes:
    content = body.encode()
    own = {"Host": "a", "Content-Type": kind, "Content-Length": str(len(content))}
    if signed:
        stamp = str(int(time.time()))  # noqa: TID251 - Bolt compares with it
        own |= signature(SIGNING_SECRET, stamp, body)
    lines = [f"{method} {path} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in {**own, **(headers or {})}.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + content


def _status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    assert found, answer[:200]
    return int(found[1])


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("kind", [_FORM, "application/json", "text/plain", ""])
@pytest.mark.parametrize(
    "body",
    [
        _DEEP,
        f"payload={_DEEP}",
        "payload=[]",
        "payload=1",
        "payload=null",
        'payload="x"',
        "payload=[[]]",
        "[]",
        "1",
        "null",
        '"x"',
        '{"type": []}',
        '{"event": [], "team_id": "T0EXAMPLE"}',
        '{"event": {"type": []}}',
        '{"type": "event_callback", "event": {"type": "message"}}',
        'payload={"type": "block_actions", "actions": []}',
        'payload={"type": "block_actions", "actions": {}}',
        'payload={"type": "block_actions", "actions": [1]}',
        'payload={"type": "view_submission", "view": []}',
        'payload={"type": "view_submission", "view": {}}',
        "payload=%00%ff%fe",
        "payload=",
        "&&==%%",
        "command=/ect&command=/ect&user_id=U0SAM&user_id=U0DEE",
    ],
    ids=lambda body: str(body)[:60],
)
def test_no_body_ends_in_more_than_a_refusal(
    rehearsal: Rehearsal, body: str, kind: str, *, signed: bool
) -> None:
    answer = _raw(rehearsal, _request(body, kind=kind, signed=signed))
    # Bolt answers what Slack never sends, but signed, with 500 and no word; of one
    # body that comes again within the second the signature is the same.
    assert _status(answer) in ({200, 400, 401, 404, 500} if signed else {400, 401})
    assert len(answer.partition(b"\r\n\r\n")[2]) < 600
    assert b"Traceback" not in answer
    assert b'File "' not in answer


def test_who_does_not_sign_is_told_nothing_of_which_workspaces_are_served(
    rehearsal: Rehearsal,
) -> None:
    answers = {
        _status(_raw(rehearsal, _request(command().replace(TEAM, team), signed=False)))
        for team in (TEAM, "T0OTHER", "")
    }
    assert answers == {401}


def test_a_request_that_two_servers_would_cut_differently_is_not_taken_twice(
    rehearsal: Rehearsal,
) -> None:
    hidden = _request(command("hidden"), signed=False)
    whole = _request(command("today"))
    length = str(len(hidden))
    for headers in (
        {"content-length": length},
        {"Transfer-Encoding": "chunked"},
        {"Transfer-Encoding": "xchunked"},
        {"Transfer-Encoding": "gzip, chunked"},
        {"Transfer-Encoding": "chunked, identity"},
        {"Content-Length": "+10"},
        {"Content-Length": "-1"},
        {"Content-Length": "1 0"},
        {"Content-Length": "0x10"},
        {"Content-Length ": "10"},
        {" Content-Length": "10"},
        {"X-A": f"b\nContent-Length: {length}"},
    ):
        sent = _request(f"0\r\n\r\n{hidden.decode()}", headers=headers)
        answer = _raw(rehearsal, sent)
        # One answer at most, and never one to what was hidden in the body.
        assert answer.count(b"HTTP/1.") <= 1, headers
        assert not answer or _status(answer) in {400, 401, 404, 501}, (headers, answer)
    assert _status(_raw(rehearsal, whole)) == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "get", "X"])
@pytest.mark.parametrize("path", ["/slack/events", "/healthz", "/none", "/metrics"])
def test_no_other_method_is_taken(rehearsal: Rehearsal, method: str, path: str) -> None:
    answer = _raw(rehearsal, _request("", method=method, path=path, signed=False))
    assert _status(answer) in {400, 401, 404, 405, 501}
    assert b"process_resident" not in answer


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/calendar/../healthz%00",
        "/calendar/%2e%2e/%2e%2e/x.ics",
        "/calendar/T0EXAMPLE/.ics",
        "/calendar/T0EXAMPLE/%00.ics",
        f"/calendar/T0EXAMPLE/{'a' * 20_000}.ics",
        "/calendar//x.ics",
        "/calendar/T0EXAMPLE%2Fx/x.ics",
        "/calendar/%ff%fe/x.ics",
        "/.env",
        "/ectbot.key",
        "//evil.example/",
        "http://evil.example/",
        "*",
        "/metrics/",
        "/HEALTHZ",
        "/static/app.js",
        "/_control/traffic",
    ],
)
def test_no_path_leads_anywhere_else(rehearsal: Rehearsal, path: str) -> None:
    for method in ("GET", "HEAD"):
        answer = _raw(rehearsal, _request("", method=method, path=path, signed=False))
        assert _status(answer) in {400, 404}
        assert b"Traceback" not in answer
        assert b"BEGIN:VCALENDAR" not in answer


def test_headers_and_bodies_beyond_the_limit_are_refused(rehearsal: Rehearsal) -> None:
    long = {"X-Long": "a" * 40_000}
    answer = _raw(rehearsal, _request("", headers=long, signed=False))
    assert not answer or _status(answer) == 431
    # Ten megabytes are announced: refused before they are sent.
    told = _request("", headers={"Content-Length": "10000000"}, signed=False)
    assert _status(_raw(rehearsal, told)) == 413
    chunks = _request("", headers={"Transfer-Encoding": "chunked"}, signed=False)
    chunks = re.sub(rb"Content-Length: 0\r\n", b"", chunks)
    answer = b""
    with socket.create_connection(_address(rehearsal), timeout=300) as wire:
        wire.sendall(chunks)
        try:
            for _ in range(100):
                wire.sendall(b"186a0\r\n" + b"a" * 100_000 + b"\r\n")
            answer = wire.recv(1000)
        except OSError:  # hung up on, which is as good
            return
    assert _status(answer) == 413


def test_sixty_slow_senders_hold_nobody_up(
    rehearsal: Rehearsal,
) -> None:
    slow = [
        socket.create_connection(_address(rehearsal), timeout=300) for _ in range(60)
    ]
    for wire in slow:
        wire.sendall(b"POST /slack/events HTTP/1.1\r\nContent-Length: 100\r\n")
    began = time.monotonic()
    assert _status(_raw(rehearsal, _request(command("friday")))) == 200
    assert time.monotonic() - began < REQUEST_SECONDS  # which each of them has
    for wire in slow:
        wire.close()


def _seconds_until_hung_up(serving: HttpServing, begins: bytes) -> float:
    """Send a byte every tenth of a second for as long as the server takes them."""
    where = urllib.parse.urlsplit(serving.url)
    began = time.monotonic()
    with socket.create_connection((where.hostname, where.port), timeout=0.1) as wire:
        wire.sendall(begins)
        while time.monotonic() < began + 100:
            try:
                if not wire.recv(1000):
                    break
            except TimeoutError:
                with contextlib.suppress(ConnectionError):
                    wire.sendall(b"a")
            except ConnectionError:
                break
    return time.monotonic() - began


@pytest.mark.parametrize(
    "begins",
    [b"POST /slack/events HTTP/1.1\r\nX-Slow: ", _request("a" * 999)[:-998]],
    ids=["headers", "body"],
)
def test_who_sends_a_byte_now_and_then_is_hung_up_on(
    rehearsal: Rehearsal, begins: bytes
) -> None:
    bot = rehearsal.bot
    serving = HttpServing(
        bot.app, bot.site(), host="127.0.0.1", port=0, request_seconds=0.5
    )
    serving.start()
    try:
        assert 0.5 <= _seconds_until_hung_up(serving, begins) < 60
    finally:
        serving.stop()


def test_a_guess_at_a_calendar_says_nothing_of_how_near_it_is(
    rehearsal: Rehearsal,
) -> None:
    ports, dee = rehearsal.bot.ports, Actor(TEAM, DEE)
    withdrawn = urllib.parse.urlsplit(an_address(ports, dee)).path
    take_address_back(ports, dee, Delivery("end"))
    stands = urllib.parse.urlsplit(an_address(ports, dee)).path
    secret = stands.rpartition("/")[2].removesuffix(".ics")
    assert len(bytes.fromhex(secret)) == 16  # 128 bits
    near = secret[:-1] + ("0" if secret[-1] != "0" else "1")
    guesses = [
        withdrawn,
        f"{stands}.ics",
        stands.replace(TEAM, "T0OTHER"),
        *(
            f"/calendar/{team}/{guess}.ics"
            for team in (TEAM, "T0OTHER")
            for guess in (near, near[:-1], secret.upper(), "0" * 32, "", "x")
        ),
    ]
    answers = {
        re.sub(
            rb"Date: [^\r]+", b"", _raw(rehearsal, _request("", method="GET", path=p))
        )
        for p in guesses
    }
    assert len(answers) == 1
    assert _status(answers.pop()) == 404


def test_what_monitors_see_holds_no_secret(rehearsal: Rehearsal) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        answer = _raw(rehearsal, _request("", method="GET", path=path, signed=False))
        assert _status(answer) == 200
        assert b"xoxb" not in answer
        assert SIGNING_SECRET.encode() not in answer
        assert b"Server:" not in answer


def test_a_signature_for_one_body_is_none_for_another(rehearsal: Rehearsal) -> None:
    stamp = str(int(time.time()))  # noqa: TID251 - Bolt compares with it
    headers = {**FORM, **signature(SIGNING_SECRET, stamp, command("one"))}
    sent = _request(command("two"), headers=headers, signed=False)
    assert _status(_raw(rehearsal, sent)) == 401
