"""Every letter there is, without each of the parts that it must have, one after the other: none may go (G-05)."""

import pytest

from models.post.catalogue import CATALOGUE, Kind, Part
from models.post.letters import Incomplete, require_complete

PAIRS = [(kind, part) for kind in CATALOGUE.values() for part in kind.parts]


def blocks(kind: Kind, without: Part | None = None) -> list[dict[str, object]]:
    named = [part.id for part in kind.parts if without is None or part.id != without.id]
    return [{"id": name, "heading": "", "paragraphs": ["Words."], "list": []} for name in named]


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=lambda kind: kind.code)
def test_a_letter_with_every_part_may_go_g_05(kind: Kind) -> None:
    require_complete(kind.code, blocks(kind), young_person=True, excluded=True)


@pytest.mark.parametrize(("kind", "part"), PAIRS, ids=[f"{kind.code}-{part.id}" for kind, part in PAIRS])
def test_without_any_one_of_them_it_is_refused_in_words_g_05(kind: Kind, part: Part) -> None:
    with pytest.raises(Incomplete) as refused:
        require_complete(kind.code, blocks(kind, part), young_person=True, excluded=True)
    assert part.what in str(refused.value)
    assert "_" not in part.what


@pytest.mark.parametrize(("kind", "part"), PAIRS, ids=[f"{kind.code}-{part.id}" for kind, part in PAIRS])
def test_an_empty_part_is_no_part_g_05(kind: Kind, part: Part) -> None:
    made = blocks(kind)
    for block in made:
        if block["id"] == part.id:
            block["paragraphs"] = ["", "  "]
    with pytest.raises(Incomplete):
        require_complete(kind.code, made, young_person=True, excluded=True)
