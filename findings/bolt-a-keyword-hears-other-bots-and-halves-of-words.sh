#!/usr/bin/env bash
# @app.message("log") runs for "my blog", and for what another bot writes, but not for "Log
# it".
#
# Of: slack-bolt==1.30.0, slack-sdk==3.47.0
# Expected: the word log from a person, in small or large letters. Bolt leaves out what its
# own bot says, to keep bots from answering themselves.
# Seen: the text is searched as a regular expression that minds capitals, in messages of
# bots too.
# For the bot: two bots that answer each other's keyword go on for ever, and a teacher's
# phone, which begins with a capital, gets no answer.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check slack-bolt==1.30.0 slack-sdk==3.47.0

venv/bin/python > seen <<'PY'
import http.server, json, logging, threading, time
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


def message(**event):
    asked.clear()
    event = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "ts": "2.0", **event}
    body = json.dumps({"type": "event_callback", "team_id": "T1", "event": event})
    now = str(int(time.time()))
    signature = SignatureVerifier("secret").generate_signature(timestamp=now, body=body)
    headers = {"content-type": ["application/json"], "x-slack-request-timestamp": [now], "x-slack-signature": [signature]}
    return app.dispatch(BoltRequest(body=body, headers=headers)).status



heard = []


@app.message("log")
def keyword(message):
    heard.append(message["text"])


@app.event("message")
def anything_else():
    pass


for event in ({"text": "log it"}, {"text": "Log it"}, {"text": "my blog"}, {"text": "log kept", "subtype": "bot_message", "bot_id": "B2"}):
    heard.clear()
    message(**event)
    print(event["text"], "from a bot" if "bot_id" in event else "from a person", "->", bool(heard))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
log it from a person -> True
Log it from a person -> False
my blog from a person -> True
log kept from a bot -> True
SEEN
echo "bolt-a-keyword-hears-other-bots-and-halves-of-words: as before"
