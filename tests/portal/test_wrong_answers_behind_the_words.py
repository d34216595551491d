"""A wrong answer on the person's own pages: said at the top and at its box in their language, with nothing typed lost;
in words and in pictures, in each language, and where the form's token is gone (T13, T14, CSRF-07, experience 5.3)."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import advocates, choosing, languages_here, meeting, stating
from models.cases.recording import record
from models.procedure.terms import Event, Role
from models.tables import MeetingDate, Setting
from models.web.council import Council
from tests.admin.panelling import ASKED, at_stage_2
from tests.conftest import MONDAY
from tests.models.cases.answered import at, who
from tests.portal.coming_back import REFERENCE, WORDS, another_holder, case_with_words
from tests.portal.test_tracking import add_points, answering
from tests.portal.test_wrong_answers import BLAMES, LONG_NAME, summary

LANGUAGES = ("en", "pl", "ar")
LONG, LINE = "I said it twice. " * 400, "Kit " * 60  # one more than a box for a few lines takes, and a box for one
ODD = "nosuch"
POINT, MISSING = "Nobody rings me back.", "My room is cold."
ASKER = "HV-7K3M-9QX2-5TJ"


@dataclass(frozen=True)
class Wrong:
    """What is sent where, and the box that it is said at."""

    path: str
    box: str
    typed: dict[str, Any] = field(default_factory=dict)


LOOKED_INTO = (
    Wrong("messages", "text", {"text": " "}),
    Wrong("messages", "text", {"text": LONG}),
    Wrong("points/1", "text", {"text": ""}),
    Wrong("points/1", "text", {"text": POINT}),
    Wrong("points/1", "text", {"text": LONG}),
    Wrong("points/missed", "text", {"text": ""}),
    Wrong("points/missed", "text", {"text": LONG}),
    Wrong("4", "shares", {"wishes": "A woman"}),
    Wrong("4", "shares", {"shares": [ODD], "wishes": "A woman"}),
    Wrong("4", "wishes", {"shares": ["contact"], "wishes": LINE}),
    Wrong("4", "start", {"shares": ["contact"], "start": ODD, "wishes": "A woman"}),
    Wrong("5", "text", {"text": LONG}),
    Wrong("7", "why"),
    Wrong("7", "why", {"why": ODD, "text": "Until May"}),
    Wrong("7", "why", {"text": "Until May"}),
    Wrong("7", "text", {"why": "exams", "text": LINE}),
    Wrong("12", "where", {"name": "Kit"}),
    Wrong("12", "name", {"name": LINE, "where": "At school"}),
    Wrong("13/{fixed}", "why", {"why": LINE}),
    Wrong("13", "works", {"works": [ODD]}),
    Wrong("reach", "ways", {"ways": [ODD]}),
    Wrong("reach", "text_number", {"ways": ["text"]}),
    Wrong("reach", "text_number", {"ways": ["text"], "text_number": "a phone"}),
    Wrong("reach", "call_number", {"ways": ["call"], "call_number": "12"}),
    Wrong("reach", "email", {"ways": ["email"]}),
    Wrong("reach", "email", {"ways": ["email"], "email": "kit at home"}),
    Wrong("reach", "email", {"ways": ["email"], "email": f"{LINE}@home.example"}),
    Wrong("reach", "address", {"ways": ["post"]}),
    Wrong("reach", "trusted_name", {"ways": ["trusted"], "trusted_reach": "At school"}),
    Wrong("sent", "secret_words", {"secret_words": "not these"}),
    Wrong("words", "secret_words", {"secret_words": "not these"}),
    Wrong("words/stop", "secret_words"),
)
ANSWERED = (
    Wrong("next", "points", {"points": [ODD], "text": "You did not say why."}),
    Wrong("next", "text", {"points": ["1"], "text": LONG}),
)
STATEMENT = (
    Wrong("10/point/1", "text", {"text": ""}),
    Wrong("10/point/1", "text", {"text": POINT}),
    Wrong("10/point/1", "text", {"text": LONG}),
    Wrong("10/missed/0", "text", {"text": ""}),
    Wrong("10/sign", "agree", {"name": "Sam"}),
    Wrong("10/sign", "agree", {"agree": ["look"], "name": "Sam"}),
    Wrong("10/sign", "agree", {"agree": [ODD], "name": "Sam"}),
    Wrong("10/sign", "name", {"agree": ["look", "happen"]}),
    Wrong("10/sign", "name", {"agree": ["look", "happen"], "name": LINE}),
)
AFTER = (
    Wrong("8", "changed", {"text": "They rang."}),
    Wrong("8", "changed", {"changed": ODD, "text": "They rang."}),
    Wrong("8", "got_0", {"changed": "yes", "got_0": ODD}),
    Wrong("8", "text", {"changed": "yes", "text": LONG}),
)
PANEL = (
    Wrong("16", "how", {"come": "no", "how": "room", "say": "I write it."}),
    Wrong("16", "speaks", {"come": "no", "speaks": "me", "say": "I write it."}),
    Wrong("16", "come", {"come": ODD, "companion": "Nan"}),
    Wrong("16", "company", {"company": [ODD], "companion": "Nan"}),
    Wrong("16", "companion", {"companion": LINE}),
    Wrong("16", "help", {"help": LINE}),
    Wrong("16", "say", {"say": LONG}),
)
BESIDE = (
    Wrong("10/there", "there", {"witness": "Ade Bell"}),
    Wrong("10/there", "witness", {"there": ["there"]}),
    Wrong("10/there", "witness", {"there": ["there"], "witness": LINE}),
)


@pytest.fixture
def looked_into(db, keys, person) -> dict[str, str]:
    opened = case_with_words(db, keys)
    answering(db, opened)
    add_points(db, opened, POINT, MISSING)
    officer, ade = who(person(Role.OFFICER, name="Priya Shah")), person(Role.ADVOCATE, name="Ade Bell")
    told = {"keys": opened.keys, "actor": officer, "now": MONDAY}
    advocates.give(db, opened.case, ade.staff_id, how="call", name="Sam Lee", copies=["letters"], **told)
    days = [MONDAY + timedelta(days=8, hours=5), MONDAY + timedelta(days=9, hours=6)]
    meeting.offer(db, opened.case, "meeting", "in_person", days, actor=officer, now=MONDAY)
    first = db.scalars(select(MeetingDate)).first()
    meeting.answer(db, opened.case, {first.id}, actor=SYSTEM, now=MONDAY)
    meeting.fix(db, opened.case, first.id, actor=officer, now=MONDAY)
    later = [day + timedelta(days=7) for day in days]
    meeting.offer(db, opened.case, "meeting", "video", later, actor=officer, now=MONDAY + timedelta(minutes=1))
    db.commit()
    return {"fixed": str(first.id)}


def answered_case(db, keys, clock) -> Any:
    opened = case_with_words(db, keys, answers={"wants": {"wants": ["sorry"], "words": "My bike back."}})
    answering(db, opened)
    add_points(db, opened, POINT, MISSING)
    record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
    db.commit()
    clock.now = at(7)
    return opened


@pytest.fixture
def answered(db, keys, clock) -> dict[str, str]:
    answered_case(db, keys, clock)
    return {}


def offered(db, keys, clock, person) -> Any:
    opened = answered_case(db, keys, clock)
    told = {"keys": opened.keys, "actor": who(person(Role.OFFICER, name="Priya Shah"))}
    choosing.ask_next_stage(db, opened.case, points=(), why="", keys=opened.keys, actor=SYSTEM, now=at(7))
    row = stating.begin(db, opened.case, now=at(8), **told)
    stating.offer(db, opened.case, row, now=at(8), **told)
    for part, number in stating.settled(stating.words_of(row, opened.keys), []):
        stating.reply(
            db, opened.case, row, part=part, number=number, right=True, text="", by="person", holder_id=None,
            keys=opened.keys, actor=SYSTEM, now=at(8), made=None,
        )  # fmt: skip
    db.commit()
    clock.now = at(8)
    return opened, row


@pytest.fixture
def statement(db, keys, clock, person) -> dict[str, str]:
    offered(db, keys, clock, person)
    return {}


@pytest.fixture
def beside(db, keys, clock, person) -> dict[str, str]:
    """The advocate's own page, once it is signed."""
    opened, row = offered(db, keys, clock, person)
    another_holder(db, keys, opened, WORDS, ASKER)
    stating.sign(db, opened.case, row, "Sam", keys=opened.keys, actor=SYSTEM, now=at(8))
    db.commit()
    return {"reference": ASKER}


