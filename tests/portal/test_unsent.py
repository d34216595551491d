"""What is typed on a person's own page and not sent: sealed, theirs alone, and there again with the words (5.1)."""

import json
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from models.cases import unsent
from models.jobs.lapsing import forget_expired
from models.tables import Case, PointChange, ThreadMessage, Unsent
from tests.portal.coming_back import REFERENCE, WORDS, another_holder, case_with_words
from tests.portal.test_tracking import add_points, answering, page, sign_in

HERE = "/your-page/unsent"
TYPED = "They still have my bike"


def count(db, table):
    db.expire_all()
    return db.scalar(select(func.count()).select_from(table))


def type_in(portal, at, **fields):
    return portal.post(HERE, data={"at": at, **fields})


@pytest.fixture
def here(portal, db, keys):
    opened = case_with_words(db, keys)
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.")
    sign_in(portal)
    return portal


def test_typed_words_are_there_again_after_the_time_ran_out_and_gone_once_they_are_sent(here, db, clock):
    assert type_in(here, "/your-page/messages", text=TYPED).status_code == 204
    assert type_in(here, "/your-page/points/1", text="My plan was changed").status_code == 204
    clock.forward(minutes=16)
    assert here.get("/your-page/messages").location == "/come-back"
    sign_in(here)
    text = page(here)
    assert "You have not sent this yet" in text
    assert "We keep it until Monday 21 December." in text
    assert TYPED not in here.page.html, "their page shows none of their words (TRK-07)"
    assert {given["href"] for given in here.page.all("a")} >= {"/your-page/messages", "/your-page/points/1"}
    assert TYPED in here.get("/your-page/messages").text
    assert "You wrote this before. It is not sent yet." in here.page.text
    assert "My plan was changed" in here.get("/your-page/points/1").text
    here.post("/your-page/messages", data={"text": TYPED})
    here.post("/your-page/points/1", data={"text": "My plan was changed"})
    assert (count(db, ThreadMessage), count(db, PointChange), count(db, Unsent)) == (1, 1, 0)
    assert "You have not sent this yet" not in page(here)


def test_what_was_sent_too_late_goes_along_with_the_words_and_stands_in_its_box(here, db, clock):
    """Without any script: the press of Send was the first that the server heard of it (F-39)."""
    clock.forward(minutes=16)
    assert here.post("/your-page/messages", data={"text": TYPED}).status_code == 401
    along = {given["name"]: given["value"] for given in here.page.all("input") if given.get("name") in ("at", "typed")}
    again = here.post("/come-back", data={"reference": REFERENCE, "secret_words": "wrong ones", **along})
    assert again.status_code == 422
    carried = {given["name"]: given.get("value", "") for given in here.page.all("input")}
    assert carried.items() >= along.items()
    there = here.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS, **along})
    assert there.location == "/your-page/messages"
    assert TYPED in here.get(there.location).text
    assert count(db, ThreadMessage) == 0


@pytest.mark.parametrize(
    "along",
    [
        {"at": "/your-page/reach", "typed": json.dumps({"text_number": ["07700 900123"]})},
        {"at": "https://example.org/", "typed": "{}"},
        {"at": "/your-page/messages", "typed": "[1"},
        {"at": "/your-page/messages", "typed": "[]"},
    ],
)
def test_nothing_else_can_be_made_to_go_along(portal, db, keys, along):
    case_with_words(db, keys)
    there = portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS, **along})
    assert there.location == "/your-page"
    assert count(db, Unsent) == 0


@pytest.mark.parametrize("at", ["/your-page/reach", "/your-page/words", "/come-back", "/leave", "nonsense", ""])
def test_how_to_reach_them_is_never_kept(here, db, at):
    """Whoever finds the words finds no address (sealing.md 2.5)."""
    assert type_in(here, at, text_number="07700 900123").status_code == 400
    assert count(db, Unsent) == 0


def test_it_opens_for_nobody_else_and_lives_no_longer_than_it_says(here, db, keys, clock):
    type_in(here, "/your-page/messages", text=TYPED)
    row = db.scalars(select(Unsent)).one()
    assert unsent.read(row, keys.staff.ring) == {}
    assert unsent.read(row, keys.public.ring) == {}
    clock.forward(days=29)
    forget_expired(db, now=clock.now)
    assert count(db, Unsent) == 0


def test_an_advocate_beside_them_never_sees_what_they_began(here, db, keys):
    type_in(here, "/your-page/messages", text=TYPED)
    case = db.scalars(select(Case)).one()
    opened = SimpleNamespace(case=case, keys=keys.staff.ring.with_case(case))
    another_holder(db, keys, opened, "one two", "HV-2222-3333-444")
    here.post("/come-back", data={"reference": "HV-2222-3333-444", "secret_words": "one two"})
    assert "You have not sent this yet" not in page(here)
    assert TYPED not in here.get("/your-page/messages").text


def test_an_emptied_box_and_a_press_both_throw_it_away(here, db):
    type_in(here, "/your-page/messages", text=TYPED)
    type_in(here, "/your-page/messages", text="  ")
    assert count(db, Unsent) == 0
    type_in(here, "/your-page/5", text="She shouted")
    assert here.post(f"{HERE}/forget", data={"at": "/your-page/5"}).status_code == 303
    assert count(db, Unsent) == 0
    assert type_in(here, "/your-page/messages", text="a" * (unsent.MOST_TEXT + 1)).status_code == 413


def test_every_form_they_write_in_comes_back_filled_and_is_forgotten_when_it_is_sent(here, db):
    """One after another, as they stand on the page of somebody whose answer is awaited."""
    forms = {
        "/your-page/points/missed": {"text": TYPED},
        "/your-page/4": {"shares": ["contact"], "start": "now", "wishes": TYPED},
        "/your-page/12": {"name": "Kit", "where": TYPED, "when": "after school"},
        "/your-page/5": {"text": TYPED},
        "/your-page/7": {"why": "exams", "text": TYPED},
    }
    for at, fields in forms.items():
        assert type_in(here, at, **fields).status_code == 204, at
        assert TYPED in here.get(at).text, at
        assert here.post(at, data=fields).status_code == 303, at
        assert count(db, Unsent) == 0, at


def test_the_cover_ends_the_visit_so_that_back_finds_nothing_ses_08(here):
    before = here.get_cookie("heard").value
    assert here.post("/your-page/away").status_code == 204
    assert here.get_cookie("heard").value != before, "only a new cookie keeps Back from showing a page (0.2-A)"
    assert here.get("/your-page").location == "/come-back"
