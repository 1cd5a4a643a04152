#!/usr/bin/env bash
# On SQLite a date column plus 30 days is earlier than any date.
#
# Of: SQLAlchemy==2.1.9
# Expected: the rows whose date is at least 30 days before the day asked for, or an error
# when the statement is made: SQLAlchemy types the sum as a date and makes the SQL.
# Seen: SQLite adds the numbers at the beginning of two texts, and a number is less than any
# text: every row fits "<=", none fits ">". Reading the sum raises TypeError.
# For the bot: "due by" written this way reminds everybody on a test database, and the right
# people on PostgreSQL; the day must be worked out in Python.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check SQLAlchemy==2.1.9

venv/bin/python > seen <<'PY'
from datetime import date, timedelta
import sqlalchemy as sa

kept = sa.Table("kept", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("day", sa.Date))
engine = sa.create_engine("sqlite://")
kept.create(engine)
month, end = timedelta(days=30), date(2026, 10, 31)
with engine.begin() as connection:
    connection.execute(kept.insert(), [{"day": date(2026, 9, 4)}, {"day": date(2026, 12, 4)}, {"day": date(2027, 1, 4)}])
    for name, condition in (("day + month <= end", kept.c.day + month <= end), ("day + month > end", kept.c.day + month > end), ("day <= end - month", kept.c.day <= end - month)):
        print(name, connection.execute(sa.select(kept.c.id).where(condition)).scalars().all())
    try:
        connection.execute(sa.select(kept.c.day + month)).all()
    except TypeError as error:
        print("TypeError", error)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
day + month <= end [1, 2, 3]
day + month > end []
day <= end - month [1]
TypeError fromisoformat: argument must be str
SEEN
echo "sqlalchemy-a-date-and-some-days-is-before-everything: as before"
