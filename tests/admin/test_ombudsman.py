"""At the Ombudsman: history, decision, remedies with days of their own, and one file with everything (S-17 to S-19)."""

import io
import zipfile
from datetime import date

from sqlalchemy import select

from models.access.redacting import words_of
from models.audit import SYSTEM
from models.cases import behaving, freezing, learning, promises, splitting, stating
from models.cases.walls import wall_off
from models.files.store import Store
from models.jobs.digest import lines_for
from models.procedure.judgements import Judging
from models.procedure.terms import Finding, Procedure, Role
from models.tables import Case, OmbudsmanCase, OmbudsmanRemedy, OmbudsmanStep, Staff, StageTwoFinding
from tests.admin.panelling import held_and_reported
from tests.files import jpeg, with_file
from tests.models.cases.answered import at as december
from tests.models.cases.answered import who
from tests.models.cases.investigated import begun as investigated
from tests.models.cases.investigated import reported
from tests.models.cases.screened import judged
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_statement import asked  # noqa: F401
from tests.portal.test_tracking import answering

WROTE = {
    "reference": "26 005 179", "case": REFERENCE, "stands": "Enquiry", "words": "Please send the file.",
    "received_on-day": "23", "received_on-month": "11", "received_on-year": "2026",
    "answer_by-day": "7", "answer_by-month": "12", "answer_by-year": "2026",
}  # fmt: skip


def days(prefix, when, name="on"):
    return {f"{prefix}{name}-{part}": str(getattr(when, part)) for part in ("day", "month", "year")}


def row_of(db):
    return db.scalars(select(OmbudsmanCase).execution_options(populate_existing=True)).one()


def at(db):
    return f"/ombudsman/{row_of(db).id}"


def begun(admin, db, keys, on, **wrote):
    answering(db, case_with_words(db, keys))
    on(date(2026, 11, 23))
    assert admin.post("/ombudsman/new", data=WROTE | wrote).status_code == 303


def test_what_the_ombudsman_waits_for_is_what_the_case_owes_next_until_it_is_given_s_19(admin, db, keys, on):
    begun(admin, db, keys, on, **{"answer_by-day": "23", "answer_by-month": "11"})
    assert "Answer the Ombudsman: due today" in admin.get(f"/cases/{REFERENCE}").text
    step = db.scalars(select(OmbudsmanStep)).one()
    given = days(f"answer-{step.id}-", date(2026, 11, 23))
    assert admin.post(f"{at(db)}/answered/{step.id}", data=given).status_code == 303
    assert "Answer the Ombudsman" not in admin.get(f"/cases/{REFERENCE}").text


def test_its_status_has_a_history_and_the_person_reads_where_it_is_s_19(admin, portal, db, keys, on, person):
    begun(admin, db, keys, on)
    assert "The Ombudsman has asked us about this" in portal.get("/your-page").text
    assert "7 December 2026" in admin.get("/ombudsman").text
    on(date(2026, 12, 9))
    manager = who(person(Role.MANAGER))
    assert any("Answer the Ombudsman" in str(line) for line in lines_for(db, manager, date(2026, 12, 9)))
    assert "Late: they wanted" in admin.get(at(db)).text
    step = db.scalars(select(OmbudsmanStep)).one()
    early = days(f"answer-{step.id}-", date(2026, 11, 20))
    assert admin.post(f"{at(db)}/answered/{step.id}", data=early).status_code == 422, "before they asked"
    assert (
        admin.post(f"{at(db)}/answered/{step.id}", data=days(f"answer-{step.id}-", date(2026, 12, 8))).status_code
        == 303
    )
    assert "8 December 2026, late" in admin.get(at(db)).text
    assert not any(line.clock is None for line in lines_for(db, manager, date(2026, 12, 9)))
    new = {"move-status": "Investigation", "move-words": "They investigate."}
    assert admin.post(f"{at(db)}/moved", data=new | days("move-", date(2026, 11, 1))).status_code == 422
    assert "They investigate." in admin.page.text, "nothing typed is lost"
    assert admin.post(f"{at(db)}/moved", data=new | days("move-", date(2026, 12, 9))).status_code == 303
    assert "The Ombudsman is looking into this" in portal.get("/your-page").text
    assert [one.status for one in db.scalars(select(OmbudsmanStep).order_by(OmbudsmanStep.on))] == [
        "Enquiry", "Investigation",
    ]  # fmt: skip
    assert admin.post("/ombudsman/new", data=WROTE).status_code == 422, "one file for one reference"


