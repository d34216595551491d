"""What is run with one database only could not have told it from the other."""

import re
from pathlib import Path

from tests.asking import asks_a_database, chooses

READ = re.compile(r"environ\S*(HEARD_TEST_D\w|TEST_DATABASE_)")


def test_who_takes_a_database_is_run_with_both(request, db):
    assert asks_a_database(request.node)


def test_who_takes_none_is_run_once(request):
    assert not asks_a_database(request.node)


def test_who_chooses_one_by_a_helper_is_run_with_both():
    assert chooses("tests.models.test_db"), "by itself"
    assert chooses("tests.admin.test_commands"), "by what it imports"
    assert chooses("tests.portal.test_every_page"), "it asks for fixtures by name"
    assert not chooses("tests.models.cases.test_statement")


def test_the_engine_is_read_where_it_can_be_seen_that_somebody_chooses_by_it():
    reads = {path.name for path in Path(__file__).parent.rglob("*.py") if READ.search(path.read_text("utf-8"))}
    assert reads <= {"databases.py", "postgresql.py", Path(__file__).name}
