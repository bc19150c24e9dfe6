"""Sums of receipts by day"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ACTIONS = ("accept_all", "refuse_all", "customise", "withdraw", "gpc", "expire")
COUNTED = ("public_id", "day", "version", "locale", "layout")


def upgrade() -> None:
    _counted("decision_tally", *ACTIONS)
    _counted("purpose_tally", "accepted", "refused", more=("purpose",))
    _counted("shown_tally", "shown", "unanswered")
    progress = op.create_table(
        "tally_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settled_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tally_progress"),
    )
    op.bulk_insert(progress, [{"id": 1, "holder": "", "held_until": datetime(2000, 1, 1, tzinfo=UTC)}])


def downgrade() -> None:
    op.drop_table("tally_progress")
    for table in ("shown_tally", "purpose_tally", "decision_tally"):
        op.drop_table(table)


def _counted(table: str, *sums: str, more: tuple[str, ...] = ()) -> None:
    keys = (*COUNTED, *more)
    op.create_table(
        table,
        *(sa.Column(key, sa.Integer() if key == "version" else sa.String(), nullable=False) for key in keys),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in sums),
        sa.PrimaryKeyConstraint(*keys, name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_organization_id_day", table, ["organization_id", "day"])
