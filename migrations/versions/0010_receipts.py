"""Receipts in a file of their own on SQLite, and by month on PostgreSQL"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from charter_admin.consent import partitions, storage

revision = "0010"
down_revision = "0009"

AT_ONCE = 1000
COLUMNS = (
    "id, consent_id, organization_id, public_id, version, digest, build, locale, action, choices, layout, claimed_at,"
    " received_at"
)
UUID = postgresql.UUID(as_uuid=False)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _into_a_file()
    else:
        _into_partitions()


def _into_a_file() -> None:
    """The rows are on disk in the new file before the old table goes; doing it again finds them there."""
    here = op.get_bind()
    engine = storage.store(here.engine.url)
    try:
        with engine.begin() as there:
            rows = here.exec_driver_sql(f"SELECT {COLUMNS} FROM consent_receipt")
            marks = ", ".join("?" * len(COLUMNS.split(",")))
            statement = f"INSERT INTO consent_receipt ({COLUMNS}) VALUES ({marks}) ON CONFLICT DO NOTHING"
            for part in rows.partitions(AT_ONCE):
                there.exec_driver_sql(statement, [tuple(row) for row in part])
    finally:
        engine.dispose()
    op.drop_table("consent_receipt")


def _into_partitions() -> None:
    op.rename_table("consent_receipt", "consent_receipt_old")
    for index in ("ix_consent_receipt_consent_id", "ix_consent_receipt_public_id"):
        op.drop_index(index, table_name="consent_receipt_old")
    op.execute("ALTER TABLE consent_receipt_old DROP CONSTRAINT pk_consent_receipt")
    op.create_table(
        "consent_receipt",
        sa.Column("id", UUID, nullable=False),
        sa.Column("consent_id", UUID, nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("build", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("previous", UUID, nullable=True),
        sa.Column("aside", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consent_receipt"),
        postgresql_partition_by="RANGE (id)",
    )
    op.create_index("ix_consent_receipt_consent_id", "consent_receipt", ["consent_id"])
    op.create_index("ix_consent_receipt_public_id_received_at", "consent_receipt", ["public_id", "received_at"])
    op.execute("CREATE TABLE consent_receipt_rest PARTITION OF consent_receipt DEFAULT")
    op.execute(
        f"INSERT INTO consent_receipt ({COLUMNS}) SELECT"
        f" id::uuid, consent_id::uuid, {COLUMNS.removeprefix('id, consent_id, ')} FROM consent_receipt_old"
    )
    op.drop_table("consent_receipt_old")
    partitions.ensure(op.get_bind(), datetime.now(UTC))
    op.create_table(
        "receipt_deletion",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("receipts", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_receipt_deletion"),
    )
    op.create_index("ix_receipt_deletion_organization_id", "receipt_deletion", ["organization_id"])


def downgrade() -> None:
    raise NotImplementedError("receipts stay where they are")
