"""A second panel, ordered by the Ombudsman, on its whole way to the director's response (rules 3.8, K-54 to K-57)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.cases import panel_rows
from models.procedure.terms import Clock, Role, State
from models.tables import Letter, Panel
from tests.admin.panelling import (
    HERE,
    PAPERS,
    REPORT,
    clock_of,
    fix_a_date,
    held_and_reported,
    response,
    seat,
    state,
)
from tests.admin.test_ordered_again import again, day, wanted


@pytest.mark.parametrize("ordered_on", [date(2027, 1, 20)], ids=["later"])
def test_a_second_panel_meets_reports_and_is_answered_like_the_first_3_8_k_56_k_57(
    panel, admin, portal, db, on, keys, sign_in, ordered_on
):
    held_and_reported(admin, portal, db, on)
    answered = response(db, **{"r2-why": "They asked us not to."})
    assert admin.post(f"{HERE}/response", data=answered).status_code == 303
    assert admin.post(f"{HERE}/response/release").status_code == 303
    on(ordered_on, 10)
    sign_in(Role.MANAGER, name="Hannah Cole")
    here = wanted(admin, db, ordered_on)
    assert admin.post(f"{here}/again", data=again("s3", ordered_on)).status_code == 303
    seats = (("chair", "Nora Field"), ("member", "Paul Winter"), ("member", "Mo Faye"))
    for part, name in seats:
        given = {"name": name, "does": ["panel"], "knows": ["childcare"], "active": ["yes"]}
        assert admin.post("/pool/new", data=given).status_code == 303
        assert seat(admin, db, part, name, ordered_on).status_code == 303
    off = fix_a_date(admin, portal, db, date(2027, 2, 5))
    assert admin.post(f"{HERE}/invite").status_code == 303, admin.page.text[:3000]
    assert (
        admin.post(f"{HERE.replace('stage-3', 'dates')}/{off}/cancel", data={"by": "panel", "why": "Ill."}).status_code
        == 303
    )
    undone = select(Letter.undone_at).where(Letter.kind == "panel_papers")
    assert db.scalars(undone).all() == [None], "the papers of the panel that met stay as they are"
    fix_a_date(admin, portal, db, date(2027, 2, 8))
    assert admin.post(f"{HERE}/invite").status_code == 303, admin.page.text[:3000]
    assert admin.post(f"{HERE}/papers", data={**PAPERS, **day("papers-", ordered_on)}).status_code == 303
    on(date(2027, 2, 8), 16)
    assert (
        admin.post(f"{HERE}/met", data={"met-came": ["person"], "met-minutes": "All spoke again."}).status_code == 303
    )
    assert clock_of(db, Clock.S3_REPORT).due_on == date(2027, 2, 15)
    on(date(2027, 2, 10), 10)
    said = {**REPORT, "summary": "What the second panel saw.", "rec_1": "Ring on Mondays."}
    assert admin.post(f"{HERE}/report", data={**said, **day("", date(2027, 2, 10))}).status_code == 303
    assert clock_of(db, Clock.S3_RESPONSE).due_on == date(2027, 3, 3), "15 working days from this report (K-57)"
    ring = panel.keys
    first, new = db.scalars(select(Panel).order_by(Panel.number)).all()
    assert panel_rows.text_of(db, first, panel_rows.REPORT, ring)["summary"] == REPORT["summary"]
    assert [text for _, text in panel_rows.recommendations(db, new, ring)] == ["Ring on Mondays.", REPORT["rec_2"]]
    assert [row.answer for row, _ in panel_rows.recommendations(db, first, ring)] == ["accepted", "refused"]
    letters = db.scalars(select(Letter).where(Letter.kind == "panel_report").order_by(Letter.released_at)).all()
    assert len(letters) == 2
    assert "What the second panel saw." in str(ring.open_json(Letter.body, letters[1]))
    page = admin.get(f"{HERE}/response").text
    assert "The director accepts what the panel found." not in page, "an answer of its own"
    days = {f"{name}-{unit}": value for name in ("agreed", "consulted")
            for unit, value in (("day", "10"), ("month", "2"), ("year", "2027"))}  # fmt: skip
    whole = response(db, **days, **{"r2-why": "Not again.", "r1-due-month": "3", "opening": "The second answer."})
    assert admin.post(f"{HERE}/response", data=whole).status_code == 303
    assert admin.post(f"{HERE}/response/release").status_code == 303
    assert state(db) is State.S3_RESPONDED
    assert db.query(Letter).filter_by(kind="answer_stage3").count() == 2