@pytest.fixture
def after(db, keys, clock) -> dict[str, str]:
    answered_case(db, keys, clock)
    clock.now = at(22, month=1).replace(year=2027)
    return {}


@pytest.fixture
def panel(db, keys, clock, person) -> dict[str, str]:
    opened = at_stage_2(db, keys, clock)
    officer = who(person(Role.OFFICER, name="Priya Shah"))
    choosing.ask_next_stage(db, opened.case, points=(), why="", keys=opened.keys, actor=officer, now=ASKED)
    db.commit()
    return {}


TABLE = {
    "looked_into": LOOKED_INTO, "answered": ANSWERED, "statement": STATEMENT, "after": AFTER, "panel": PANEL,
    "beside": BESIDE,
}  # fmt: skip


@pytest.fixture(params=TABLE)
def wrong(request, db, portal, monkeypatch) -> Sequence[tuple[str, Wrong]]:
    """They are back on their page, in that state; each wrong answer with its address."""
    monkeypatch.setattr(Council, "short", LONG_NAME)
    facts = request.getfixturevalue(request.param)
    db.merge(Setting(name=languages_here.NAME, value={"on": ["ar", "pl"]}, changed_at=MONDAY))
    db.commit()
    portal.post("/come-back", data={"reference": facts.get("reference", REFERENCE), "secret_words": WORDS})
    assert portal.get("/your-page").status_code == 200
    return [(f"/your-page/{one.path.format(**facts)}", one) for one in TABLE[request.param]]


