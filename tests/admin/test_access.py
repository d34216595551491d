"""Who asks to see what is kept: from the day it came to the papers in their hands (SAR-01 to SAR-06)."""

import io
from datetime import timedelta

import pikepdf
import pytest
from sqlalchemy import select, update

from models.access.redacting import words_of
from models.cases.corresponding import add_note, send_message
from models.cases.walling import wall_off
from models.procedure.terms import Role, Way
from models.tables import AccessBundle, AccessFile, AccessRequest, LegalHold, SafeWay, Staff
from tests.admin.test_behaviour import day
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who

CANARIES = ("Wayne Hutchings", "07700 900461", "12 Larch Road", "wayne.h@example.com")
NOTE = (
    "Sam’s step-father Wayne Hutchings rang. He lives at 12 Larch Road, his number is 07700 900461 and his "
    "mail wayne.h@example.com."
)
ASKED = {"by": "themselves", "who": "Sam Lee", "came": "letter", "said": "Everything you hold.", "proof": "no"}


def a_case(db, keys, person, *, young_person, name="Priya Shah", theirs="Sam Lee"):
    officer, points = who(person(Role.OFFICER, name=name)), ("Nobody rings.",)
    answers = {"who": {"call_me": "Sam", "full_name": theirs}}
    case, ring = routed(db, keys.staff.ring, officer, points=points, young_person=young_person, answers=answers)
    add_note(db, case, NOTE, actor=officer, keys=ring, now=MONDAY)
    send_message(db, case, "We look into it. Priya Shah", actor=officer, keys=ring, now=MONDAY)
    db.commit()
    return case


@pytest.fixture
def case(db, keys, person):
    return a_case(db, keys, person, young_person=False)


def logged(admin, db, **more):
    assert admin.post("/records/requests/new", data={**ASKED, **day("on", MONDAY), **more}).status_code == 303
    db.expire_all()
    row = db.scalars(select(AccessRequest).order_by(AccessRequest.logged_at.desc())).first()
    return row, f"/records/requests/{row.id}"


def identified(admin, to, **more):
    seen = {"identity-how": "document", "identity-seen": "A passport", **day("identity-on", MONDAY), **more}
    assert admin.post(f"{to}/identity", data=seen).status_code == 303


def added(admin, db, to, case):
    assert admin.post(f"{to}/cases", data={"add-reference": case.reference}).status_code == 303
    db.expire_all()
    row = db.scalars(select(AccessFile).where(AccessFile.case_id == case.id)).one()
    return f"{to}/{row.id}"


def tick_all(page):
    boxes = [given for given in page.all("input") if given.get("name") == "out-here"]
    return {"out-here": [given["value"] for given in boxes if "checked" in given]}


def gone_through(admin, at):
    assert admin.post(f"{at}/gather").status_code == 303
    admin.get(at)
    links = [given for given in admin.page.all("a") if "/papers/" in given.get("href", "")]
    assert links[0]["id"] == "go-on", "what is next stands at the top"
    papers = [given["href"] for given in links[1:]]
    assert len(papers) >= 5
    for paper in papers:
        admin.get(paper)
        assert admin.post(paper, data=tick_all(admin.page)).status_code == 303
    return papers


@pytest.fixture
def to_read(admin, db, sign_in, mabel, case):
    """Mabel has logged it, checked who they are, gone through every paper and asked a second person."""
    sign_in(account=mabel)
    _, to = logged(admin, db)
    identified(admin, to)
    at = added(admin, db, to, case)
    gone_through(admin, at)
    assert admin.post(f"{at}/ask", data={"leave-way": "hand"}).status_code == 303, admin.page.text
    return to, at


