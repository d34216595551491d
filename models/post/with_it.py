"""Files that go with a letter on paper: each follows the letter it belongs to, page by page (K-40, K-55).

They are the copies that staff see, drawn by us when they came; the letters themselves keep their tags.
"""

import io
from collections.abc import Sequence

import pikepdf
from PIL import Image

from models.typesetting import tagged_pdf

TEXT = b"""#let d = json(bytes(sys.inputs.text))
#set document(title: "A paper that goes with a letter")
#set text(lang: "en", region: "GB", size: 11pt, hyphenate: false)
#set page(paper: "a4", margin: 2cm)
#for line in d.lines { par(line) }
"""
A4 = (1240, 1754)  # at 150 points an inch


def as_pages(content: bytes, sort: str, kind: str) -> bytes:
    """One copy as a PDF of its own: a picture on a sheet, words set as words, a PDF as it is."""
    if sort == "picture":
        return _picture(content)
    if kind == "pdf":
        return content
    lines = [line for line in content.decode("utf-8", "replace").splitlines() if line.strip()]
    return tagged_pdf(TEXT, "text", {"lines": lines or [" "]})


def put_behind(letters: bytes, papers: Sequence[Sequence[bytes]], *, first: int) -> bytes:
    """The pages of each letter followed by its papers. Every letter begins with a heading, which the outline names;
    `first` is the place of the first of them there."""
    if not any(papers):
        return letters
    with pikepdf.open(io.BytesIO(letters)) as whole:
        with whole.open_outline() as outline:
            starts = [_page(whole, one) for one in outline.root[first:]]
        ends = [*starts[1:], len(whole.pages)]
        for end, behind in reversed(list(zip(ends, papers, strict=True))):
            for paper in reversed(behind):
                with pikepdf.open(io.BytesIO(paper)) as made:
                    for page in reversed(made.pages):
                        whole.pages.insert(end, page)
        out = io.BytesIO()
        whole.save(out)
    return out.getvalue()


def _page(whole: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    destination = item.destination
    return whole.pages.index(pikepdf.Page(destination[0]))  # type: ignore[index]


def _picture(content: bytes) -> bytes:
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture.thumbnail(A4)
    sheet = Image.new("RGB", A4, "white")
    sheet.paste(picture, ((A4[0] - picture.width) // 2, (A4[1] - picture.height) // 2))
    out = io.BytesIO()
    sheet.save(out, "PDF", resolution=150)
    return out.getvalue()
