"""What is taken out is gone: from the words, from the pixels, from anything a file may carry (SAR-04)."""

import io
from collections import Counter
from datetime import date
from types import SimpleNamespace

import pikepdf
import pytest
from PIL import Image

from models.access.building import Given, build
from models.access.pages import draw, pages_of
from models.access.redacting import GONE, left_on_purpose, removed, still_there, taken_out, tell_tales, words_of
from models.access.suggesting import Mark

TEXT = "Tom Hutchings lives at 12 Larch Road with Tom Hutchings’s dog."
MARKS = [
    Mark(0, 13, "other", True, "name"),
    Mark(23, 36, "reach", True, "address"),
    Mark(42, 55, "other", True, "name"),
]


def a_picture(kind="JPEG"):
    picture = Image.new("RGB", (400, 500), "white")
    picture.paste("red", (0, 0, 50, 50))
    exif = Image.Exif()
    exif[0x010E] = "Tom Hutchings"
    exif[0x8825] = {1: "N", 2: (52.0, 3.0, 4.0)}
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def built(*papers):
    return build("Ashbourne County Council", "R-ABC234", "Sam Lee", date(2026, 11, 23), papers)


def test_the_same_words_stand_for_everything_that_is_taken_out_so_its_length_says_nothing_sar_04():
    assert taken_out(TEXT, MARKS) == f"{GONE} lives at {GONE} with {GONE}’s dog."
    assert taken_out("Tom Dan rang", [Mark(0, 3, "other", True, ""), Mark(4, 7, "other", True, "")]) == f"{GONE} rang"
    assert taken_out(TEXT, [mark._replace(on=False) for mark in MARKS]) == TEXT


def test_a_picture_leaves_as_bare_pixels_with_its_squares_black_sar_04():
    file = SimpleNamespace(row=SimpleNamespace(sort="picture", kind="jpg"))
    assert pages_of(file, a_picture()) == [None]
    drawn = draw(file, a_picture(), 0, [0])
    assert b"Exif" not in drawn
    assert b"Tom" not in drawn
    picture = Image.open(io.BytesIO(drawn))
    assert not picture.getexif()
    assert max(picture.getpixel((20, 20))) < 40, "the red corner is black"
    assert min(picture.getpixel((300, 300))) > 215
    pdf = built(Given("File", "", ["A page"], [drawn]))
    assert tell_tales(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        raw = b"".join(thing.read_raw_bytes() for thing in paper.objects if isinstance(thing, pikepdf.Stream))
    assert b"Exif" not in raw


def test_facts_of_a_camera_inside_a_built_file_are_found_sar_04():
    assert "facts of a camera" in tell_tales(built(Given("File", "", [], [a_picture()])))


def test_an_earlier_version_an_attachment_and_a_hidden_word_are_found_sar_04():
    pdf = built(Given("Note", "", ["Nothing here"]))
    assert still_there(pdf, {"tom hutchings"}, Counter()) == []
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        paper.attachments["x.txt"] = b"Tom Hutchings"
        paper.docinfo["/Subject"] = "Tom Hutchings"
        out = io.BytesIO()
        paper.save(out)
    assert "an attached file" in tell_tales(out.getvalue())
    assert still_there(out.getvalue(), {"tom hutchings"}, Counter()) == ["tom hutchings"]
    assert "an earlier version of itself" in tell_tales(pdf + b"\n%%EOF")


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("Tom Hutchings", "and TOM   hutchings came"),
        ("07700 900461", "ring 07700-900 461 now"),
        ("O’Rourke", "Mrs O'Rourke"),
        ("Tom Hutchings", "Tom\nHutchings"),
    ],
)
def test_however_it_is_written_a_word_that_was_missed_is_found_sar_05(gone, said):
    pairs = [(gone, [Mark(0, len(gone), "other", True, "")])]
    pdf = built(Given("Note", "", [taken_out(*pairs[0])]), Given("Letter", "", [said]))
    assert still_there(pdf, removed(pairs), Counter())


def test_part_of_another_word_is_not_the_word_and_what_stays_on_purpose_may_stand():
    pairs = [("Ann rang", [Mark(0, 3, "other", True, "")]), ("Ann wrote", [Mark(0, 3, "other", False, "")])]
    pdf = built(Given("A", "", [taken_out(*pairs[0]), taken_out(*pairs[1]), "The anniversary"]))
    gone = removed(pairs)
    assert gone == {"ann"}
    assert still_there(pdf, gone, left_on_purpose(pairs, gone)) == []
    assert still_there(pdf, gone, Counter()) == ["ann"]


def test_the_answer_is_the_same_to_the_letter_whatever_is_not_given_and_papers_have_no_gap_sar_02():
    assert built() == built()
    said = " ".join(words_of(built()))
    for word in ("exempt", "withheld", "redact", "child", "case"):
        assert word not in said.casefold()
    two = " ".join(words_of(built(Given("Note", "", ["x"]), Given("Letter", "", ["y"]))))
    assert "1. Note" in two
    assert "2. Letter" in two
