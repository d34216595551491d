"""Where a picture or a recording was made: found in what it carries and blanked there, all else as it came (UPL-05).

Blanking keeps every length, so that the picture, its date and its camera stay evidence. Places lie in a GPS directory
of Exif, wherever a format puts that, in XMP, and as one line of ISO 6709 in films and sounds.
"""

import re
import struct
import zlib

KEEP, OUT = "kept", "out"  # what becomes of a place
GPS = 0x8825
NEXT_ONES = 4  # directories that may follow one another
MOST = 64  # entries that a directory of places may have and still be one
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
HEADS = re.compile(rb"II\*\x00|MM\x00\*")
NOTES = (
    re.compile(rb"GPS[A-Za-z]{2,24}\s{0,9}=\s{0,9}[\"']([^\"'<>]{1,99})[\"']"),
    re.compile(rb"GPS[A-Za-z]{2,24}>([^<]{1,99})<"),
    re.compile(rb"[+-](\d{2,6}(?:\.\d{1,9})?)[+-]\d{3,7}(?:\.\d{1,9})?(?:[+-]\d{1,7}(?:\.\d{1,9})?)?/"),
)
PNG = b"\x89PNG\r\n\x1a\n"
HIDDEN = (b"zTXt", b"Raw profile type")  # words of a PNG that are packed or spelt out in digits: they go whole


def without_place(content: bytes) -> bytes:
    """The same file with no place in it; equal to what came where there was none."""
    plain = bytearray(content)
    for head in HEADS.finditer(content):
        _blank_exif(plain, head.start())
    for note in NOTES:
        for found in note.finditer(content):
            plain[found.start() : found.end()] = _noughts(found, digits=note is NOTES[-1])
    return _png(bytes(plain)) if content.startswith(PNG) else bytes(plain)


def _noughts(found: "re.Match[bytes]", *, digits: bool) -> bytes:
    if digits:
        return re.sub(rb"\d", b"0", found[0])
    return found[0].replace(found[1], b" " * len(found[1]))


def _blank_exif(plain: bytearray, start: int) -> None:
    """Every directory of places that hangs on this header; a header by chance leads to none."""
    order = "<" if plain[start : start + 2] == b"II" else ">"
    try:
        (at,) = struct.unpack_from(order + "I", plain, start + 4)
        for _ in range(NEXT_ONES):
            if not at:
                return
            count, entries = _entries(plain, start, at, order)
            for tag, kind, many, where, _ in entries:
                if (tag, kind, many) == (GPS, 4, 1):
                    _blank_places(plain, start, where, order)
            (at,) = struct.unpack_from(order + "I", plain, start + at + 2 + 12 * count)
    except (struct.error, ValueError):
        return


def _entries(plain: bytearray, start: int, at: int, order: str) -> tuple[int, list[tuple[int, int, int, int, int]]]:
    """How many there are, and each as tag, kind, how many values, value or where it lies, its own place. ValueError."""
    (count,) = struct.unpack_from(order + "H", plain, start + at)
    found = []
    for number in range(count):
        here = start + at + 2 + 12 * number
        tag, kind, many, where = struct.unpack_from(order + "HHII", plain, here)
        if kind not in SIZES:
            raise ValueError(kind)
        found.append((tag, kind, many, where, here))
    return count, found


def _blank_places(plain: bytearray, start: int, at: int, order: str) -> None:
    count, entries = _entries(plain, start, at, order)
    if count > MOST:
        return
    for _, kind, many, where, here in entries:
        size = SIZES[kind] * many
        end = min(start + where + size, len(plain))
        if size > 4 and start + where < end:
            plain[start + where : end] = bytes(end - start - where)
        plain[here : here + 12] = bytes(12)
    plain[start + at : start + at + 2] = bytes(2)


def _png(plain: bytes) -> bytes:
    """Its chunks with sums that fit what they hold now, and without those whose words cannot be looked into."""
    out, at = bytearray(PNG), len(PNG)
    while at + 12 <= len(plain):
        (size,) = struct.unpack_from(">I", plain, at)
        named = plain[at + 4 : at + 8 + size]
        if not (named.startswith(HIDDEN[0]) or named[4:].startswith(HIDDEN[1])):
            out += plain[at : at + 4] + named + struct.pack(">I", zlib.crc32(named))
        at += 12 + size
    return bytes(out) + plain[at:]
