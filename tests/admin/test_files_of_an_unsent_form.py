"""Files on an advocate's form survive an error on it, wait with what is not sent, and go with it (A3, RET-06, T22)."""

import io
import re
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases import advocates
from models.jobs.lapsing import forget_expired
from models.procedure.terms import Role
from models.tables import AdvocateAccess, AdvocateDraft, Case, ThreadMessage, Upload
from tests.admin.test_filing_for_a_child import FILED
from tests.files import jpeg, wav

NEW = "/children/new"
MADE = {"jpg": jpeg(), "wav": wav(), "exe": b"MZ" + bytes(200)}


@pytest.fixture
def send(admin, sign_in, ade):
    """`send("drawing.jpg", field=…)` sends the same form, as it is, with those files and fields more."""
    sign_in(account=ade)
    given = {**FILED, "words__child_words": "", "instance": str(uuid.uuid4())}

    def sent(*names, **more):
        chosen = [(io.BytesIO(MADE[name[-3:]]), name) for name in names]
        return admin.post(NEW, data={**given, **more, "files": chosen})

    return sent


def kept(db):
    db.expire_all()
    return db.scalars(select(Upload).order_by(Upload.sort)).all()


def test_an_error_elsewhere_costs_no_file_and_the_form_is_sent_with_them_a3(admin, send, sign_in, db):
    for _ in range(2):
        wrong = send("drawing.jpg", "said.wav", contact__ways=["text"])
        assert wrong.status_code == 422
    assert "A picture: drawing.jpg" in wrong.text
    assert "21 December 2026, with what you wrote" in wrong.text
    rows = kept(db)
    assert [row.sort for row in rows] == ["picture", "sound"], "kept once, however often it is pressed (T22)"
    assert {row.case_id for row in rows} == {None}
    assert all(row.held and b"drawing" not in bytes(row.held) for row in rows), "sealed while it is nobody's case"
    sent = send()
    assert sent.status_code == 303, "they need not be chosen again"
    assert send("drawing.jpg").location == sent.location, "the second of a double click brings nothing"
    rows = kept(db)
    access = db.scalars(select(AdvocateAccess)).one()
    assert {(row.case_id, row.holder_id, row.question) for row in rows} == {(access.case_id, access.id, "words")}
    assert [(row.held, row.advocate_draft_id) for row in rows] == [(None, None)] * 2
    assert not db.scalars(select(AdvocateDraft)).all()
    sign_in(Role.OFFICER)
    html = admin.get(f"/cases/{db.scalars(select(Case)).one().reference}").text
    assert "drawing.jpg" in html, "and its lock is the case's"


def test_one_that_cannot_be_taken_costs_none_of_the_others_and_one_is_taken_away_a3(send, db):
    wrong = send("a.exe", "drawing.jpg", "said.wav", words__notes="What I saw.")
    assert wrong.status_code == 422
    assert "What I saw." in wrong.text
    ticks = re.findall(r'name="drop"[^>]* value="([^"]+)"', wrong.text)
    assert len(ticks) == 2
    picture = str(kept(db)[0].id)
    wrong = send(contact__ways=["text"], drop=[picture, "nothing", str(uuid.uuid4())])
    assert "drawing.jpg" not in wrong.text
    assert "said.wav" in wrong.text
    assert send(drop=[str(kept(db)[0].id)]).status_code == 422, "nothing is left that speaks for the child"
    assert kept(db) == []


def test_they_wait_with_what_is_saved_for_later_and_with_nobody_else(admin, send, db, person, place, sign_in):
    assert send("drawing.jpg", "a.exe", do="later").status_code == 303
    html = admin.get("/children").text
    assert "a.exe" in html, "it says which one is not kept"
    assert "21 December 2026.</li>" in html
    draft = db.scalars(select(AdvocateDraft)).one()
    assert "drawing.jpg" in admin.get(f"{NEW}?draft={draft.id}").text
    other = person(Role.ADVOCATE, name="Bo Ray")
    other.staff.organisation_id = place.id
    db.commit()
    sign_in(account=other)
    assert admin.get(f"{NEW}?draft={draft.id}").status_code == 404


