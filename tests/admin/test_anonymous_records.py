"""A case is made anonymous on the pages of records: decided, agreed, certified, then on none (RET-01)."""

from sqlalchemy import select

from models.tables import Case, RetentionDecision
from tests.admin.test_records import agree_to_the_period, case, erase_now, seven_years

__all__ = ["agree_to_the_period", "case", "seven_years"]


def test_a_case_is_made_anonymous_by_two_people_and_its_number_leads_nowhere_ret_01(
    admin, db, sessions, keys, settings, sign_in, seven_years, case, hannah
):
    admin.get("/records/periods")
    assert "Made anonymous, it leaves days and codes that lead to nobody." in admin.page.text
    assert "It is made anonymous, unless somebody says why not" in admin.page.text
    reference = case.reference
    done = {"decide-decision": "anonymise", "decide-why": "Its time is over."}
    assert admin.post(f"{seven_years}/decide", data=done).status_code == 303
    admin.get("/records")
    assert "Make it anonymous: to be agreed" in admin.page.text
    sign_in(account=hannah)
    admin.get(seven_years)
    assert "it is made anonymous" in admin.page.text
    assert "Which it had, who worked on it" in admin.page.text
    admin.post(f"{seven_years}/settle", data={"do": "agree"})
    assert erase_now(db, sessions, keys, settings) == 1
    admin.get("/records/erased")
    assert "Anonymous. Its day had come" in admin.page.text
    assert reference not in admin.page.text
    admin.get(f"/records/erased/{db.scalars(select(RetentionDecision.id)).one()}")
    assert "Certificate of making anonymous" in admin.page.text
    assert "The number it has now" in admin.page.text
    assert reference not in admin.page.text
    for page in (f"/cases/{reference}", seven_years, f"/cases/{db.scalars(select(Case.reference)).one()}/erased"):
        assert admin.get(page).status_code == 404, page
