"""Nothing changes unless our own page asked for it, from this browser (CSRF-01 to CSRF-06)."""

import uuid

import pytest
from sqlalchemy.orm import Session
from werkzeug.routing import AnyConverter, IntegerConverter, UUIDConverter

from models.procedure.terms import Role
from tests.browser_rules import Browser
from tests.counting import counting

CROSS = [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}]
CROSS += [{"Origin": "http://["}, {"Origin": "http://127.0.0.1@evil.example"}]
OURS = [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://127.0.0.1:8001"}, {"Origin": "null"}, {}]
SIGN_IN = {"email": "a@ashbourne.example", "password": "not the password"}


@pytest.mark.parametrize("headers", CROSS)
def test_another_site_changes_nothing_even_with_a_token_csrf_02(admin: Browser, headers: dict[str, str]) -> None:
    assert admin.post("/sign-in", data=SIGN_IN, headers=headers).status_code == 403


@pytest.mark.parametrize("headers", OURS)
def test_our_own_pages_and_old_browsers_are_not_turned_away(admin: Browser, headers: dict[str, str]) -> None:
    assert admin.post("/sign-in", data=SIGN_IN, headers=headers).status_code == 422


@pytest.mark.parametrize("token", ["", "made-up", "IjEyMyI.Zz.zz"])
def test_signing_in_needs_a_token_csrf_06(admin: Browser, token: str) -> None:
    answer = admin.post("/sign-in", data={**SIGN_IN, "csrf_token": token}, token=False)
    assert answer.status_code == 400
    assert SIGN_IN["password"] not in answer.text


def test_another_hosts_name_is_refused_whatever_is_sent_to_it_inp_09(admin: Browser) -> None:
    """No address of ours can be worked out from it: neither the way to the sign-in page nor the one back."""
    for method in ("GET", "POST", "TRACE"):
        assert admin.open("/sign-in", method=method, base_url="http://evil.example").status_code == 400


def test_another_browsers_token_is_not_ours_csrf_01(admin: Browser) -> None:
    other = Browser(admin.application, admin.db)
    other.get("/sign-in")
    theirs = other.page.token()  # type: ignore[union-attr]
    admin.get("/sign-in")
    assert admin.post("/sign-in", data={**SIGN_IN, "csrf_token": theirs}, token=False).status_code == 400


SPELLED = {
    UUIDConverter: lambda _: uuid.UUID(int=7),
    IntegerConverter: lambda _: 7,
    AnyConverter: lambda c: min(c.items),
}


@pytest.mark.parametrize("name", ["portal", "admin"])
def test_no_address_that_changes_something_is_reached_without_a_token_csrf_01_csrf_05(
    request: pytest.FixtureRequest, officer: object, name: str
) -> None:
    """One by one, by who is signed in; that htmx asks changes nothing of it."""
    site: Browser = request.getfixturevalue(name)
    rules = [rule for rule in site.application.url_map.iter_rules() if rule.methods - {"GET", "HEAD", "OPTIONS"}]
    assert len(rules) > 50
    for rule in rules:
        found = {one: SPELLED.get(type(kind), lambda _: "x")(kind) for one, kind in rule._converters.items()}
        path = site.application.url_map.bind("site.example").build(rule.endpoint, found, method="POST")
        answer = site.post(path, data={"csrf_token": "made-up"}, headers={"HX-Request": "true"}, token=False)
        assert answer.status_code == 400, (rule.endpoint, answer.status_code)


def tokens(name: str, site: Browser, other: Browser, signed_out: str) -> dict[str, str | None]:
    """Each of them is good somewhere, and none of them here."""
    colleague = Browser(site.application, site.db)
    for browser in (colleague, other):
        browser.get(FORM[browser.application.name])
    theirs = {"another_browsers": colleague.page.token(), "another_sites": other.page.token()}  # type: ignore[union-attr]
    before = {"from_before_sign_in": signed_out} if name == "admin" else {}
    return {"missing": None, "empty": "", "wrong": "IjEyMyI.Zz.zz", **theirs, **before}


PART = {"HX-Request": "true"}  # refused without drawing a page
FORM = {"portal": "/come-back", "admin": "/sign-in"}


@pytest.mark.parametrize("name", ["portal", "admin"])
def test_no_token_but_the_one_of_this_browser_changes_anything_anywhere_csrf_01(
    request: pytest.FixtureRequest, sign_in: object, portal: Browser, admin: Browser, db: Session, name: str
) -> None:
    """Every address that changes something, with each token that is somebody else's, and a right one from elsewhere."""
    site, other = (portal, admin) if name == "portal" else (admin, portal)
    site.get(FORM[name])
    signed_out = site.page.token()  # type: ignore[union-attr]
    wrong = tokens(name, site, other, signed_out)
    sign_in(Role.OFFICER)  # type: ignore[operator]
    assert all(wrong[kind] for kind in wrong if kind not in ("missing", "empty"))
    rules = [rule for rule in site.application.url_map.iter_rules() if rule.methods - {"GET", "HEAD", "OPTIONS"}]
    address, passed = site.application.url_map.bind("site.example"), []
    with counting(db.get_bind()) as said:
        for rule in rules:
            found = {one: SPELLED.get(type(kind), lambda _: "x")(kind) for one, kind in rule._converters.items()}
            path = address.build(rule.endpoint, found, method="POST")
            for kind, token in wrong.items():
                data = {} if token is None else {"csrf_token": token}
                if site.post(path, data=data, headers=PART, token=False).status_code != 400:
                    passed.append((rule.endpoint, kind))
            if site.post(path, headers={**PART, "Origin": "https://evil.example"}).status_code != 403:
                passed.append((rule.endpoint, "wrong origin"))
    assert passed == []
    assert [sql for sql in said if sql.lstrip().split(None, 1)[0] in ("INSERT", "UPDATE", "DELETE")] == []


def test_a_form_may_lie_open_for_nineteen_hours_csrf_07(portal: Browser, clock: object) -> None:
    """The token is bound to the cookie and to no time."""
    assert portal.application.config["WTF_CSRF_TIME_LIMIT"] is None


def test_reading_pages_sets_no_cookie_until_there_is_a_form(portal: Browser, db: Session) -> None:
    assert "Set-Cookie" not in portal.get("/no-such-page").headers
