"""What we give a council to put in front keeps nobody's address, and no upload in clear on a disk (PRV-03)."""

import re
from pathlib import Path

import pytest

from models.web.headers import HEADERS, HTTPS_ONLY, NO_ROBOTS, STORE_NOTHING

ROOT = Path(__file__).parents[1]
PROXY = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
DOWN = (ROOT / "deploy" / "down.conf").read_text("utf-8")


def settings(name: str, text: str = PROXY) -> list[str]:
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return [line.removeprefix(name).strip(" ;") for line in lines if line.startswith(f"{name} ")]


@pytest.mark.parametrize(
    ("name", "only"),
    [
        ("access_log", "off"), ("error_log", "/dev/null crit"), ("log_format", None),
        ("client_body_temp_path", "/run/heard-upload"), ("proxy_max_temp_file_size", "0"),
        ("proxy_request_buffering", "on"), ("ssl_session_tickets", "off"),
    ],
)  # fmt: skip
def test_the_proxy_keeps_no_address_and_no_upload(name: str, only: str | None) -> None:
    assert settings(name) == ([only] if only else [])


def test_both_sites_are_behind_it_under_two_names() -> None:
    both, *each = settings("server_name")
    assert len(set(each)) == 2
    assert both.split() == each
    assert settings("proxy_pass") == ["http://127.0.0.1:8000", "http://127.0.0.1:8001"]


def test_what_is_asked_in_clear_is_a_page_sent_on_or_is_refused_hdr_05() -> None:
    assert settings("listen") == ["80", "443 ssl", "443 ssl"]
    assert settings("if") == ["($request_method !~ ^(GET|HEAD)$) { return 403; }"]
    assert settings("return") == ["301 https://$host$request_uri"]
    assert settings("ssl_protocols") == ["TLSv1.2 TLSv1.3"]


def test_where_we_do_not_answer_at_all_people_read_whom_to_ring_under_our_own_headers_hdr_01_r6() -> None:
    assert settings("include") == ["down.conf", "down.conf"]
    assert settings("error_page", DOWN) == ["502 504 /down.html"]
    sent = dict(re.findall(r'add_header (\S+) "([^"]*)" always;', DOWN))
    assert sent == HEADERS | {
        "X-Robots-Tag": NO_ROBOTS, "Cache-Control": STORE_NOTHING, "Strict-Transport-Security": HTTPS_ONLY,
    }  # fmt: skip
    page = (ROOT / "static" / "down.html").read_text("utf-8")
    assert all(number in page for number in ("tel:999", "0800 1111"))
