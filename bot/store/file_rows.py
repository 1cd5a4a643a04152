"""How the rows of a data file are asked for and written."""

ROWS = "SELECT team, kind, key, body, checksum FROM rows"
PUT = "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)"
REMOVE = "DELETE FROM rows WHERE team = ? AND kind = ? AND key = ?"
