"""A young person's letter that is too hard to read does not leave, wherever it was written (T27, experience 6.3)."""

import pytest

from models.cases.easy_words import TooHard
from models.cases.releasing import release
from models.cases.timeline import entries
from models.procedure.terms import Role
from models.tables import Letter
from tests.models.cases.answered import MONDAY, ready_to_close, routed, who

HARD = "Notwithstanding considerable organisational difficulties, accommodation refurbishment will be reconsidered."
EASY = "We will mend the heating by Friday. Then your room is warm."


@pytest.fixture
def closing(admin, db, keys, person, sign_in):
    """A young person's answered case that Priya is about to close."""
    priya = person(Role.OFFICER, name="Priya Shah")
    case, ring = ready_to_close(db, keys.staff.ring, who(priya), young_person=True)
    sign_in(account=priya)
    admin.get(f"/cases/{case.reference}/close")
    return case, ring


def close(admin, case, **more):
    return admin.post(f"/cases/{case.reference}/close", data={"reason": "no_more", **more}).status_code


def test_what_a_step_of_the_case_writes_passes_the_same_gate_and_nothing_typed_is_lost(admin, db, closing) -> None:
    case, _ = closing
    assert close(admin, case, still=HARD) == 422
    assert "Make it easier to read, or say why not" in admin.page.text
    assert HARD in admin.page.html
    assert 'name="reason" value="no_more"' in admin.page.html
    assert "a place to live" in admin.page.text  # what to say instead of accommodation
    assert db.query(Letter).count() == 0
    assert close(admin, case, still=EASY) == 303
    assert db.query(Letter).one().kind == "closure"


def test_it_goes_with_a_reason_which_stays_on_the_case(admin, db, closing) -> None:
    case, ring = closing
    assert close(admin, case, still=HARD, hard_because="The court wants these words.") == 303
    assert db.query(Letter).count() == 1
    assert any("The court wants these words." in str(one) for one in entries(db, case, ring))


def test_a_letter_about_anything_else_asks_on_its_own_page(admin, db, closing) -> None:
    case, _ = closing
    address = f"/cases/{case.reference}/letters/new"
    admin.get(address)
    assert admin.post(address, data={"words": HARD, "send": "yes"}).status_code == 422
    assert "Make it easier to read, or say why not" in admin.page.text
    assert db.query(Letter).count() == 0
    assert admin.post(address, data={"words": HARD, "because": "The court.", "send": "yes"}).status_code == 303


def test_words_in_another_language_want_somebody_who_read_them(admin, closing) -> None:
    case, _ = closing
    polish = "Naprawimy ogrzewanie do piątku i wtedy w twoim pokoju będzie znowu naprawdę ciepło i miło."
    assert close(admin, case, still=polish) == 422
    assert "Write who read it and found it easy" in admin.page.text


def test_no_verb_can_go_round_the_gate(db, keys, person) -> None:
    priya = who(person(Role.OFFICER, name="Priya Shah"))
    case, ring = routed(db, keys.staff.ring, priya, young_person=True)
    block = {"id": "why", "heading": "", "paragraphs": [HARD], "list": [], "locked": False}
    content = {"subject": "For you", "blocks": [block]}
    with pytest.raises(TooHard):
        release(db, case, "behaviour_warning", content, event=None, actor=priya, now=MONDAY, keys=ring)


def test_an_adult_is_written_to_as_before(db, keys, person) -> None:
    priya = who(person(Role.OFFICER, name="Priya Shah"))
    case, ring = routed(db, keys.staff.ring, priya, young_person=False)
    block = {"id": "why", "heading": "", "paragraphs": [HARD], "list": [], "locked": False}
    content = {"subject": "For you", "blocks": [block]}
    assert release(db, case, "behaviour_warning", content, event=None, actor=priya, now=MONDAY, keys=ring)
