"""Whether a PostgreSQL answers for the tests: TEST_DATABASE_URL, or the local one. Required when CI is set."""

import getpass
import os
import sys


def server_url() -> str | None:
    """The address of a server on which test databases may be made, or None where none answers."""
    import psycopg

    given = os.environ.get("TEST_DATABASE_URL")
    candidates = [given.replace("postgresql+psycopg://", "postgresql://")] if given else _local()
    for url in candidates:
        try:
            with psycopg.connect(url, connect_timeout=3):
                return url
        except psycopg.OperationalError:
            continue
    return None


def _local() -> list[str]:
    users = dict.fromkeys((getpass.getuser(), "postgres"))
    return [f"postgresql://{user}@{host}/postgres" for user in users for host in ("127.0.0.1", "")]


if __name__ == "__main__":
    answers = server_url() is not None
    if "--answers" in sys.argv:
        sys.exit(0 if answers else 1)
    if not answers:
        print("No PostgreSQL answers. Set TEST_DATABASE_URL, or start a local one.")
        sys.exit(1 if os.environ.get("CI") else 0)
