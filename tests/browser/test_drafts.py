"""Drafts in a browser: kept while one types, by a button without scripts, and the last words go with the next step."""

from playwright.sync_api import expect

from models.cases import allocating, answering
from models.procedure.terms import Role
from models.tables import Case, DeskDraft
from tests.models.cases.answered import MONDAY, routed, who


def test_a_message_is_kept_and_found_again_on_the_case_r5(at_the_desk, sites, db, keys, person, look, scripted) -> None:
    officer = person(Role.OFFICER, name="Priya Shah")
    case, _ = routed(db, keys.staff.ring, who(officer))
    db.commit()
    page = at_the_desk(officer)
    there = f"{sites.admin}/cases/{case.reference}"
    page.goto(f"{there}/messages")
    page.get_by_label("Message").fill("We found the letter.")
    if scripted:
        expect(page.locator("#draft-saved")).to_be_visible()
        expect(page.get_by_label("Message")).to_be_focused()
        page.get_by_label("Message").press_sequentially(" It was here.")  # and away before it was kept
    else:
        page.get_by_role("button", name="Save draft").click()
        expect(page.get_by_role("status")).to_contain_text("Draft saved.")
    look(page, "draft")
    page.goto(there)
    page.get_by_role("link", name="a message to them").click()
    words = "We found the letter. It was here." if scripted else "We found the letter."
    expect(page.get_by_label("Message")).to_have_value(words)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Message sent.")
    expect(page.get_by_label("Message")).to_have_value("")
    db.commit()
    assert db.query(DeskDraft).filter_by(gone=False).count() == 0


def test_the_last_words_of_an_answer_go_with_its_next_step_r5(at_the_desk, sites, db, keys, person, scripted) -> None:
    manager = person(Role.RESPONDER, name="Mo Reed")
    case, ring = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    actor = who(manager)
    allocating.give(db, case, manager.staff_id, actor=actor, now=MONDAY)
    db.commit()
    page = at_the_desk(manager)
    page.goto(f"{sites.admin}/cases/{case.reference}/answer")
    page.get_by_label("What we looked at").fill("The notes.")
    page.get_by_role("button", name="Send for a check").click()
    expect(page.get_by_role("alert")).to_be_visible()  # something is missing still
    expect(page.get_by_label("What we looked at")).to_have_value("The notes.")
    page.get_by_label("What we found").fill("No one rang.")
    page.get_by_role("button", name="See it exactly as they will see it").click()
    expect(page.get_by_role("main")).to_contain_text("No one rang.")
    db.commit()
    block = next(iter(answering.desk(db, db.get_one(Case, case.id), actor, ring, now=MONDAY).reply.blocks.values()))
    assert (block.looked_at, block.found) == ("The notes.", "No one rang.")
