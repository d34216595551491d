"""What people type becomes clean text and real dates, and nothing typed can raise (INP-07, INP-10)."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from models.fields import (
    DateField,
    LineField,
    ListField,
    NumberField,
    PickField,
    StoryField,
    StrippedForm,
    TilesField,
    UpTo,
    clean,
)

BETWEEN = "Your birthday must be between 1 January 1900 and 31 December 2100"
TWO = [("home", "Where I live"), ("school", "School")]


class Answers(StrippedForm):
    story = StoryField("Story", [UpTo(10)])
    plain = TextAreaField("Story")
    name = StringField("Name")
    word = PasswordField("Password")
    many = FieldList(LineField("Name"))
    born = DateField("Born", [Optional()], what="Your birthday")
    pick = PickField("Pick", choices=TWO)
    which = ListField("List", choices=TWO)
    tiles = TilesField("Tiles", choices=TWO)
    count = NumberField("Count", [Optional()])


class MustHaveDate(StrippedForm):
    on = DateField("On", [DataRequired("Enter the date")])


def answers(**typed: object) -> Answers:
    pairs = [
        (k.replace("__", "-"), v) for k, value in typed.items() for v in (value if isinstance(value, list) else [value])
    ]
    return Answers(MultiDict(pairs))


def born(day: str, month: str, year: str) -> Answers:
    return answers(born__day=day, born__month=month, born__year=year)


def test_controls_go_and_the_story_stays() -> None:
    form = answers(story="  a\x00b\r\nc\td\x1f\ud800  ", name="Ja\u202ez\nReed ", word=" a b\x00 ")
    assert form.story.data == "ab\nc\td\ufffd"
    assert form.name.data == "Jaz Reed"
    assert form.word.data == " a b "


def test_a_story_in_another_direction_keeps_its_marks() -> None:
    text = "\u200fسلام\u202c 👩‍👧 Llanfair\ufeff"
    assert answers(plain=text).plain.data == text


def test_names_in_a_list_are_clean_too() -> None:
    assert answers(**{"many__0": " A\x00\u202e "}).many.entries[0].data == "A"


@given(st.text())
def test_clean_text_can_always_be_kept(text: str) -> None:
    kept = clean(text)
    kept.encode()
    assert "\x00" not in kept
    assert clean(kept) == kept


def test_too_long_says_by_how_much() -> None:
    form = answers(story="x" * 11)
    assert not form.validate()
    assert form.story.errors == ["This is 1 character too long. The most we can keep is 10"]
    assert form.story.data == "x" * 11


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("1", "Nov", "2026"), date(2026, 11, 1)),
        (("01", "september", "2026"), date(2026, 9, 1)),
        ((" 5 ", "Sept.", "2026"), date(2026, 9, 5)),
        (("31", "12", "2100"), date(2100, 12, 31)),
    ],
)
def test_real_dates(typed: tuple[str, str, str], found: date) -> None:
    form = born(*typed)
    assert form.validate(), form.errors
    assert form.born.data == found


@pytest.mark.parametrize(
    ("typed", "said", "wrong"),
    [
        (("29", "2", "2026"), "Your birthday cannot be day 29: February 2026 has 28 days", ("day",)),
        (("31", "4", "2026"), "Your birthday cannot be day 31: April 2026 has 30 days", ("day",)),
        (("1", "13", "2026"), "Your birthday must be a real date", ("month",)),
        (("0", "x", "2026"), "Your birthday must be a real date", ("day", "month")),
        (("1", "", "2026"), "Your birthday must include a month", ("month",)),
        (("", "", "2026"), "Your birthday must include a day and a month", ("day", "month")),
        (("1", "1", "26"), "Your birthday must have a year with 4 numbers, like 2026", ("year",)),
        (
            ("1", "1", "0001"),
            "Your birthday must be between 1 January 1900 and 31 December 2100",
            ("day", "month", "year"),
        ),
        (
            ("1", "1", "9999"),
            "Your birthday must be between 1 January 1900 and 31 December 2100",
            ("day", "month", "year"),
        ),
    ],
)
def test_dates_that_are_not(typed: tuple[str, str, str], said: str, wrong: tuple[str, ...]) -> None:
    form = born(*typed)
    assert not form.validate()
    assert form.born.errors == [said]
    assert form.born.wrong == wrong
    assert form.born.error_id == f"born-{wrong[0]}"
    assert (form.born.day, form.born.month, form.born.year) == typed
    assert form.born.data is None


def test_no_date_is_no_date_and_half_a_date_is_not_no_date() -> None:
    assert born("", "", "").validate()
    assert MustHaveDate(MultiDict({"on-day": "", "on-month": "", "on-year": ""})).errors == {}
    empty = MustHaveDate(MultiDict({"on-day": ""}))
    assert not empty.validate()
    assert empty.on.errors == ["Enter the date"]
    half = MustHaveDate(MultiDict({"on-day": "3"}))
    assert not half.validate()
    assert half.on.errors == ["The date must include a month and a year"]


def test_limits_can_depend_on_today() -> None:
    form = born("2", "1", "2026")
    assert form.validate()
    late = Answers()
    late.born.between(latest=date(2026, 1, 1))
    late.process(MultiDict({"born-day": "2", "born-month": "1", "born-year": "2026"}))
    assert not late.validate()


def test_a_date_already_known_fills_the_boxes() -> None:
    form = Answers(data={"born": date(2011, 3, 9)})
    assert (form.born.day, form.born.month, form.born.year) == ("9", "3", "2011")


@settings(max_examples=300)
@given(st.tuples(st.text(max_size=8), st.text(max_size=12), st.text(max_size=8)))
def test_nothing_typed_in_a_date_raises(typed: tuple[str, str, str]) -> None:
    form = born(*typed)
    assert form.validate() or form.born.errors


@pytest.mark.parametrize(("field", "typed"), [("pick", "no"), ("which", "no"), ("tiles", ["home", "no"])])
def test_only_what_was_offered(field: str, typed: object) -> None:
    form = answers(**{field: typed})
    assert not form.validate()
    assert form.errors == {field: ["Choose from the list"]}


def test_nothing_chosen_is_an_answer() -> None:
    form = answers(story="")
    assert form.validate(), form.errors
    assert form.tiles.data == []
    assert form.pick.data is None


@pytest.mark.parametrize("typed", ["x", "1.5", "-", "9" * 40, "²"])
def test_numbers(typed: str) -> None:
    form = answers(count=typed)
    assert not form.validate()
    assert form.count.errors == ["Enter a whole number, like 7"]
