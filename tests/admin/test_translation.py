"""Their words in English beside the original, which stays the record and is never changed (experience 2.9, T43)."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from models.cases.translating import sending_of
from models.procedure.terms import Role
from models.tables import AuditRow, TheirWords, Translation
from tests.conftest import MONDAY
from tests.making import make_case
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

THEIRS, OURS = "Nikt do mnie nie dzwoni.", "Nobody rings me."


def test_staff_and_the_person_read_both_and_the_original_stays_t43(admin, portal, db, keys, sign_in):
    opened = case_with_words(db, keys, answers={"tell": {"story": THEIRS}})
    sent = db.scalars(select(TheirWords).where(TheirWords.case_id == opened.case.id)).one()
    before = bytes(sent.answers.raw if hasattr(sent.answers, "raw") else str(sent.answers).encode())
    sign_in(Role.OFFICER)
    page = f"/cases/{opened.case.reference}/translation/{sent.id}"
    admin.get(page)
    assert THEIRS in admin.page.text
    assert admin.post(page, data={"language": "", "text": OURS}).status_code == 422
    assert OURS in admin.page.html
    assert admin.post(page, data={"language": "Polish", "text": OURS}).status_code == 303
    admin.get(f"/cases/{opened.case.reference}")
    assert all(words in admin.page.text for words in (THEIRS, OURS, "translated from Polish"))
    assert db.query(AuditRow).filter_by(action="translated").count() == 1
    assert OURS.encode() not in bytes(str(db.query(Translation).one().body), "utf-8")  # sealed
    db.expire_all()
    again = db.scalars(select(TheirWords)).one()
    assert bytes(again.answers.raw if hasattr(again.answers, "raw") else str(again.answers).encode()) == before
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.post("/your-page/sent", data={"secret_words": WORDS})
    assert all(words in portal.page.text for words in (THEIRS, OURS))


def test_words_of_another_case_cannot_be_translated_from_here_az_02(db, keys):
    one = case_with_words(db, keys)
    other = make_case(db, keys.staff.ring, reference="HV-2222-2222-222", now=MONDAY)
    sent = db.scalars(select(TheirWords).where(TheirWords.case_id == one.case.id)).one()
    with pytest.raises(NoResultFound):
        sending_of(db, other.case, sent.id)
