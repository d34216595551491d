"""What a panel found, who sits on it and what it has to read stand in the letter as they are on the record: nobody of
the council words them anew before it leaves (3.4, REG 20(1), issue 10)."""

from datetime import date

import pytest

from models.policy import load_shipped
from models.post.catalogue import CATALOGUE
from models.post.examples import example
from models.post.rewriting import boxes, problems, rewritten

RECORD = {
    "panel_report": ("summary", "findings", "recommendations"), "panel_date": ("day", "people"),
    "panel_papers": ("day", "papers"),
}  # fmt: skip


def written(kind, young):
    today = date(2026, 12, 1)
    policy = load_shipped("ashbourne", date(2026, 4, 1))
    return example(kind, policy, {}, young_person=young, today=today).content()


@pytest.mark.parametrize("young", [True, False])
@pytest.mark.parametrize("kind", RECORD)
def test_the_letters_of_a_panel_have_no_box_but_what_is_added(kind, young):
    content = written(kind, young)
    there = {box.block["id"]: box for box in boxes(kind, content)}
    assert set(RECORD[kind]) <= set(there)
    assert [id_ for id_, box in there.items() if box.open] == ["added"]
    typed = {f"main-{id_}": "Nothing was wrong." for id_ in there}
    made = rewritten(kind, content, typed)
    before = {block["id"]: block for block in content["blocks"]}
    after = {block["id"]: block for block in made["blocks"]}
    assert all(after[id_] == before[id_] for id_ in before)


@pytest.mark.parametrize("young", [True, False])
def test_a_report_without_its_recommendations_is_no_report_reg_20_1(young):
    assert "recommendations" in {part.id for part in CATALOGUE["panel_report"].parts}
    content = written("panel_report", young)
    content["blocks"] = [block for block in content["blocks"] if block["id"] != "recommendations"]
    found = problems("panel_report", content, {}, young_person=young, easy=False, because="It has to be so.")
    assert "REG 20(1)" in found["main-recommendations"]
