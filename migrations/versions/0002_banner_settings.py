"""Settings of the banner"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("platform", schema=None) as batch_op:
        batch_op.add_column(sa.Column("banner", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("platform", schema=None) as batch_op:
        batch_op.alter_column("banner", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("platform", schema=None) as batch_op:
        batch_op.drop_column("banner")
