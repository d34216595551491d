"""Around the answer: questions to colleagues, more time, letters to post, closing, putting right."""

from datetime import date

from models.audit import Actor
from models.cases import answering, contributing, holding
from models.cases.mine import given_to
from models.procedure.terms import Event, Role, State, Way
from models.tables import Case, Contribution, Extension, Letter, Point, SafeWay
from tests.models.cases.answered import MONDAY, full, routed, who


def test_a_question_goes_to_one_person_and_comes_back(admin, db, given, sign_in, manager, person) -> None:
    case, _ = given
    helper = person(Role.RESPONDER, name="Bea Long")
    sign_in(account=manager)
    page = f"/cases/{case.reference}/questions"
    admin.get(page)
    point = db.query(Point).filter_by(case_id=case.id, number=2).one()
    ask = {
        "staff_id": str(helper.staff_id), "points": str(point.id), "question": "Was the heating mended?",
        "due_on-day": "27", "due_on-month": "11", "due_on-year": "2026",
    }  # fmt: skip
    assert admin.post(page, data={**ask, "question": ""}).status_code == 422
    assert admin.post(page, data=ask).status_code == 303
    row = db.query(Contribution).filter_by(case_id=case.id).one()
    sign_in(account=helper)
    admin.get("/my-cases")
    assert "A question about" in admin.page.text
    admin.get(f"/questions/{row.id}")
    assert "My room is cold." in admin.page.text
    assert "Nobody rings me back." not in admin.page.text
    version = str(row.version)
    assert admin.get(f"/cases/{case.reference}/answer").location.endswith("/my-cases")
    assert admin.post(f"/cases/{case.reference}/answer").status_code == 404
    assert admin.post(f"/questions/{row.id}", data={"answer": "On Monday.", "version": version}).status_code == 303
    late = admin.post(f"/questions/{row.id}", data={"answer": "On Tuesday.", "version": version})
    assert late.status_code == 409
    assert "On Monday." in admin.page.text
    assert "On Tuesday." in admin.page.text
    sign_in(account=manager)
    admin.get(page)
    assert "On Monday." in admin.page.text


def test_what_waits_is_one_list_with_the_soonest_first_and_its_first_words_6_3(
    admin, db, given, sign_in, manager, person, keys
) -> None:
    case, ring = given
    asker = who(person(Role.OFFICER))
    second = db.query(Point).filter_by(case_id=case.id, number=2).one()
    contributing.ask(
        db, case, manager.staff_id, point_ids=[second.id], question="Was it cold?", due_on=date(2026, 11, 25),
        actor=asker, now=MONDAY, keys=ring,
    )  # fmt: skip
    db.commit()
    sign_in(account=manager)
    admin.get("/my-cases")
    text = admin.page.text
    assert "Nobody rings me back." in text
    assert text.index("A question about") < text.index("Nobody rings me back.")


def test_more_time_is_asked_for_and_what_they_said_is_written_down(admin, db, given, officer) -> None:
    case, _ = given
    page = f"/cases/{case.reference}/more-time"
    admin.get(page)
    assert "Monday 21 December 2026" in admin.page.text
    ask = {
        "ask-reason": "A worker is away.",
        "ask-new_due-day": "22",
        "ask-new_due-month": "12",
        "ask-new_due-year": "2026",
    }
    assert admin.post(f"{page}/ask", data=ask).status_code == 422
    assert "The latest date allowed" in admin.page.text
    assert "A worker is away." in admin.page.text
    assert admin.post(f"{page}/ask", data={**ask, "ask-new_due-day": "14"}).status_code == 303
    admin.get(page)
    assert "No answer yet. A worker is away." in " ".join(admin.page.text.split())
    assert admin.post(f"{page}/answer", data={"said-answer": "yes"}).status_code == 422
    said = {"said-answer": "yes", "said-note": "Priya rang on Monday."}
    assert admin.post(f"{page}/answer", data=said).status_code == 303
    assert db.query(Extension).one().answer == "yes"
    assert db.get(Case, case.id).state is State.S1_EXTENDED


def announced(service) -> dict[str, str]:
    return {
        "announce-reason": "We must read old notes.", "announce-new_due-day": "21", "announce-new_due-month": "12",
        "announce-new_due-year": "2026", "announce-service_manager": str(service.staff_id),
    }  # fmt: skip