def texts(typed: dict[str, Any]) -> list[str]:
    """What somebody wrote, and not picked; never secret words."""
    written = [text.strip() for name, text in typed.items() if isinstance(text, str) and name != "secret_words"]
    return [text for text in written if text and text != ODD]


def said_of(portal, answer, one: Wrong, language: str) -> list[str]:
    """Everything that is not as it should be."""
    if answer.status_code != 422:
        return [f"{answer.status_code} {answer.location}"]
    page, bad = portal.page, []
    title = " ".join(html.unescape(page.html.split("<title>")[1].split("</title>")[0]).split())
    top = summary(page)
    said = re.findall(r'<a href="#([^"]+)">(.*?)</a>', top, re.DOTALL)
    ids = {given.get("id") for _, given in page.tags}
    if not title.startswith({"en": "Error: "}.get(language, "")) or len(title) > 60:
        bad.append(title)
    if 'lang="en"' in (top if language != "en" else ""):
        bad.append("in English")
    if not [place for place, _ in said if place.startswith(one.box)] or not {place for place, _ in said} <= ids:
        bad.append(f"leads to {said}")
    bad += [f"{words!r} stands at the top alone" for _, words in said if page.html.count(words) < 2]
    bad += [f"{words!r} blames" for _, words in said if BLAMES.search(words)]
    bad += [f"{text[:20]!r} is lost" for text in texts(one.typed) if html.escape(text, quote=False) not in page.html]
    picked = [value for given in one.typed.values() if isinstance(given, list) for value in given if value != ODD]
    bad += [f"{value} is unpicked" for value in picked if not [
        given for given in page.all("input") if given.get("value") == value and "checked" in given
    ]]  # fmt: skip
    return bad


@pytest.mark.parametrize("mode", ["words", "pictures"])
def test_each_wrong_answer_is_said_at_its_box_in_their_language_and_nothing_is_lost_t13_t14(portal, wrong, mode):
    portal.get(f"/your-page?mode={mode}")
    found = {}
    for language in LANGUAGES:
        portal.set_cookie("language", language, domain=portal.host)
        for address, one in wrong:
            answer = portal.post(address, data=one.typed)
            if bad := said_of(portal, answer, one, language):
                found[language, address, str(one.typed)[:60]] = bad
    assert not found, "\n".join(f"{where}: {bad}" for where, bad in found.items())


def test_without_its_token_each_form_is_shown_again_with_all_that_was_typed_csrf_07(portal, wrong):
    for language in LANGUAGES:
        portal.set_cookie("language", language, domain=portal.host)
        for address, one in wrong:
            answer = portal.post(address, data=one.typed, token=False)
            assert answer.status_code == 400, address
            for text in texts(one.typed):
                assert html.escape(text) in portal.page.html or html.escape(text, quote=False) in portal.page.html, (
                    address
                )
            assert "secret_words" not in portal.page.html
            assert language == "en" or 'lang="en"' not in portal.page.html.split("<main")[1].split("</main>")[0], (
                address
            )
