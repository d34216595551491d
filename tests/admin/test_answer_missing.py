"""What keeps an answer from going is said on its page before anybody presses Send, word for word (G-05, X-15)."""

import re
from dataclasses import replace

import pytest

from models.cases import answer_release, answering
from models.procedure.terms import Role
from models.tables import CaseEvent, Point, Staff
from tests.admin.test_answer import save, typed
from tests.models.cases.answered import MONDAY, full

KINDS = {
    "looked_at": {"p1-looked_at": ""},
    "found": {"p1-found": ""},
    "finding": {"p1-finding": ""},
    "why": {"p2-why": ""},
    "nothing to do": {f"p1-a1-{part}": "" for part in ("text", "due-day", "due-month", "due-year", "owner")},
    "what will be done": {"p1-a1-text": ""},
    "by when": {f"p1-a1-due-{part}": "" for part in ("day", "month", "year")},
    "who does it": {"p1-a1-owner": ""},
    "a day that has passed": {"p1-a1-due-day": "20", "p1-a1-due-month": "11"},
    "no apology": {"apology": ""},
    "half an apology": {"apology": "We are sorry if you feel that we did not ring."},
    "wish decided": {"w1-decided": ""},
    "wish why": {"w1-why": ""},
    "others": {"others": ""},
    "who else": {"others": "someone", "others_words": ""},
    "too hard": {"opening": "Notwithstanding organisational considerations, communication was unsatisfactory. " * 40},
}


def listed(page):
    """What the page says is missing: what a point or a wish lacks stands in one line."""
    found = re.search(r'id="gaps">(.*?)</ul>', page.html, re.S)
    said = []
    for line in re.findall(r"<li>(.*?)</li>", found[1] if found else "", re.S):
        about = re.match(r"<strong[^>]*>(.*?)</strong> ", line)
        each = re.findall(r"<a[^>]*>(.*?)</a>", line, re.S)
        said += [f"{about[1]} {words}." if about else f"{words}." for words in each]
    return said


def refused(page):
    """What the summary says after Send."""
    found = re.search(r"govuk-error-summary__list[^>]*>(.*?)</ul>", page.html, re.S)
    return [line.strip() for line in re.findall(r"<li>\s*(?:<a[^>]*>)?(.*?)(?:</a>)?\s*</li>", found[1], re.S)]


def same_on_both(admin, here):
    """On the page, and in the summary of what is refused; there it stands once."""
    admin.get(here)
    said = listed(admin.page)
    assert "Nothing. It can be checked." not in admin.page.text
    assert said
    assert admin.post(f"{here}/check").status_code == 422
    assert refused(admin.page) == said
    assert not listed(admin.page)
    return said


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_of_what_is_missing_and_the_check_at_send_say_the_same_g_05(admin, db, given, sign_in, manager, kind):
    actor = sign_in(account=manager)
    here = f"/cases/{given[0].reference}/answer"
    assert save(admin, db, given, actor, **KINDS[kind]).status_code == 303
    assert len(same_on_both(admin, here)) == 1
    save(admin, db, given, actor, opening="")
    assert "Nothing. It can be checked." in admin.get(here).text
    assert admin.post(f"{here}/check").status_code == 303


def test_who_was_chosen_and_can_not_do_it_any_more_is_missing_before_send_and_at_send_x_15(
    admin, db, given, sign_in, manager, person
):
    actor = sign_in(account=manager)
    gone = person(Role.RESPONDER, name="Rosa Gone")
    save(admin, db, given, actor, **{"p1-a1-owner": str(gone.staff_id)})
    db.query(Staff).filter_by(id=gone.staff_id).update({"active": False})
    db.commit()
    (said,) = same_on_both(admin, f"/cases/{given[0].reference}/answer")
    assert "choose somebody else" in said