def test_one_gathers_another_agrees_and_it_goes_into_their_hands_sar_01_to_sar_06(
    admin, db, sign_in, to_read, mabel, hannah, case
):
    to, at = to_read
    assert admin.post(f"{at}/settle", data={"do": "agree"}).status_code == 303
    admin.get(at)
    assert "Nobody agrees to papers that they went through themselves" in admin.page.text
    assert "It is in their hands" not in admin.page.text
    assert admin.post(f"{at}/release").status_code == 303
    assert not db.scalars(select(AccessFile.released_on)).one(), "one person releases nothing"
    todo = admin.get("/records").get_data(as_text=True)
    assert "waits for a second person" not in todo, "it is not theirs to agree"
    assert to in todo, "what the number beside Records counts stands there"
    sign_in(account=hannah)
    assert to in admin.get("/records").get_data(as_text=True), "who may agree finds it where things wait"
    assert admin.post(f"{at}/settle", data={"do": "agree"}).status_code == 303
    admin.get(at)
    assert "nobody agrees to papers that they have not opened" in admin.page.text
    admin.get(at)
    assert "Read it, then agree" in admin.page.text
    assert 'id="agree"' not in admin.page.html, "one step at a time"
    admin.get(f"{at}/built")
    shown = admin.page.text
    assert "We look into it" in shown
    assert all(canary not in shown for canary in CANARIES)
    assert 'id="agree"' in admin.page.html, "read, and at its end agreed"
    assert admin.get(f"{at}/built/1").data.startswith(b"\xff\xd8")
    assert admin.get(f"{at}/built/99").status_code == 404
    content = admin.post(f"{at}/take").data
    text = " ".join(words_of(content))
    assert "[taken out]" in text
    assert "We look into it" in text
    for canary in CANARIES:
        assert canary.casefold() not in " ".join(text.split()).casefold(), canary
    admin.get(at)
    assert 'id="agree"' in admin.page.html
    assert admin.post(f"{at}/settle", data={"do": "agree"}).status_code == 303
    admin.get(at)
    assert admin.post(f"{at}/release").status_code == 303
    admin.get(at)
    assert "First see once more who they are" in admin.page.text
    assert not db.scalars(select(AccessFile.released_on)).one()
    assert admin.post(f"{at}/release", data={"saw": "yes"}).status_code == 303
    db.expire_all()
    assert db.scalars(select(AccessRequest)).one().answered_on == MONDAY.date()
    assert db.scalars(select(AccessBundle)).one().size == len(content), "the sealed copy is kept"
    hold = db.scalars(select(LegalHold)).one()
    assert (hold.why, hold.lift_asked_by, hold.lifted_at) == ("access", hannah.staff_id, None)
    assert admin.post(f"{at}/papers/1", data={}).status_code == 303
    admin.get(at)
    assert "It has left already" in admin.page.text


def test_what_is_built_holds_nothing_of_what_it_was_made_from_sar_04(admin, db, sign_in, to_read, hannah):
    sign_in(account=hannah)
    content = admin.post(f"{to_read[1]}/take").data
    assert content.count(b"%%EOF") == 1
    raw = b""
    with pikepdf.open(io.BytesIO(content)) as paper:
        assert "/EmbeddedFiles" not in str(paper.Root.get("/Names", ""))
        assert "/Author" in paper.docinfo
        for thing in paper.objects:
            raw += thing.read_bytes() if isinstance(thing, pikepdf.Stream) else str(thing).encode()
    for canary in CANARIES:
        for code in ("utf-8", "utf-16-be", "latin-1"):
            assert canary.encode(code) not in raw


def test_a_parent_asking_for_a_child_gets_the_answer_for_nothing_held_sar_02(
    admin, db, keys, sign_in, mabel, hannah, person
):
    child = a_case(db, keys, person, young_person=True)
    answers = []
    for who_asks in ("Dana Lee", "Dana Lee"):
        sign_in(account=mabel)
        row, to = logged(admin, db, by="parent", who=who_asks, about="Sam Lee")
        identified(admin, to)
        seen = {"authority-how": "responsible", "authority-seen": "Birth certificate", **day("authority-on", MONDAY)}
        assert admin.post(f"{to}/authority", data=seen).status_code == 303
        if not answers:
            at = added(admin, db, to, child)
            assert admin.post(f"{at}/gather").status_code == 303
            admin.get(at)
            assert "First be sure who they are, and that it may go to them" in admin.page.text
            wrong = admin.post(f"{at}/share", data={"share-decision": "give", "share-why": "She asks."})
            assert wrong.status_code == 422
            assert "First write down whether the child understands" in admin.page.text
            assert "She asks." in admin.page.html
            assert (
                admin.post(f"{at}/share", data={"share-decision": "keep", "share-why": "She is 9."}).status_code == 303
            )
        admin.post(f"{to}/nothing", data={"do": "ask"})
        admin.post(f"{to}/nothing", data={"do": "agree"})
        assert admin.post(f"{to}/answer").status_code == 404, "one person answers nothing"
        sign_in(account=hannah)
        assert admin.post(f"{to}/nothing", data={"do": "agree"}).status_code == 303
        pages = words_of(admin.post(f"{to}/answer").data)
        answers.append([page.replace(row.number, "NUMBER") for page in pages])
        db.execute(update(AccessRequest).values(logged_at=MONDAY - timedelta(days=1)))
        db.commit()
    assert answers[0] == answers[1]
    for word in ("exempt", "withheld", child.reference, "Sam"):
        assert word not in " ".join(answers[0])


