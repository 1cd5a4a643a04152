#!/usr/bin/env bash
# A listener for the ids that fit a pattern also gets the ids that only hold it, and keeps
# them from their own listener.
#
# Of: slack-bolt==1.30.0, slack-sdk==3.47.0
# Expected: that the pattern fits the whole id, as a listener for "line.reason.0" gets that
# id and no other.
# Seen: the pattern is searched for anywhere in the id: plan_line.reason.0 goes to the
# listener of line.reason.0, which was registered first.
# For the bot: a button is answered as if another had been pressed; each pattern needs ^ and
# $, or each id a beginning of its own.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check slack-bolt==1.30.0 slack-sdk==3.47.0

venv/bin/python > seen <<'PY'
import http.server, json, logging, threading, time
from urllib.parse import urlencode
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

logging.disable(logging.CRITICAL)
asked = []


class Slack(http.server.BaseHTTPRequestHandler):
    """Answers on this machine in Slack's place, in Slack's form."""

    def do_POST(self):
        asked.append((self.path.rpartition("/")[2], self.rfile.read(int(self.headers["content-length"])).decode()))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"ok": true, "team_id": "T1", "user_id": "UBOT", "bot_id": "BBOT", "messages": []}')

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slack)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = WebClient("xoxb-1", base_url=f"http://127.0.0.1:{server.server_port}/api/")
app = App(client=client, signing_secret="secret", process_before_response=True)


def send(form):
    body, now = urlencode(form), str(int(time.time()))
    signature = SignatureVerifier("secret").generate_signature(timestamp=now, body=body)
    headers = {"content-type": ["application/x-www-form-urlencoded"], "x-slack-request-timestamp": [now], "x-slack-signature": [signature]}
    answer = app.dispatch(BoltRequest(body=body, headers=headers))
    return f"{answer.status} {answer.body!r}"



import re

heard = []


@app.action(re.compile(r"line\.reason\.\d+"))
def on_line(ack):
    heard.append("line")
    ack()


@app.action(re.compile(r"plan_line\.reason\.\d+"))
def on_plan_line(ack):
    heard.append("plan_line")
    ack()


for pressed in ("line.reason.0", "plan_line.reason.0"):
    heard.clear()
    action = {"type": "button", "action_id": pressed, "block_id": "b", "value": "v"}
    body = {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}, "actions": [action]}
    send({"payload": json.dumps(body)})
    print(pressed, "->", *heard)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
line.reason.0 -> line
plan_line.reason.0 -> line
SEEN
echo "bolt-a-pattern-fits-a-part-of-an-id: as before"
