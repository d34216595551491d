"""The words a person is given: enough of them, drawn evenly, each child's word with its own kind picture (TRK-01)."""

import hashlib
import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from models import credentials
from models.words import deck

PICTURES = Path("static/words")
SAME_SOUND = (
    "ant aunt bare bear bee blew blue boar board bored bough bow bread bred buy cell dear deer doe dough ewe eye "
    "fair fare flea flour flower fur fir hair hare heel here hear knight knit knot know lead leek mail male maize "
    "maze meat meet moose mousse muscle mussel night nose oar pail pair pear pea peace piece plane pie queue rain "
    "red reed right ring road rose row sail sale sea see sole son steak sun sundae sweet tail tale tea throne toe "
    "tow tyre waist way week whale which witch wood wrap write"
)
UNKIND = (
    "gun knife sword bomb blood skull ghost monster devil angel church cross mosque temple kill dead grave coffin "
    "beer wine cigarette drug syringe handcuffs prison police flag monkey gorilla pig cow bed shower bath belt cage "
    "whip teacher doctor social family baby parent home school"
)


def test_a_childs_five_words_are_at_least_47_bits_trk_01() -> None:
    words = credentials.picture_list()
    assert len(set(words)) == len(words) >= 700
    assert len(credentials.young_words()) * math.log2(len(words)) >= 47


def test_an_adults_seven_words_are_at_least_90_bits_trk_01() -> None:
    words = credentials.adult_list()
    assert len({credentials.normalise(word) for word in words}) == len(words) >= 7416
    assert len(credentials.adult_words()) * math.log2(len(words)) >= 90


def test_no_word_of_an_adult_wounds_or_frightens_somebody_who_complains_trk_01() -> None:
    """Violence, bodies, religion, family break-up, crime, illness: nobody is handed such a word to keep."""
    wounds = (
        "evil exes slit garter dreadlock pagan smelting hunchback demeaning divorcee widow suicide rape orphan jail "
        "custodian abuse violence victim sinner naked breast ugly stupid liar thief strangle drown cancer disabled"
    )
    assert not set(wounds.split()) & set(credentials.adult_list())


@pytest.mark.parametrize(
    ("draw", "words", "draws"),
    [
        (credentials.young_words, credentials.picture_list, 20_000),
        (credentials.adult_words, credentials.adult_list, 30_000),
    ],
)
def test_every_word_is_as_likely_in_every_place_trk_01(
    draw: Callable[[], tuple[str, ...]], words: Callable[[], tuple[str, ...]], draws: int
) -> None:
    drawn = [draw() for _ in range(draws)]
    expected, freedom = draws / len(words()), len(words()) - 1
    for place in zip(*drawn, strict=True):
        found = Counter(place)
        chi = sum((found[word] - expected) ** 2 / expected for word in words())
        # For this many degrees of freedom chi-square is close to normal: 4.5 sigma is p < 0.00001 by chance.
        assert abs(chi - freedom) < 4.5 * math.sqrt(2 * freedom)
    assert len(set(drawn)) == draws


def test_every_picture_word_has_its_own_picture_and_every_picture_its_word() -> None:
    words = credentials.picture_list()
    files = {path.stem: path for path in PICTURES.glob("*.svg")}
    assert set(words) == set(files)
    assert all(credentials.picture(word) == f"words/{word}.svg" for word in words)
    assert credentials.picture("abdomen") is None
    assert len({hashlib.sha256(path.read_bytes()).digest() for path in files.values()}) == len(files)
    assert sum(path.stat().st_size for path in files.values()) <= 4 * 1024 * 1024


def test_a_picture_is_a_drawing_and_nothing_more() -> None:
    allowed = {
        "svg",
        "g",
        "path",
        "circle",
        "ellipse",
        "rect",
        "line",
        "polyline",
        "polygon",
        "defs",
        "clipPath",
        "mask",
    }
    allowed |= {"use", "linearGradient", "radialGradient", "stop"}
    for path in PICTURES.glob("*.svg"):
        for part in ElementTree.parse(path).iter():
            assert part.tag.split("}")[1] in allowed, path
            assert not [name for name in part.attrib if name.startswith("on") or name in ("style", "src")], path
            assert all(part.attrib.get(name, "#").startswith("#") for name in part.attrib if "href" in name), path


def test_every_picture_is_credited() -> None:
    credits = (PICTURES / "CREDITS.txt").read_text("utf-8")
    named = set(credits.replace(",", " ").split())
    assert not set(credentials.picture_list()) - named
    assert "CC BY-SA 4.0" in credits
    assert (PICTURES / "LICENCE-CC-BY-SA-4.0.txt").exists()


def test_picture_words_are_short_kind_and_sound_like_no_other() -> None:
    words = set(credentials.picture_list())
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 10 for word in words)
    assert not {word for word in words if {word + "s", word + "es", word[:-1] + "ies"} & words}
    assert words.isdisjoint(SAME_SOUND.split())
    assert words.isdisjoint(UNKIND.split())


@pytest.mark.parametrize(
    "typed",
    [
        "river moon otter",
        " River  MOON\totter ",
        "river-moon-otter",
        "river, moon, otter.",
        "1. river 2. moon 3. otter",
    ],
)
def test_words_are_read_however_they_are_typed(typed: str) -> None:
    assert credentials.normalise(typed) == "river moon otter"


def test_every_picture_word_is_in_one_group_small_enough_to_look_through():
    groups = credentials.picture_groups()
    assert sorted(word for words in groups.values() for word in words) == sorted(credentials.picture_list())
    assert max(map(len, groups.values())) <= 64
    assert set(groups) <= set(deck("tracking")["by_picture"].say)
