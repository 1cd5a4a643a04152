"""Files as Slack takes them in and hands them out: uploads, downloads, who may."""

import mimetypes
from pathlib import PurePath

from bot.sandbox.state import BadAct, Json, SlackRefusal, State

_ALT_TEXT_MAX_CHARS = 1000
_TITLE_MAX_CHARS = 255


class Files:
    """Keeps the workspace's files; *base_url* is where they are put and fetched."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._content: dict[str, bytes] = {}
        self._awaited: dict[str, tuple[Json, int]] = {}  # by file id, with the length
        self.base_url = ""

    def upload_url(self, body: Json) -> Json:
        """Answer files.getUploadURLExternal."""
        name, length = str(body.get("filename") or ""), int(body.get("length") or 0)
        if not name or length < 1:
            raise SlackRefusal("invalid_arguments")
        if len(body.get("alt_txt") or "") > _ALT_TEXT_MAX_CHARS:
            raise SlackRefusal("alt_txt_too_large")
        file = self._described(self._state.bot_user, name, length)
        if body.get("alt_txt"):
            file["alt_txt"] = body["alt_txt"]
        self._awaited[file["id"]] = (file, length)
        address = f"{self.base_url}upload/v1/{file['id']}"
        return {"upload_url": address, "file_id": file["id"]}

    def take(self, file_id: str, content: bytes) -> str:
        """Take the content of a file that was announced; raises SlackRefusal."""
        if file_id not in self._awaited:
            raise SlackRefusal("file_not_found")
        if len(content) != self._awaited[file_id][1]:
            raise SlackRefusal("length_mismatch")
        self._content[file_id] = content
        return f"OK - {len(content)}"

    def complete(self, body: Json, now: float) -> Json:
        """Answer files.completeUploadExternal: the files come in one message."""
        given = body.get("files") or []
        if not given:
            raise SlackRefusal("no_files")
        channel = str(body.get("channel_id") or body.get("channels") or "")
        if channel and not channel.startswith("D"):  # a person's id is no channel here
            raise SlackRefusal("channel_not_found")
        reader = self._state.reader_of(channel) if channel else None
        done = []
        for one in given:
            if one.get("id") not in self._content or one["id"] not in self._awaited:
                raise SlackRefusal("file_not_found")
            title = str(one.get("title") or "")[:_TITLE_MAX_CHARS]
            file, _length = self._awaited[one["id"]]
            done.append({**file, "title": title or file["name"]})
        for file in done:
            del self._awaited[file["id"]]
            self._state.files[file["id"]] = file
        if reader is not None:
            text = str(body.get("initial_comment") or "")
            self._state.add_message(reader, now, text=text, files=done)
        return {"files": [{"id": f["id"], "title": f["title"]} for f in done]}

    def info(self, body: Json) -> Json:
        """Answer files.info."""
        file = self._state.files.get(str(body.get("file") or ""))
        if file is None:
            raise SlackRefusal("file_not_found")
        return {"file": file}

    def given(self, user: str, name: str, content: bytes) -> Json:
        """Take a file that a person uploads; raises BadAct."""
        if not name or not content:
            raise BadAct("A file needs a name and something in it.")
        file = self._described(self._state.person(user).id, name, len(content))
        self._state.files[file["id"]] = file
        self._content[file["id"]] = content
        return file

    def content(self, file_id: str) -> tuple[Json, bytes] | None:
        """Return a file with what is in it, or None."""
        file = self._state.files.get(file_id)
        return None if file is None else (file, self._content[file_id])

    def _described(self, user: str, name: str, size: int) -> Json:
        file_id = f"F{next(self._state.numbers):08d}"
        suffix = PurePath(name).suffix.removeprefix(".").lower()
        address = f"{self.base_url}files/{file_id}"
        return {
            "id": file_id,
            "name": name,
            "title": name,
            "mimetype": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "filetype": suffix or "binary",
            "user": user,
            "mode": "hosted",
            "size": size,
            "url_private": address,
            "url_private_download": f"{address}/download",
        }
