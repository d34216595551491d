"""What we give a council to put in front keeps nobody's address, and no upload in clear on a disk (PRV-03)."""

import contextlib
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.web.headers import HEADERS, HTTPS_ONLY, NO_ROBOTS, STORE_NOTHING

ROOT = Path(__file__).parents[1]
PROXY = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
DOWN = (ROOT / "deploy" / "down.conf").read_text("utf-8")


SENT = {
    name: either or other
    for name, either, other in re.findall(
        r"""add_header (\S+) (?:"([^"]*)"|'([^']*)') always;""", (ROOT / "deploy" / "headers.conf").read_text("utf-8")
    )
}


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
    assert settings("include") == ["headers.conf", "down.conf", "down.conf"]
    assert settings("error_page", DOWN)[0] == "502 504 /down.html"
    assert settings("include", DOWN) == ["headers.conf", "headers.conf"]
    assert SENT == HEADERS | {
        "X-Robots-Tag": NO_ROBOTS, "Cache-Control": STORE_NOTHING, "Strict-Transport-Security": HTTPS_ONLY,
    }  # fmt: skip
    page = (ROOT / "static" / "down.html").read_text("utf-8")
    assert all(number in page for number in ("tel:999", "0800 1111"))


def test_what_the_proxy_refuses_by_itself_is_a_page_of_ours_under_our_own_headers_hdr_01() -> None:
    """A request that is none, or too large: nginx answers before we are asked, with a bare page and no header."""
    *codes, page = settings("error_page", DOWN)[1].split()
    assert {"400", "403", "405", "408", "413", "414", "494", "500", "503"} <= set(codes)
    said = (ROOT / "static" / page.lstrip("/")).read_text("utf-8")
    assert all(number in said for number in ("tel:999", "0800 1111"))
    assert "too big" in said


@pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx here")
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (b"GET /your-voice/1 HTTP/1.1\r\nHost: help.council.example\r\n\r\n", 502),
        (b"POST /kept HTTP/1.1\r\nHost: help.council.example\r\nContent-Length: 125829120\r\n\r\n", 413),
        (b"GET / HTTP/1.1\r\nHost: help.council.example\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
    ],
)
def test_a_real_nginx_answers_so_hdr_01(proxy: int, asked: bytes, code: int) -> None:
    with socket.create_connection(("127.0.0.1", proxy), timeout=5) as line:
        line.sendall(asked)
        answer = b""
        while more := line.recv(65536):
            answer += more
            if b"</html>" in answer:
                break
    head, _, body = answer.decode("latin-1").partition("\r\n\r\n")
    assert head.split()[1] == str(code)
    lines = [line.split(": ", 1) for line in head.splitlines()[1:]]
    assert {name: value for name, value in lines if name in SENT} == SENT
    assert "tel:999" in body


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[int]:
    """The example as it is, in clear on one port of this machine, with nothing behind it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    text = re.sub(r"    server \{ +# in clear.*?\n    \}\n", "", PROXY, flags=re.S)
    text = re.sub(r" +ssl_certificate.*\n", "", text).replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    text = text.replace("/run/", f"{tmp_path}/").replace("127.0.0.1:8000", "127.0.0.1:1")
    folders = "".join(f"    {kind}_temp_path {tmp_path}/{kind};\n" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
    (tmp_path / "nginx.conf").write_text(text.replace("http {\n", "http {\n" + folders), "utf-8")
    for name in ("down.conf", "headers.conf"):
        words = (ROOT / "deploy" / name).read_text("utf-8")
        (tmp_path / name).write_text(words.replace("/opt/heard/static", str(ROOT / "static")), "utf-8")
    given = [shutil.which("nginx") or "nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    running = subprocess.Popen([*given, "-g", "daemon off;"])
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        time.sleep(0.05)
    yield port
    running.terminate()
    running.wait(10)
