#!/usr/bin/env bash
# A listener's own argument with a default gets None instead of its default, and **rest gets
# nothing.
#
# Of: slack-bolt==1.30.0, slack-sdk==3.47.0
# Expected: that a default stays where Bolt has nothing of that name to give, as in any
# Python call; and that **rest holds what Bolt has, if anything.
# Seen: minutes=45 arrives as None, with a line in the log at most; **rest is empty; a
# functools.partial keeps its value.
# For the bot: a listener made for two commands by a default forgets which one it is for.
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



@app.command("/default")
def with_default(ack, minutes=45):
    ack(f"minutes={minutes}")


@app.command("/rest")
def with_rest(ack, **rest):
    ack(f"rest={sorted(rest)}")


for command in ("/default", "/rest"):
    print(command, send({"command": command, "text": "", "user_id": "U1", "team_id": "T1", "channel_id": "C1"}))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
/default 200 'minutes=None'
/rest 200 'rest=[]'
SEEN
echo "bolt-fills-a-default-with-none: as before"
