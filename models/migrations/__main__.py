"""`python -m models.migrations "What it is for"`: write the next migration from the tables, for a person to read."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from models import migrations
from models.db import connect


def main(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'scratch.db'}", journal="delete").engine
        migrations.upgrade(engine)
        with engine.execution_options(write=True).connect() as connection, connection.begin():
            number = len(list((migrations.HERE / "versions").glob("[0-9]*.py"))) + 1
            command.revision(migrations.config(connection), message, autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or "Change the tables")
