"""What an organization adds to the known-cookie library"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "known_cookie",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("duration", sa.String(), nullable=False),
        sa.Column("storage", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("self_hosted", sa.Boolean(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_known_cookie_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_cookie")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_known_cookie_organization_id_id")),
    )
    with op.batch_alter_table("known_cookie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_cookie_folded"), ["folded"], unique=False)


def downgrade() -> None:
    op.drop_table("known_cookie")
