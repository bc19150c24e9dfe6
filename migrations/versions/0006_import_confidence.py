"""How sure an import is of each proposal"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("import_proposal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confidence", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("import_proposal", schema=None) as batch_op:
        batch_op.drop_column("confidence")
