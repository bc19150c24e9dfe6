"""When what a public id answers was last changed, in the order of commits"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    clock = op.create_table(
        "publication_serial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_serial")),
    )
    op.bulk_insert(clock, [{"id": 1, "last": 0}])
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.add_column(sa.Column("serial", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.alter_column("serial", server_default=None)
        batch_op.create_index(batch_op.f("ix_publication_serial"), ["serial"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_serial"))
        batch_op.drop_column("serial")
    op.drop_table("publication_serial")