def test_as_many_as_one_form_may_have_and_no_more_upl_02(send, db):
    names = [f"{number}.jpg" for number in range(10)]
    send(*names, contact__ways=["text"])
    wrong = send("more.jpg", words__notes="What I saw.")
    assert wrong.status_code == 422
    assert len(kept(db)) == 10
    assert "more.jpg" in wrong.text


def test_what_is_not_sent_is_gone_after_28_days_with_its_files_ret_06(send, db, clock):
    send("drawing.jpg", contact__ways=["text"])
    forget_expired(db, now=clock.now + timedelta(days=27))
    assert len(kept(db)) == 1
    forget_expired(db, now=clock.now + timedelta(days=29))
    assert kept(db) == []
    assert not db.scalars(select(AdvocateDraft)).all()


def test_a_form_for_a_brother_or_sister_is_still_that_when_it_is_opened_again_a8(admin, send, db):
    first = send(words__notes="What I saw.").location.rpartition("/")[2]
    send("drawing.jpg", instance=str(uuid.uuid4()), sibling=first, do="later")
    draft = db.scalars(select(AdvocateDraft)).one()
    html = admin.get(f"{NEW}?draft={draft.id}").text
    assert f'name="sibling" value="{first}"' in html
    assert "For a brother or sister" in html


@pytest.fixture
def beside(admin, sign_in, ade, let_in):
    """`beside("/files", "a.jpg", shows="…")` sends one form of the page of a child whom they help already."""
    sign_in(account=ade)

    def sent(form, *names, **more):
        chosen = [(io.BytesIO(MADE[name[-3:]]), name) for name in names]
        page = {"instance": str(uuid.uuid4()), "files": chosen, **more}
        return admin.post(f"/children/{let_in.case.reference}{form}", data=page)

    sent.case = let_in.case
    return sent


def test_a_message_that_is_too_long_costs_no_file_and_goes_with_it_then_a3(admin, beside, db):
    for _ in range(2):
        wrong = beside("", "drawing.jpg", text="x" * 5_001)
        assert wrong.status_code == 422
    assert "A picture: drawing.jpg" in wrong.text
    assert "21 December 2026" in wrong.text
    row = kept(db)[0]
    assert (len(kept(db)), row.case_id, row.message_id) == (1, None, None), "kept once (T22), and nobody else's yet"
    assert "drawing.jpg" in admin.get(f"/children/{beside.case.reference}").text, "who comes back finds it"
    assert "Not sent yet" not in admin.get("/children").text, "it is no form for another child"
    sent = [beside("", text="Her room.", instance=row.id) for _ in range(2)]
    assert [one.status_code for one in sent] == [303, 303]
    said = db.scalars(select(ThreadMessage)).one()
    row = kept(db)[0]
    assert (row.case_id, row.message_id, row.question) == (beside.case.id, said.id, "message")
    assert not db.scalars(select(AdvocateDraft)).all()
    assert "drawing.jpg" in admin.get(f"/children/{beside.case.reference}").text, "its lock is the case's"


def test_a_file_beside_one_that_cannot_be_taken_is_kept_and_can_be_taken_away_a3(beside, db):
    wrong = beside("", "a.exe", "said.wav", text="He said this.")
    assert (wrong.status_code, "said.wav" in wrong.text, "He said this." in wrong.text) == (422, True, True)
    assert beside("", text="", drop=[str(kept(db)[0].id)]).status_code == 422, "neither words nor a file are left"
    assert kept(db) == []


def test_what_is_added_before_the_childs_yes_is_kept_and_goes_with_what_was_filed_a3(admin, beside, ade, db):
    advocates.current(db, beside.case, ade.staff_id).confirmed_at = None
    db.commit()
    wrong = beside("/files", "a.exe", "drawing.jpg", shows="Her room")
    assert (wrong.status_code, "A picture: drawing.jpg" in wrong.text, "Her room" in wrong.text) == (422, True, True)
    assert beside("/files", shows="Her room").status_code == 303
    row = kept(db)[0]
    assert (row.case_id, row.message_id, row.question) == (beside.case.id, None, "words")


def test_what_waits_beside_a_child_is_gone_after_28_days_ret_06(beside, db, clock):
    beside("", "drawing.jpg", text="x" * 5_001)
    forget_expired(db, now=clock.now + timedelta(days=29))
    assert kept(db) == []
