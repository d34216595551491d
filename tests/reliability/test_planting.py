"""The search for planted words finds one however it is spelled, or the canary would be stuffed."""

import base64

import pytest

from tests.reliability.planting import Planter, hits

SPELLINGS = {
    "plain": lambda word: word.encode(),
    "upper": lambda word: word.upper().encode(),
    "utf-16-le": lambda word: word.encode("utf-16-le"),
    "utf-16-be": lambda word: word.encode("utf-16-be"),
    "hex": lambda word: word.encode().hex().encode(),
    "HEX": lambda word: word.encode().hex().upper().encode(),
    "base64": lambda word: base64.b64encode(word.encode()),
    "base64 after one": lambda word: base64.b64encode(b"." + word.encode() + b"..."),
    "base64 after two": lambda word: base64.b64encode(b".." + word.encode() + b"..."),
    "url-safe": lambda word: base64.urlsafe_b64encode(b"\xff\xfe" + word.encode()),
}


@pytest.mark.parametrize("spelled", SPELLINGS)
@pytest.mark.parametrize("kind", ["word", "number"])
def test_a_planted_word_is_found_however_it_is_spelled(tmp_path, spelled, kind):
    planter = Planter()
    word = getattr(planter, kind)()
    (tmp_path / "file").write_bytes(b"\0\x01 before " + SPELLINGS[spelled](word) + b" after")
    assert list(hits([tmp_path / "file"], planter.planted)) == [f"file: {word}"]


def test_other_words_are_not_found(tmp_path):
    planter = Planter()
    planter.word()
    (tmp_path / "file").write_bytes(b"zq" + b"a1" * 6)
    assert list(hits([tmp_path / "file"], planter.planted)) == []
