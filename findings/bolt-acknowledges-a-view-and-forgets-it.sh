#!/usr/bin/env bash
# ack(view=...) answers a sent form with nothing: the form closes and the new view is not
# shown.
#
# Of: slack-bolt==1.30.0, slack-sdk==3.47.0
# Expected: response_action "update", or an error: a view can be an answer in no other way
# than update or push, and ack(errors=...) without the action does raise.
# Seen: an empty 200; only with response_action the view is in the answer.
# For the bot: the receipt or the correction of a form is missing, and its sender thinks
# that all is done.
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



view = {"type": "modal", "title": {"type": "plain_text", "text": "Saved"}, "blocks": []}


@app.view("plain")
def plain(ack):
    ack(view=view)


@app.view("named")
def named(ack):
    ack(response_action="update", view=view)


@app.view("errors")
def errors(ack):
    ack(errors={"when": "Which day?"})


for form in ("plain", "named", "errors"):
    sent = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}, "view": {"type": "modal", "callback_id": form}}
    print(form, send({"payload": json.dumps(sent)}))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
plain 200 ''
named 200 '{"response_action": "update", "view": {"type": "modal", "title": {"type": "plain_text", "text": "Saved"}, "blocks": []}}'
errors 500 ''
SEEN
echo "bolt-acknowledges-a-view-and-forgets-it: as before"
