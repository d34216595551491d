"""Only whom the settings name is asked anything over a network, and nobody that a file names (PRV-02, INP-12)."""

import io
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from models.files.refusing import Refused
from models.files.store import Store
from models.post.incoming import read
from models.post.paper import write_pdf
from tests.files import WORD, docx, pdf, taken, zipped
from tests.models.test_typesetting import letter

ROOT = Path(__file__).parents[1]
OPENS = re.compile(
    r"^\s*(?:import|from) (?:socket|smtplib|imaplib|ftplib|requests|httpx|aiohttp|urllib3|urllib\.request|http\.client"
    r"|notifications_python_client|websockets?|telnetlib)\b",
    re.MULTILINE,
)
NAMED = {  # by mail, mailbox, scanner and Notify in the settings; the last one looks for a free port
    "models/web/mail.py", "models/jobs/mailbox.py", "models/files/scanning.py", "models/post/notify.py",
    "admin/commands/running.py",
}  # fmt: skip
LOADED = re.compile(
    r"""(?:src|srcset|poster|data|action|xlink:href)\s*=\s*["']?(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import"""
    r"""|(?:fetch|sendBeacon|WebSocket|EventSource|importScripts)\(\s*["'`](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//"""
)
WATCHES = re.compile(
    r"google-analytics|googletagmanager|gtag\(|matomo|piwik|hotjar|sentry|plausible|segment\.(?:io|com)|fingerprintjs"
    r"|canvas\.toDataURL|navigator\.(?:plugins|hardwareConcurrency|deviceMemory)|openai|anthropic|speech\.googleapis",
    re.IGNORECASE,
)


def source(*suffixes: str) -> Iterator[Path]:
    for folder in ("portal", "admin", "models", "templates", "static"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in suffixes and "vendor" not in path.parts:
                yield path


def test_only_what_the_settings_name_is_ever_connected_to_prv_02_inp_12() -> None:
    opens = {path.relative_to(ROOT).as_posix() for path in source(".py") if OPENS.search(path.read_text("utf-8"))}
    assert opens == NAMED


def test_no_page_and_no_script_loads_from_elsewhere_or_watches_anybody_prv_01_prv_02() -> None:
    for path in source(".html", ".js", ".css", ".svg"):
        text = path.read_text("utf-8")
        assert not LOADED.search(text), path
        assert not WATCHES.search(text), path


def test_a_link_to_another_site_tells_it_nothing_of_where_it_was_pressed_prv_04() -> None:
    links = [
        link for path in source(".html") for link in re.findall(r"<a\b[^>]*https?://[^>]*>", path.read_text("utf-8"))
    ]
    assert links
    assert [link for link in links if "noreferrer" not in link] == []


@pytest.fixture
def address() -> Iterator[tuple[str, socket.socket]]:
    """Somebody who waits to be asked."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/seen", listening


def reaching(there: str) -> dict[str, bytes]:
    """Files that would ask for something there, if whoever opens them did as they say."""
    picture = f'<w:p xmlns:w="{WORD}"><w:r><w:instrText>INCLUDEPICTURE "{there}"</w:instrText></w:r></w:p>'
    relation = f'<Relationships><Relationship Type="x/image" TargetMode="External" Target="{there}"/></Relationships>'
    with pikepdf.open(io.BytesIO(pdf(script=True))) as paper:
        paper.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=there)
        remote = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, FS=pikepdf.Name.URL, F=there)
        paper.pages[0].Contents = paper.make_stream(b"", F=remote)
        out = io.BytesIO()
        paper.save(out)
    return {
        "a.docx": docx("hello", **{"word/header1.xml": picture, "word/_rels/document.xml.rels": relation}),
        "b.odt": zipped({"content.xml": f"<a xmlns:x='http://www.w3.org/1999/xlink'><i x:href='{there}'/></a>"}),
        "c.docx": zipped({"word/document.xml": f'<!DOCTYPE a SYSTEM "{there}"><a/>'}),
        "d.pdf": out.getvalue(),
        "e.mp3": f"#EXTM3U\n#EXTINF:1,\n{there}\n".encode(),
        "f.m4a": b"\0\0\0\x20ftypM4A \0\0\0\0" + f"rtsptext{there}".encode() + bytes(600),
        "g.txt": f"<img src={there}>".encode(),
        "h.jpg": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{there}"/></svg>'.encode(),
    }


def test_no_file_mail_or_letter_makes_us_ask_for_what_it_names_inp_12(
    address: tuple[str, socket.socket], tmp_path: Path
) -> None:
    there, listening = address
    kept = []
    for name, content in reaching(there).items():
        try:
            kept.append(taken(Store(tmp_path), content, name).kind.code)
        except Refused:
            continue
    assert kept == ["docx", "odt", "pdf", "txt"], "those that are taken were looked at too"
    html = f"Content-Type: text/html\r\n\r\n<link href={there}><img src={there}><iframe src={there}></iframe>words"
    assert read(html.encode()).text == "words"
    write_pdf([letter(f'#image("{there}") <img src="{there}"> @import url({there})')], title="Letters")
    with pytest.raises(TimeoutError):
        listening.accept()
