"""What people say to the rules: reasons, worksheets, and the dossier of a version"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "compliance_justification",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "platform_id"],
            ["platform.organization_id", "platform.id"],
            name=op.f("fk_compliance_justification_organization_id_platform_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_compliance_justification_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compliance_justification")),
    )
    with op.batch_alter_table("compliance_justification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_compliance_justification_platform_id"), ["platform_id"], unique=False)

    op.create_table(
        "exemption_worksheet",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("usage_id", sa.Integer(), nullable=False),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("cookie_months", sa.Integer(), nullable=True),
        sa.Column("data_months", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "usage_id"],
            ["usage.organization_id", "usage.id"],
            name=op.f("fk_exemption_worksheet_organization_id_usage_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_exemption_worksheet_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption_worksheet")),
        sa.UniqueConstraint(
            "organization_id", "usage_id", name=op.f("uq_exemption_worksheet_organization_id_usage_id")
        ),
    )

    with op.batch_alter_table("charter_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dossier", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("charter_version", schema=None) as batch_op:
        batch_op.alter_column("dossier", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("charter_version", schema=None) as batch_op:
        batch_op.drop_column("dossier")
    op.drop_table("exemption_worksheet")
    with op.batch_alter_table("compliance_justification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_compliance_justification_platform_id"))
    op.drop_table("compliance_justification")
