"""Pages of a file as it goes out: its words where it has some, drawn anew as bare pixels where it has none (SAR-04).

Only staff's copies are read, which are ours: what was sent is never opened here.
"""

import io
from collections.abc import Callable, Sequence

import pypdfium2
from PIL import Image, ImageDraw

from models.access.papers import ACROSS, DOWN
from models.cases.attaching import Attached

LONGEST, QUALITY, MOST = 1100, 70, 60  # pixels; pages drawn of one file

Reader = Callable[[Attached], bytes]


def pages_of(file: Attached, content: bytes) -> list[str | None]:
    """The words of each page, or None for a page that is only a picture."""
    if file.row.sort == "picture":
        return [None]
    if file.row.kind != "pdf":
        return [content.decode("utf-8", "replace")]
    with pypdfium2.PdfDocument(content) as paper:
        texts = [page.get_textpage().get_text_bounded().strip() for page in paper]
    return [text or None for text in texts]


def draw(file: Attached, content: bytes, page: int, black: Sequence[int] = ()) -> bytes:
    """One page as a JPEG of nothing but pixels, its squares black. No camera, place, thumbnail or layer comes along."""
    if file.row.sort == "picture":
        picture = Image.open(io.BytesIO(content)).convert("RGB")
    else:
        with pypdfium2.PdfDocument(content) as paper:
            one = paper[page]
            picture = one.render(scale=LONGEST / max(one.get_size())).to_pil().convert("RGB")
    picture.thumbnail((LONGEST, LONGEST))
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture)
    pen, (width, height) = ImageDraw.Draw(fresh), fresh.size
    for square in black:
        across, down = square % ACROSS, square // ACROSS
        left, top = width * across // ACROSS, height * down // DOWN
        pen.rectangle((left, top, left + width // ACROSS + 1, top + height // DOWN + 1), fill="black")
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def page_of(pdf: bytes, number: int) -> bytes | None:
    """The page of that number of what was built, as a JPEG; None where there is none."""
    with pypdfium2.PdfDocument(pdf) as paper:
        if not 1 <= number <= len(paper):
            return None
        one = paper[number - 1]
        out = io.BytesIO()
        one.render(scale=LONGEST / max(one.get_size())).to_pil().convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
