"""Twelve alerts at once are twelve alerts and two mails to each on duty, three minutes apart (PRV-10, T38)."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models.procedure.terms import Role
from models.tables import Message, SafetyAlert
from tests.conftest import MONDAY
from tests.models.cases.test_alerting import raised


def mails(db: Any, keys: Any) -> list[tuple[str, str, Any]]:
    rows = db.scalars(select(Message).where(Message.kind == "alert").order_by(Message.due_at)).all()
    work = [(keys.worker.open_json(Message.work, row), row.due_at) for row in rows]
    return [(mail["to"], mail["body"], due) for mail, due in work]


def test_several_alerts_at_once_share_a_mail_and_every_alert_is_kept_prv_10(db: Any, keys: Any, person: Any) -> None:
    duty = [person(Role.DUTY), person(Role.DUTY)]
    for number in range(12):
        raised(db, keys, now=MONDAY + timedelta(seconds=5 * number))
    assert len(db.scalars(select(SafetyAlert.id)).all()) == 12
    found = mails(db, keys)
    assert len(found) == 4
    for account in duty:
        (_, first, at), (_, second, later) = [mail for mail in found if mail[0] == account.email]
        assert first.startswith("There is a new alert")
        assert second.startswith("12 alerts wait")
        assert (at, later) == (MONDAY, MONDAY + timedelta(minutes=3))


def test_an_alert_after_three_quiet_minutes_is_mailed_at_once_prv_10(db: Any, keys: Any, person: Any) -> None:
    person(Role.DUTY)
    raised(db, keys)
    raised(db, keys, now=MONDAY + timedelta(minutes=3))
    assert [due for _, _, due in mails(db, keys)] == [MONDAY, MONDAY + timedelta(minutes=3)]


def test_a_mail_that_went_already_is_not_written_over_prv_10(db: Any, keys: Any, person: Any) -> None:
    person(Role.DUTY)
    raised(db, keys)
    mail = db.scalars(select(Message)).one()
    mail.state, mail.attempts, mail.sent_at, mail.work = "sent", 1, MONDAY, None
    raised(db, keys, now=MONDAY + timedelta(minutes=1))
    other = db.scalars(select(Message).where(Message.id != mail.id)).one()
    assert mail.work is None
    assert other.due_at == MONDAY + timedelta(minutes=3)
