"""A file's name as it may be shown and saved: no path, no control, no trick of direction (UPL-10)."""

import re
import unicodedata
from urllib.parse import quote

LONGEST = 80
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u0085\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*;%]')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(name: str | None, code: str = "") -> str:
    """What a person called it, without what could lead astray. Whatever is left of nothing is called "file"."""
    said = unicodedata.normalize("NFC", (name or "").encode("utf-8", "replace").decode())
    said = _UNSEEN.sub("", said).replace("\\", "/").rpartition("/")[2]
    said = " ".join(_NOT_IN_NAMES.sub("_", said).split()).strip(". ")
    if _DEVICES.match(said):
        said = f"_{said}"
    stem, dot, suffix = said.rpartition(".")
    if not dot:
        stem, suffix = said, code
    stem = stem[:LONGEST].strip(". ") or "file"
    return f"{stem}.{suffix[:8]}" if suffix else stem


def disposition(name: str) -> str:
    """The header that makes a browser save it and never show it as a page (RFC 6266)."""
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
