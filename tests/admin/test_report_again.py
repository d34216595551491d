"""A panel’s report that was wrong is put right: the old one stays, who had it is told, no day moves (REG 20, K-57)."""

import uuid
from datetime import date

from sqlalchemy import select

from models.cases import report_again
from models.cases.panel_rows import current
from models.cases.releasing import HOLD
from models.procedure.independence import Part
from models.procedure.tasks import TELL_OTHERS
from models.procedure.terms import Clock, Finding
from models.reports import case_file
from models.tables import Appointment, Letter, OutsiderLetter, PanelFinding, PanelRecommendation, Setting
from models.tables.task import Task
from tests.admin.panelling import HERE, REPORT, anybody, clock_of, day, held_and_reported, outsider, response
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE

AGAIN = f"{HERE}/report/again"
OUTSIDE = f"/cases/{REFERENCE}/outside-letters"
RIGHT = {
    **REPORT, "finding_2": "upheld", "why_2": "Nobody asked.", "rec_2": "Ask first, and say why.",
    "wrong": "Point 2 was written down wrong.", **day("", date(2026, 12, 18)),
}  # fmt: skip


def of_stage_two(db, panel):
    row = Appointment(
        id=uuid.uuid4(), case_id=panel.case.id, outsider_id=outsider(db, "Yusra Bello").id, part=Part.INDEPENDENT,
        appointed_on=date(2026, 9, 20), appointed_by=anybody(db),
    )  # fmt: skip
    db.add(row)
    db.commit()
    return row


def open_tasks(db):
    db.expire_all()
    return db.scalars(select(Task).where(Task.kind == TELL_OTHERS, Task.done_at.is_(None))).all()


def kinds(db):
    db.expire_all()
    return [one.kind for one in db.scalars(select(Letter).order_by(Letter.released_at)) if one.state != "replaced"]


def test_the_right_report_takes_the_place_of_the_wrong_one_and_no_day_moves_reg_20_k_57(panel, admin, portal, db, on):
    held_and_reported(admin, portal, db, on)
    due = clock_of(db, Clock.S3_RESPONSE).due_on
    assert admin.post(f"{HERE}/response", data=response(db)).status_code == 303
    page = admin.get(AGAIN).text
    assert "Write a rule about ringing back." in page, "what stands is there to be changed"
    lacking = admin.post(AGAIN, data={**RIGHT, "wrong": "", "summary": "Typed."})
    assert lacking.status_code == 422
    assert "Say what was wrong" in lacking.text
    assert "Typed." in lacking.text
    same = {**REPORT, "wrong": "Nothing.", **day("", date(2026, 12, 18))}
    assert "Nothing is changed" in admin.post(AGAIN, data=same).text
    assert admin.post(AGAIN, data={**RIGHT, **day("", date(2026, 12, 16))}).status_code == 422, "before the first came"
    assert admin.post(AGAIN, data=RIGHT).status_code == 303
    db.expire_all()
    assert clock_of(db, Clock.S3_RESPONSE).due_on == due
    assert dict(db.execute(select(PanelFinding.number, PanelFinding.finding)).all()) == {
        1: Finding.UPHELD, 2: Finding.UPHELD,
    }  # fmt: skip
    assert "panel_report_again" in kinds(db)
    letter = db.scalars(select(Letter).where(Letter.kind == "panel_report_again")).one()
    said = str(panel.keys.open_json(Letter.body, letter))
    for words in ("Point 2 was written down wrong.", "Ask first, and say why.", "Tuesday 12 January 2027"):
        assert words in said
    earlier = report_again.before(db, current(db, panel.case), panel.keys)
    assert [one.written.recommended for one in earlier] == [[REPORT["rec_1"], REPORT["rec_2"]]]
    assert "Say sorry in person." in admin.get(AGAIN).text
    page = admin.get(f"/cases/{REFERENCE}/timeline").text
    assert "the panel’s report was put right" in page
    made = [str(one) for one in case_file._panel(db, panel.case, panel.keys, date(2026, 12, 18))]
    assert "Say sorry in person." in made[0]


