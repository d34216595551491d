"""What a document could do is found by reading it, however it is spelled; no document type is ever read (UPL-07)."""

import time

import pytest

from models.files import documents
from models.files.refusing import BROKEN, Refused
from tests.files import WORD, docx, zipped

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "word/_rels/document.xml.rels"
OUT = "xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:script='urn:oasis:names:tc:opendocument:xmlns:script:1.0'"


def related(given, coding="utf-8", head=""):
    return {RELS: f"{head}<Relationships><Relationship {given}/></Relationships>".encode(coding)}


def field(pieces):
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return {"word/header1.xml": f"<w:hdr xmlns:w='{WORD}'><w:p>{runs}</w:p></w:hdr>"}


def odt(inside):
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    return zipped({"content.xml": f"<body xmlns:text='{text}' {OUT}>{inside}<text:p>They promised.</text:p></body>"})


FETCHES = {
    "other quotes": related(f"Type='{OFFICE}/frame' Target='http://a.example' TargetMode='External'"),
    "named like a link": related(f'Type="{OFFICE}/frame" Target="http://a.example/hyperlink" TargetMode="External"'),
    "another encoding": related(
        f'Type="{OFFICE}/image" TargetMode="External"', "utf-16", "<?xml version='1.0' encoding='utf-16'?>"
    ),
    "a picture's field": field([' INCLUDEPICTURE "http://a.example/x.png" ']),
}
RUNS = {
    "a macro under another name": related('Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'),
    "DDE": field([" DDEAUTO cmd.exe "]),
    "DDE in pieces": field([" DD", "EAUTO cmd.exe "]),
    "a field that spells another": field([" QUOTE 68 68 69 "]),
}
OPEN = {
    "<image xlink:href='http://a.example/x.png'/>": ["fetches"],
    "<section-source xlink:href='//a.example/x.odt'/>": ["fetches"],
    "<dde-source/>": ["program"],
    "<script:event-listener xlink:href='vnd.sun.star.script:x'/>": ["program", "fetches"],
    "<a xlink:href='http://a.example'/><object xlink:href='./Object 1'/>": [],
}
CASES = [(docx("They promised.", **more), "docx", ["fetches"]) for more in FETCHES.values()]
CASES += [(docx("They promised.", **more), "docx", ["program"]) for more in RUNS.values()]
CASES += [(odt(inside), "odt", flags) for inside, flags in OPEN.items()]
CASES += [(docx("They promised.", **related(f'Type="{OFFICE}/hyperlink" TargetMode="External"')), "docx", [])]


@pytest.mark.parametrize(("content", "code", "flags"), CASES, ids=[*FETCHES, *RUNS, *map(str, range(6))])
def test_what_could_act_is_found_however_it_is_spelled_upl_07(content, code, flags):
    facts, words = documents.redraw(content, code, 0)
    assert facts["flags"] == flags
    assert words == b"They promised."


OUTSIDE = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE a [<!ENTITY e0 'ha'>" + "".join(
    f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10)
)  # a thousand million of them
HIDDEN = f"<!--{' ' * 9000}-->"


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("where", ["word/document.xml", "word/footnotes.xml"])
@pytest.mark.parametrize("head", [OUTSIDE, f"{LAUGHS}]>", HIDDEN + OUTSIDE], ids=["outside", "laughs", "hidden"])
def test_a_document_that_declares_a_type_is_refused_at_once_inp_13(head, where, coding):
    said = f"<?xml version='1.0' encoding='{coding}'?>{head}<d xmlns:w='{WORD}'><w:p><w:t>&e9;&e;</w:t></w:p></d>"
    parts = {"word/document.xml": f"<d xmlns:w='{WORD}'/>", where: said.encode(coding)}
    begun = time.process_time()
    with pytest.raises(Refused) as refused:
        documents.redraw(zipped(parts), "docx", 0)
    assert refused.value.why == BROKEN
    assert time.process_time() - begun < 1


def test_a_document_with_two_parts_of_one_name_is_refused_upl_07():
    """What is read here has to be what another program would read."""
    with pytest.warns(UserWarning, match="Duplicate name"), pytest.raises(Refused):
        documents.redraw(docx("They promised.", **{"word/document.xml": "<other/>"}), "docx", 0)
