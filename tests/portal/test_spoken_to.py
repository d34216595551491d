"""Each is spoken to as who they are: a child, a parent, somebody who speaks for a child (experience 4 and 5)."""

import re
import uuid
from typing import Any

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases.releasing import release
from models.languages import ENGLISH
from models.procedure.terms import Journey
from models.reading import measure
from models.tables import Case, Holder, Letter, ThreadMessage
from models.words import LAID_ON, deck, table
from tests.conftest import MONDAY
from tests.portal.coming_back import WORDS, another_holder, case_with_words
from tests.portal.test_tracking import page, sign_in
from tests.portal.test_tracking_words import filled

BESIDE = "HV-9P2Q-7HJK-3MN"
MINE = ["", "/messages", "/reach", "/letters", "/points", "/5", "/opened"]


def drawn(portal: Any, path: str) -> str:
    return str(portal.get(path, follow_redirects=True).get_data(as_text=True))


@pytest.fixture
def parent(portal: Any, db: Any, keys: Any) -> Any:
    case_with_words(db, keys, journey=Journey.PARENT)
    db.scalars(select(Holder)).one().part = "parent"
    db.commit()
    sign_in(portal)
    return portal


@pytest.fixture
def helper(portal: Any, db: Any, keys: Any) -> Any:
    case_with_words(db, keys, journey=Journey.ADVOCATE)
    db.scalars(select(Holder)).one().part = "advocate"
    db.commit()
    sign_in(portal)
    return portal


def test_a_parents_own_pages_are_not_a_childs(parent: Any) -> None:
    for path in MINE:
        html = drawn(parent, f"/your-page{path}")
        assert "Your say" in html
        for childs in ("Your voice", "After school", "I am not safe", "someone I trust", "bad to you"):
            assert childs not in html, (path, childs)
    assert "A child is not safe" in page(parent)
    parent.get("/your-page/reach")
    assert "Afternoons" in parent.page.text


def test_who_speaks_for_a_child_reads_of_the_child_and_not_as_the_child(helper: Any) -> None:
    for path in MINE:
        html = drawn(helper, f"/your-page{path}")
        assert "Their voice" in html
        for childs in ("Your voice", "After school", "Your advocate", "I am not safe", "bad to you"):
            assert childs not in html, (path, childs)
    assert "The child is not safe" in page(helper)
    assert "Someone who helps you can see this page" not in helper.page.text
    assert "Has something got worse for the child?" in drawn(helper, "/your-page/5")


def test_the_page_says_how_the_child_gets_in_and_asks_for_it_in_one_press_az_14(helper: Any, db: Any) -> None:
    assert "The child gets words of their own from us" in page(helper)
    assert helper.post("/your-page/15").status_code == 303
    assert db.scalars(select(ThreadMessage)).one().holder_id == db.scalars(select(Holder.id)).one()
    assert db.scalars(select(Case.waiting_on)).one() == "us"


def test_only_the_child_stops_it_or_says_who_else_may_read_it_az_14(helper: Any, db: Any) -> None:
    assert "can-stop" not in helper.get("/your-page").get_data(as_text=True)
    for path in ("/your-page/6", "/your-page/11"):
        assert helper.get(path).location == "/your-page"
    assert helper.post("/your-page/6", data={"pressed": "no"}).location == "/your-page"
    assert db.scalars(select(Case.state)).one() != "withdrawn"


