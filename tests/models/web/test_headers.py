"""Every answer carries the exact headers, whatever went wrong (HDR-01)."""

import json

import pytest
from werkzeug.exceptions import default_exceptions

from models.web.headers import HEADERS
from portal.journeys import PATHS
from tests.browser_rules import Browser


@pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/no-such-page", 404), ("/leave", 303)])
def test_the_headers_are_exact(portal: Browser, path: str, status: int) -> None:
    answer = portal.get(path)
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in answer.headers  # plain http on loopback


def test_a_missing_page_is_whole(admin: Browser) -> None:
    assert admin.get("/no-such-page").status_code == 404


def test_what_every_answer_carries_is_what_was_asked_for_word_by_word_hdr_01(portal: Browser) -> None:
    """Spelled out here: a header that is weakened in the code is noticed, not copied into its own test."""
    answer = portal.get("/your-voice/1")
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
        "report-to csp"
    )
    assert answer.headers["Reporting-Endpoints"] == 'csp="/csp"'
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    powers = answer.headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(powers)
    assert all(power.endswith("=()") for power in powers)


def test_the_microphone_is_open_on_the_page_where_a_child_talks_and_on_no_other_hdr_01(portal: Browser) -> None:
    for number in (2, 3, 5, 6):
        powers = portal.get(f"/your-voice/{number}").headers["Permissions-Policy"]
        assert ("microphone=(self)" in powers) is (PATHS["your-voice"].steps[number - 1].id == "tell"), number


def test_only_the_public_start_may_be_found_by_a_search_hdr_01(portal: Browser, admin: Browser) -> None:
    start = portal.get("/")
    assert "X-Robots-Tag" not in start.headers
    assert "noindex" not in start.text, "a child who looks for it finds the way in"
    for site, path in ((portal, "/your-voice/1"), (portal, "/come-back"), (portal, "/now/1"), (admin, "/")):
        assert site.get(path).headers["X-Robots-Tag"] == "noindex, noarchive"


def refused(code: int):
    def view() -> None:
        raise default_exceptions[code]()

    return view


@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 429, 500, 503])
@pytest.mark.parametrize("site", ["portal", "admin"])
def test_whatever_goes_wrong_the_headers_are_the_same_hdr_01(request, monkeypatch, site: str, code: int) -> None:
    browser = request.getfixturevalue(site)
    monkeypatch.setitem(browser.application.view_functions, "healthz", refused(code))
    answer = browser.get("/healthz")
    assert answer.status_code == code
    assert exact(answer)


def exact(answer) -> bool:
    return {name: answer.headers[name] for name in HEADERS} == HEADERS and answer.headers["Cache-Control"] == "no-store"


def test_they_are_at_401_405_and_413_as_people_meet_them_hdr_01(portal: Browser, admin: Browser) -> None:
    said = {"text": "I was away for an hour while I wrote this, and nothing of it may be lost."}
    met = {
        401: portal.post("/your-page/messages", data=said),
        405: portal.open("/your-voice/1", method="DELETE"),
        413: portal.post("/come-back", data={"secret_words": "x" * 3_000_000}),
    }
    assert {code: answer.status_code for code, answer in met.items()} == {code: code for code in met}
    assert all(exact(answer) for answer in met.values())
    assert exact(admin.get("/queue", headers={"HX-Request": "true"}))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("application/reports+json", [{"type": "csp-violation", "body": {"effectiveDirective": "script-src-elem",
         "blockedURL": "https://evil.example/CANARY", "documentURL": "https://help.example/your-page"}}]),
        ("application/csp-report", {"csp-report": {"effective-directive": "script-src-elem", "document": "CANARY"}}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("site", ["portal", "admin"])
def test_what_breaks_the_policy_is_told_by_the_browser_and_only_the_rule_is_kept_hdr_01(
    request, caplog, site: str, kind: str, said: object
) -> None:
    browser = request.getfixturevalue(site)
    with caplog.at_level("WARNING", "heard"):
        answer = browser.post("/csp", data=json.dumps(said), content_type=kind, token=False)
    assert (answer.status_code, answer.text) == (204, "")
    assert exact(answer)
    [line] = [record for record in caplog.records if record.__dict__.get("event") == "csp_report"]
    assert (line.__dict__["fields"], "CANARY" in str(line.__dict__)) == ("script-src-elem", False)


NO_REPORTS = [b"", b"[", b"7", b'[{"body": 7}]', b'{"csp-report": {"effective-directive": "CANARY"}}', b"[" * 70_000]


@pytest.mark.parametrize("said", NO_REPORTS)
def test_what_is_no_report_says_nothing_and_breaks_nothing_hdr_01(portal: Browser, caplog, said: bytes) -> None:
    with caplog.at_level("WARNING", "heard"):
        assert portal.post("/csp", data=said, content_type="application/reports+json", token=False).status_code == 204
    assert not [record for record in caplog.records if record.__dict__.get("event") == "csp_report"]
