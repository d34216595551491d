"""The panel gets what the person wants it to know, why they asked for it, what helps them, and the day (K-55, 3.4)."""

from datetime import date

from sqlalchemy import select

from models.tables import Letter, Panel
from tests.admin.panelling import HERE, day, fix_a_date
from tests.admin.test_chair import sits as sits
from tests.admin.test_panel_papers import OUT
from tests.admin.test_panel_rooms import ROOM, ROOMS
from tests.portal.coming_back import REFERENCE

WISHES = {
    "come": "yes", "how": "room", "company": ["companion"], "companion": "My aunt", "speaks": "me", "helps": ["breaks"],
    "say": "Nobody came to my meeting.",
}  # fmt: skip


def test_the_chair_and_members_read_it_in_their_rooms_without_being_given_a_paper_reg_19_6(sits, admin, portal, db, on):
    assert portal.post("/your-page/16", data=WISHES).status_code in (200, 303)
    fix_a_date(admin, portal, db)
    for name in ("Ines Okafor", "Ruth Amari"):
        sits(name)
        page = admin.get(ROOM).text
        for words in (
            "Tuesday 15 December 2026 at 10am", "My aunt", "Breaks", "Nobody came to my meeting.",
            "They did not talk to my teacher.", "Their request for the panel",
        ):  # fmt: skip
            assert words in page, (name, words)
        assert "None yet. Ask the complaints team" in page, "nothing was given as a paper"


def test_it_goes_out_as_a_paper_to_the_rooms_and_to_the_person_k_55(sits, admin, portal, db, on):
    portal.post("/your-page/16", data=WISHES)
    on(date(2026, 11, 23))
    fix_a_date(admin, portal, db)
    page = admin.get(ROOMS.removesuffix("/rooms") + "/rooms").text
    assert "What they want the panel to know" in page
    assert "Their request for the panel" in page
    assert admin.post(f"{HERE}/papers", data={"papers-papers": ["comments"], **OUT}).status_code == 303
    letter = db.scalars(select(Letter).where(Letter.kind == "panel_papers")).one()
    sits()
    assert 'href="#for-panel"' in admin.get(ROOM).text
    read = portal.get(f"/your-page/letters/{letter.id}").text
    assert "Nobody came to my meeting." in read
    assert "They did not talk to my teacher." in read


def test_a_letter_never_says_that_words_went_which_nobody_wrote_k_55(sits, admin, portal, db, on):
    on(date(2026, 11, 23))
    fix_a_date(admin, portal, db)
    answer = admin.post(f"{HERE}/papers", data={"papers-papers": ["comments"], **day("papers-", date(2026, 11, 23))})
    assert answer.status_code in (409, 422)
    assert "They have written nothing for the panel on their page" in answer.text
    assert not db.scalars(select(Letter).where(Letter.kind == "panel_papers")).all()
    assert db.scalars(select(Panel)).one().papers_on is None
    assert REFERENCE in admin.get(HERE).text
