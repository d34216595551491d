"""Which files we take, told by name and by content, and how many of them: one table (UPL-01, UPL-02)."""

from collections.abc import Callable
from dataclasses import dataclass

MB = 1024 * 1024
FIRST = 512  # bytes that tell what a file is

MP3 = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")
HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
MP4 = {
    b"M4A ",
    b"M4B ",
    b"mp41",
    b"mp42",
    b"isom",
    b"iso2",
    b"iso3",
    b"iso4",
    b"iso5",
    b"iso6",
    b"dash",
    b"3gp4",
    b"3gp5",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what it is called, how it begins, and which maker redraws it for staff."""

    code: str
    sort: str  # picture | sound | paper
    suffixes: frozenset[str]
    begins: Callable[[bytes], bool]
    maker: str  # a module of models.files
    copy: str  # content type of the copy


def _kind(code: str, sort: str, suffixes: str, begins: Callable[[bytes], bool], maker: str, copy: str) -> Kind:
    return Kind(code, sort, frozenset(suffixes.split()), begins, maker, copy)


def _brand(first: bytes, brands: set[bytes]) -> bool:
    return first[4:8] == b"ftyp" and first[8:12] in brands


def _words(first: bytes) -> bool:
    """Text as people save it: no NUL, unless it says that it is UTF-16."""
    return first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in first


JPEG, SOUND, PDF, TEXT = "image/jpeg", "audio/mp4", "application/pdf", "text/plain; charset=utf-8"
PICTURES, SOUNDS = "jpg jpeg jfif png webp heic heif", "m4a mp4 webm weba ogg oga opus mp3 wav 3gp aac"
KINDS = (
    _kind("jpg", "picture", PICTURES, lambda b: b.startswith(b"\xff\xd8\xff"), "pictures", JPEG),
    _kind("png", "picture", PICTURES, lambda b: b.startswith(b"\x89PNG\r\n\x1a\n"), "pictures", JPEG),
    _kind("webp", "picture", PICTURES, lambda b: b[:4] == b"RIFF" and b[8:12] == b"WEBP", "pictures", JPEG),
    _kind("heic", "picture", PICTURES, lambda b: _brand(b, HEIF), "pictures", JPEG),
    _kind("mp4", "sound", SOUNDS, lambda b: _brand(b, MP4), "sounds", SOUND),
    _kind("webm", "sound", SOUNDS, lambda b: b.startswith(b"\x1a\x45\xdf\xa3"), "sounds", SOUND),
    _kind("ogg", "sound", SOUNDS, lambda b: b.startswith(b"OggS"), "sounds", SOUND),
    _kind("wav", "sound", SOUNDS, lambda b: b[:4] == b"RIFF" and b[8:12] == b"WAVE", "sounds", SOUND),
    _kind("mp3", "sound", SOUNDS, lambda b: b.startswith(MP3), "sounds", SOUND),
    _kind("pdf", "paper", "pdf", lambda b: b.startswith(b"%PDF-"), "papers", PDF),
    _kind("docx", "paper", "docx", lambda b: b.startswith(b"PK\x03\x04"), "documents", TEXT),
    _kind("odt", "paper", "odt", lambda b: b.startswith(b"PK\x03\x04"), "documents", TEXT),
    _kind("txt", "paper", "txt", _words, "documents", TEXT),
)  # fmt: skip
# A mail as it came: no form takes one, so it is not among those above. Its copy is its words.
MAIL = _kind("eml", "paper", "eml", lambda _: False, "documents", TEXT)
BY_CODE = {kind.code: kind for kind in (*KINDS, MAIL)}
TAKEN = frozenset(suffix for kind in KINDS for suffix in kind.suffixes)
PHOTOS = ",".join([f".{suffix}" for suffix in PICTURES.split()] + [".pdf", "image/jpeg", "image/png", "image/heic"])
RECORDINGS = "audio/*," + ",".join(f".{suffix}" for suffix in SOUNDS.split())
ANYTHING = ",".join(f".{suffix}" for suffix in sorted(TAKEN)) + ",audio/*"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one person may add in one place (experience 2.9, P12)."""

    files: int
    size: int
    recordings: int
    seconds: int
    codes: frozenset[str] = frozenset(BY_CODE)

    @property
    def megabytes(self) -> int:
        return self.size // MB

    @property
    def minutes(self) -> int:
        return self.seconds // 60


SPOKEN = frozenset(kind.code for kind in KINDS if kind.sort == "sound")
NOT_A_CHILDS = frozenset({"docx", "odt", "txt"})
LIMITS = {
    "child": Limits(files=5, size=10 * MB, recordings=3, seconds=180, codes=frozenset(BY_CODE) - NOT_A_CHILDS),
    "adult": Limits(files=10, size=25 * MB, recordings=3, seconds=900),
    "voice": Limits(files=0, size=25 * MB, recordings=1, seconds=900, codes=SPOKEN),  # from us, beside a message (Y12)
}
WHOLE_CASE = 100 * MB
MOST_AT_ONCE = 110 * MB  # a request with files (INP-08)


def kind_of(name: str, first: bytes) -> Kind | None:
    """What it is, if its content and its name agree. A phone may call one picture by another picture's name."""
    suffix = suffix_of(name)
    known = [kind for kind in KINDS if kind.begins(first)]
    if not suffix:
        return next((kind for kind in known if kind.code != "txt" and kind.maker != "documents"), None)
    return next((kind for kind in known if suffix in kind.suffixes), None)


def suffix_of(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return suffix.lower() if dot and stem else ""
