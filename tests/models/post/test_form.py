"""Typed text becomes paragraphs, lists, bold and our own numbers to tap, and nothing else (rules 3.2, INP-03)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.post.form import formed, marked, pieces, plain, tidy

OURS = {"01632960100"}


def shape(text: str) -> list[tuple[str, list[str]]]:
    return [(one["kind"], ["".join(run["text"] for run in item) for item in one["items"]]) for one in pieces(text)]


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("One.\nStill one.\n\nTwo.", [("p", ["One. Still one."]), ("p", ["Two."])]),
        ("We will:\n- ring you\n- write it down", [("p", ["We will:"]), ("ul", ["ring you", "write it down"])]),
        ("1. Ring\n2) Write", [("ol", ["Ring", "Write"])]),
        ("10. December is the day.", [("p", ["10. December is the day."])]),
        ("-5 degrees", [("p", ["-5 degrees"])]),
    ],
)
def test_four_marks_are_the_whole_of_it(typed: str, drawn: list[tuple[str, list[str]]]) -> None:
    assert shape(typed) == drawn


def test_two_stars_are_bold_and_one_is_a_star() -> None:
    (one,) = pieces("We are **very sorry**, and 2 * 3 is six.")
    assert [(run["text"], run["strong"]) for run in one["items"][0]] == [
        ("We are ", False), ("very sorry", True), (", and 2 * 3 is six.", False),
    ]  # fmt: skip


def test_only_a_number_of_ours_can_be_tapped() -> None:
    (one,) = pieces("Ring 01632 960100, not 01632 960999, and not https://example.org.", OURS)
    assert [run["tel"] for run in one["items"][0] if run["tel"]] == ["01632960100"]


def test_what_is_pasted_with_markup_is_cleaned_on_the_way_in() -> None:
    pasted = (
        '<p onclick="x()">Dear <strong>Sam</strong>, see <a href="https://evil.example">this</a></p>'
        "<ul><li>one</li><li>two<script>alert(1)</script></li></ul>"
    )
    kept = tidy(pasted)
    assert "<" not in kept
    assert "evil" not in kept
    assert kept.startswith("Dear **Sam**, see this\n\n- one\n- two")


def test_a_less_than_sign_is_no_markup() -> None:
    assert tidy("3 < 4 and <3") == "3 < 4 and <3"


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from("*-\n 1.<>"), max_size=80)
)
def test_going_on_in_a_letter_begins_with_what_was_drawn(typed: str) -> None:
    """What stands in the box again draws the same words, however often it goes round."""
    drawn = pieces(tidy(typed))
    again = pieces(marked(drawn))
    assert plain(pieces(marked(again))) == plain(again)
    assert formed(drawn) or [one["kind"] for one in drawn] == ["p"] * len(drawn)
