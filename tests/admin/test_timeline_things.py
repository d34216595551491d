"""An entry of the timeline leads to the note, the message or the letter that it tells of (experience 6.4)."""

from models.cases import corresponding
from models.cases.recording import record
from models.cases.releasing import release
from models.cases.writing_to import composed
from models.procedure.terms import Event, Role
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who


def test_a_note_a_message_and_a_letter_are_one_press_away(admin, db, keys, person, sign_in) -> None:
    account = person(Role.OFFICER)
    case, ring = routed(db, keys.staff.ring, who(account))
    given = {"actor": who(account), "keys": ring, "now": MONDAY}
    kept = corresponding.add_note(db, case, "Rang the school.", **given)
    wrote = corresponding.send_message(db, case, "We ring you on Friday.", **given)
    words = composed(db, case, "We ring you on Friday.", now=MONDAY)
    left = release(db, case, "general", words.content(), event=Event.ACKNOWLEDGED, **given)
    record(db, case, Event.ACKNOWLEDGED, actor=who(account), now=MONDAY)
    db.commit()
    sign_in(account=account)
    at = f"/cases/{case.reference}"
    links = admin.get(f"{at}/timeline").text
    assert f'href="{at}/notes#note-{kept.id}"' in links
    assert f'href="{at}/messages#message-{wrote.id}"' in links
    assert f'id="note-{kept.id}"' in admin.get(f"{at}/notes").text
    assert f'id="message-{wrote.id}"' in admin.get(f"{at}/messages").text
    assert f'href="{at}/letters/{left.id}"' in links
    for typed, thing in (("school", f"note-{kept.id}"), ("Friday", f"message-{wrote.id}")):
        found = admin.get(f"{at}/timeline?q={typed}").text
        assert thing in found, "a search of the timeline looks through what its entries tell of"
    assert "0 of " in admin.get(f"{at}/timeline?q=zebra").text
