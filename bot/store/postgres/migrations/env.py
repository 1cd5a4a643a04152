"""How Alembic runs a step: on the connection that it is handed, in one transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("tables"),
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
