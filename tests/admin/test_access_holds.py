"""The page of a request says what it holds, and ends it without an answer by two people (RET-02, SAR-01)."""

from sqlalchemy import select

from models.cases.indexing import add_tags
from models.procedure.terms import Role
from tests.admin.test_access import a_case, logged


def test_a_case_nobody_has_added_says_that_a_request_holds_it(admin, db, keys, person, sign_in, mabel):
    case = a_case(db, keys, person, young_person=False)
    add_tags(db, keys.staff.index, case.id, {"name": ["Sam Lee"]})
    db.commit()
    sign_in(account=mabel)
    row, to = logged(admin, db)
    admin.get(to)
    assert "Nothing is erased that bears one of their names" in admin.page.text
    admin.get(f"/records/case/{case.reference}")
    assert f"has no answer yet: request {row.number}." in admin.page.text


def test_it_ends_without_an_answer_when_another_agrees(admin, db, person, sign_in, mabel):
    hannah = person(Role.MANAGER, name="Hannah Cole")
    sign_in(account=mabel)
    row, to = logged(admin, db, proof="yes")
    admin.post(f"{to}/nothing", data={"do": "unproven"})
    admin.get(to)
    assert "Only 30 days after they were asked for proof" in admin.page.text
    assert admin.post(f"{to}/nothing", data={"do": "withdrawn"}).status_code == 303
    admin.get(to)
    assert "Mabel Stone says that it ends without an answer: They took it back." in admin.page.text
    sign_in(account=hannah)
    assert admin.post(f"{to}/nothing", data={"do": "agree"}).status_code == 303
    admin.get(to)
    assert "Agreed. It is over." in admin.page.text
    assert "They took it back." in admin.page.text
    assert "Take the answer" not in admin.page.text
    assert admin.post(f"{to}/answer").status_code == 404
    db.refresh(row)
    assert db.scalars(select(type(row).ended_as)).all() == ["withdrawn"]
