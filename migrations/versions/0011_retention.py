"""For how long each organization keeps receipts, and when they were last purged"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("organization", sa.Column("receipt_months", sa.Integer(), server_default="13", nullable=False))
    made = op.create_table(
        "receipt_purge",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_receipt_purge"),
    )
    op.bulk_insert(made, [{"id": 1, "at": datetime(2026, 1, 1, tzinfo=UTC)}])


def downgrade() -> None:
    op.drop_table("receipt_purge")
    op.drop_column("organization", "receipt_months")
