"""Files over Slack's Web API: handed over in a direct message, and taken in."""

import http.client
import logging
import ssl
import urllib.request
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.domain.kernel.record import PersonId, TeamId
from bot.ports.files import GivenFile, NotFetched, SharedFile
from bot.ports.messenger import NotSent
from bot.slack.client import TIMEOUT_SECONDS, not_sent

log = logging.getLogger(__name__)

_SLACKS_FILES = "files.slack.com"


class SlackFiles:
    """Hands files over and takes them in; one client for each workspace."""

    def __init__(self, client_for: Callable[[TeamId], WebClient]) -> None:
        self._client_for = client_for

    def share(
        self,
        team: TeamId,
        reader: PersonId,
        files: Sequence[SharedFile],
        *,
        sentence: str,
    ) -> None:
        """Put files into the reader's DM."""
        try:
            self._share(self._client_for(team), reader, files, sentence)
        except NotSent as fault:
            told = {"error": fault.code, "team": team}
            log.warning("a file was not handed over", extra=told)
            raise

    @staticmethod
    def _share(
        client: WebClient, reader: PersonId, files: Sequence[SharedFile], sentence: str
    ) -> None:
        uploads = [
            {
                "filename": file.name,
                "title": file.title,
                "content": file.content,
                "alt_txt": file.alt_text or None,
            }
            for file in files
        ]
        try:
            channel = client.conversations_open(users=reader)["channel"]["id"]
            client.files_upload_v2(
                channel=channel, file_uploads=uploads, initial_comment=sentence
            )
        except (SlackClientError, OSError, http.client.HTTPException) as fault:
            raise not_sent(fault) from fault

    def fetch(self, team: TeamId, file_id: str, *, at_most_bytes: int) -> GivenFile:
        """Return a file that was uploaded to the bot."""
        client = self._client_for(team)
        try:
            found = client.files_info(file=file_id)["file"]
            if found.get("size", 0) > at_most_bytes:
                raise _too_big(at_most_bytes)
            url = str(found["url_private_download"])
            content = _download(client, url, at_most_bytes + 1)
        except (
            SlackClientError,
            OSError,
            KeyError,
            http.client.HTTPException,
        ) as fault:
            told = {"error": not_sent(fault).code, "team": team}
            log.warning("a file was not taken in", extra=told)
            raise NotFetched(
                "The file did not reach me. Please upload it once more."
            ) from None
        if len(content) > at_most_bytes:
            raise _too_big(at_most_bytes)
        return GivenFile(str(found.get("name", "file")), content)


def _download(client: WebClient, url: str, at_most_bytes: int) -> bytes:
    """Read a file; the token goes to Slack alone, whatever address was given."""
    own, asked = urlsplit(client.base_url), urlsplit(url)
    # By netloc, so that one with a user part or a port is refused.
    is_slacks = (asked.scheme, asked.netloc) == ("https", _SLACKS_FILES)
    if not is_slacks and (asked.scheme, asked.netloc) != (own.scheme, own.netloc):
        raise NotFetched("The file is not kept in Slack, so I cannot read it.")
    request = urllib.request.Request(url)  # noqa: S310 - checked above
    # Unredirected: it does not go along to where an answer might send on to.
    request.add_unredirected_header("Authorization", f"Bearer {client.token}")
    context = client.ssl if isinstance(client.ssl, ssl.SSLContext) else None
    with urllib.request.urlopen(  # noqa: S310 - same
        request, timeout=TIMEOUT_SECONDS, context=context
    ) as answer:
        return bytes(answer.read(at_most_bytes))


def _too_big(at_most_bytes: int) -> NotFetched:
    return NotFetched(
        f"The file has more than the {at_most_bytes // 1_000_000 or 1} MB that I read. "
        "Please upload a smaller one."
    )
