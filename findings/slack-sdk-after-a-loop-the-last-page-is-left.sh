#!/usr/bin/env bash
# A response that was looped over is its last page afterwards.
#
# Of: slack-sdk==3.47.0
# Expected: the first page, as it was before the loop: a for loop changes no list.
# Seen: response["members"] is the second page; the variable that was named for the first
# answer is another one now.
# For the bot: counting the people after going through them counts the last page only.
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

answers.append((200, {"ok": True, "members": ["U1", "U2"], "response_metadata": {"next_cursor": "more"}}))
answers.append((200, {"ok": True, "members": ["U3"], "response_metadata": {"next_cursor": ""}}))
response = WebClient("xoxb-1", base_url=address).users_list(limit=2)
print("before", response["members"], "in the loop", [page["members"] for page in response], "after", response["members"])
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
before ['U1', 'U2'] in the loop [['U1', 'U2'], ['U3']] after ['U3']
SEEN
echo "slack-sdk-after-a-loop-the-last-page-is-left: as before"
