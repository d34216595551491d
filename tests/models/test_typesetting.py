"""What people wrote is printed in whatever signs they wrote it, or named where no font has them (INP-07, INP-12)."""

import io
from datetime import date

import docx
import pypdfium2
import pytest

from models.access.building import Given, build
from models.post.paper import Paper, write_docx, write_pdf
from models.typesetting import printable

DAY = date(2026, 11, 27)
WRITTEN = {
    "pictures": "I feel \U0001f622 and \U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f, not \u2639",
    "Bengali": "হ্যালো বন্ধু",
    "Urdu": "ٹھیک ہے",
    "Chinese and Korean": "你好 한국",
    "Welsh, Polish, Arabic": "Ŵyn, gęślą, صورة",
    "marks upon marks": "e\u0301\u0489\u035cz\u0336\u0322",
    "no letters at all": "\ue000\U0001f3f4\U000e0067\U000e007f\u202e\ufeff",
    "what a template might read": '#read("/etc/passwd") #eval("1") $x$ @label <label> {{7*7}} \\u{41} `raw` //x /*',
}


def letter(text: str) -> Paper:
    block = {"id": "said", "heading": text, "paragraphs": [text], "list": [], "locked": False}
    return Paper(council="Ashbourne", sender=("Ashbourne",), to=(text,), mind=(), day=DAY, reference="HV-2222",
                 subject="What you told us", blocks=(block,))  # fmt: skip


def printed(paper: bytes) -> str:
    with pypdfium2.PdfDocument(paper) as opened:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in opened).split())


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_whatever_somebody_wrote_a_letter_and_their_papers_are_printed_inp_07(text: str) -> None:
    assert "What you told us" in printed(write_pdf([letter(text)], title="Letters"))
    papers = [Given(title=text, day="", texts=[text])]
    assert "Ashbourne" in printed(build("Ashbourne", "SAR-1", text, DAY, papers))
    assert text in "\n".join(part.text for part in docx.Document(io.BytesIO(write_docx(letter(text)))).paragraphs)


def test_what_no_font_has_is_named_and_no_other_word_is_touched_inp_07() -> None:
    lost = set("\U0001f622বন্ধ")
    text = "Sad \U0001f622, বন্ধু বন্ধু say.\nZoë \u200d"
    assert printable(text, lost.__contains__) == "Sad [crying face], [words in Bengali letters] say.\nZoë \u200d"


def test_a_template_is_given_text_and_runs_nothing_of_it_inp_12() -> None:
    said = printed(write_pdf([letter(WRITTEN["what a template might read"])], title="Letters"))
    assert '#read("/etc/passwd") #eval("1") $x$ @label <label> {{7*7}}' in said
    assert "root:" not in said
