"""Every kind of letter that a child can be sent is easy, short, and asks for one thing at most (T27)."""

import re
from datetime import date

import pytest

from models.policy import load_shipped
from models.post.catalogue import CATALOGUE
from models.post.examples import POINTS, SAID, example
from models.reading import measure

POLICY = load_shipped("ashbourne", date(2026, 4, 1))
CHILDS = [kind for kind, row in CATALOGUE.items() if row.child]
NAMES = ["Ashbourne", "Ombudsman", "December", "Family", "Court"]
DO = re.compile(r"(Tell|Ring|Call|Sign|Write|Text|Ask|Choose|Read|Send|Say|Please|Talk|Come|Bring)\b")
WHERE_IT_SUITS = re.compile(r"\bif\b", re.IGNORECASE)  # an offer: nothing happens to whoever does nothing


def asked(paragraph: str) -> list[str]:
    """What somebody has to do, whatever they think: not what is offered to whoever disagrees or wants more."""
    sentences = ["", *re.split(r"(?<=[.!?])\s+", paragraph)]
    return [
        one
        for before, one in zip(sentences, sentences[1:], strict=False)
        if DO.match(one) and not WHERE_IT_SUITS.search(f"{before} {one}") and not before.endswith("?")
    ]


@pytest.mark.parametrize("kind", CHILDS)
def test_every_letter_to_a_child_is_easy_short_and_asks_one_thing_t27(kind: str) -> None:
    """What an officer or the child wrote is measured as it is written: here its words are not counted."""
    letter = example(kind, POLICY, {}, young_person=True, today=date(2026, 11, 23))
    text = letter.text()
    reading = measure(text, NAMES)
    assert reading.grade <= 5, reading
    theirs = sum(text.count(words) * len(words.split()) for words in (SAID, *POINTS))
    assert reading.words - theirs <= 200
    paragraphs = [str(said) for block in letter.blocks for said in (*block["paragraphs"], *block["list"])]
    wanted = [one for paragraph in paragraphs for one in asked(paragraph)]
    assert len(wanted) <= 1, wanted
