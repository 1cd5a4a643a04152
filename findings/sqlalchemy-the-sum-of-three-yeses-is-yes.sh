#!/usr/bin/env bash
# func.sum() of a Boolean column is True, however many there are.
#
# Of: SQLAlchemy==2.1.9
# Expected: 3: SQLite keeps True as 1 and adds them up, and func.avg() of the same column
# gives a number.
# Seen: True for three, False for none: the sum takes the type of its column on the way
# back.
# For the bot: "how many meetings were confirmed" is at most 1 when it is counted so, and
# the test with one meeting passes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check SQLAlchemy==2.1.9

venv/bin/python > seen <<'PY'
import sqlalchemy as sa

meetings = sa.Table("meetings", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("held", sa.Boolean))
engine = sa.create_engine("sqlite://")
meetings.create(engine)
with engine.begin() as connection:
    connection.execute(meetings.insert(), [{"held": True}, {"held": True}, {"held": True}, {"held": False}])
    print("sum", connection.scalar(sa.select(sa.func.sum(meetings.c.held))))
    print("avg", connection.scalar(sa.select(sa.func.avg(meetings.c.held))))
    print("as a number", connection.scalar(sa.select(sa.func.sum(sa.cast(meetings.c.held, sa.Integer)))))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
sum True
avg 0.75
as a number 3
SEEN
echo "sqlalchemy-the-sum-of-three-yeses-is-yes: as before"
