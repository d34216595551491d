"""What is published shows no small number, and nobody can work one out (PRV-13, Q-09)."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from models.procedure.periods import Period
from models.reports.chosen import Chosen
from models.reports.folding import HIDDEN, TOGETHER
from models.reports.guarding import find_hidden, guard, key
from models.reports.lines import lines_of, padded
from models.reports.report import Cell, Row, Table
from tests.models.reports.attack import Puzzle
from tests.models.reports.making import WAYS, report, table


def shown(guarded, id="3a"):
    return {row.label: [cell.value for cell in row.cells] for row in guarded.table(id).rows}


def test_a_count_below_five_is_not_shown():
    assert "Telephone" not in shown(guard(report(WAYS))[0])


def test_what_is_hidden_in_a_line_is_itself_a_large_enough_group():
    """3 and 0 are hidden; 32 - 20 - 9 would tell that they come to 3, so the letters go with them."""
    public = shown(guard(report(WAYS))[0])
    assert public == {"E-mail": [20], TOGETHER: [12], "Total": [32]}


def test_a_table_without_small_counts_is_left_alone():
    large = table([("E-mail", 2, 20), ("Letter", 2, 9), ("Total", None, 29)])
    assert shown(guard(report(large))[0]) == {"E-mail": [20], "Letter": [9], "Total": [29]}


def test_the_number_is_a_setting():
    public = shown(guard(report(WAYS), fewest=10)[0])
    assert public == {"E-mail": [20], TOGETHER: [12], "Total": [32]}
    assert shown(guard(report(WAYS), fewest=40)[0]) == {"Total": [HIDDEN]}


def test_percentages_go_with_their_counts_and_tell_nothing_of_their_neighbours():
    columns, kinds = ("Number", "%"), ("count", "percent")
    rows = [("A", 4, 19, 34), ("B", 4, 24, 44), ("C", 4, 6, 11), ("D", 4, 4, 7), ("Total", None, 53, 100)]
    public = shown(guard(report(table(rows, columns=columns, kinds=kinds)))[0])
    assert public == {"A": [19, 36], "B": [24, 45], TOGETHER: [10, 19], "Total": [53, 100]}


def test_a_mean_of_few_is_not_shown():
    rows = (
        Row("Completed", (Cell(33),)),
        Row("Mean working days", (Cell(13.4, 31),)),
        Row("Stage 2: mean working days", (Cell(37, 1),)),
    )
    public = guard(report(Table("2", "Times", "either", "", ("Number",), rows, ("count",))))[0]
    assert shown(public, "2") == {
        "Completed": [33], "Mean working days": [13.4], "Stage 2: mean working days": [HIDDEN],
    }  # fmt: skip


def test_young_people_are_hidden_where_the_others_would_be_few():
    """7 by e-mail, 6 of them young: one was not, and nobody prints that one."""
    whole = table([("E-mail", 2, 7), ("Letter", 2, 30), ("Total", None, 37)])
    young = table([("E-mail", 2, 6), ("Letter", 2, 8), ("Total", None, 14)], id="3b", subset_of="3a")
    public = guard(report(whole, young))[0]
    assert shown(public)["E-mail"] == [7]
    assert shown(public, "3b") == {TOGETHER: [14], "Total": [14]}


def test_a_nought_left_out_of_the_young_people_is_held_to_the_rules_too():
    whole = table([("E-mail", 3, 20), ("Letter", 3, 6), ("Phone", 3, 5), ("Total", None, 31)])
    young = table([("E-mail", 2, 8), ("Letter", 2, 0), ("Total", None, 8)], id="3b", subset_of="3a")
    assert shown(guard(report(whole, young))[0], "3b") == {TOGETHER: [8], "Total": [8]}


def test_a_row_shows_all_its_quarters_or_none():
    columns, kinds = ("Q1", "Q2", "Total"), ("count",) * 3
    rows = [("North", 3, 8, 9, 17), ("South", 3, 2, 9, 11), ("East", 3, 6, 7, 13), ("Total", None, 16, 25, 41)]
    public = shown(guard(report(table(rows, columns=columns, kinds=kinds, column_total=2)))[0])
    assert public["North"] == [8, 9, 17]
    assert public["South"] == [HIDDEN, HIDDEN, 11]
    assert public["East"] == [HIDDEN, HIDDEN, 13]
    assert public[TOGETHER] == [8, 16, None]


def test_what_an_earlier_publication_hid_stays_hidden():
    first, before = guard(report(WAYS))
    corrected = table(
        [("E-mail", 4, 20), ("Letter", 4, 9), ("Telephone", 4, 7), ("In person", 4, 6), ("Total", None, 42)]
    )
    assert shown(guard(report(corrected), before=before)[0]) == {"E-mail": [20], TOGETHER: [22], "Total": [42]}


def test_a_share_that_leaves_few_over_is_not_shown():
    """33 of 35 had an advocate: two had none, though no cell says so."""
    rows = (
        Row("With an advocate", (Cell(33), Cell(35))),
        Row("Answered", (Cell(30), Cell(60))),
    )
    made = Table("w", "Young people", "received", "", ("Number", "Of"), rows, ("count", "count"))
    assert shown(guard(report(made))[0], "w") == {"With an advocate": [HIDDEN, 35], "Answered": [30, 60]}
    row = Row("With", (Cell(94, 33, EVERYBODY, base=35),))
    alone = Table("p", "Young people", "received", "", ("Number",), (row,), ("count",))
    assert shown(guard(report(alone))[0], "p") == {"With": [HIDDEN]}


def test_a_change_does_not_tell_a_hidden_number_of_last_year_m_07():
    rows = (
        Row("This year", (Cell(49),)),
        Row("Refused", (Cell(3),)),
        Row("Change on last year", (Cell(1533, 49, base=3),)),
    )
    made = Table("c", "Years", "received", "", ("Number",), rows, ("count",))
    assert shown(guard(report(made))[0], "c")["Change on last year"] == [HIDDEN]


def test_what_is_for_managers_only_is_never_published():
    inside = table([("A", None, 40)], id="x", public=False)
    assert [table.id for table in guard(report(WAYS, inside))[0].tables] == ["3a"]


def test_what_an_earlier_publication_showed_covers_nothing():
    """Letters were 9 for all to see last year; hiding them now would not hide the telephone calls."""
    _, before = guard(report(table([("E-mail", 3, 20), ("Letter", 3, 9), ("Telephone", 3, 5), ("Total", None, 34)])))
    now = table([("E-mail", 3, 20), ("Letter", 3, 9), ("Telephone", 3, 4), ("Total", None, 33)])
    assert shown(guard(report(now), before=before)[0])["Total"] == [HIDDEN]


small = st.one_of(st.integers(0, 6), st.integers(0, 30))


@st.composite
def reports(draw):
    """A council by team, quarter and young people, with every total true."""
    teams = draw(st.integers(1, 3))
    quarters = draw(st.sampled_from([1, 2, 4]))
    rows, young, order = [], [], []
    for directorate in range(draw(st.integers(1, 3))):
        order.append(("directorate", directorate))
        order += [("team", directorate, team) for team in range(teams)]
    leaves = {name: [draw(small) for _ in range(quarters)] for name in order if name[0] == "team"}
    young_leaves = {name: [draw(st.integers(0, count)) for count in counts] for name, counts in leaves.items()}
    last = len(order)
    place = {name: at for at, name in enumerate(order)}
    for made, of in ((rows, leaves), (young, young_leaves)):
        for name in order:
            inside = [of[other] for other in of if other[1] == name[1] and name[0] == "directorate" or other == name]
            counts = [sum(column) for column in zip(*inside, strict=True)]
            up = last if name[0] == "directorate" else place["directorate", name[1]]
            made.append((str(name), up, *counts, sum(counts)))
        counts = [sum(column) for column in zip(*of.values(), strict=True)]
        made.append(("Total", None, *counts, sum(counts)))
    columns = (*(f"Q{quarter}" for quarter in range(quarters)), "Total")
    more = {"columns": columns, "kinds": ("count",) * len(columns), "column_total": quarters}
    ways = _split(draw, rows[-1][-1])
    return report(
        table(rows, **more),
        table(young, id="3b", subset_of="3a" if draw(st.booleans()) else "", **more),
        table([*((str(at), len(ways), way) for at, way in enumerate(ways)), ("Total", None, sum(ways))], id="4"),
    )


def _split(draw, total):
    parts = []
    while total and len(parts) < 5:
        parts.append(draw(st.integers(0, total)))
        total -= parts[-1]
    return [*parts, total]


EVERYBODY = Chosen("s1", "received", Period(date(2025, 4, 1), date(2026, 3, 31)))


def recovered(lines, hidden, fewest=5):
    """The hidden places of which the least or the most that they can be says too much."""
    puzzle = Puzzle()
    for place, count in lines.values.items():
        puzzle.name(place, count)
        if place not in hidden:
            puzzle.show(place, count)
    for top, family in [*lines.families(), *lines.sums]:
        puzzle.adds_up(family, top)
    for place, whole in lines.whole.items():
        puzzle.name(("others", place), lines.values[whole] - lines.values[place])
        puzzle.adds_up([place, ("others", place)], whole)
    for place, twins in lines.same.items():
        puzzle.adds_up(twins[:1], place)
    return puzzle.told(hidden, fewest)


@settings(max_examples=60, deadline=None)
@given(reports(), st.integers(2, 6))
def test_a_differencing_robot_recovers_no_hidden_cell(made, fewest):
    tables = padded(made.tables)
    lines = lines_of(tables)
    hidden = find_hidden(lines, fewest, set())
    assert all(count >= fewest for place, count in lines.values.items() if place not in hidden)
    assert recovered(lines, hidden, fewest) == {}


@settings(max_examples=20, deadline=None)
@given(reports(), st.integers(0, 2))
def test_nor_with_an_earlier_publication_in_hand(made, first):
    """A part of it was published before: one table, or the rows without the young people."""
    tables = padded(made.tables)
    earlier = replace(made, tables=made.tables[:1] if first else made.tables[2:])
    _, before = guard(earlier)
    lines = lines_of(tables)
    keys = {place: key(made, tables, place) for place in lines.values}
    lines.known = {place for place in keys if keys[place] in before.shown}
    hidden = find_hidden(lines, 5, {place for place in keys if keys[place] in before.hidden})
    assert recovered(lines, hidden - lines.known) == {}


def test_the_robot_does_find_what_simple_suppression_hides():
    """So that the test above means something: without secondary suppression it recovers cells."""
    lines = lines_of((WAYS,))
    assert set(recovered(lines, {place for place, count in lines.values.items() if count == 3})) == {(0, 2, 0)}
