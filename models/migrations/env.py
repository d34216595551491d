"""Alembic's entry: it is given a connection and a transaction by models.migrations, never an address."""

from alembic import context

from models.migrations.plain_types import render
from models.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
