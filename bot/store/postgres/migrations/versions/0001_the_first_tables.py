"""The first tables: one a kind, with a column and an index for each look-up."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

# The look-ups of each kind as they were then. It is never changed: later steps go on
# from it. A look-up with a star is asked of all workspaces at once, too.
_LOOK_UPS = {
    "acts": "subject",
    "audit": "in_order about",
    "audit_starts": "",
    "both_roles": "school",
    "calendar_feeds": "person",
    "claims": "age*",
    "clearances": "open",
    "concern_events": "concern",
    "concern_words": "concern",
    "concerns": "writer school reader open*",
    "confirmations": "disputed",
    "drop_in_words": "",
    "drop_ins": "pairing",
    "earlier_notes": "",
    "flags": "day open",
    "heartbeats": "",
    "holds": "",
    "inductions": "school",
    "install_states": "",
    "installations": "",
    "job_troubles": "standing*",
    "members": "person school",
    "missed": "pairing",
    "next_steps": "open set_in done_in",
    "notices": "to_send* subject unprompted",
    "nudges": "waiting* to_come subject round sent",
    "pairings": "mentor ect school",
    "places": "",
    "plan_changes": "",
    "preferences": "",
    "restores": "",
    "roster_changes": "age*",
    "schools": "",
    "series": "",
    "session_notes": "",
    "sessions": "pairing mentor ect series off planned",
    "set_up_changes": "school",
    "set_ups": "",
    "sweeps": "due*",
    "time_off": "school",
    "timetables": "",
    "training_entries": "person",
    "trainings": "",
}


def upgrade() -> None:
    """Go one step up."""
    text = sa.Text(collation="C")
    for table, look_ups in _LOOK_UPS.items():
        names = [name.removesuffix("*") for name in look_ups.split()]
        op.create_table(
            table,
            sa.Column("team_id", text, nullable=False),
            sa.Column("key", text, nullable=False),
            sa.Column("body", sa.Text(), nullable=False),
            *(sa.Column(f"by_{name}", postgresql.ARRAY(text)) for name in names),
            sa.PrimaryKeyConstraint("team_id", "key"),
        )
        for name in sorted(names):
            column, index = f"by_{name}", f"ix_{table}_{name}"
            is_there = sa.text(f"{column} IS NOT NULL")
            op.create_index(
                index, table, ["team_id", column, "key"], postgresql_where=is_there
            )
            if f"{name}*" in look_ups.split():
                op.create_index(
                    f"{index}_of_all",
                    table,
                    [column, "team_id"],
                    postgresql_where=is_there,
                )
