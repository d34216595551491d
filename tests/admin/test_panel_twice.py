"""The letter of the day and the papers go once for a day; what is new or was left out follows (K-54, K-55)."""

import uuid
from datetime import date

from sqlalchemy import select

from models.cases.panel_rows import PAPERS as KEPT
from models.cases.panel_rows import current, text_of
from models.procedure.tasks import TELL_OTHERS
from models.tables import Appointment, Letter
from models.tables.task import Task
from tests.admin.panelling import (
    DATES,
    HERE,
    PAPERS,
    anybody,
    day,
    fix_a_date,
    held_and_reported,
    outsider,
    whole_panel,
)

OUT = day("papers-", date(2026, 11, 23))


def letters(db, kind):
    db.expire_all()
    return db.scalars(select(Letter).where(Letter.kind == kind)).all()


def test_the_letter_of_the_day_goes_once_k_54(panel, admin, portal, db):
    whole_panel(admin, db)
    fix_a_date(admin, portal, db)
    assert admin.post(f"{HERE}/invite").status_code == 303
    again = admin.post(f"{HERE}/invite")
    assert again.status_code == 409
    assert "They have the letter about this day already." in again.text
    assert len(letters(db, "panel_date")) == 1
    assert "They have it. A new day has a letter of its own." in admin.get(HERE).text


def test_the_papers_go_once_for_a_day_and_what_is_new_is_added_k_55(panel, admin, portal, db, on):
    whole_panel(admin, db)
    date_id = fix_a_date(admin, portal, db)
    assert admin.post(f"{HERE}/papers", data={**PAPERS, **OUT}).status_code == 303
    again = admin.post(f"{HERE}/papers", data={**PAPERS, **OUT})
    assert again.status_code in (409, 422)
    assert "They have gone out for this day already." in again.text
    assert len(letters(db, "panel_papers")) == 1
    on(date(2026, 11, 25))
    more = {"papers-papers": ["policy"], **day("papers-", date(2026, 11, 25))}
    assert admin.post(f"{HERE}/papers", data=more).status_code == 303
    kept = text_of(db, current(db, panel.case), KEPT, panel.keys)["papers"]
    assert len(kept) == 5, "the list holds what went before and what is new"
    assert current(db, panel.case).papers_on == date(2026, 11, 23), "the first day stays"
    assert admin.post(f"{DATES}/{date_id}/cancel", data={"by": "panel", "why": "Ill."}).status_code == 303
    fix_a_date(admin, portal, db, date(2026, 12, 16))
    assert admin.post(f"{HERE}/papers", data={**PAPERS, **day("papers-", date(2026, 11, 25))}).status_code == 303
    assert current(db, panel.case).papers_on == date(2026, 11, 25), "a new day, its own papers"


def test_the_independent_person_of_stage_2_is_owed_the_report_until_somebody_sent_it_reg_20_2(
    panel, admin, portal, db, on
):
    yusra = outsider(db, "Yusra Bello")
    row = Appointment(
        id=uuid.uuid4(), case_id=panel.case.id, outsider_id=yusra.id, part="independent",
        appointed_on=date(2026, 9, 20), appointed_by=anybody(db),
    )  # fmt: skip
    db.add(row)
    db.commit()
    held_and_reported(admin, portal, db, on)
    task = db.scalars(select(Task).where(Task.kind == TELL_OTHERS)).one()
    assert task.done_at is None
    assert "Yusra Bello, the independent person of stage 2" in admin.get(HERE.replace("stage-3", "tasks")).text
