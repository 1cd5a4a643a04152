#!/usr/bin/env bash
# response["misspelt"] is None, and "field" in response is False for a field that is null.
#
# Of: slack-sdk==3.47.0
# Expected: KeyError, and True: SlackResponse is shown as a dict in every example, and its
# data is one.
# Seen: None for any key at all, and False for a field that is there with the value null.
# For the bot: a misspelt field of an answer looks like an empty one; ask response.data
# where it matters.
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

answers.append((200, {"ok": True, "topic": None}))
response = WebClient("xoxb-1", base_url=address).auth_test()
print(response["tpoic"], "topic" in response, "topic" in response.data)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
None False True
SEEN
echo "slack-sdk-a-missing-answer-is-none: as before"
