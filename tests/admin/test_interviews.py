"""What is kept of an interview stays readable for who wrote it, whatever comes after it (K-36, K-37)."""

import re

from models.cases import interviewing, reporting
from models.procedure.independence import Part
from tests.admin.test_rooms import HERE, ROOM, TALKED, priya, started  # noqa: F401
from tests.models.cases.answered import at
from tests.models.cases.investigated import let_in, part_of, whole
from tests.portal.test_statement import asked, come_back  # noqa: F401


def test_who_was_spoken_with_stays_readable_through_the_check_and_after_the_reports_k_36_k_37(
    admin, db, keys, sign_in, started, priya  # noqa: F811
):  # fmt: skip
    case, ring = started
    ines = let_in(db, keys, case, Part.INVESTIGATOR, priya.actor)
    io, told = part_of(db, case, Part.INVESTIGATOR), {"keys": ring, "actor": priya.actor, "now": at(9)}
    row = interviewing.add(
        db, case, io, name="Mo Reed", role="", kind="staff", held_on=at(9).date(), notes="He was sorry.", **told
    )
    reporting.save(db, case, io, whole(), version=0, **told)
    reporting.hand_in(db, case, io, reporting.DRAFT, **told)
    interviewing.send(db, case, row, passage="Mo did not ring.", how="mail", **told)
    interviewing.answer(db, case, row, "I rang twice.", on=at(9).date(), **told)
    db.commit()
    sign_in(account=ines)
    there = f"{ROOM}/interviews/{row.id}"
    version = re.search(r'name="version" value="(\d+)"', admin.get(there).text).group(1)
    assert "He was sorry." in admin.page.text
    again = TALKED | {"notes": "He was sorry, twice.", "version": version}
    assert admin.post(there, data=again).status_code == 303
    for words in ("Mo Reed", "I rang twice."):
        assert words in admin.get(ROOM).text
    reporting.hand_in(db, case, io, reporting.FINAL, **told)
    ip = part_of(db, case, Part.INDEPENDENT)
    reporting.save(db, case, ip, reporting.Body("Fair."), version=0, **told)
    reporting.hand_in(db, case, ip, reporting.FINAL, **told)
    db.commit()
    assert "He was sorry, twice." in admin.get(there).text
    assert 'id="keep"' not in admin.page.text, "what is over is read and not changed"
    assert "Evidence:" in admin.get(ROOM).text, "who handed a report in reads it again"
    sign_in(account=priya.account)
    assert "Mo Reed" in admin.get(HERE).text


def test_a_young_person_gets_the_facts_in_a_message_on_their_page_and_never_by_a_way_that_is_none_k_37(
    admin, portal, db, keys, sign_in, started, priya  # noqa: F811
):  # fmt: skip
    case, ring = started
    io, told = part_of(db, case, Part.INVESTIGATOR), {"keys": ring, "actor": priya.actor, "now": at(9)}
    row = interviewing.add(db, case, io, name="Sam", role="", kind="child", held_on=at(9).date(), notes="Calm.", **told)
    reporting.save(db, case, io, whole(), version=0, **told)
    reporting.hand_in(db, case, io, reporting.DRAFT, **told)
    db.commit()
    sign_in(account=priya.account)
    page = admin.get(HERE).text
    for words in ("On their own page here", "to their address at work"):
        assert words not in page
    sent = {f"send-{row.id}-passage": "You told us that nobody rang.", f"send-{row.id}-how": "thread"}
    assert admin.post(f"{HERE}/interviews/{row.id}/send", data=sent | {f"send-{row.id}-how": "mail"}).status_code == 422
    assert admin.post(f"{HERE}/interviews/{row.id}/send", data=sent).status_code == 303
    assert "You told us that nobody rang." in admin.get(HERE).text, "what they were given stays readable"
    come_back(portal)
    theirs = portal.get("/your-page/messages").text
    assert "You told us that nobody rang." in theirs
    assert "Is anything in it wrong? Tell us here by 16 December 2026." in theirs