def test_more_time_waits_on_the_case_until_a_complaints_manager_agrees_k_12_i(
    admin, db, given, person, sign_in, manager
) -> None:
    case, _ = given
    page = f"/cases/{case.reference}/more-time"
    sign_in(Role.OFFICER)
    admin.get(page)
    assert "announce-reason" not in admin.page.text
    admin.get(f"{page}?how=announce")
    assert "ask-reason" not in admin.page.text
    assert admin.post(f"{page}/announce", data=announced(person(Role.OFFICER))).status_code == 422
    assert admin.post(f"{page}/announce", data=announced(manager)).status_code == 303
    admin.get(page)
    assert "More time waits for a complaints manager" in admin.page.text
    assert "Agree and tell them" not in admin.page.text
    assert admin.post(f"{page}/agree").status_code in (403, 404)
    assert db.get(Case, case.id).state is State.S1_OPEN
    sign_in(Role.MANAGER, name="Hana Voss")
    admin.get(f"/cases/{case.reference}")
    assert "More time waits for a complaints manager to agree" in admin.page.text
    assert admin.post(f"{page}/turn-down").status_code == 422
    assert admin.post(f"{page}/agree").status_code == 303
    db.expire_all()
    assert db.get(Case, case.id).state is State.S1_EXTENDED
    assert admin.post(f"{page}/agree").status_code == 303
    assert db.query(Letter).filter_by(case_id=case.id, event=Event.EXTENDED).count() == 1


def posted_letter(db, keys, officer_of, checker, way=Way.POST):
    from models.cases import answer_release

    case, ring = routed(db, keys.staff.ring, officer_of, holder=way is Way.TEXT)
    db.query(SafeWay).filter_by(case_id=case.id, way=Way.HERE).update({"allowed": False})
    db.query(SafeWay).filter_by(case_id=case.id, way=way).update({"allowed": True})
    shown = answering.desk(db, case, officer_of, ring, now=MONDAY)
    answering.save(db, case, full(shown, officer_of.id), seen=shown.marks, actor=officer_of, now=MONDAY, keys=ring)
    answering.ask_for_check(db, case, actor=officer_of, now=MONDAY, keys=ring)
    answering.agree(db, case, actor=checker, now=MONDAY, keys=ring)
    letter = answer_release.let_go(db, case, actor=officer_of, now=MONDAY, keys=ring)
    if way is Way.TEXT:
        return case, letter
    holding.agree(db, case, letter, actor=checker, now=MONDAY)  # none has gone to this address before (PRV-11)
    return case, letter


def test_a_letter_is_printed_posted_and_only_then_counts_k_18(admin, db, keys, officer_of, officer) -> None:
    case, letter = posted_letter(db, keys, officer_of, officer)
    admin.get("/letters")
    assert case.reference in admin.page.text
    assert admin.get(f"/letters/{letter.id}/pdf").data.startswith(b"%PDF")
    admin.get(f"/letters/{letter.id}")
    assert "Not happy with this?" in admin.page.text, "the text itself, to copy"
    assert "Goes by post. Print it" in admin.page.text
    day = {"on-month": "11", "on-year": "2026"}
    assert admin.post(f"/letters/{letter.id}/posted", data={"on-day": "24", **day}).status_code == 422
    assert admin.post(f"/letters/{letter.id}/posted", data={"on-day": "23", **day}).status_code == 303
    assert db.get(Letter, letter.id).counted_on == date(2026, 11, 23)
    assert db.get(Case, case.id).state is State.S1_RESPONDED


def test_who_asked_for_texts_is_texted_by_hand_in_neutral_words_prv_10(admin, db, keys, officer_of, officer) -> None:
    case, letter = posted_letter(db, keys, officer_of, officer, way=Way.TEXT)
    admin.get("/letters")
    assert "Text them" in admin.page.text
    admin.get(f"/letters/{letter.id}")
    assert "You have an update. Go to the page you used before." in admin.page.text
    admin.get(f"/cases/{case.reference}/letters")
    assert "Goes by their page, with a text that says only" in admin.page.text
    day = {"on-day": "23", "on-month": "11", "on-year": "2026"}
    assert admin.post(f"/letters/{letter.id}/posted", data=day).status_code == 303
    assert db.get(Letter, letter.id).counted_on == date(2026, 11, 23)
    assert db.get(Case, case.id).state is State.S1_RESPONDED


def test_a_letter_is_not_posted_to_an_address_that_is_no_longer_safe(admin, db, keys, officer_of, officer) -> None:
    case, letter = posted_letter(db, keys, officer_of, officer)
    db.query(SafeWay).filter_by(case_id=case.id, way=Way.POST).update({"allowed": False})
    admin.get(f"/letters/{letter.id}")
    assert "Do not post this" in admin.page.text


