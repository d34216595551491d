"""What we give a council to put in front keeps nobody's address, and no upload in clear on a disk (PRV-03)."""

from pathlib import Path

import pytest

PROXY = (Path(__file__).parents[1] / "deploy" / "nginx.conf").read_text("utf-8")


def settings(name: str) -> list[str]:
    lines = [line.split("#")[0].strip() for line in PROXY.splitlines()]
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
    assert len(set(settings("server_name"))) == 2
    assert settings("proxy_pass") == ["http://127.0.0.1:8000", "http://127.0.0.1:8001"]
