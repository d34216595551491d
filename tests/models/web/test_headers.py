"""Every answer carries the exact headers, whatever went wrong (HDR-01)."""

import pytest

from models.web.headers import HEADERS
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
