#!/usr/bin/env bash
# The handler for server errors tries again after 500 and 503, and gives up at once after
# 502 and 504.
#
# Of: slack-sdk==3.47.0
# Expected: another try after each: 502 and 504 are what a proxy answers while a service
# restarts, the very case for a retry.
# Seen: one request each for 502 and 504, two for 500 and 503.
# For the bot: a reminder that meets a restart of Slack's gateway is not tried again by the
# SDK; the bot must do it.
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

from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler
from slack_sdk.errors import SlackApiError

client = WebClient("xoxb-1", base_url=address, retry_handlers=[ServerErrorRetryHandler()])
for status in (500, 502, 503, 504):
    asked.clear()
    answers[:] = [(status, {"ok": False})]
    try:
        client.auth_test()
    except SlackApiError as error:
        pass
    print(status, "requests:", len(asked))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
500 requests: 2
502 requests: 1
503 requests: 2
504 requests: 1
SEEN
echo "slack-sdk-tries-again-after-500-not-502: as before"
