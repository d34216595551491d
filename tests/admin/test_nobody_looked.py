"""Experience 2.10: what nobody on our side has looked at for a working day stands in the queue in red."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from models.audit import Actor
from models.cases import choosing
from models.procedure.terms import Role
from models.procedure.updating import a_day_ago
from models.procedure.working_days import ENGLAND
from models.tables import Holder
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import at
from tests.portal.coming_back import case_with_words
from tests.portal.test_tracking import answering

CHRISTMAS = {date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Boxing Day"}


@pytest.mark.parametrize(
    ("now", "ago"),
    [
        ("2026-11-24T10:00", "2026-11-23T10:00"),
        ("2026-11-30T10:00", "2026-11-27T10:00"),
        ("2026-11-28T10:00", "2026-11-27T00:00"),
        ("2026-12-29T09:30", "2026-12-24T09:30"),
    ],
)
def test_a_working_day_ago_passes_over_what_is_not_worked_2_10(now, ago):
    moment = datetime.fromisoformat(now).replace(tzinfo=ENGLAND)
    assert a_day_ago(moment, CHRISTMAS) == datetime.fromisoformat(ago).replace(tzinfo=ENGLAND)


def rows(admin, show="all"):
    return admin.get(f"/queue?show={show}").get_data(as_text=True)


def test_a_new_case_that_nobody_has_opened_is_red_until_somebody_does_2_10(admin, db, keys, sign_in, clock):
    case = make_case(db, keys.staff.ring, now=MONDAY).case
    db.commit()
    sign_in(Role.OFFICER)
    assert "Nobody has looked" not in rows(admin)
    assert case.reference not in rows(admin, "unseen")
    clock.forward(days=1)
    sign_in(Role.OFFICER)
    red = '<strong class="govuk-tag govuk-tag--red">Nobody has looked since it came on'
    assert red in rows(admin)
    assert case.reference in rows(admin, "unseen")
    admin.get(f"/cases/{case.reference}")
    assert "Nobody has looked" not in rows(admin)
    assert case.reference not in rows(admin, "unseen")


def test_a_message_that_nobody_has_read_for_a_working_day_is_red_2_10(admin, db, keys, sign_in, clock):
    opened = case_with_words(db, keys)
    answering(db, opened)
    holder = db.scalars(select(Holder).where(Holder.case_id == opened.case.id)).one()
    actor = Actor(kind="person", id=holder.id)
    choosing.say(db, opened.case, "It is cold.", holder=holder, keys=opened.keys, actor=actor, now=at(1))
    db.commit()
    clock.now = at(1)
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{opened.case.reference}")
    assert "Nobody has read" not in rows(admin)
    clock.now = at(2).replace(hour=23)
    sign_in(Role.OFFICER)
    assert "Nobody has read what they wrote on" in rows(admin)
    assert opened.case.reference in rows(admin, "unseen")
    admin.post(f"/cases/{opened.case.reference}/messages/read")
    assert "Nobody has read" not in rows(admin)
    assert opened.case.reference not in rows(admin, "unseen")
