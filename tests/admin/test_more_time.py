"""A responding manager asks for more time on the answer's own page, and reads where the law gives none (K-12)."""

from datetime import date

from models.cases.recording import running_clocks
from models.procedure.terms import Event, Role
from models.tables import Case, Extension, Letter
from tests.models.cases.answered import DUE, LAST, at


def asked(day: date = LAST, **change: str) -> dict[str, str]:
    typed = {"new_due-day": str(day.day), "new_due-month": str(day.month), "new_due-year": str(day.year)}
    return {**typed, "reason": "We must read old notes.", **change}


def due(db, case):
    return next(clock.due_on for clock in running_clocks(db, db.get(Case, case.id)) if clock.due_on >= DUE)


def test_who_answers_asks_and_a_complaints_manager_agrees_before_anything_moves_k_12_i(
    admin, db, given, sign_in, manager
) -> None:
    case, _ = given
    page = f"/cases/{case.reference}/answer/more-time"
    sign_in(account=manager)
    admin.get(f"/cases/{case.reference}/answer")
    assert next(a for a in admin.page.all("a") if a.get("id") == "to-more-time")["href"] == page
    admin.get(page)
    assert "Monday 21 December 2026" in admin.page.text
    assert admin.post(page, data=asked(reason="")).status_code == 422
    assert admin.post(page, data=asked(date(2026, 12, 22))).status_code == 422
    assert "The latest date allowed is" in admin.page.text
    assert "We must read old notes." in admin.page.text, "nothing that was typed is lost (R5)"
    assert admin.post(page, data=asked()).status_code == 303
    assert admin.post(page, data=asked()).status_code == 422, "asked once"
    admin.get(page)
    assert "It waits for a complaints manager" in admin.page.text
    assert (due(db, case), db.query(Letter).filter_by(case_id=case.id, event=Event.EXTENDED).count()) == (DUE, 0)
    sign_in(Role.MANAGER, name="Hana Voss")
    admin.get(f"/cases/{case.reference}/more-time")
    assert "Mo Reed agrees for the service." in admin.page.text
    assert admin.post(f"/cases/{case.reference}/more-time/agree").status_code == 303
    assert db.query(Extension).one().answer == "agreed"
    sign_in(account=manager)
    assert admin.get(f"{page}").status_code == 200


def test_who_asked_reads_why_a_complaints_manager_did_not_agree(admin, given, sign_in, manager) -> None:
    case, _ = given
    page = f"/cases/{case.reference}/answer/more-time"
    sign_in(account=manager)
    admin.post(page, data=asked())
    sign_in(Role.MANAGER)
    admin.post(f"/cases/{case.reference}/more-time/turn-down", data={"no-why": "It is one call."})
    sign_in(account=manager)
    admin.get(page)
    assert "a complaints manager did not agree: It is one call." in admin.page.text
    assert 'id="propose"' in admin.page.html, "they may ask again"


def test_where_the_law_gives_no_more_time_it_says_so_k_12(admin, db, clock, given, sign_in, manager) -> None:
    case, _ = given
    page = f"/cases/{case.reference}/answer/more-time"
    clock.now = at(22)
    sign_in(account=manager)
    admin.get(page)
    assert "There is no more time to give. The law lets this answer take until Monday 21 December" in admin.page.text
    assert 'id="propose"' not in admin.page.html
    assert admin.post(page, data=asked(date(2026, 12, 23))).status_code == 422
    assert db.query(Extension).count() == 0


def test_the_complaints_team_is_led_to_its_own_page(admin, given, sign_in) -> None:
    case, _ = given
    sign_in(Role.OFFICER)
    at_page = admin.get(f"/cases/{case.reference}/answer/more-time")
    assert at_page.location.endswith(f"/cases/{case.reference}/more-time")
