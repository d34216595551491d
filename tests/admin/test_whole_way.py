"""One young person's case from the first word through all three stages to the Ombudsman, in each person's place in turn
(issue 4, Showing it; K-02 to K-68)."""

import io
import zipfile
from datetime import date

from sqlalchemy import select

from models.cases.investigating import begin_signed
from models.procedure.terms import State
from models.tables import OmbudsmanStep
from tests.admin.whole_way import (
    SAID,
    appointed,
    dated,
    day,
    facts_checked,
    files,
    is_answered,
    is_triaged,
    let_in,
    people,
    pooled,
    reports,
)
from tests.files import pdf

PANEL = {"chair": "Colm Daly", "member": "Yusra Bello", "other": "Tom Hale"}


def stage_one(way):
    way.on(11, 23)
    people(way)
    files(way)
    way.turn("Priya Shah")
    assert SAID in way.read("")
    is_triaged(way)
    way.on(11, 30)
    way.turn("Mo Reed")
    assert way.reference in way.read("/my-cases")
    is_answered(way, "Mo Reed")
    assert way.case().state is State.S1_RESPONDED


def asks_for_stage_two(way):
    way.on(12, 1)
    way.child()
    assert "We said we would ring, and we did not." in way.newest_letter()
    assert way.portal.post("/your-page/next", data={"text": "You did not say why."}).status_code == 303
    assert way.case().state is State.S2_REQUESTED


def stage_two_begins(way):
    today = way.on(12, 2)
    way.turn("Priya Shah")
    way.send("stage-2/acknowledge")
    pooled(way)
    appointed(way, "stage-2", "investigator", "Ines Okafor", today)
    appointed(way, "stage-2", "independent", "Ruth Amari", today)
    way.send("statement")
    way.send("statement/draft", points=SAID, wishes="Say sorry.", do="offer")
    way.child()
    way.portal.get("/your-page/10")
    way.portal.post("/your-page/10/right", data={})
    signed = way.portal.post("/your-page/10/sign", data={"agree": ["look", "happen"], "name": "Sam"})
    assert signed.status_code == 303
    assert begin_signed(way.db, now=way.clock.now) == 1
    way.db.commit()
    assert way.case().state is State.S2_INVESTIGATING
    for name in ("Ines Okafor", "Ruth Amari"):
        let_in(way, "investigation/room/{}", name)


def investigated(way):
    talked = {"name": "Mo Reed", "kind": "staff", "role": "Manager", "notes": "He was sorry."}
    today = way.on(12, 9)
    way.turn("Ines Okafor")
    assert SAID in way.read(f"/room/{way.reference}")
    way.send(f"/room/{way.reference}/interviews/new", data={**talked, **day("", today, "held_on")})
    reports(way, "draft")
    way.turn("Priya Shah")
    facts_checked(way, today)
    way.turn("Ines Okafor")
    reports(way, "final")
    way.turn("Ruth Amari")
    way.read(f"/room/{way.reference}")
    way.send(f"/room/{way.reference}/report", data={**way.hidden(), "text": "It was fair.", "do": "final"})
    assert way.case().state is State.S2_ADJUDICATION


def adjudicated(way):
    way.on(12, 11)
    way.turn("Priya Shah")
    way.send("who-answers", staff_id=str(way.staff["Nadia Rahim"].staff_id))
    way.turn("Nadia Rahim")
    assert "Report of the independent person" in way.read("answer")
    is_answered(way, "Nadia Rahim", opening="It was thorough, and we agree with it.")
    assert way.case().state is State.S2_RESPONDED
    way.child()
    assert "It was thorough, and we agree with it." in way.newest_letter()
    assert way.portal.post("/your-page/next", data={"text": "They did not talk to my teacher."}).status_code == 303
    assert way.case().state is State.S3_REQUESTED


def stage_three_is_fixed(way):
    today = way.on(12, 14)
    way.turn("Priya Shah")
    way.send("stage-3/acknowledge")
    for part, name in PANEL.items():
        appointed(way, "stage-3", "chair" if part == "chair" else "member", name, today)
    dated(way, date(2027, 1, 12))
    way.send("stage-3/invite")
    way.send("stage-3/papers", data={"papers-papers": ["stage_1", "investigator", "answer_2"], **day("papers-", today)})
    let_in(way, "stage-3/rooms/{}", "Colm Daly")
    way.turn("Colm Daly")
    assert "Yusra Bello" in way.read(f"/room/{way.reference}")


