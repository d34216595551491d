"""What a document says, as plain text: a Word or OpenDocument file is a zip, and may carry anything (UPL-06, -07)."""

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

from models.files.acting import FETCHES, PROGRAM, acting
from models.files.refusing import BROKEN, HUGE, KIND, LOCKED, MACRO, Refused

MOST_UNPACKED, MOST_ENTRIES, MOST_RATIO = 200 * 1024 * 1024, 2_000, 100
MOST_XML = 20 * 1024 * 1024
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPEN = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MARK = {"docx": "word/document.xml", "odt": "content.xml"}
LISTED = "META-INF/manifest.xml"  # old programs give it a document type; nothing reads it here
PROGRAMS = ("vbaproject.bin", "vbadata.xml", "/activex/", "/embeddings/", "basic/", "scripts/")
NESTED = (".zip", ".docx", ".docm", ".xlsm", ".exe", ".js", ".vbs", ".jar", ".7z", ".rar", ".gz")


def redraw(content: bytes, code: str, seconds: int) -> tuple[dict[str, Any], bytes]:
    """Nothing but its words. Raises Refused.

    A document that carries a program, or that would fetch something, is taken for its words: who sends it has done
    nothing wrong. The original stays locked up (UPL-07)."""
    if code == "txt":
        return {}, _decoded(content).encode()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            flags = _looked_through(packed, code)
            xml = _unpacked(packed, MARK[code])
        text = _text(xml, code)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, EOFError, NotImplementedError, OSError):
        raise Refused(BROKEN) from None
    except MemoryError:
        raise Refused(HUGE) from None
    return {"flags": flags}, text.encode()


def _looked_through(packed: zipfile.ZipFile, code: str) -> list[str]:
    """The list of what is inside, before anything of it is unpacked."""
    inside = packed.infolist()
    unpacked = sum(entry.file_size for entry in inside)
    packed_size = sum(entry.compress_size for entry in inside) or 1
    if len(inside) > MOST_ENTRIES or unpacked > MOST_UNPACKED or (unpacked / packed_size > MOST_RATIO):
        raise Refused(HUGE)
    names = [entry.filename.lower() for entry in inside]
    if any(entry.flag_bits & 1 for entry in inside):
        raise Refused(LOCKED)
    if MARK[code] not in packed.namelist():
        raise Refused(KIND)
    if len(set(names)) < len(names):  # two parts of one name: another program would read the other one
        raise Refused(BROKEN)
    if any(name.endswith(NESTED) for name in names):
        raise Refused(MACRO)
    found = {PROGRAM} if any(program in f"/{name}" for name in names for program in PROGRAMS) else set()
    for entry in inside:
        if entry.filename.lower().endswith((".xml", ".rels")) and entry.filename != LISTED:
            found |= acting(_unpacked(packed, entry))
    return [flag for flag in (PROGRAM, FETCHES) if flag in found]


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo | str) -> bytes:
    """No more than allowed, whatever the list of contents claimed."""
    with packed.open(part) as opened:
        content = opened.read(MOST_XML + 1)
    if len(content) > MOST_XML:
        raise Refused(HUGE)
    return content


def _text(xml: bytes, code: str) -> str:
    root = ElementTree.fromstring(xml)  # noqa: S314 -- no document type gets here, and this process can do nothing
    if code == "docx":
        lines = ["".join(_runs(paragraph)) for paragraph in root.iter(f"{WORD}p")]
    else:
        lines = ["".join(part.itertext()) for part in root.iter() if part.tag in (f"{OPEN}p", f"{OPEN}h")]
    return "\n".join(lines).strip()


def _runs(paragraph: ElementTree.Element) -> list[str]:
    said = {f"{WORD}tab": "\t", f"{WORD}br": "\n"}
    return [(part.text or "") if part.tag == f"{WORD}t" else said.get(part.tag, "") for part in paragraph.iter()]


def _decoded(content: bytes) -> str:
    for coding in ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if text.startswith("MZ") or "\0" in text:
            break
        return text
    raise Refused(KIND)
