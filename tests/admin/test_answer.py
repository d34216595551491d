"""The answering side of the staff site, as a responding manager and an officer use it without JavaScript."""

import re
import uuid
from datetime import date

from models.cases import allocating, answering
from models.cases.recording import running_clocks
from models.procedure.terms import Role, State
from models.tables import Action, Case, Point, WallEntry
from tests.models.cases.answered import MONDAY, routed


def typed(desk, owner, **change):
    """The reply builder filled in as a person would."""
    fields = {f"seen-{name}": mark for name, mark in desk.marks.items()}
    for point in desk.mine:
        start = f"p{point.number}-"
        fields |= {
            f"{start}looked_at": "The notes of the calls.", f"{start}found": "No one rang you back.",
            f"{start}finding": "upheld", f"{start}why": "We said we would ring, and we did not.",
            f"{start}a1-text": "Rosa will ring you.", f"{start}a1-due-day": "18", f"{start}a1-due-month": "12",
            f"{start}a1-due-year": "2026", f"{start}a1-owner": str(owner),
        }  # fmt: skip
    fields |= {"apology": "We are sorry that we did not ring you.", "others": "nobody"}
    fields |= {"w1-decided": "Yes.", "w1-why": "It is fair."}
    return {**fields, **change}


def save(admin, db, given, actor, **change):
    case, ring = given
    desk = answering.desk(db, case, actor, ring, now=MONDAY)
    return admin.post(f"/cases/{case.reference}/answer", data=typed(desk, actor.id, **change))


def test_a_manager_sees_only_what_is_theirs(admin, db, keys, given, sign_in, manager, officer_of, person) -> None:
    case, _ = given
    other = person(Role.RESPONDER, name="Ann Other")
    second = db.query(Point).filter_by(case_id=case.id, number=2).one()
    allocating.give(db, case, other.staff_id, actor=officer_of, now=MONDAY, point_ids=[second.id])
    routed(db, keys.staff.ring, officer_of)  # somebody else's case
    sign_in(account=manager)
    admin.get("/my-cases")
    assert case.reference in admin.page.text
    assert "Point 1" in admin.page.text
    admin.get(f"/cases/{case.reference}/answer")
    assert "Nobody rings me back." in admin.page.text
    assert "My room is cold." not in admin.page.text
    assert "Do not use" in admin.page.text  # the safe-contact rules
    for page in ("more-time", "close", "withdraw", "correct", "who-answers"):
        assert admin.get(f"/cases/{case.reference}/{page}").status_code == 404
    assert admin.get("/letters").status_code == 404


def test_the_list_is_ordered_by_the_day_it_is_due_and_says_how_late_it_is(
    admin, db, keys, officer_of, manager, sign_in
) -> None:
    for reference, month, day in (("CV-AAAA-01", 12, 8), ("CV-BBBB-02", 11, 18)):
        case, _ = routed(db, keys.staff.ring, officer_of, reference=reference)
        allocating.give(db, case, manager.staff_id, actor=officer_of, now=MONDAY)
        for clock in running_clocks(db, case):
            clock.due_on = date(2026, month, day)
    sign_in(account=manager)
    admin.get("/my-cases")
    assert admin.page.text.index("CV-BBBB-02") < admin.page.text.index("CV-AAAA-01")
    assert "Answer Wednesday 18 November 2026 late by 3 working days" in admin.page.text
    admin.get("/cases/CV-BBBB-02/answer")
    assert "Answer Wednesday 18 November 2026 late by 3 working days" in admin.page.text


def test_a_case_that_is_not_theirs_looks_like_none_az_02(admin, db, keys, officer_of, sign_in) -> None:
    case, _ = routed(db, keys.staff.ring, officer_of)
    sign_in(Role.RESPONDER)
    assert admin.get(f"/cases/{case.reference}/answer").status_code == 404
    assert admin.post(f"/cases/{case.reference}/answer", data={}).status_code == 404


def test_the_wall_beats_the_allocation_az_04(admin, db, given, sign_in, manager) -> None:
    case, _ = given
    db.add(WallEntry(id=uuid.uuid4(), case_id=case.id, staff_id=manager.staff_id, because="named", raised_at=MONDAY))
    sign_in(account=manager)
    assert admin.get(f"/cases/{case.reference}/answer").status_code == 404
    admin.get("/my-cases")
    assert case.reference not in admin.page.text


def test_from_the_first_word_to_the_released_answer(admin, db, given, sign_in, manager, officer_of) -> None:
    case, _ = given
    start = f"/cases/{case.reference}/answer"
    actor = sign_in(account=manager)
    admin.get(start)
    assert "Point 1: say what you looked at · say what you found · choose a finding · say why" in admin.page.text
    assert save(admin, db, given, actor).status_code == 303
    admin.get(f"{start}/preview")
    assert "We are sorry that we did not ring you." in admin.page.text
    assert "Not happy with this?" in admin.page.text
    assert "Nothing travels" in admin.page.text, "this young person looks here, and said that no other way is safe"
    assert admin.post(f"{start}/check").status_code == 303
    assert admin.post(f"{start}/release").status_code == 409
    assert admin.post(f"{start}/agree").status_code == 404  # not by a manager who answers
    sign_in(Role.OFFICER)
    assert admin.post(f"{start}/agree").status_code == 303
    sign_in(account=manager)
    assert admin.post(f"{start}/release").status_code == 303
    assert db.get(Case, case.id).state is State.S1_RESPONDED
    assert db.query(Action).filter_by(case_id=case.id).count() == 2
    admin.get(start)
    assert "This answer was released" in admin.page.text
    admin.get("/my-cases")
    assert "Nothing is given to you to answer" in admin.page.text