def panel_met(way):
    way.on(1, 12, 16, year=2027)
    way.turn("Priya Shah")
    scan = {"met-paper": (io.BytesIO(pdf(words="Minutes")), "minutes.pdf")}
    way.send("stage-3/met", data={"met-came": ["person"], "met-minutes": "All spoke.", **scan})
    today = way.on(1, 15, year=2027)
    way.turn("Priya Shah")
    found = {"summary": "The panel looked at it.", "finding_1": "upheld", "why_1": "Nobody rang.", "rec_1": "A rule."}
    report = {"paper": (io.BytesIO(pdf(words="The report")), "report.pdf")}
    way.send("stage-3/report", data={**found, **day("", today), **report})
    assert way.case().state is State.S3_REPORTED


def director_responded(way):
    today = way.on(1, 20, year=2027)
    way.turn("Hannah Teller")
    way.read("stage-3/response")
    said = {
        "opening": "The director accepts it.",
        "apology": "We are sorry.",
        "director": "Ada Head",
        "others": "nobody",
    }
    asked = {"view": "The independent person agrees.", **day("", today, "agreed"), **day("", today, "consulted")}
    done = {
        "p1-why": "Recommendation 1 puts it right.",
        "r1-decided": "accepted",
        "r1-doing": "A rule for every team.",
        **day("r1-", date(2027, 3, 1), "due"),
    }
    owner = {"r1-owner": str(way.staff["Priya Shah"].staff_id)}
    way.send("stage-3/response", data={**way.hidden(), **said, **asked, **done, **owner})
    way.send("stage-3/response/release")
    assert way.case().state is State.S3_RESPONDED
    way.child()
    assert "You have our last answer" in way.portal.get("/your-page").text
    way.turn("Ada Head")
    assert way.admin.get("/figures").status_code == 200
    assert way.admin.get(f"/cases/{way.reference}").status_code == 404, "a director sees figures, not the case"


def at_the_ombudsman(way):
    today = way.on(2, 10, year=2027)
    way.turn("Hannah Teller")
    wrote = {"reference": "26 005 179", "case": way.reference, "stands": "Enquiry", "words": "Please send the file."}
    way.send(
        "/ombudsman/new", data={**wrote, **day("", today, "received_on"), **day("", date(2027, 2, 24), "answer_by")}
    )
    way.child()
    assert "The Ombudsman has asked us about this" in way.portal.get("/your-page").text
    answer = way.admin.post(way.at("file"), data={"parts": EVERYTHING, "form": "zip"})
    assert answer.mimetype == "application/zip"
    step = way.db.scalars(select(OmbudsmanStep)).one()
    way.send(f"/ombudsman/{step.ombudsman_id}/answered/{step.id}", data=day(f"answer-{step.id}-", today))
    with zipfile.ZipFile(io.BytesIO(answer.data)) as folder:
        return "\n".join(folder.namelist()), "\n".join(
            folder.read(name).decode() for name in folder.namelist() if name.endswith(".txt")
        )


EVERYTHING = [
    "chronology", "clocks", "points", "judged", "words", "letters", "messages", "statement", "reports", "panel",
    "learning", "ombudsman", "files",
]  # fmt: skip


def test_from_the_first_word_through_three_stages_to_the_ombudsman_each_in_their_own_place(way):
    stage_one(way)
    asks_for_stage_two(way)
    stage_two_begins(way)
    investigated(way)
    adjudicated(way)
    stage_three_is_fixed(way)
    panel_met(way)
    director_responded(way)
    names, texts = at_the_ombudsman(way)
    assert names.count(".pdf") >= 3, "the whole of it, the minutes and the report"
    for words in (
        SAID, "Signed by Sam", "It was fair.", "What I did.", "We said we would ring, and we did not.",
        "They did not talk to my teacher.", "All spoke.", "The panel looked at it.", "A rule.",
        "Report of the panel", "Minutes", "Please send the file.", "Clock: ",
    ):  # fmt: skip
        assert words in texts, words
