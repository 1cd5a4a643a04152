"""A store that keeps nothing on disk: for tests and rehearsals."""

from bot.store.shelves import Shelves


class MemoryStore(Shelves):
    """Keeps records in this process's memory alone."""

    def leave_no_traces(self) -> None:
        pass  # there is no file
