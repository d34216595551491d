"""What in a PDF could act by itself is found, wherever in it and however it is spelled (UPL-08)."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from models.files import papers

URL = "http://a.example"
ACTS = {
    "script": {"JS": "app.alert(1)", "S": Name.JavaScript},
    "starts": {"S": Name.Launch, "F": "cmd.exe"},
    "acts": {"S": Name.SubmitForm, "F": URL},
}


def redrawn(**root):
    out = io.BytesIO()
    with pikepdf.new() as paper:
        page = paper.add_blank_page()
        for name, value in root.items():
            (page.obj if name in ("AA", "Annots") else paper.Root)[f"/{name}"] = value
        paper.save(out)
    return out.getvalue()


def note(**given):
    return Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **given)])


CASES = [
    (redrawn(OpenAction=Dictionary(**ACTS["script"])), ["acts", "script"]),
    (redrawn(AA=Dictionary(O=Dictionary(**ACTS["starts"]))), ["acts", "starts"]),
    (redrawn(Annots=note(Subtype=Name.Link, A=Dictionary(**ACTS["acts"]))), ["acts"]),
    (redrawn(Annots=note(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F="other.pdf"))), ["acts"]),
    (redrawn(Annots=note(Subtype=Name.RichMedia)), ["starts"]),
    (redrawn(Annots=note(Subtype=Name.FileAttachment, FS=Dictionary(EF=Dictionary(F="x")))), ["attached"]),
    (redrawn(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))), ["attached"]),
    (redrawn(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))), ["script"]),
    (redrawn(AcroForm=Dictionary(XFA="<x/>", Fields=Array([]))), ["script"]),
    (redrawn(OpenAction=Dictionary(**ACTS["script"])).replace(b"/JavaScript", b"/J#61vaScript"), ["acts", "script"]),
    (redrawn(Annots=note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=URL))), []),
    (redrawn(**{"AAPL:Keywords": Array([]), "JSON": Dictionary()}), []),
]


@pytest.mark.parametrize(("content", "flags"), CASES, ids=range(len(CASES)))
def test_what_a_pdf_could_do_is_found_upl_08(content, flags):
    facts, copy = papers.redraw(content, "pdf", 0)
    assert facts["flags"] == flags
    assert papers.redraw(copy, "pdf", 0)[0]["flags"] == [], "and nothing of it is left in the copy"
