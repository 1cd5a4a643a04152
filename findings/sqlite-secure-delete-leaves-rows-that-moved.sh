#!/usr/bin/env bash
# With secure_delete on, a deleted row can still be read in the file: as it lay before it moved.
#
# Of: apsw==3.54.1.0 (SQLite 3.54.1 inside)
# Expected: nothing left: the documentation of PRAGMA secure_delete says that deleted content
# is overwritten with zeros.
# Seen: a row that was once moved to another page, to keep the tree balanced, stays readable
# where it lay; the DELETE overwrites its last place alone. VACUUM removes it. Rows of one
# length, put in their order, leave none behind.
# For the bot: the words that somebody deletes are looked for in the file, and the file is
# written again where a copy is found.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check apsw==3.54.1.0

venv/bin/python > seen <<'PY'
import random
from pathlib import Path

import apsw

print("SQLite", apsw.sqlite_lib_version())
file, draw, texts = Path("notes.db"), random.Random(0), {}
database = apsw.Connection(str(file))
database.execute("PRAGMA secure_delete = ON").fetchall()
database.execute("CREATE TABLE notes (key TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")
for number in draw.sample(range(400), 400):
    texts[number] = draw.randbytes(draw.choice([150, 1000])).hex()
    database.execute("INSERT INTO notes VALUES (?, ?)", (f"{number:04d}", texts[number]))


def times(number):
    return file.read_bytes().count(texts[number][:40].encode())


moved = [number for number in texts if times(number) > 1]
for number in moved:
    database.execute("DELETE FROM notes WHERE key = ?", (f"{number:04d}",))
print("rows with a second copy", len(moved) > 0)
print("of these still in the file after DELETE", sum(times(n) > 0 for n in moved) == len(moved))
database.execute("VACUUM")
print("after VACUUM", sum(times(number) > 0 for number in moved))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
SQLite 3.54.1
rows with a second copy True
of these still in the file after DELETE True
after VACUUM 0
SEEN
echo "sqlite-secure-delete-leaves-rows-that-moved: as before"
