"""What is served beside the pages: whole, small enough, and without anything that must not be there."""

import base64
import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
SYMBOLS = sorted((STATIC / "symbols").glob("*.svg"))
TEMPLATES = ROOT / "templates"
PAGES = sorted(
    page.relative_to(TEMPLATES).as_posix()
    for page in (TEMPLATES / "portal").rglob("*.html")
    if "{% extends" in page.read_text()
)
OURS = [*STATIC.glob("*.js"), *(STATIC / "site").glob("*.css")]


def weight(*paths: str) -> int:
    return sum(len(gzip.compress((STATIC / path).read_bytes(), 9)) for path in paths)


def test_vendored_files_are_the_ones_written_down() -> None:
    written = tomllib.loads((STATIC / "vendor/VERSIONS.toml").read_text())["file"]
    assert {row["name"] for row in written} == {p.name for p in (STATIC / "vendor").glob("*.min.*")}
    for row in written:
        found = hashlib.sha384((STATIC / "vendor" / row["name"]).read_bytes()).digest()
        assert row["sha384"] == "sha384-" + base64.b64encode(found).decode()
        assert (STATIC / "vendor" / row["licence_file"]).exists()


def test_the_public_site_is_light() -> None:
    assert weight("vendor/govuk-public-6.6.0.min.css", "site/site.css", "site/public.css") <= 15_000


def loaded(template: str) -> set[str]:
    """Every script that a page of that template can load: its own, its layout's, and what those import."""
    text = (TEMPLATES / template).read_text()
    found = {script for script in re.findall(r"""static\(['"]([^'"]+\.js)""", text)}
    for script in list(found):
        found |= imported(script)
    for other in re.findall(r"""{%-? (?:extends|include|from) ['"]([^'"]+)""", text):
        found |= loaded(other)
    return found


def imported(script: str) -> set[str]:
    if script.startswith("vendor/"):
        return set()
    names = set(re.findall(r"""(?:from|import) ['"]\./([^'"]+)""", (STATIC / script).read_text()))
    return names.union(*map(imported, names))


@pytest.mark.parametrize("template", PAGES)
def test_all_scripts_of_a_public_page_together_are_light_t45(template: str) -> None:
    scripts = loaded(template)
    assert {"app.js", "leave.js", "vendor/htmx-4.0.1.min.js"} <= scripts
    assert weight(*scripts) <= 22_000, sorted(scripts)


def test_the_page_to_tell_on_loads_all_that_is_weighed() -> None:
    assert {"attach.js", "record.js", "draw.js", "listen.js", "forms.js"} <= loaded("portal/question/tell.html")


def test_no_crown_no_font_no_other_address() -> None:
    for sheet in STATIC.rglob("*.css"):
        css = sheet.read_text()
        assert not re.search(r"@font-face|GDS Transport|@import|url\(", css), sheet


@pytest.mark.parametrize("script", sorted(STATIC.glob("*.js")), ids=lambda p: p.name)
def test_scripts_keep_nothing_and_call_nobody(script: Path) -> None:
    assert not re.search(
        r"localStorage|sessionStorage|indexedDB|caches\b|serviceWorker|https?://|eval\(|innerHTML", script.read_text()
    )


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda p: p.stem)
def test_symbols_are_small_and_plain(symbol: Path) -> None:
    drawn = symbol.read_text()
    assert len(drawn) <= 1_500
    assert not re.search(r"<script|href|style=|<image|on\w+=", drawn)


def test_our_sheets_work_from_either_side() -> None:
    """Left and right only where the rule is itself about direction."""
    for sheet in OURS:
        if sheet.suffix == ".css":
            lines = [ln for ln in sheet.read_text().splitlines() if "[dir=" not in ln and not ln.startswith("/*")]
            assert not re.search(
                r"(margin|padding|border)-(left|right)|text-align: (left|right)|[{;] (left|right):", "\n".join(lines)
            ), sheet
