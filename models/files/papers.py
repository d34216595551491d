"""A PDF drawn anew: each page as a picture with its words behind it, so that nothing of the sender's runs (UPL-08)."""

import io
import re
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Name

from models.files.refusing import BROKEN, HUGE, LOCKED, Refused

MOST_PAGES = 500
LONGEST_SIDE, SMALLER, MANY = 1600, 1000, 60  # points; a long document is drawn smaller, or it would take minutes
QUALITY = 70
ACTIVE = {  # a name in the file, and what it is to staff
    **dict.fromkeys((b"JavaScript", b"JS", b"XFA"), "script"),
    **dict.fromkeys((b"Launch", b"RichMedia"), "starts"),
    **dict.fromkeys((b"EmbeddedFiles", b"EmbeddedFile", b"EF"), "attached"),
    **dict.fromkeys((b"OpenAction", b"AA", b"SubmitForm", b"ImportData", b"GoToR", b"GoToE"), "acts"),
}
NAMES = re.compile(rb"/(" + rb"|".join(ACTIVE) + rb")(?![^\s/<>\[\]()])")  # the whole name: /AAPL is none of them


def redraw(content: bytes, code: str, seconds: int) -> tuple[dict[str, Any], bytes]:
    """Its number of pages and what was in it that could act, and its copy. Raises Refused."""
    try:
        with pikepdf.open(io.BytesIO(content)) as paper:
            pages = len(paper.pages)
            if not pages:
                raise Refused(BROKEN)
            if pages > MOST_PAGES:
                raise Refused(HUGE)
            flags = sorted(_active(paper))
        return {"pages": pages, "flags": flags}, _drawn(content, SMALLER if pages > MANY else LONGEST_SIDE)
    except pikepdf.PasswordError:
        raise Refused(LOCKED) from None
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, RuntimeError, RecursionError):
        raise Refused(BROKEN) from None
    except MemoryError:
        raise Refused(HUGE) from None


def _drawn(content: bytes, longest: int) -> bytes:
    """The same pages, as pictures; their words stand behind them unseen, to be searched and read out."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument(content) as sent, pikepdf.new() as paper:
        font = pikepdf.Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
        )
        font = paper.make_indirect(font)
        for page in sent:
            width, height = page.get_size()
            picture = page.render(scale=longest / max(width, height)).to_pil().convert("RGB")
            drawing = io.BytesIO()
            picture.save(drawing, "JPEG", quality=QUALITY)
            image = pikepdf.Stream(
                paper,
                drawing.getvalue(),
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=picture.width,
                Height=picture.height,
                ColorSpace=Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=Name.DCTDecode,
            )
            added = paper.add_blank_page(page_size=(width, height))
            added.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image), Font=pikepdf.Dictionary(F=font))
            added.Contents = pikepdf.Stream(paper, _content(width, height, page.get_textpage().get_text_bounded()))
            page.close()
        paper.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _content(width: float, height: float, words: str) -> bytes:
    lines = [line.encode("cp1252", "replace") for line in words.splitlines()]
    behind = b"".join(b"<" + line.hex().encode() + b"> Tj T*\n" for line in lines)
    picture = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /I Do Q\n".encode()
    return picture + f"BT 3 Tr /F 8 Tf 9 TL 1 0 0 1 20 {height - 20:.2f} Tm\n".encode() + behind + b"ET"


def _active(paper: pikepdf.Pdf) -> set[str]:
    """What in it could do something by itself, as words for staff."""
    found = set()
    for thing in paper.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            raw = (thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing).unparse(resolved=True)
            found |= {ACTIVE[name] for name in NAMES.findall(raw)}
    return found
