#!/usr/bin/env bash
# In a thread of a direct message say() answers in the thread, and Bolt first asks Slack for
# the thread's messages.
#
# Of: slack-bolt==1.30.0, slack-sdk==3.47.0
# Expected: say("hi") posts to the channel unless thread_ts is given, as it does for a
# thread in a channel; and nothing is fetched that the listener did not ask for.
# Seen: in a DM thread the answer goes into the thread, after a call of
# conversations.replies with the thread's messages and their metadata, though the app has no
# assistant.
# For the bot: an answer to a reply under an old reminder is easy to miss, and each such
# answer costs one more call that has a rate limit of its own and needs im:history.
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



@app.event("message")
def answer(say):
    say("hi")


for name, event in {
    "DM": {},
    "DM thread": {"thread_ts": "1.0"},
    "channel thread": {"thread_ts": "1.0", "channel": "C1", "channel_type": "channel"},
}.items():
    message(text="hello", **event)
    calls = [call for call, _ in asked if call != "auth.test"]
    posted = json.loads(asked[-1][1])
    print(name, *calls, "| thread_ts:", posted.get("thread_ts"))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
DM chat.postMessage | thread_ts: None
DM thread conversations.replies chat.postMessage | thread_ts: 1.0
channel thread chat.postMessage | thread_ts: None
SEEN
echo "bolt-say-in-a-dm-thread-reads-the-thread: as before"
