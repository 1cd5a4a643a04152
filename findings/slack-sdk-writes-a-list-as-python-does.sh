#!/usr/bin/env bash
# api_call(params={"users": ["U1", "U2"]}) sends the text ['U1', 'U2'].
#
# Of: slack-sdk==3.47.0
# Expected: U1,U2, which conversations_open(users=[...]) of the same client sends, or JSON:
# Slack reads these two.
# Seen: the list as Python prints it, with single quotes, which is neither; True and False
# do become 1 and 0.
# For the bot: a method of Slack's that the SDK does not know yet has its lists joined by
# hand.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check slack-sdk==3.47.0

venv/bin/python > seen <<'PY'
import http.server, json, threading
from slack_sdk import WebClient

asked, answers = [], []


class Slack(http.server.BaseHTTPRequestHandler):
    """Answers on this machine in Slack's place, in Slack's form."""

    def do_POST(self):
        asked.append((self.path.rpartition("/")[2], self.rfile.read(int(self.headers["content-length"])).decode()))
        status, body = answers.pop(0) if answers else (200, {"ok": True})
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slack)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}/api/"

from urllib.parse import unquote_plus

client = WebClient("xoxb-1", base_url=address)
client.conversations_open(users=["U1", "U2"])
client.api_call("conversations.open", params={"users": ["U1", "U2"], "return_im": True})
for _, body in asked:
    print(unquote_plus(body))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
users=U1,U2
users=['U1', 'U2']&return_im=1
SEEN
echo "slack-sdk-writes-a-list-as-python-does: as before"
