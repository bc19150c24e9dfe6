"""Alembic's entry point: runs on the connection that charter_admin.migrating hands over."""

from alembic import context

from charter_admin.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