def test_what_a_child_told_the_safety_team_is_not_shown_to_who_helps(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    another_holder(db, keys, opened, WORDS, BESIDE)
    sign_in(portal)
    portal.post("/now/1", data={"said": "He is here."})
    assert "You told our safety team something" in drawn(portal, "/your-page/15")
    portal.get("/leave")
    sign_in(portal, BESIDE)
    assert "told our safety team" not in drawn(portal, "/your-page/15")


def test_the_last_page_of_who_sends_it_for_a_child_says_how_the_child_gets_in(portal: Any) -> None:
    portal.get("/for-someone/2")
    portal.post("/for-someone/5", data={"child_words": "Nobody rings me."})
    sent = portal.post("/for-someone/check")
    portal.get(sent.location)
    assert "These words open your page, not the child's." in portal.page.text


def test_a_childs_words_in_a_case_that_somebody_sent_for_them_speak_to_the_child(helper: Any, db: Any) -> None:
    db.scalars(select(Holder)).one().part = "young_person"
    db.commit()
    assert "Your voice" in drawn(helper, "/your-page")
    assert "about the child" not in drawn(helper, "/now/1")


LIMITS = {"parent": (6.0, 15, 25), "helper": (8.0, 15, 25), "pictures": (1.5, 5, 8)}
NUMBER = re.compile(r"\b0\d[\d ]+\d")  # a telephone number is dialled: it is one thing and not three words
OWN = [(name, key) for name in LAID_ON for key in table(name, ENGLISH)]


def texts(name: str, key: str) -> list[str]:
    """What this reader reads there, of what is said to them alone; "why" is for us."""
    own, whole = table(name, ENGLISH)[key], deck(name)[key]
    found = [whole.title] if "title" in own else []
    found += whole.text if "text" in own else []
    found += [whole.say[said] for said in own.get("say", {})]
    for field, words in own.get("fields", {}).items():
        found += [whole.field(field).label] if "label" in words else []
        found += [whole.field(field).hint] if "hint" in words else []
        found += words.get("options", {}).values()
    return [NUMBER.sub("999", filled(text)) for text in found]


@pytest.mark.parametrize(("name", "key"), OWN)
def test_what_is_said_to_each_reader_meets_their_reading_targets_t25_t26(name: str, key: str) -> None:
    grade, mean, longest = LIMITS[name.rpartition("_")[2]]
    said = texts(name, key)
    found = measure("\n".join(said), names=["Mo", "Monday", "December", "Leave", "Childline", "advocate", "ombudsman"])
    assert found.grade <= grade, (found.grade, said)
    for text in said:
        assert measure(text).max_sentence <= longest, text
    assert found.mean_sentence <= mean, found.mean_sentence


DRAWN = [("tracking_pictures", key) for key in deck("tracking_pictures")]
DRAWN += [("pages_pictures", key) for key in ("safe", "helplines")]
EXPLAINED = {"ombudsman"}  # under "What do these words mean?"


@pytest.mark.parametrize(("name", "key"), DRAWN)
def test_whoever_chose_pictures_reads_few_and_short_words_on_their_own_pages_and_for_help_t25(
    name: str, key: str
) -> None:
    """Whether a word is the pictures' own or one that the words have too: both are read on the same page."""
    entry = deck(name)[key]
    first = measure(filled(entry.read_first), names=["Mo", "Monday", "December", "Leave", "Childline"])
    if entry.text:
        assert (first.grade <= 1.5, first.ease >= 95, first.mean_sentence <= 5) == (True, True, True), first
        assert first.words <= 25, first
    for text in entry.everything():
        if text not in (entry.why, entry.say.get("symbol")):
            found = measure(NUMBER.sub("999", filled(text)), names=["Mo"])
            assert found.max_sentence <= 8, found.longest
            assert ({*found.hard} | {word for word, _ in found.jargon}) - EXPLAINED == set(), text


@pytest.mark.parametrize("name", LAID_ON)
def test_a_deck_that_is_laid_on_another_has_only_words_that_some_page_shows(name: str) -> None:
    base, own = table(LAID_ON[name], ENGLISH), table(name, ENGLISH)
    alone = {"tracking_helper": {"child_way"}}.get(name, set())
    assert set(own) - set(base) == alone
    for key in set(own) - alone:
        assert set(own[key].get("say", {})) <= set(base[key].get("say", {})), key
        assert set(own[key].get("fields", {})) <= set(base[key].get("fields", {})), key


def test_once_the_child_has_a_page_who_helps_reads_only_the_copies_the_child_agreed_to_az_14(
    portal: Any, db: Any, keys: Any
) -> None:
    case_with_words(db, keys, journey=Journey.ADVOCATE, answers={"copies": {"copies": ["acknowledgement"]}})
    db.scalars(select(Holder)).one().part = "advocate"
    sign_in(portal)
    case = db.scalars(select(Case)).one()
    ring = keys.staff.ring.with_case(case)
    for kind in ("acknowledgement_statutory", "withdrawal"):
        block = {"id": "a", "heading": "Hello", "paragraphs": ["We looked."], "list": [], "locked": False}
        content = {"subject": "x", "blocks": [block]}
        release(db, case, kind, content, event=None, actor=SYSTEM, now=MONDAY, keys=ring)
    db.commit()
    assert "A letter that the child keeps" not in drawn(portal, "/your-page/letters"), "nobody else could read it yet"
    db.add(Holder(id=uuid.uuid4(), case_id=case.id, part="young_person", created_at=MONDAY, pepper=1))
    db.commit()
    html = drawn(portal, "/your-page/letters")
    assert html.count("A letter that the child keeps") == 1
    kept = db.scalars(select(Letter).where(Letter.kind == "withdrawal")).one()
    assert portal.get(f"/your-page/letters/{kept.id}").status_code == 404


def test_the_child_reads_what_was_sent_for_them_without_the_helpers_notes(portal: Any, db: Any, keys: Any) -> None:
    answers = {"words": {"child_words": "Nobody rings me.", "notes": "NOTE-CANARY"}}
    case_with_words(db, keys, journey=Journey.ADVOCATE, answers=answers)
    db.scalars(select(Holder)).one().part = "young_person"
    db.commit()
    sign_in(portal)
    html = portal.post("/your-page/sent", data={"secret_words": WORDS}).get_data(as_text=True)
    assert "Nobody rings me." in html
    assert "NOTE-CANARY" not in html


def test_thanks_are_not_followed_like_a_complaint_c3(portal: Any) -> None:
    portal.get("/thanks/1?kind=good")
    portal.post("/thanks/1", data={"kind": "good", "story": "Mo helped me."})
    portal.post("/thanks/2", data={"you_are": "parent"})
    portal.post("/thanks/check")
    said = page(portal)
    assert "Thank you." in said
    for never in ("Stop this", "Ask us to wait", "got worse", "looking into it"):
        assert never not in said.partition("What you can do now")[2].partition("Privacy")[0], never


def test_who_helps_reads_who_wrote_what_the_child_or_another_helper(portal: Any, db: Any, keys: Any) -> None:
    opened = case_with_words(db, keys)
    childs = db.scalars(select(Holder)).one()
    another_holder(db, keys, opened, WORDS, BESIDE)
    for writer in (childs.id, uuid.uuid4()):  # the second has an account, and so no words
        message = ThreadMessage(id=uuid.uuid4(), case_id=opened.case.id, at=MONDAY, holder_id=writer)
        opened.keys.seal(ThreadMessage.body, message, "Hello.")
        db.add(message)
    db.commit()
    sign_in(portal, BESIDE)
    portal.get("/your-page/messages")
    assert "The child Monday 23 November" in portal.page.text
    assert "Somebody else who helps the child Monday 23 November" in portal.page.text


@pytest.mark.parametrize("mode", ["words", "pictures"])
@pytest.mark.parametrize("who", ["child", "parent", "helper"])
def test_a_message_is_no_way_to_be_safe_now_and_the_page_says_what_is(portal, db, keys, request, who, mode):
    """Before sending and after it: the door to the safety page, and the numbers (experience 2.5)."""
    portal.set_cookie("mode", mode, domain=portal.host)
    if who == "child":
        case_with_words(db, keys)
        sign_in(portal)
    else:
        request.getfixturevalue(who)
    before = drawn(portal, "/your-page/messages")
    sent = portal.post("/your-page/messages", data={"text": "I am scared."}, follow_redirects=True).text
    for shown in (before, sent):
        assert 'href="/now/1"' in shown.partition('id="not-safe"')[2]
        assert all(shown.partition('id="not-safe"')[2].count(f"tel:{number}") for number in ("999", "08001111"))
    assert sent.index('id="not-safe"') < sent.index('id="part-thread"'), "it stands by the confirmation"
