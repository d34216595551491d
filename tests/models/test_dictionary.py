"""Everything that is kept stands in the data dictionary, and every question says what it is asked for (PRV-12)."""

import csv
import io

import pytest
from click.testing import CliRunner

from admin.commands import cli
from models.cases.dictionary import SHORT, columns
from models.tables.base import Base
from models.words import deck
from portal.journeys import PATHS


def test_every_column_is_in_it_with_what_it_is_for_how_it_is_locked_and_how_long() -> None:
    rows = list(columns())
    there = {(one.table, one.column) for one in rows}
    assert there == {(table.name, column.name) for table in Base.metadata.tables.values() for column in table.columns}
    assert [one for one in rows if len(one.purpose.split()) < 3 or not one.how_long] == []
    level = {(one.table, one.column): one.level for one in rows}
    assert level["their_words", "answers"] == "Sealed: thread"
    assert level["confidential", "details"] == "Sealed: file"
    how_long = {one.table: one.how_long for one in rows}
    assert how_long["letter"] == how_long["case"] == "With its case: heard retention periods"
    assert how_long["staff"] == "As long as the service runs"
    assert set(SHORT) <= set(how_long), "no period of a table that is gone"


def test_the_command_writes_it_as_a_table() -> None:
    said = CliRunner().invoke(cli, ["dictionary"])
    rows = list(csv.DictReader(io.StringIO(said.output)))
    assert len(rows) == len(list(columns()))
    assert rows[0]["purpose"]


@pytest.mark.parametrize("door", sorted(PATHS))
def test_every_question_of_the_public_site_says_why_it_is_asked(door: str) -> None:
    path = PATHS[door]
    words = {step.id: path.entry(step) for step in path.steps if step.form is not None}
    assert words
    assert [name for name, entry in words.items() if not entry.why] == []
    assert deck("pages")["privacy"].said("rights_text")
