"""The one table of a data file, and how its rows are asked for and written."""

# As SQLite keeps it in the file: every version has written these very words.
TABLE = """\
CREATE TABLE rows (
    team TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL,
    checksum INTEGER NOT NULL, PRIMARY KEY (team, kind, key)
) WITHOUT ROWID
"""

ROWS = "SELECT team, kind, key, body, checksum FROM rows"
PUT = "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)"
REMOVE = "DELETE FROM rows WHERE team = ? AND kind = ? AND key = ?"
