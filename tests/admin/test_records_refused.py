"""Erasure that is asked for of a case that cannot go yet: refused with its reason, and answered (RET-07)."""

from datetime import timedelta

import pytest

from models.procedure.terms import State
from tests.admin.test_behaviour import day
from tests.admin.test_records import case  # noqa: F401
from tests.conftest import MONDAY


@pytest.mark.parametrize("held", [False, True])
def test_what_is_asked_of_an_open_or_a_held_case_is_refused_with_its_reason_and_answered_ret_07(
    admin,
    db,
    keys,
    person,
    sign_in,
    mabel,
    hannah,
    case,  # noqa: F811
    held,
):
    if not held:
        case.state, case.closed_on = State.S1_OPEN, None
        db.commit()
    here = f"/records/case/{case.reference}"
    sign_in(account=mabel)
    if held:
        hold = {
            "hold-why": "police",
            "hold-words": "An investigation.",
            **day("hold-review", MONDAY + timedelta(days=90)),
        }
        assert admin.post(f"{here}/hold", data=hold).status_code == 303
    asked = {"asked-cause": "erase", **day("asked-on", MONDAY), "asked-who": "The parent", "asked-checked": "By phone"}
    assert admin.post(f"{here}/asked", data=asked).status_code == 303
    admin.get(here)
    assert "what can be decided is that it stays and the request is refused" in admin.page.text
    assert 'value="erase"' not in admin.page.html.partition('id="refuse-only"')[2].partition("</form>")[0]
    reason = {"decide-reason": "held" if held else "open", "decide-why": "It is needed to answer."}
    assert admin.post(f"{here}/decide", data={**reason, "decide-decision": "erase"}).status_code == 422
    assert admin.post(f"{here}/decide", data={**reason, "decide-decision": "keep"}).status_code == 303
    sign_in(account=hannah)
    assert admin.post(f"{here}/settle", data={"do": "agree"}).status_code == 303
    admin.get(here)
    said = "a legal hold stands on it" if held else "the complaint is still being dealt with"
    assert f"two people decided that it stays. The reason: {said}. You can ask us again" in admin.page.text
    assert "complain to the Information Commissioner" in admin.page.text
    assert admin.post(f"{here}/tell", data={**day("tell-on", MONDAY), "tell-how": "By post, Mabel"}).status_code == 303
    admin.get("/records")
    assert "to be decided" not in admin.page.text
    assert "tell who asked" not in admin.page.text
