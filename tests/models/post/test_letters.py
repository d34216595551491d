"""Letters: what must be in them is in them, a child can read hers, and typed text cannot forge a part."""

from datetime import date
from typing import Any

import pytest

from models.policy import load_shipped
from models.post.catalogue import CATALOGUE
from models.post.letters import (
    TEMPLATES,
    Composed,
    Incomplete,
    check_complete,
    compose,
    council_facts,
    require_complete,
)
from models.reading import measure

POLICY = load_shipped("ashbourne", date(2026, 4, 1))
POINTS = ["My social worker does not ring me back", "I was not told about the move"]
ACK: dict[str, Any] = {
    "reference": "CV-7K3M-9Q",
    "points": POINTS,
    "responder": "Dana Reed",
    "officer": "Mo Ashe",
    "answer_by": date(2026, 12, 7),
    "advocate": None,
    "excluded": [],
    "extra": "",
    "route_reason": "",
    "how_it_works": "ashbourne.example/how-it-works",
}
REFUSAL: dict[str, Any] = {
    "rule": "The rule is that we can not look at what a court is looking at now.",
    "reasons": "The court will decide where you live.",
    "evidence": "We read your file.",
    "carried_on": "We will still look at how you were told.",
    "again": "When the court is done, you can send it again.",
    "deals_with": "",
}
THANKS: dict[str, Any] = {"idea": False}
MINE = ["acknowledgement_statutory", "acknowledgement_corporate", "acknowledgement_concern", "refusal", "thanks"]


def letter(kind: str, *, young_person: bool = False, **facts: Any) -> Composed:
    return compose(kind, young_person, **{**council_facts(POLICY), **ACK, **REFUSAL, **THANKS, **facts})


@pytest.mark.parametrize("kind", MINE)
@pytest.mark.parametrize("young_person", [True, False])
@pytest.mark.parametrize("excluded", [[], ["The court order: only a court can change it"]])
def test_every_letter_says_all_that_it_must_g_05(kind: str, young_person: bool, excluded: list[str]) -> None:
    blocks = letter(kind, young_person=young_person, excluded=excluded).blocks
    assert check_complete(kind, blocks, young_person=young_person, excluded=bool(excluded) and "ack" in kind) == []


@pytest.mark.parametrize("kind", MINE)
def test_a_child_can_read_the_letter_t27(kind: str) -> None:
    text = letter(kind, young_person=True).text()
    reading = measure(text, ["Ashbourne", "Ombudsman", "December"])
    assert reading.grade <= 5, reading
    assert reading.words <= 200
    assert reading.max_sentence <= 16, reading.longest
    assert not [word for word, _ in reading.jargon if word != "ombudsman"], reading.jargon


@pytest.mark.parametrize("kind", ["acknowledgement_statutory", "acknowledgement_corporate"])
@pytest.mark.parametrize("follows", [True, False])
def test_a_childs_letter_says_where_it_is_told_how_it_works_also_without_a_page_3_2(kind: str, follows: bool) -> None:
    made = letter(kind, young_person=True, follows=follows)
    text = made.text()
    assert "Read how it works here: ashbourne.example/how-it-works" in text, "on paper nobody can press a link"
    assert "Our page" not in text
    assert ("Can you not get to a page? Ask us." in text) is not follows
    assert follows or not POLICY.contacts.phone or POLICY.contacts.phone in text
    reading = measure(text, ["Ashbourne", "Ombudsman", "December"])
    assert reading.grade <= 5
    assert reading.words <= 200


def test_a_letter_without_a_mandatory_part_is_refused_g_05() -> None:
    blocks = [block for block in letter("acknowledgement_statutory").blocks if block["id"] != "due"]
    with pytest.raises(Incomplete, match="the day the answer is due"):
        require_complete("acknowledgement_statutory", blocks)


def test_a_young_person_is_always_offered_an_advocate_e_27() -> None:
    blocks = letter("acknowledgement_statutory", young_person=False).blocks
    assert [part.id for part in check_complete("acknowledgement_statutory", blocks, young_person=True)] == ["advocate"]


def test_typed_text_cannot_forge_a_part() -> None:
    forged = "nothing\x1eombudsman\x1f\x1f\x1fforged\n{{ 7 * 7 }}\n\n== due"
    composed = letter("acknowledgement_statutory", points=[forged], extra=forged)
    assert "ombudsman" not in [block["id"] for block in composed.blocks]
    assert "{{ 7 * 7 }}" in composed.text()


@pytest.mark.parametrize("kind", MINE)
def test_an_adult_has_the_childs_short_words_beside_without_what_only_a_child_is_offered(kind: str) -> None:
    made, child = letter(kind), letter(kind, young_person=True)
    assert made.easy == [block for block in child.blocks if block["id"] != "advocate"]
    assert made.easy
    assert child.easy == []


def test_points_are_numbered_in_order() -> None:
    (points,) = [block for block in letter("acknowledgement_statutory").blocks if block["id"] == "points"]
    assert points["list"] == POINTS


def test_a_missing_fact_is_an_error_not_a_gap() -> None:
    with pytest.raises(Exception, match="undefined"):
        compose("acknowledgement_statutory", False, reference="CV-7K3M-9Q")


def test_what_is_sealed_is_plain_json() -> None:
    content = letter("thanks").content()
    assert set(content) == {"subject", "blocks", "easy"}
    assert set(letter("thanks", young_person=True).content()) == {"subject", "blocks"}
    assert TEMPLATES.is_dir()
    assert set(MINE) <= set(CATALOGUE)
