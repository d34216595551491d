"""What somebody from outside was given: the complaint as it was sent, and letters with their form (K-36, AZ-11)."""

from sqlalchemy import select

from models.cases import rooms
from models.post.form import pieces, plain
from models.procedure.independence import Part
from models.tables import AuditRow, Letter, TheirWords
from tests.admin.test_rooms import HERE, ROOM, priya, started  # noqa: F401
from tests.models.cases.answered import at
from tests.models.cases.investigated import let_in, part_of
from tests.portal.test_statement import asked, come_back  # noqa: F401


def test_the_complaint_as_it_was_sent_is_read_only_by_whom_it_was_given_to(
    admin, db, keys, sign_in, started, priya  # noqa: F811
):  # fmt: skip
    case, _ = started
    ines = let_in(db, keys, case, Part.INVESTIGATOR, priya.actor)
    words = db.scalars(select(TheirWords).where(TheirWords.case_id == case.id)).first()
    sign_in(account=ines)
    assert admin.get(f"{ROOM}/words/{words.id}").status_code == 404
    sign_in(account=priya.account)
    assert "What the person sent" in admin.get(HERE).text
    assert admin.post(f"{HERE}/papers", data={"papers": [str(words.id)]}).status_code == 303
    sign_in(account=ines)
    assert "What the person sent" in admin.get(ROOM).text
    assert "Exactly as it came" in admin.get(f"{ROOM}/words/{words.id}").text
    assert "view_words" in db.scalars(select(AuditRow.action).where(AuditRow.actor_id == ines.staff_id)).all()


def test_a_letter_in_a_room_keeps_its_lists_and_what_is_bold(
    admin, db, keys, sign_in, started, priya  # noqa: F811
):  # fmt: skip
    case, ring = started
    ines = let_in(db, keys, case, Part.INVESTIGATOR, priya.actor)
    row = Letter(id=part_of(db, case, Part.INVESTIGATOR).id, case_id=case.id, kind="closure", way="here",
                 released_at=at(8))  # fmt: skip
    found = pieces("We **will**:\n- ring you\n- write")
    block = {"id": "still", "heading": "", "paragraphs": plain(found), "list": [], "locked": False, "parts": found}
    ring.seal_json(Letter.body, row, {"subject": "Closed", "blocks": [block]})
    db.add(row)
    db.commit()
    rooms.give(db, case, {row.id}, keys=ring, actor=priya.actor, now=at(9))
    db.commit()
    sign_in(account=ines)
    html = admin.get(f"{ROOM}/letters/{row.id}").text
    assert "<strong>will</strong>" in html
    assert '<li class="heard-words" dir="auto" data-read>ring you</li>' in html
