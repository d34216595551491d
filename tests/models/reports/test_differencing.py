"""What is published of a register hides something, and an attack on all that is shown does not find it (PRV-13)."""

import uuid
from dataclasses import replace
from datetime import date

import pytest

from models.procedure.periods import Period, quarters
from models.procedure.working_days import counter
from models.reports.building import build
from models.reports.folding import HIDDEN
from models.reports.guarding import guard
from models.reports.layout import find, layouts
from models.reports.publishing import for_public
from models.reports.report import Cell
from models.reports.scope import Scope
from models.tables.publication import Publication
from tests.databases import MONDAY
from tests.models.register.registers import EXAMPLE
from tests.models.reports.drawn import add, draw, in_memory
from tests.models.reports.sets import Sets
from tests.models.reports.told import FEWEST, Told

YEAR = Period(date(2016, 4, 1), date(2017, 3, 31))
TODAY = date(2017, 6, 1)
LAYOUTS = [name for name in layouts() if name != "managers"]
EVERYTHING = "Every label"
REGISTERS = {
    "few": draw(1, 90, "few", labels=4),
    "some": draw(2, 320, "some", labels=6, kinds=("Complaint",) * 6 + ("Compliment", "Refused", "Duty Matter")),
    "many": draw(
        3,
        1100,
        "many",
        labels=8,
        kinds=("Complaint",) * 9 + ("Area initiated complaint", "Compliment", "Refused", "Duty Matter"),
    ),
    "near": draw(4, 600, "near", labels=5, young=0.97),
}


@pytest.fixture(scope="module")
def sets():
    """By definition: from a register that has everything in it."""
    with in_memory(draw(0, 6000, EVERYTHING, asks=0.4, unended=0.4)) as db:
        yield Sets(db, Scope(EVERYTHING, YEAR), counter({}))


@pytest.mark.parametrize(
    ("name", "some"),
    [("few", LAYOUTS), ("some", LAYOUTS), ("many", ["heard", "surrey"]), ("near", ["heard", "isle-of-wight"])],
    ids=["90 cases", "320 cases", "1100 cases", "nearly all young"],
)
def test_no_hidden_number_is_told_by_all_the_others(db, keys, sets, name, some):
    add(db, keys.staff.ring, REGISTERS[name])
    leaks = []
    for layout in some:
        made = build(db, keys.staff.ring, find(layout), Scope(name, YEAR), today=TODAY)
        leaks += Told(sets).read(made, guard(made)[0]).by_definition().told()
    assert not leaks, "\n".join(leaks)


def publish(db, made, by):
    """As publishing keeps it, without the files."""
    public, kept = for_public(db, made)
    db.add(
        Publication(
            id=uuid.uuid4(), layout=made.layout, authority=made.authority, part=made.part, first=made.first,
            last=made.last, title=made.title, fewest=5, published_by=by.id, published_at=MONDAY, body={},
            numbers={"hidden": sorted(kept.hidden), "shown": sorted(kept.shown)},
        )
    )  # fmt: skip
    db.commit()
    return public


def test_nor_by_everything_that_was_ever_published_of_a_register(db, keys, sets, officer):
    """Quarters first, then the year after them, then another layout: a year is not told that its quarters tell of."""
    add(db, keys.staff.ring, REGISTERS["some"])
    before = YEAR.back(1)
    told = Told(sets)
    for layout, period in [
        *(("surrey", part) for part in quarters(before)),
        ("surrey", YEAR),
        ("heard", YEAR.back(-1)),
    ]:
        made = build(db, keys.staff.ring, find(layout), Scope("some", period), today=TODAY)
        told.read(made, publish(db, made, officer))
    leaks = told.by_definition().told()
    assert not leaks, "\n".join(leaks)


def test_the_attack_does_find_what_simple_hiding_leaves(db, keys, sets):
    """So that the others mean something: each small number hidden and nothing else."""
    add(db, keys.staff.ring, REGISTERS["some"])
    made = build(db, keys.staff.ring, find("surrey"), Scope("some", YEAR), today=TODAY)
    tables = tuple(
        replace(table, rows=tuple(replace(row, cells=tuple(map(_hidden_if_small, row.cells))) for row in table.rows))
        for table in made.tables
    )
    assert len(Told(sets).read(made, replace(made, tables=tables)).by_definition().told()) > 20


def _hidden_if_small(cell):
    return Cell(HIDDEN) if isinstance(cell.value, int) and cell.value < FEWEST else cell


@pytest.mark.parametrize("layout", ["isle-of-wight", "heard"])
def test_nor_in_the_report_of_the_isle_of_wight(db, keys, bring, sets, layout):
    bring(EXAMPLE)
    made = build(db, keys.staff.ring, find(layout), Scope("Isle of Wight Council", YEAR), today=TODAY)
    leaks = Told(sets).read(made, guard(made)[0]).by_definition().told()
    assert not leaks, "\n".join(leaks)
