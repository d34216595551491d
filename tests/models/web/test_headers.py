"""Every answer carries the exact headers, whatever went wrong (HDR-01)."""

import pytest

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
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    )
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
