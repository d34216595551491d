"""Every letter, to a child and to a grown-up, without each of its mandatory parts in turn: it does not go (G-05)."""

from datetime import date

import pytest

from models.policy import load_shipped
from models.post.catalogue import CATALOGUE
from models.post.examples import example
from models.post.letters import Incomplete, require_complete
from models.post.rewriting import boxes, problems, rewritten
from tests.conftest import MONDAY

ASHBOURNE = load_shipped("ashbourne", date(2026, 4, 1))


@pytest.mark.parametrize("young_person", [True, False])
@pytest.mark.parametrize("kind", list(CATALOGUE))
def test_no_letter_goes_without_any_of_its_mandatory_parts_or_with_an_empty_one_g_05(kind, young_person):
    shown = example(kind, ASHBOURNE, {}, young_person=young_person, today=MONDAY.date(), how_it_works="our website")
    content = shown.content()
    facts = {"young_person": young_person, "excluded": any(block["id"] == "excluded" for block in shown.blocks)}
    wanted = [part for part in CATALOGUE[kind].parts if facts.get(part.only, True)]
    require_complete(kind, shown.blocks, **facts)
    before = {box.name: box for box in boxes(kind, content)}
    for part in wanted:
        empty = {"paragraphs": [" "], "list": []}
        for blocks in (
            [block for block in shown.blocks if block["id"] != part.id],
            [{**block, **empty} if block["id"] == part.id else block for block in shown.blocks],
        ):
            with pytest.raises(Incomplete, match=part.what):
                require_complete(kind, blocks, **facts)
        name = f"main-{part.id}"
        typed = {box.name: "" if box.name == name else box.text for box in before.values() if box.open}
        if before[name].open:  # an officer who empties its box reads what the letter has to say, and by which rule
            how = {"young_person": young_person, "easy": False, "because": "x"}
            assert problems(kind, content, typed, **how)[name] == f"This letter has to say {part.what} ({part.rule})"
        else:  # and what the law words cannot be emptied at all
            kept = rewritten(kind, content, {**typed, name: ""})["blocks"]
            assert before[name].block in kept, part.id
