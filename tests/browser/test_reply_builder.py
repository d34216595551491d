"""The reply builder: kept as it is typed where there is JavaScript, by Save where there is none."""

import pytest
from playwright.sync_api import expect

from models.cases import allocating, answering
from models.procedure.terms import Role
from models.tables import Case
from tests.models.cases.answered import MONDAY, routed, who


@pytest.fixture
def given(db, keys, person):
    manager = person(Role.RESPONDER, name="Mo Reed")
    case, ring = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    actor = who(manager)
    allocating.give(db, case, manager.staff_id, actor=actor, now=MONDAY)
    db.commit()
    return manager, actor, case, ring


def test_an_answer_is_written_and_kept_r5(at_the_desk, sites, db, given, look, scripted) -> None:
    manager, actor, case, ring = given
    page = at_the_desk(manager)
    look(page, "reply")
    page.get_by_role("link", name=case.reference).click()
    look(page, "reply")
    page.get_by_label("What we looked at").fill("The notes of the calls.")
    page.get_by_label("Apology", exact=True).fill("We are sorry you feel sad.")
    if scripted:
        expect(page.locator("#saved-at")).to_be_visible()
        expect(page.get_by_label("Apology", exact=True)).to_be_focused()
    else:
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This takes the apology back")).to_be_visible()
    page.get_by_label("What we found").fill("No one rang you back.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    expect(page.get_by_role("link", name="say what you found")).to_have_count(0)
    look(page, "reply")
    db.commit()  # what the page saved is seen only from a new transaction
    reply = answering.desk(db, db.get_one(Case, case.id), actor, ring, now=MONDAY).reply
    block = next(iter(reply.blocks.values()))
    assert (block.looked_at, block.found) == ("The notes of the calls.", "No one rang you back.")
    page.get_by_role("button", name="Send for a check").click()
    look(page, "reply")
    page.get_by_role("link", name="Point 1: say why.").first.click()
    expect(page.get_by_label("Why", exact=True)).to_be_focused()
    page.get_by_label("Upheld", exact=True).check()
    if not scripted:
        page.get_by_text("What we will do: for what is upheld").click()
    page.get_by_label("What will be done").fill("We will ring you.")


def test_a_press_of_save_that_cannot_be_kept_is_answered_where_the_eyes_go(at_the_desk, sites, given, scripted) -> None:
    manager, _, case, _ = given
    page = at_the_desk(manager)
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("link", name=case.reference).click()
    page.get_by_text("What we will do: for what is upheld").first.click()
    day = page.get_by_role("group", name="By when", exact=True).first
    for part, typed in (("Day", "31"), ("Month", "2"), ("Year", "2027")):
        day.get_by_label(part).fill(typed)
    page.get_by_role("button", name="Save", exact=True).click()
    summary = page.locator(".govuk-error-summary").first
    if scripted:  # without, the page begins anew at its top
        expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    expect(day.get_by_label("Day")).to_have_value("31")


def test_on_a_phone_a_press_of_save_far_down_shows_that_it_is_saved_r5(at_the_desk, sites, given, scripted):
    manager, _, case, _ = given
    page = at_the_desk(manager)
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("link", name=case.reference).click()
    page.get_by_label("What we found").first.fill("No one rang you back.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_in_viewport()


def test_what_is_missing_stands_before_the_form_on_a_phone_and_beside_it_at_a_desk_6_3(
    at_the_desk, sites, given, look
) -> None:
    manager, _, case, _ = given
    page = at_the_desk(manager)
    page.get_by_role("link", name=case.reference).click()
    expect(page.locator("#reply")).to_be_visible()
    page.wait_for_load_state()  # the styles say what stands beside what
    look(page, "reply")

    def box(of):
        found = page.locator(of).first.bounding_box()
        assert found
        return found

    for width, height in ((320, 640), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        standing, form, ways = box("#part-standing"), box("#reply"), box("#part-ways")
        if width == 320:
            assert standing["y"] + standing["height"] <= form["y"]
            assert standing["y"] < height, "seen without scrolling"
            assert form["y"] + form["height"] <= ways["y"], "how to reach them is not in the way"
        else:
            assert form["x"] + form["width"] <= standing["x"]
            assert abs(standing["y"] - form["y"]) < 100
            assert ways["x"] == standing["x"]
