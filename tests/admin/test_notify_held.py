"""An administrator reads on the first page of the settings that the key of GOV.UK Notify is not taken (R3)."""

import uuid

from models.procedure.terms import Role, Way
from models.tables import Message
from tests.conftest import MONDAY


def text(error):
    return Message(
        id=uuid.uuid4(), kind="notice", cause=f"letter:{uuid.uuid4()}", way=Way.TEXT, queued_at=MONDAY,
        due_at=MONDAY, last_error=error,
    )  # fmt: skip


def test_an_administrator_reads_how_many_texts_wait_for_the_key_and_what_to_do(db, admin, sign_in):
    sign_in(Role.ADMINISTRATOR)
    db.add_all([text("WrongKey"), text("WrongKey"), text("HTTPError")])
    db.commit()
    html = admin.get("/settings").get_data(as_text=True)
    assert "2 texts and letters wait" in html
    assert "valid key" in html


def test_nothing_is_said_of_the_key_while_notify_takes_it(db, admin, sign_in):
    sign_in(Role.ADMINISTRATOR)
    db.add(text("HTTPError"))
    db.commit()
    answer = admin.get("/settings")
    assert answer.status_code == 200
    assert "Notify" not in answer.get_data(as_text=True)


def test_an_administrator_reads_that_texts_wait_because_their_template_is_wrong_r3(db, admin, sign_in):
    sign_in(Role.ADMINISTRATOR)
    db.add_all([text("WrongTemplate"), text("WrongTemplate")])
    db.commit()
    html = admin.get("/settings").get_data(as_text=True)
    assert "so 2 texts wait. None is lost." in html
    assert "You have an update. Go to the page you used before." in html
