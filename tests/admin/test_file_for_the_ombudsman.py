"""One file for the Ombudsman with everything that happened, numbered and indexed (K-68)."""

import io
import zipfile
from datetime import date

from sqlalchemy import select

from models.access.redacting import words_of
from models.audit import SYSTEM
from models.cases import behaving, freezing, learning, promises, splitting, stating
from models.cases.walls import wall_off
from models.files.store import Store
from models.procedure.judgements import Judging
from models.procedure.terms import Finding, Procedure
from models.tables import Staff, StageTwoFinding
from tests.admin.panelling import held_and_reported
from tests.files import jpeg, with_file
from tests.models.cases.answered import at as december
from tests.models.cases.investigated import begun as investigated
from tests.models.cases.investigated import reported
from tests.models.cases.screened import judged
from tests.portal.coming_back import REFERENCE
from tests.portal.test_statement import asked  # noqa: F401


def test_one_file_holds_what_happened_clocks_reasons_and_letters_numbered(panel, admin, portal, db, on):
    held_and_reported(admin, portal, db, on)
    where = f"/cases/{REFERENCE}/file"
    assert admin.post(where, data={"form": "zip"}).status_code == 422
    assert admin.get(where).status_code == 200
    parts = ["who", "chronology", "clocks", "points", "words", "letters", "panel"]
    answer = admin.post(where, data={"parts": parts, "form": "zip"})
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as folder:
        names = [name.partition("/")[2] for name in folder.namelist()]
        told = {name: folder.read(f"{REFERENCE}/{name}") for name in names}
    assert told["00 Whole file.pdf"].startswith(b"%PDF")
    index = told["00 Index.txt"].decode()
    assert "Not in this file: notes among staff." in index, "what was left out is said"
    pages = words_of(told["00 Whole file.pdf"])
    assert pages
    assert all("Taken by Hannah Teller, " in page for page in pages), "who took it stands on each page (PRV-16)"
    assert "Taken by Hannah Teller, " in index
    assert [name[:2] for name in names if name[:2] != "00"] == [f"{n:02}" for n in range(1, len(names) - 1)]
    whole = " ".join(text.decode() for name, text in told.items() if name.endswith(".txt"))
    for words in (
        "The panel met",
        "Day 0: Monday 23 November 2026",
        "regulation 19(4)",
        "The panel",
        "Write a rule about",
        "The papers: The stage 1 complaint and answer",
        "Minutes: All spoke.",
        "Who sat: ",
        "(chair of the panel)",
        "Name they use: Sam",
    ):
        assert words in whole
    assert admin.post(where, data={"parts": ["chronology"], "form": "pdf"}).data.startswith(b"%PDF")


def everything_happened(db, keys, opened, officer, store):
    """Judged, asked to wait, a statement put right and signed, both reports and no answer, learned, measured, split."""
    case, told, by_them = opened.case, {"keys": opened.keys, "actor": officer, "now": december(8)}, {"actor": SYSTEM}
    said = {"answer": "She wants it.", "why": "I asked."}
    judged(db, opened, Judging.BEHALF, "content", actor=officer, now=december(8), **said)
    second = splitting.points_of(db, case)[1]
    second.procedure = Procedure.CORPORATE  # all along, and answered in one letter with the other (S-09)
    part = splitting.split(db, case, [second.id], Procedure.NHS_PART, **told)
    asked_to_wait = {"asked_by": "us", "asked_on": date(2026, 12, 8), "effect_on": date(2026, 12, 30)}
    freezing.ask(db, case, what="The move.", **asked_to_wait, **told)
    weighed = {"reason": "School first.", "risk": "She may run away.", "wishes": "To stay."}
    freezing.decide(db, case, "part", **weighed, by="Ann Lee", **told)
    behaving.warn(db, case, indicators=["abusive"], why="Shouting at Mo.", ask="Write to us.", **told)
    due = date(2026, 12, 18)
    action = learning.add_action(db, case, text="Ring back in a day.", owner=officer.id, due=due, stage=1, **told)
    promises.mark_done(db, case, action.id, on=date(2026, 12, 8), note="It is in the rules of the team.", **told)
    with_file(db, store, opened, jpeg(), name="rules.jpg", question=promises.proof_of(action.id))
    first = stating.begin(db, case, **told)
    stating.offer(db, case, first, **told)
    stating.reply(
        db, case, first, part="point", number=1, right=False, text="It was twice.", by="person", holder_id=None,
        **told | by_them,
    )  # fmt: skip
    _, ring = investigated(db, keys, opened, officer)
    reported(db, case, ring, officer)
    db.add(StageTwoFinding(case_id=case.id, number=1, finding=Finding.PARTIALLY_UPHELD, remedy="action"))
    db.commit()
    return part


def test_the_file_holds_what_was_judged_signed_reported_frozen_learned_and_parted_k_68(
    admin, db, keys, on, asked, priya, tmp_path  # noqa: F811
):  # fmt: skip
    part = everything_happened(db, keys, asked, priya.actor, Store(tmp_path))
    on(date(2026, 12, 18))

    def taken():
        parts = ["chronology", "points", "judged", "waits", "statement", "reports", "learning", "contact", "parts"]
        answer = admin.post(f"/cases/{REFERENCE}/file", data={"parts": parts, "form": "zip"})
        with zipfile.ZipFile(io.BytesIO(answer.data)) as folder:
            told = {name.partition("/")[2]: folder.read(name) for name in folder.namelist()}
        texts = " ".join(text.decode() for name, text in told.items() if name.endswith(".txt"))
        return told["00 Index.txt"].decode(), texts, " ".join(" ".join(words_of(told["00 Whole file.pdf"])).split())

    index, whole, paper = taken()
    for title, *texts in (
        ("What happened", "For a child: does the child want this? The child wants this"),
        ("The points, and what stage 2 found", "1 | Partly upheld | Nobody rings me back."),
        ("Judged For a child", "What did the child say?", "She wants it.", "I asked.", "Judged by Priya Shah"),
        ("Asked that a change waits", "Part of it waits", "She may run away.", "To stay.", "School first."),
        (
            "Statement of complaint, version 1",
            "Point 1, the person on 8 December 2026: It was twice.",
            "took its place",
        ),
        ("Statement of complaint, version 2", "Signed by Sam on 8 December 2026, on paper.", "What they want 1"),
        ("Stage 2 report of the investigating officer", "Conclusion: Nobody rang."),
        ("Stage 2 report of the independent person", "It was fair."),
        (
            "What we said we would do",
            "Priya Shah, due 18 December 2026, done 8 December 2026: Ring back in a day. Proof: rules.jpg.",
            "It is in the rules of the team.",
        ),
        ("Limits on contact", "Shouting at Mo.", "Abusive or threatening behaviour"),
        ("Parts that are cases of their own", f"{part.reference}: "),
    ):
        assert title in index
        for words in texts:
            assert words in whole
            assert words.replace(" | ", " ") in paper
    hannah = db.scalars(select(Staff).where(Staff.name == "Hannah Teller")).one()
    wall_off(db, [hannah], (), now=december(18), case=part, confirmed=True)
    db.commit()
    answer = admin.post(f"/cases/{REFERENCE}/file", data={"parts": ["parts"], "form": "zip"})
    assert answer.status_code == 404, "who is kept from a part is kept from all of it (AZ-04)"