def test_a_child_who_understands_and_wants_it_lets_two_people_give_it_sar_02(
    admin, db, keys, sign_in, mabel, hannah, person
):
    child = a_case(db, keys, person, young_person=True)
    sign_in(account=mabel)
    _, to = logged(admin, db, by="parent", who="Dana Lee", about="Sam Lee")
    at = added(admin, db, to, child)
    said = {"child-competent": "yes", "child-wishes": "not_asked", "child-harm": "no", "child-words": "Rang."}
    admin.post(f"{to}/child", data=said)
    decided = {"share-decision": "give", "share-why": "The child said yes."}
    assert admin.post(f"{at}/share", data=decided).status_code == 422
    admin.post(f"{to}/child", data={**said, "child-wishes": "agrees"})
    assert admin.post(f"{at}/share", data=decided).status_code == 303
    admin.post(f"{at}/share/settle", data={"do": "agree"})
    assert db.scalars(select(AccessFile.shared_agreed_by)).one() is None, "not by who decided it"
    sign_in(account=hannah)
    admin.post(f"{at}/share/settle", data={"do": "agree"})
    admin.get(at)
    assert "It goes to them." in admin.page.text


def test_a_case_behind_the_wall_is_not_in_the_request_for_who_is_named_az_04(
    admin, db, keys, sign_in, mabel, hannah, person, case
):
    sign_in(account=hannah)
    _, to = logged(admin, db)
    at = added(admin, db, to, case)
    wall_off(db, [db.get_one(Staff, mabel.staff_id)], (), now=MONDAY, case=case, confirmed=True)
    db.commit()
    sign_in(account=mabel)
    admin.get(to)
    assert case.reference not in admin.page.html
    assert 'id="cases"' not in admin.page.html
    for page in (at, f"{at}/papers/1"):
        assert admin.get(page).status_code == 404
    for do in ("gather", "ask", "settle", "take", "release", "share"):
        assert admin.post(f"{at}/{do}").status_code == 404, do
    wrong = admin.post(f"{to}/cases", data={"add-reference": case.reference})
    missing = admin.page.text.replace(case.reference, "HC-0000")
    assert wrong.status_code == 422
    admin.post(f"{to}/cases", data={"add-reference": "HC-0000"})
    assert admin.page.text == missing, "the same words as for a case that is not there"


def test_a_link_without_a_password_is_refused_and_post_asks_the_person_prv_10_sar_06(
    admin, db, sign_in, to_read, hannah, mabel, case
):
    _, at = to_read
    admin.post(f"{at}/settle", data={"do": "refuse"})
    for way in ("link", "mail"):
        assert admin.post(f"{at}/ask", data={"leave-way": way}).status_code == 422
        assert "is no safe way" in admin.page.text
    db.execute(update(SafeWay).where(SafeWay.way == Way.POST).values(allowed=False))
    db.commit()
    admin.get(at)
    assert 'value="post"' not in admin.page.html
    assert "Not by post: They said that post is not safe" in admin.page.text
    assert admin.post(f"{at}/ask", data={"leave-way": "post"}).status_code == 422
    assert "They said that post is not safe" in admin.page.text
