"""What the page asks again when a person changes how to reach them, and when a point is still a question."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases.contact_rows import rows_of
from models.cases.contacting import card_of
from models.cases.recording import record
from models.procedure.terms import Event, Role, State
from models.tables import Point, PointChange, SafeWay, TheirWords
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words
from tests.portal.test_choices import answering
from tests.portal.test_tracking import add_points

REACH, POINTS = "/your-page/reach", "/your-page/points"


def sign_in(portal: Any) -> None:
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})


def test_nothing_ticked_says_what_that_means(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    sign_in(portal)
    portal.get(REACH)
    answer = portal.post(REACH, data={}, follow_redirects=True)
    assert "We will not call, text or write. Come back here." in answer.get_data(as_text=True)
    assert not [row for row in db.scalars(select(SafeWay).where(SafeWay.allowed)) if row.way != "here"]


def test_changing_how_to_reach_them_asks_all_that_the_first_form_asked(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    sign_in(portal)
    form = portal.get(REACH).get_data(as_text=True)
    assert "Is there someone who must not know about this?" in form
    for asked in ("Can we say we are from the council?", "What if someone else picks up?", "When is a good time?"):
        assert asked in form
    given = {"ways": ["call", "post"], "call_number": "07700 900123", "call_say_council": "no", "call_if_other": "end"}
    given |= {"address": "1 High Street", "post_plain": "yes", "call_when_words": "After football"}
    portal.post(REACH, data={**given, "call_when": ["evenings", "weekend"]})
    db.refresh(opened.case)
    card = card_of(db, keys.staff.ring.with_case(opened.case), opened.case)
    assert card is not None
    assert (card["call_say_council"], card["call_if_other"], card["call_when"]) == (
        "no",
        "end",
        ["evenings", "weekend"],
    )
    shown = {row["way"]: row["words"] for row in rows_of(card, shown=True) or ()}
    assert "best: evenings, weekend, After football" in shown["Phone call"]
    assert "in a plain envelope" in shown["Post"]


GIVEN = {
    "contact": {"ways": ["call", "text"]},
    "contact_details": {
        "call_number": "07700 900123", "call_voicemail": "no", "call_if_other": "end", "text_number": "07700 900123",
    },
}  # fmt: skip


def test_saving_what_stands_there_keeps_it_and_a_way_goes_only_when_they_say_so_twice_2_7(portal, db, keys) -> None:
    opened = case_with_words(db, keys, answers=GIVEN)
    sign_in(portal)

    def card() -> Any:
        db.refresh(opened.case)
        return card_of(db, keys.staff.ring.with_case(opened.case), opened.case)

    def in_use() -> set[str]:
        rows = db.scalars(select(SafeWay).where(SafeWay.case_id == opened.case.id, SafeWay.allowed)).all()
        return {row.way.value for row in rows}

    portal.get(REACH)
    ticked = {box["value"] for box in portal.page.all("input") if box.get("name") == "ways" and "checked" in box}
    assert ticked == {"call", "text", "here"}, "what is in use is ticked"
    before = card()
    portal.post(REACH, data={"ways": sorted(ticked)}, follow_redirects=True)
    assert "Nothing has changed. We reach you as before." in portal.page.text
    assert (card(), in_use()) == (before, ticked)

    portal.post(REACH, data={"ways": ["call", "here"]})
    assert "Do you want us to stop this? Text" in portal.page.text
    assert in_use() == ticked, "asked first"
    portal.post(REACH, data={"ways": ["call", "here"], "sure": "yes"}, follow_redirects=True)
    assert in_use() == {"call", "here"}
    kept = card()
    assert (kept["call_number"], kept["call_voicemail"], kept["call_if_other"]) == ("07700 900123", "no", "end")

    portal.post(REACH, data={})
    assert in_use() == {"call", "here"}, "nor all at once"
    assert portal.post(REACH, data={"ways": ["call", "email"], "email": "sam@home.example"}).status_code == 422
    assert "Tell us what number to call" in portal.page.text


def test_what_is_not_asked_again_stays_on_the_card(portal: Any, db: Any, keys: Any) -> None:
    answers = {"contact": {"ways": ["here"]}, "privacy": {"must_not_see": "My aunt", "address_secret": "yes"}}
    opened = case_with_words(db, keys, answers=answers)
    sign_in(portal)
    portal.get(REACH)
    portal.post(REACH, data={"ways": ["text"], "text_number": "07700 900123"})
    db.refresh(opened.case)
    card = card_of(db, keys.staff.ring.with_case(opened.case), opened.case)
    assert card is not None
    assert (card["text_number"], card["must_not_see"], card["address_secret"]) == ("07700 900123", "My aunt", "yes")


@pytest.mark.parametrize(
    "answers",
    [
        {"worker": {"must_not_know": ["parents"]}},
        {"worker": {"must_not_know_words": "Megan"}},
        {"privacy": {"must_not_see": "My aunt"}},
    ],
)
def test_that_someone_must_not_know_is_confirmed_to_who_said_so_and_no_name_is_shown_2_4(portal, db, keys, answers):
    case_with_words(db, keys, answers={"contact": {"ways": ["here"]}, **answers})
    sign_in(portal)
    shown = portal.get(REACH).get_data(as_text=True)
    assert "You told us that someone must not know. We wrote that down for our team." in shown
    assert "Is there someone who must not know" not in shown
    assert not any(name in shown for name in ("Megan", "My aunt", "My parents"))


def test_a_point_is_changed_from_the_words_there_are(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    add_points(db, opened, "Calls are not answered.", "My plan was changed.")
    sign_in(portal)
    form = portal.get(f"{POINTS}/1").get_data(as_text=True)
    assert re.search(r"<textarea[^>]*>\s*Calls are not answered.</textarea>", form)
    same = portal.post(f"{POINTS}/1", data={"text": "Calls are  not answered."})
    assert same.status_code == 422
    assert "Change some of the words first" in portal.page.text
    assert portal.post(f"{POINTS}/1", data={"text": "Calls are never answered."}).status_code == 303
    html = portal.get(POINTS).get_data(as_text=True)
    assert "You asked us to change this." in html
    assert 'id="agree-1"' not in html
    assert 'id="agree-2"' in html
    assert 'id="agree-all"' not in html


def test_once_there_is_an_answer_nobody_is_asked_whether_we_got_it_right(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    add_points(db, opened, "Calls are not answered.")
    answering(db, opened)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=MONDAY)
    db.commit()
    assert opened.case.state is State.S1_RESPONDED
    sign_in(portal)
    assert "We want to know if we got it right." not in portal.get("/your-page").get_data(as_text=True)
    html = portal.get(POINTS).get_data(as_text=True)
    assert "Calls are not answered." in html
    for gone in ("agree-1", "change-1", "missed"):
        assert f'id="{gone}"' not in html
    assert portal.post(f"{POINTS}/1", data={"text": "No."}).status_code == 303
    assert not db.scalars(select(PointChange)).all()


ODD = ["\x00", "a" * 100_000, "\ud800", "\u202e\u0000", "%00", "🙂" * 3000]


@pytest.mark.parametrize("odd", ODD, ids=["nul", "long", "surrogate", "bidi", "percent", "emoji"])
def test_odd_input_never_breaks_a_page(portal: Any, db: Any, keys: Any, odd: str) -> None:
    case_with_words(db, keys)
    sign_in(portal)
    text = odd.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if "\ud800" in odd else odd
    for path, names in (
        (REACH, ("ways", "text_number", "call_number", "email", "address", "trusted_name", "call_when", "text_seen")),
        ("/your-page/messages", ("text",)),
        (f"{POINTS}/missed", ("text",)),
        (f"{POINTS}/agree", ("number",)),
        ("/your-page/next", ("text", "points")),
        ("/your-page/more-time", ("answer",)),
        ("/your-page/sent", ("secret_words",)),
        ("/come-back", ("reference", "secret_words")),
        ("/your-page/words", ("of",)),
    ):
        answer = portal.post(path, data=dict.fromkeys(names, text))
        assert answer.status_code < 500, path
        assert portal.post(path, data={}).status_code < 500, path
    ticked = {"ways": ["text", "call", "email", "post", "trusted"], **dict.fromkeys(("address", "trusted_name"), text)}
    assert portal.post(REACH, data=ticked).status_code < 500


def test_nothing_that_is_put_right_afterwards_changes_a_byte_of_what_was_sent_t43(
    portal: Any, admin: Any, db: Any, keys: Any, clock: Any, request: Any
) -> None:
    """Neither by the person, nor by us: points are reworded, moved and taken away beside it."""
    add_points(db, case_with_words(db, keys), "Calls are not answered.", "My plan was changed.")
    sent = db.scalars(select(TheirWords)).one()
    before = bytes(sent.answers)
    sign_in(portal)
    for where, text in (("/1", "Nobody ever rings back."), ("/missed", "Also my bike.")):
        assert portal.post(f"{POINTS}{where}", data={"text": text}).status_code == 303
    assert portal.post("/your-page/messages", data={"text": "I meant May."}).status_code == 303
    request.getfixturevalue("sign_in")(Role.OFFICER)
    here, point = f"/cases/{REFERENCE}", db.scalars(select(Point.id).where(Point.number == 1)).one()
    for do in ("save", "down", "drop"):
        assert admin.post(f"{here}/points/{point}", data={"text": "Calls.", "do": do, "why": "same"}).status_code == 303
    said = {"language": "Polish", "text": "In English."}
    assert admin.post(f"{here}/translation/{sent.id}", data=said).status_code == 303
    db.expire_all()
    assert bytes(db.scalars(select(TheirWords.answers)).one()) == before