def test_what_is_missing_links_to_its_field_g_05(admin, db, given, sign_in, manager) -> None:
    case, _ = given
    actor = sign_in(account=manager)
    save(admin, db, given, actor, **{"p2-why": ""})
    answer = admin.post(f"/cases/{case.reference}/answer/check")
    assert answer.status_code == 422
    assert {"href": "#p2-why"}.items() <= next(a for a in admin.page.all("a") if a.get("href") == "#p2-why").items()
    assert "There is a problem" in admin.page.text


def test_half_a_date_is_refused_and_nothing_typed_is_lost_r5(admin, db, given, sign_in, manager) -> None:
    actor = sign_in(account=manager)
    answer = save(admin, db, given, actor, **{"p1-a1-due-month": "", "p1-why": "Because of a mistake."})
    assert answer.status_code == 422
    assert "Because of a mistake." in admin.page.text


def test_two_wrong_dates_are_said_each_with_its_point_r5(admin, db, given, sign_in, manager) -> None:
    actor = sign_in(account=manager)
    assert save(admin, db, given, actor, **{"p1-a1-due-month": "", "p2-a1-due-month": ""}).status_code == 422
    summary = admin.page.html.split("govuk-error-summary__list")[1].split("</ul>")[0]
    said = re.findall(r"<a [^>]*>(.*?)</a>", summary)
    assert [words.split(":")[0] for words in said] == ["Point 1, action 1", "Point 2, action 1"]


def test_a_draft_is_kept_as_it_is_typed(admin, db, given, sign_in, manager) -> None:
    case, ring = given
    actor = sign_in(account=manager)
    desk = answering.desk(db, case, actor, ring, now=MONDAY)
    answer = admin.post(f"/cases/{case.reference}/answer", data=typed(desk, actor.id), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="part-standing"' in answer.text
    assert "Saved at 10am." in answer.text
    assert "<p></p>" not in answer.text, "saving by itself leaves no empty line of what was done"
    assert "<html" not in answer.text
    assert answering.desk(db, db.get(Case, case.id), actor, ring, now=MONDAY).reply.apology


def test_two_people_at_once_see_both_texts_r4(admin, db, given, sign_in, manager, officer_of) -> None:
    case, ring = given
    actor = sign_in(account=manager)
    before = typed(answering.desk(db, case, actor, ring, now=MONDAY), actor.id)
    assert save(admin, db, given, actor).status_code == 303
    other = sign_in(Role.OFFICER)
    answer = admin.post(f"/cases/{case.reference}/answer", data={**before, "p1-why": "I saw the notes."})
    assert answer.status_code == 409
    assert "I saw the notes." in admin.page.text
    assert "We said we would ring, and we did not." in admin.page.text
    assert "Point 1: Why, what was saved meanwhile" in admin.page.text
    seen = {f["name"]: f["value"] for f in admin.page.all("input") if f.get("name", "").startswith("seen-")}
    both = {**before, "p1-why": "I saw the notes.", **seen, "both": "yes"}
    assert admin.post(f"/cases/{case.reference}/answer", data=both).status_code == 204, (
        "saving by itself decides nothing"
    )
    shown = answering.desk(db, db.get(Case, case.id), other, ring, now=MONDAY)
    assert shown.reply.block(shown.points[0].id).why != "I saw the notes."
    again = admin.post(f"/cases/{case.reference}/answer", data={**both, "do": "save"})
    assert again.status_code == 303
    shown = answering.desk(db, db.get(Case, case.id), other, ring, now=MONDAY)
    assert shown.reply.block(shown.points[0].id).why == "I saw the notes."


def test_an_answer_is_sent_back_with_words(admin, db, given, sign_in, manager) -> None:
    case, _ = given
    start = f"/cases/{case.reference}/answer"
    actor = sign_in(account=manager)
    save(admin, db, given, actor)
    admin.post(f"{start}/check")
    sign_in(Role.MANAGER)
    assert admin.post(f"{start}/return", data={"comment": " "}).status_code == 422
    summary = admin.page.html.split("govuk-error-summary", 1)[1].split("<h1", 1)[0]
    assert '<a href="#comment">Say what needs changing</a>' in summary
    admin.get(f"/cases/{case.reference}/timeline")
    assert "Mo Reed asked for a check, waiting for" in admin.page.text
    assert admin.post(f"{start}/return", data={"comment": "Say who was rung."}).status_code == 303
    sign_in(account=manager)
    admin.get(start)
    assert "Say who was rung." in admin.page.text


def test_an_outcome_told_by_phone_starts_the_five_days_k_17(admin, db, given, sign_in, manager) -> None:
    case, _ = given
    sign_in(account=manager)
    page = f"/cases/{case.reference}/answer/told"
    admin.get(page)
    day = {"on-day": "23", "on-month": "11", "on-year": "2026"}
    assert admin.post(page, data={"how": "phone", **day}).status_code == 422
    assert admin.post(page, data={"how": "phone", "said": "Told Sam.", **day}).status_code == 303
    admin.get(f"/cases/{case.reference}/answer")
    assert "Written confirmation" in admin.page.text