def test_who_called_no_way_safe_is_not_rung_either_prv_10(admin, db, keys, officer_of, officer) -> None:
    case, letter = posted_letter(db, keys, officer_of, officer)
    db.query(SafeWay).filter_by(case_id=case.id).update({"allowed": False})
    letter.way = Way.CALL  # where none is left, and nobody has a page
    db.flush()
    admin.get(f"/letters/{letter.id}")
    assert "Do not write and do not ring" in admin.page.text
    assert "A call is the only way that is safe" not in admin.page.text


def test_closing_stopping_starting_again_and_putting_right(admin, db, given, officer, manager) -> None:
    case, _ = given
    theirs = Actor(kind="staff", id=manager.staff_id, name="Mo", roles=frozenset({Role.RESPONDER}))
    page = f"/cases/{case.reference}"
    assert admin.post(f"{page}/close", data={"reason": "no_more", "still": "x"}).status_code == 422
    assert "The person has no answer yet." in admin.page.text
    assert given_to(db, theirs, date(2026, 11, 23))
    admin.get(f"{page}/withdraw")
    stop = {"how": "phone", "said": "I want to stop.", "on-day": "23", "on-month": "11", "on-year": "2026"}
    assert admin.post(f"{page}/withdraw", data={**stop, "on-day": "24"}).status_code == 422
    assert admin.post(f"{page}/withdraw", data=stop).status_code == 303
    assert db.get(Case, case.id).state is State.WITHDRAWN
    assert "They stopped this on" in admin.get(f"{page}/answer").text
    assert 'id="save"' not in admin.page.text
    for step in ("", "/check", "/agree", "/release"):
        assert admin.post(f"{page}/answer{step}", data={}).status_code == 409, step
    assert not given_to(db, theirs, date(2026, 11, 23))
    admin.get(f"{page}/reinstate")
    assert admin.post(f"{page}/reinstate", data={"said": "Go on."}).status_code == 303
    assert db.get(Case, case.id).state is State.S1_OPEN
    admin.get(f"{page}/correct")
    assert "The right day" not in admin.page.text
    admin.get(f"{page}/correct?fact=received_on")
    assert "The right day" in admin.page.text
    assert "Which letter?" not in admin.page.text
    right = {"fact": "received_on", "day-day": "20", "day-month": "11", "day-year": "2026"}
    assert admin.post(f"{page}/correct", data=right).status_code == 422
    assert admin.post(f"{page}/correct", data={**right, "why": "It came by letter."}).status_code == 303
    admin.get(f"{page}/correct")
    assert "was 23 November 2026, now 20 November 2026" in admin.page.text


def test_a_case_closes_when_nothing_is_owed(admin, db, keys, officer_of, officer) -> None:
    from models.cases.recording import record

    case, _ = routed(db, keys.staff.ring, officer_of)
    record(db, case, Event.S1_ANSWERED, actor=officer_of, now=MONDAY)
    for point in db.query(Point).filter_by(case_id=case.id):
        point.finding, point.remedy = "not_upheld", "explanation"
    admin.get(f"/cases/{case.reference}/close")
    sent = {"reason": "no_more", "still": "Nothing more is planned."}
    assert admin.post(f"/cases/{case.reference}/close", data=sent).status_code == 303
    assert db.get(Case, case.id).state is State.CLOSED


def test_a_case_is_given_to_a_manager(admin, db, keys, officer_of, officer, manager) -> None:
    case, _ = routed(db, keys.staff.ring, officer_of)
    page = f"/cases/{case.reference}/who-answers"
    admin.get(page)
    assert admin.post(page, data={"staff_id": ""}).status_code == 422
    assert admin.post(page, data={"staff_id": str(manager.staff_id)}).status_code == 303
    admin.get(page)
    assert "Point 1: Mo Reed" in admin.page.text
    assert admin.post(f"{page}/officer", data={"officer_id": str(officer.id)}).status_code == 303
    assert db.get(Case, case.id).officer_id == officer.id


def test_every_point_has_a_save_of_its_own_for_a_small_screen(admin, given, sign_in, manager) -> None:
    case, _ = given
    sign_in(account=manager)
    page = f"/cases/{case.reference}/answer"
    admin.get(page)
    saves = [one for one in admin.page.all("button") if one.get("value") == "save"]
    assert len(saves) == 3, "two points, and the end"
    assert {one.get("hx-post") for one in saves} == {page}
