"""Layouts are data: a council makes its own from the same tables, and is told at once what is wrong with it."""

import tomllib

import pytest

from models.reports.layout import SHIPPED, LayoutError, faults, find, layouts, parse

OWN = """
title = "Ours"

[[section]]
title = "What we heard"
prompt = "Say why."

[[table]]
id = "nature"
title = "Nature"
section = "What we heard"
by = ["nature"]
list = "nature"
columns = "years"
show = "percent"
where = { young_person = "yes" }
"""

COUNCILS = ("isle-of-wight", "staffordshire", "surrey", "wokingham")


def test_five_councils_layouts_ours_and_the_managers_come_with_the_service():
    assert set(layouts()) == {*COUNCILS, "heard", "managers", "director"}


@pytest.mark.parametrize("name", list(layouts()))
def test_every_table_states_its_rule_and_stands_under_a_heading_m_04(name):
    for table in find(name).tables:
        assert table.note.strip(), f"{table.id} says no counting rule"
        assert table.section, f"{table.id} stands under no heading"
    assert all(section.prompt for section in find(name).sections)


def test_what_is_for_managers_is_never_public():
    assert not any(table.public for table in find("managers").tables)


def test_a_council_keeps_its_own_layouts_in_its_data_folder(tmp_path):
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "ours.toml").write_text(OWN, "utf-8")
    assert find("ours", tmp_path).tables[0].where == (("young_person", "yes"),)
    assert "ours" in layouts(tmp_path)
    with pytest.raises(LayoutError, match="There is no layout 'theirs'. There are: .*ours"):
        find("theirs", tmp_path)


def test_the_example_that_explains_a_layout_is_a_layout():
    words = (SHIPPED / "README.md").read_text("utf-8")
    example = words.split("```toml\n")[1].split("```")[0]
    whole = '\n[[table]]\nid = "nature"\ntitle = "Everybody"\nby = ["nature"]\n'
    assert parse("ours", tomllib.loads(example + whole)).tables[0].aside == ("Outstanding",)


def test_no_path_is_a_layout(tmp_path):
    with pytest.raises(LayoutError, match="There is no layout"):
        find("../../etc/passwd", tmp_path)


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ('id = "nature"', "", "table number 1: 'id' is missing"),
        ('columns = "years"', 'columns = "decades"', "columns 'decades' is not known; known are period, years"),
        ('show = "percent"', 'show = "shares"', "show 'shares' is not known; known are count, percent, both"),
        ('by = ["nature"]', 'by = ["mood"]', "nothing is counted by 'mood'"),
        ('by = ["nature"]', 'by = "nature"', "'by' cannot be 'nature'"),
        ('list = "nature"', 'list = "natures"', "list 'natures' is not known"),
        ('title = "Nature"', 'title = "Nature"\ncount = "s9"', "count 's9' is not known"),
        (
            'title = "Nature"',
            'title = "Nature"\ncohort = "all"',
            "cohort 'all' is not known; known are received",
        ),
        ('title = "Nature"', 'title = "Nature"\nkind = "pie"', "kind 'pie' is not known"),
        ('title = "Nature"', 'title = "Nature"\nshape = "round"', "'shape' is not understood; known are id, title"),
        ('title = "Nature"', 'title = "Nature"\nsubset_of = "3a"', "there is no table '3a'"),
        ('section = "What we heard"', 'section = "Elsewhere"', r"there is no \[\[section\]\] 'Elsewhere'"),
        ('by = ["nature"]', 'by = ["gender", "nature"]', "what people said of themselves is counted by itself"),
        ('by = ["nature"]', "", "kind 'by' needs 1 in 'by', and has 0"),
        ('by = ["nature"]', 'by = ["nature", "team"]', "kind 'by' needs 1 in 'by', and has 2"),
        ('by = ["nature"]', 'by = ["nature"]\nkind = "within"', "kind 'within' needs 2 in 'by', and has 1"),
        ('by = ["nature"]', 'by = ["ombudsman_finding"]', "'s1' cannot be counted by 'ombudsman_finding'"),
        ('by = ["nature"]', 'by = ["s1_within"]', "nothing is counted by 's1_within'"),
        ('by = ["nature"]', 'kind = "measures"', r"kind 'measures' needs a \[\[table.row\]\]"),
        ('by = ["nature"]', 'kind = "stages"', r"kind 'stages' needs a \[\[table.stage\]\]"),
        ('by = ["nature"]', 'by = ["nature"]\ncount = ""', "'count' is empty; say who is counted"),
        ('by = ["nature"]', 'by = ["nature"]\ngroups = "colour"', "groups 'colour' is not known"),
        ('columns = "years"', 'columns = "years"\nyears = 0', "'years' can be 1 to 20"),
        ('young_person = "yes"', "young_person = true", "'where' cannot be"),
        ("[[section]]", "[section]", r"write 'section' as \[\[section\]\]"),
        ("[[table]]", "[table]", r"write 'table' as \[\[table\]\]"),
    ],
)
def test_a_fault_names_the_table_and_what_would_be_right(wrong, right, says):
    assert wrong in OWN
    with pytest.raises(LayoutError, match=says):
        parse("ours", tomllib.loads(OWN.replace(wrong, right, 1)))


@pytest.mark.parametrize(
    ("stage", "says"),
    [
        ('by = "s1_days"\nlimits = [10]\nbands = ["a", "b"]', "a stage is not counted by 's1_days'"),
        ('by = "s1_at_end"\nlimits = [10, 20]\nbands = ["a", "b"]', "these limits need 3 'bands'"),
    ],
)
def test_a_stage_has_a_name_for_each_of_its_bands(stage, says):
    table = '[[table]]\nid = "2"\ntitle = "Times"\nkind = "stages"\n[[table.stage]]\nlabel = "Stage 1"\ncount = "s1"\n'
    with pytest.raises(LayoutError, match=says):
        parse("ours", tomllib.loads(f'title = "Ours"\n{table}{stage}'))


def test_a_mean_is_of_days():
    row = '[[table.row]]\nlabel = "Mean"\ncount = "s1"\nmean = "nature"'
    table = f'title = "Ours"\n[[table]]\nid = "2"\ntitle = "Times"\nkind = "measures"\n{row}'
    with pytest.raises(LayoutError, match="there is no mean of 'nature'; known are s1_days"):
        parse("ours", tomllib.loads(table))


def test_one_that_is_wrong_is_refused_by_name_and_stops_no_other(tmp_path):
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "ours.toml").write_text(OWN, "utf-8")
    (tmp_path / "layouts" / "theirs.toml").write_text("[[table", "utf-8")
    with pytest.raises(LayoutError, match=r"theirs\.toml"):
        find("theirs", tmp_path)
    assert "ours" in layouts(tmp_path)
    assert "theirs" not in layouts(tmp_path)
    (fault,) = faults(tmp_path)
    assert fault.startswith("theirs.toml: ")
