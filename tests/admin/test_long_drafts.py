"""Every long form of an officer keeps what is typed: deciding, registering, a statement, a panel (6.4, R4)."""

from models.audit import SYSTEM
from models.cases.recording import record
from models.procedure.terms import Event, Procedure, Role
from models.tables import ComplaintStatement, DeskDraft
from tests.admin.panelling import HERE as STAGE_3
from tests.admin.panelling import held_and_reported, response
from tests.admin.test_register import FORM
from tests.conftest import MONDAY
from tests.making import make_case
from tests.portal.coming_back import REFERENCE
from tests.portal.test_statement import asked  # noqa: F401

PAGE = {"page": "aaaa1111", "turn": "1"}
STATEMENT = f"/cases/{REFERENCE}/statement"


def kept(db) -> list[str]:
    db.expire_all()
    return [row.place for row in db.query(DeskDraft).filter_by(gone=False)]


def test_a_decision_half_made_is_there_again_and_gone_once_it_is_sent(admin, db, keys, sign_in) -> None:
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    db.commit()
    sign_in(Role.OFFICER)
    here = f"/cases/{case.reference}"
    admin.get(f"{here}/triage")
    half = {"route": "statutory:child", "point": ["My door was left open.", "Nobody rang."], "home": ["", ""],
            "left_out": ["", ""], "extra": "We ring you on Friday."}  # fmt: skip
    assert admin.post(f"{here}/draft/triage", data={**half, **PAGE}).status_code == 303
    admin.get(here)
    assert "You have not sent: your decision" in admin.page.text
    admin.get(f"{here}/triage")
    for words in ("My door was left open.", "Nobody rang.", "We ring you on Friday."):
        assert words in admin.page.html
    admin.post(f"{here}/triage", data={**half, "do": "judge-time", "page": "bbbb", "turn": "1"})
    assert kept(db) == [], "what waits beside the judgement is kept there"
    admin.get(f"{here}/triage")
    assert "My door was left open." in admin.page.html


def test_what_a_colleague_decided_meanwhile_leaves_no_link_to_a_page_that_is_gone(admin, db, keys, sign_in) -> None:
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    db.commit()
    sign_in(Role.OFFICER)
    admin.post(f"/cases/{case.reference}/draft/triage", data={"extra": "Half of it", **PAGE})
    case.procedure = Procedure.STATUTORY
    record(db, case, Event.ROUTED_STATUTORY, actor=SYSTEM, now=MONDAY)
    db.commit()
    admin.get(f"/cases/{case.reference}")
    assert "You have not sent" not in admin.page.text


def test_a_call_that_is_being_written_down_is_kept_before_there_is_a_case_r5(admin, db, sign_in) -> None:
    sign_in(Role.OFFICER, name="Priya Shah")
    half = {**FORM, "words": "She rang about the door.", "instance": "", "safe": ""}
    assert admin.post("/register/draft/register", data={**half, **PAGE}).status_code == 303
    row = db.query(DeskDraft).one()
    assert (row.case_id, row.typed) == (None, None)
    assert b"door" not in bytes(row.apart)
    admin.get("/register")
    assert "She rang about the door." in admin.page.html
    sign_in(Role.OFFICER, name="Tom Hale")
    admin.get("/register")
    assert "She rang about the door." not in admin.page.html
    assert admin.post("/register/draft/poem", data=PAGE).status_code == 404


def test_a_draft_of_a_call_is_gone_once_it_is_registered_or_thrown_away(admin, db, sign_in) -> None:
    sign_in(Role.OFFICER)
    admin.post("/register/draft/register", data={**FORM, **PAGE})
    assert admin.post("/register", data={**FORM, "page": "aaaa1111", "turn": "2"}).status_code == 303
    admin.post("/register/draft/register", data={**FORM, **PAGE, "turn": "1"})
    assert kept(db) == []
    admin.post("/register/draft/register", data={**FORM, "page": "other"})
    assert kept(db) == ["register"]
    assert admin.post("/register/draft/register/drop", data={"page": "other", "turn": "9"}).status_code == 303
    assert kept(db) == []


def test_a_judgement_keeps_its_notes_of_the_evidence(admin, db, keys, sign_in) -> None:
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    db.commit()
    sign_in(Role.OFFICER)
    here = f"/cases/{case.reference}"
    page = admin.get(f"{here}/checks/time").text
    note = page.split("<textarea")[1].split('name="')[1].split('"')[0]
    admin.post(f"{here}/draft/check-time", data={note: "The notes of that spring are here.", **PAGE})
    admin.get(f"{here}/checks/time")
    assert "The notes of that spring are here." in admin.page.html
    admin.get(f"{here}/checks/proceedings")
    assert "The notes of that spring are here." not in admin.page.html


def test_a_statement_saved_by_two_is_never_written_over_r4(admin, db, sign_in, asked) -> None:  # noqa: F811
    sign_in(Role.OFFICER, name="Priya Shah")
    admin.post(STATEMENT)
    admin.get(STATEMENT)
    seen = next(one["value"] for one in admin.page.all("input") if one.get("name") == "seen")
    mine = {"points": "My own first point.", "wishes": "", "seen": seen}
    admin.post(f"/cases/{REFERENCE}/draft/statement", data={**mine, **PAGE})
    sign_in(Role.OFFICER, name="Tom Hale")
    admin.get(STATEMENT)
    assert "Priya Shah opened this page" in admin.page.text
    theirs = {"points": "What Tom wrote.", "wishes": "", "seen": seen}
    assert admin.post(f"{STATEMENT}/draft", data=theirs).status_code == 303
    assert admin.post(f"{STATEMENT}/draft", data=mine).status_code == 409
    for words in ("What Tom wrote.", "My own first point."):
        assert words in admin.page.html
    mark = next(one["value"] for one in admin.page.all("input") if one.get("name") == "seen")
    assert admin.post(f"{STATEMENT}/draft", data={**mine, "seen": mark}).status_code == 303
    assert db.query(ComplaintStatement).one().state == "drafting"


def test_what_was_left_of_a_statement_still_knows_what_its_writer_saw_r4(admin, db, sign_in, asked) -> None:  # noqa: F811
    sign_in(Role.OFFICER, name="Priya Shah")
    admin.post(STATEMENT)
    admin.get(STATEMENT)
    seen = next(one["value"] for one in admin.page.all("input") if one.get("name") == "seen")
    admin.post(f"/cases/{REFERENCE}/draft/statement", data={"points": "My own point.", "seen": seen, **PAGE})
    admin.post(f"{STATEMENT}/draft", data={"points": "A newer text.", "seen": seen, "page": "cccc"})
    assert kept(db) == [], "saving it is the end of the draft"
    admin.post(f"/cases/{REFERENCE}/draft/statement", data={"points": "From an old page.", "seen": seen, "page": "dd"})
    admin.get(STATEMENT)
    assert "From an old page." in admin.page.html
    assert f'name="seen" value="{seen}"' in admin.page.html


def test_the_panels_report_and_the_response_to_it_are_kept(panel, admin, portal, db, on) -> None:
    held_and_reported(admin, portal, db, on)
    left = response(db, seen=0, opening="The director thinks about it.")
    admin.post(f"/cases/{REFERENCE}/draft/response", data={**left, **PAGE})
    admin.get(f"{STAGE_3}/response")
    assert "The director thinks about it." in admin.page.html
    assert admin.post(f"{STAGE_3}/response", data={**left, "page": "aaaa1111", "turn": "2"}).status_code == 303
    assert kept(db) == []
