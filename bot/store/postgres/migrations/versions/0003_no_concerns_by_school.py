"""No index of concerns by school: nothing counts them any more."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Go one step up."""
    op.drop_index("ix_concerns_school", table_name="concerns")
    op.drop_column("concerns", "by_school")