def test_a_decision_that_found_nothing_new_says_so_and_ends_its_history_s_18(admin, db, keys, on):
    begun(admin, db, keys, on)
    on(date(2026, 12, 1))
    decision = {
        "decide-finding": "Upheld: fault and injustice",
        "decide-no_new_fault": ["yes"],
        "decide-words": "Say sorry.",
    }
    assert admin.post(f"{at(db)}/decided", data=decision | days("decide-", date(2026, 11, 2))).status_code == 422
    assert admin.post(f"{at(db)}/decided", data=decision | days("decide-", date(2026, 12, 1))).status_code == 303
    assert "They found nothing that our own stages had not" in admin.get(at(db)).text
    assert row_of(db).no_new_fault
    new = {"move-status": "Investigation"} | days("move-", date(2026, 12, 1))
    assert admin.post(f"{at(db)}/moved", data=new).status_code == 422
    assert "has decided this" in admin.page.text


def test_one_that_was_sent_back_is_linked_to_the_case_it_becomes_s_18(admin, db, keys, on):
    on(date(2026, 11, 23))
    sent_back = WROTE | {"case": "", "stands": "Premature Referral"}
    assert admin.post("/ombudsman/new", data=sent_back).status_code == 303
    assert "They sent it back" in admin.get(at(db)).text
    case_with_words(db, keys)
    admin.post(f"{at(db)}/link", data={"case": REFERENCE})
    assert row_of(db).case_id == db.scalars(select(Case.id)).one()
    assert admin.post(f"{at(db)}/link", data={"case": REFERENCE}).status_code == 409


def test_money_is_offered_declined_and_offered_again_with_its_own_days_s_17_k_68(admin, db, keys, on):
    begun(admin, db, keys, on)
    offer = {"remedy-kind": "payment", "remedy-state": "recommended", "remedy-what": "£250 for the delay.",
             "remedy-pounds": "250"} | days("remedy-", date(2026, 12, 18), "due_on")  # fmt: skip
    too_soon = offer | days("remedy-", date(2026, 12, 1), "prove_by")
    assert admin.post(f"{at(db)}/remedy", data=too_soon).status_code == 422, "proof comes after"
    proof = days("remedy-", date(2027, 1, 15), "prove_by")
    assert admin.post(f"{at(db)}/remedy", data=offer | proof).status_code == 303
    remedy = db.scalars(select(OmbudsmanRemedy.id)).one()

    def goes(to, said="", when=date(2026, 11, 23)):
        given = {f"go-{remedy}-to": to, f"go-{remedy}-said": said} | days(f"go-{remedy}-", when)
        return admin.post(f"{at(db)}/remedy/{remedy}", data=given).status_code

    assert goes("done", "It was paid.") == 422, "nothing is done that nobody agreed to"
    assert goes("agreed") == 303
    assert goes("offered") == 303
    assert goes("declined") == 422, "why they decline is written down"
    assert goes("declined", "She wants no money.") == 303
    assert goes("offered") == 303
    assert goes("accepted") == 303
    on(date(2026, 12, 21))
    assert "18 December 2026, late" in admin.get(at(db)).text
    assert goes("done", "Paid by bank transfer.", date(2026, 12, 21)) == 303
    early = days(f"prove-{remedy}-", date(2026, 12, 20))
    assert admin.post(f"{at(db)}/remedy/{remedy}/proven", data=early).status_code == 422
    assert (
        admin.post(f"{at(db)}/remedy/{remedy}/proven", data=days(f"prove-{remedy}-", date(2026, 12, 21))).status_code
        == 303
    )
    for words in ("She wants no money.", "£250.00", "Proven on Monday 21 December 2026"):
        assert words in admin.get(at(db)).text


def test_whoever_is_behind_the_wall_sees_nothing_of_it_az_04(admin, db, keys, on, person, sign_in):
    begun(admin, db, keys, on)
    walled = person(Role.OFFICER, name="Kit Marlow")
    case, staff = db.scalars(select(Case)).one(), db.scalars(select(Staff).where(Staff.name == "Kit Marlow")).one()
    wall_off(db, [staff], (), now=case.received_at, case=case, confirmed=True)
    db.commit()
    sign_in(account=walled)
    assert "26 005 179" not in admin.get("/ombudsman").text
    assert admin.get(at(db)).status_code == 404
    assert admin.get(f"/cases/{REFERENCE}/file").status_code == 404
    admin.post("/ombudsman/new", data={**WROTE, "case": ""})
    assert "This reference cannot be taken." in admin.page.text
    assert "There is a file" not in admin.page.text


def test_one_file_holds_what_happened_clocks_reasons_and_letters_numbered(panel, admin, portal, db, on):
    held_and_reported(admin, portal, db, on)
    where = f"/cases/{REFERENCE}/file"
    assert admin.post(where, data={"form": "zip"}).status_code == 422
    assert admin.get(where).status_code == 200
    parts = ["chronology", "clocks", "points", "words", "letters", "panel"]
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