def test_a_point_with_no_procedure_of_its_own_is_answered_with_its_case_x_13(admin, db, given, sign_in, manager):
    actor = sign_in(account=manager)
    save(admin, db, given, actor)
    db.query(Point).filter_by(case_id=given[0].id, number=2).update({"procedure": None})
    db.commit()
    here = f"/cases/{given[0].reference}/answer"
    assert admin.get(here).status_code == 200
    assert "Nothing. It can be checked." in admin.page.text, "it belongs where the case does"
    assert admin.post(f"{here}/check").status_code == 303


def test_a_promise_for_a_day_that_has_passed_is_refused_kindly_when_it_is_let_go_x_15(
    admin, db, given, sign_in, manager, clock
):
    actor = sign_in(account=manager)
    here = f"/cases/{given[0].reference}/answer"
    save(admin, db, given, actor, **{"p1-a1-due-day": "24", "p1-a1-due-month": "11"})
    assert admin.post(f"{here}/check").status_code == 303
    sign_in(Role.OFFICER)
    assert admin.post(f"{here}/agree").status_code == 303
    clock.forward(days=2)
    sign_in(account=manager)
    assert admin.post(f"{here}/release").status_code == 422
    assert "24 November 2026 has passed. Choose a day from today on." in admin.page.text


def test_an_apology_that_takes_itself_back_goes_only_with_a_reason_which_stays_on_the_case_6_3(
    db, given, manager, officer, sign_in
):
    case, ring = given
    mo, told = sign_in(account=manager), {"now": MONDAY, "keys": ring}
    shown = answering.desk(db, case, mo, ring, now=MONDAY)
    half = full(shown, mo.id, apology="We are sorry if you feel let down.")
    shown = answering.save(db, case, half, seen=shown.marks, actor=mo, **told)
    assert [gap.field for gap in shown.gaps] == ["apology"]
    stays = replace(shown.reply, apology_stays="Their solicitor agreed these words.")
    answering.save(db, case, stays, seen=shown.marks, actor=mo, **told)
    answering.ask_for_check(db, case, actor=mo, **told)
    answering.agree(db, case, actor=officer, **told)
    letter = answer_release.let_go(db, case, actor=mo, **told)
    kept = db.query(CaseEvent).filter_by(case_id=case.id, reason="apology_stays").one()
    assert ring.open(CaseEvent.details, kept) == "Their solicitor agreed these words."
    assert kept.actor_id == mo.id
    assert "solicitor" not in str(ring.open_json(type(letter).body, letter)), "the person does not read it"


def test_while_what_was_typed_is_not_saved_the_page_does_not_say_that_nothing_is_missing_r5(
    admin, db, given, sign_in, manager
):
    case, ring = given
    actor = sign_in(account=manager)
    save(admin, db, given, actor)
    desk = answering.desk(db, case, actor, ring, now=MONDAY)
    half_a_date = typed(desk, actor.id, **{"p1-a1-due-month": ""})
    part = admin.post(f"/cases/{case.reference}/answer", data=half_a_date, headers={"HX-Request": "true"})
    assert part.status_code == 422
    assert "Nothing. It can be checked." not in part.text
    assert "What you just typed is not saved yet." in part.text


def test_how_an_answer_reads_is_said_as_an_age_with_the_limit_and_the_long_words_2_2(
    admin, db, given, sign_in, manager
):
    actor = sign_in(account=manager)
    here = f"/cases/{given[0].reference}/answer"
    why = "It was notwithstanding that. It was safeguarding partnership arrangements. We did not ring."
    save(admin, db, given, actor, **{"p1-why": why})
    admin.get(here)
    assert "For this person: about age 11 at most." in admin.page.text
    assert "Long words. Use shorter ones: notwithstanding safeguarding partnership arrangements" in admin.page.text
    save(admin, db, given, actor, **{"p1-why": "We did not ring."})
    admin.get(here)
    assert "A reader of about age" in admin.page.text
    assert "Long words" not in admin.page.text
