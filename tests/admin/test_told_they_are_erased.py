# ruff: noqa: F811
"""Who asked to be erased is told between the second person's yes and the erasing (RET-07, README decision 126)."""

from datetime import timedelta

from tests.admin.test_behaviour import day
from tests.admin.test_records import case, erase_now  # noqa: F401
from tests.conftest import MONDAY


def test_erased_early_they_are_told_after_the_second_yes_and_nothing_goes_before_ret_07(
    admin, db, sessions, keys, settings, sign_in, case, mabel, hannah
):
    page = f"/records/case/{case.reference}"
    sign_in(account=mabel)
    asked = {"asked-cause": "object", "asked-who": "The mother", "asked-checked": "Rang her", **day("asked-on", MONDAY)}
    admin.post(f"{page}/asked", data=asked)
    erase = {"decide-decision": "erase", "decide-why": "Nothing stands against it."}
    told = {"tell-how": "I rang her.", **day("tell-on", MONDAY)}
    assert admin.post(f"{page}/decide", data=erase).status_code == 303
    admin.get(page)
    assert "Say nothing of it before a second person has agreed." in admin.page.text
    admin.post(f"{page}/tell", data=told, follow_redirects=True)
    assert "Nobody has to be told of anything here now." in admin.page.text, "nobody has agreed"
    sign_in(account=hannah)
    admin.post(f"{page}/settle", data={"do": "refuse"})
    admin.get(page)
    assert "Answer by" in admin.page.text, "a request that was not agreed waits again"
    sign_in(account=mabel)
    admin.post(f"{page}/decide", data=erase)
    sign_in(account=hannah)
    admin.post(f"{page}/settle", data={"do": "agree"})
    admin.get(page)
    assert "Agreed by two: tell who asked" in admin.page.text
    assert erase_now(db, sessions, keys, settings) == 0
    early = {**told, **day("tell-on", MONDAY - timedelta(days=1))}
    assert admin.post(f"{page}/tell", data=early).status_code == 422
    assert "I rang her." in admin.page.html, "nothing typed is lost"
    assert admin.post(f"{page}/tell", data=told).status_code == 303
    assert erase_now(db, sessions, keys, settings) == 1
