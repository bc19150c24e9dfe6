"""Which translations are older than what they translate"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = ("purpose", "service", "cookie", "usage", "charter_text")


def upgrade() -> None:
    for table in TABLES:  # nothing kept means up to date
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("translated_from", sa.JSON(), nullable=False, server_default="{}"))
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("translated_from", server_default=None)


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("translated_from")
