"""What a review shows beside the proposals, and what it needs to take a decision back"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("charter_import", schema=None) as batch_op:
        batch_op.add_column(sa.Column("text", sa.String(), nullable=True))
    with op.batch_alter_table("import_proposal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outcome", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("act", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("decision", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("import_proposal", schema=None) as batch_op:
        batch_op.drop_column("decision")
        batch_op.drop_column("act")
        batch_op.drop_column("outcome")
    with op.batch_alter_table("charter_import", schema=None) as batch_op:
        batch_op.drop_column("text")
