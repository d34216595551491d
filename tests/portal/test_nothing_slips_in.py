"""What no form asks for is not taken, whatever a browser sends (AZ-08)."""

from sqlalchemy import select

from models.cases import referring
from models.tables import Case, TheirWords
from portal.journeys import PATHS
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

PATH = PATHS["your-voice"]
COLUMNS = {column.name: "1" for column in Case.__table__.columns}
FORGED = COLUMNS | {"state": "closed", "procedure": "refused", "closed_on": "2026-11-20", "young_person": "false",
                    "officer_id": "0" * 32, "safety_waiting": "true", "ask_first": "", "restricted": "yes"}  # fmt: skip


def test_every_column_of_a_case_sent_along_changes_nothing_of_it_and_the_log_says_so_az_08(portal, db, keys, caplog):
    for question, said in (("safe", {"safe": "yes"}), ("about", {"topics": ["home"]}), ("tell", {"story": "Help."})):
        where = f"/your-voice/{PATH.number(question)}"
        portal.get(where)
        portal.post(where, data={**FORGED, **said})
    portal.post("/your-voice/check", data=FORGED)
    said = [record for record in caplog.records if record.name == "heard" and record.msg == "fields_not_asked_for"]
    assert len(said) == 4
    assert {"closed_on", "officer_id", "procedure", "restricted", "state"} <= set(said[0].fields.split())
    case = db.scalars(select(Case)).one()
    assert (case.state, case.procedure, case.closed_on, case.officer_id) == ("received", None, None, None)
    assert case.young_person
    assert not case.safety_waiting
    kept = keys.staff.ring.with_case(case, "thread").open_json(TheirWords.answers, db.scalars(select(TheirWords)).one())
    assert {question: set(given) for question, given in kept.items()} == {
        "safe": {"safe"}, "about": {"topics"}, "tell": {"story"},
    }  # fmt: skip


def test_where_no_advocate_can_be_given_the_page_names_who_helps_now_2_4b(portal, db, keys):
    answers = {"advocate": {"advocate": "yes"}, "advocate_yes": {"shares": ["contact"], "start": "now"}}
    case_with_words(db, keys, answers=answers)
    referring.send_waiting(db, keys.worker, now=MONDAY)
    db.commit()
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.get("/your-page")
    said = portal.page.text
    assert "No one could come yet. Our team is looking for someone else. These people can help you now." in said
    for name, number in (
        ("Coram Voice", "0808 800 5792"),
        ("NYAS", "0808 808 1001"),
        ("Help at Hand", "0800 528 0731"),
    ):
        assert name in said
        assert number in said
    assert "Use Relay UK: 18001 and then the number. In danger: 18000." in said, "who does not hear is helped too (2.9)"