def test_what_was_decided_stays_where_the_same_is_recommended_and_the_rest_is_asked_again_s_42(
    panel, admin, portal, db, on
):
    held_and_reported(admin, portal, db, on)
    assert admin.post(f"{HERE}/response", data=response(db, **{"r2-why": "They asked us not to."})).status_code == 303
    assert admin.post(AGAIN, data=RIGHT).status_code == 303
    page = admin.get(f"{HERE}/response").text
    assert "A rule for every team." in page
    assert "They asked us not to." not in page
    for gap in ("Recommendation 2: say whether it is accepted.", "Point 2: it is upheld", "on which day they agreed"):
        assert gap in page
    assert admin.post(f"{HERE}/response", data=response(db, 1)).status_code == 409, "typed for the report before"


def test_a_report_that_is_answered_is_put_right_only_after_its_answer_is_called_back(panel, admin, portal, db, on):
    held_and_reported(admin, portal, db, on)
    db.merge(Setting(name=HOLD, value={"minutes": 30}, changed_at=MONDAY))
    db.commit()
    whole = response(db, **{"r2-why": "They asked us not to."})
    assert admin.post(f"{HERE}/response", data=whole).status_code == 303
    assert admin.post(f"{HERE}/response/release").status_code == 303
    assert "Call it back first" in admin.get(AGAIN).text
    assert "Call it back first" in admin.post(AGAIN, data=RIGHT).text
    letter = db.scalars(select(Letter).where(Letter.kind == "answer_stage3")).one()
    admin.post(f"/cases/{REFERENCE}/letters/{letter.id}/back")
    assert admin.post(AGAIN, data=RIGHT).status_code == 303
    assert db.scalars(select(PanelRecommendation.answer)).all() == [None, None]


def test_a_first_report_that_has_not_left_is_kept_back_and_they_read_the_right_one_alone(panel, admin, portal, db, on):
    db.merge(Setting(name=HOLD, value={"minutes": 30}, changed_at=MONDAY))
    db.commit()
    held_and_reported(admin, portal, db, on)
    assert admin.post(AGAIN, data=RIGHT).status_code == 303
    assert kinds(db).count("panel_report") == 1
    assert "panel_report_again" not in kinds(db)


def test_the_independent_person_has_the_report_by_letter_and_the_task_closes_itself_reg_20_2(
    panel, admin, portal, db, on
):
    to = of_stage_two(db, panel)
    assert admin.get(f"{OUTSIDE}/{to.id}/report").status_code == 200
    assert "has not come yet" in admin.page.text
    held_and_reported(admin, portal, db, on)
    assert len(open_tasks(db)) == 1
    page = admin.get(f"{OUTSIDE}/{to.id}/report").text
    for words in ("Upheld. Nobody rang.", "we ask you what you think", "12 January 2027", REPORT["rec_1"]):
        assert words in page
    assert "this report was put right" not in page.casefold()
    assert admin.post(f"{OUTSIDE}/{to.id}/report", data={"words": "Thank you.", "send": "yes"}).status_code == 303
    assert open_tasks(db) == []
    others = {"others": "The school, by letter."}
    assert admin.post(AGAIN, data={**RIGHT, **others}).status_code == 303
    assert len(open_tasks(db)) == 2, "the one put right is owed again, and to whoever else had it"
    page = admin.get(f"/cases/{REFERENCE}/tasks").text
    assert "The school, by letter." in page
    assert "put right (REG 20(2))" in page
    assert "Point 2 was written down wrong." in admin.get(f"{OUTSIDE}/{to.id}/report").text
    assert admin.post(f"{OUTSIDE}/{to.id}/report", data={"words": "", "send": "yes"}).status_code == 303
    assert len(open_tasks(db)) == 1
    assert db.query(OutsiderLetter).filter_by(kind="report").count() == 2


def test_no_report_is_sent_to_who_wrote_it(panel, admin, portal, db, on):
    held_and_reported(admin, portal, db, on)
    chair = db.scalars(select(Appointment).where(Appointment.part == Part.CHAIR)).one()
    assert admin.post(f"{OUTSIDE}/{chair.id}/report", data={"words": "", "send": "yes"}).status_code == 409
