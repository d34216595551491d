"""Places that are taken out of papers: suggested, with one reason for the case, and alike in every paper (SAR-05)."""

import pytest
from sqlalchemy import select

from models.cases.corresponding import add_note, send_message
from models.procedure.terms import Role
from models.tables import AccessBundle
from tests.admin.test_access import CANARIES, a_case, added, gone_through, identified, logged, tick_all
from tests.conftest import MONDAY
from tests.models.cases.answered import who


@pytest.fixture
def case(db, keys, person):
    return a_case(db, keys, person, young_person=False)


def test_the_screen_suggests_and_every_taking_out_has_a_reason_sar_05(admin, db, sign_in, mabel, case):
    sign_in(account=mabel)
    _, to = logged(admin, db)
    identified(admin, to)
    at = added(admin, db, to, case)
    admin.post(f"{at}/gather")
    admin.get(at)
    rows = admin.page.html.split('id="papers"')[1].split("<tr>")
    number = next(row.split('href="')[1].split('"')[0] for row in rows if "A note among ourselves" in row)
    admin.get(number)
    for canary in CANARIES:
        assert canary in admin.page.html
    beside = admin.page.html.split("out-here", 1)[1].split("</fieldset>")[0]
    assert "<select" not in beside, "the reason stands once for the case"
    assert "Why: About another person, who has not agreed" in admin.page.text
    assert admin.post(f"{at}/why", data={"reason-why": "nobody"}).status_code == 422
    assert admin.post(f"{at}/why", data={"reason-why": "harm"}).status_code == 303
    admin.get(number)
    assert "Why: Serious harm is likely" in admin.page.text
    chosen = [one.split('value="')[-1].split('"')[0] for one in admin.page.html.split(" selected")[:-1]]
    assert {"harm", "reach"} <= set(chosen), "a number keeps the reason of its own"
    kept = tick_all(admin.page)["out-here"]
    wrong = admin.post(number, data={"out-here": kept, "more": "nobody of this name", "more_why": "harm"})
    assert wrong.status_code == 422
    assert "These words are not in this paper: nobody of this name" in admin.page.text
    assert "nobody of this name" in admin.page.html
    admin.post(f"{at}/ask", data={"leave-way": "hand"})
    admin.get(at)
    assert "First go through every paper" in admin.page.text
    assert not db.scalars(select(AccessBundle)).all()


def test_words_that_were_missed_in_one_paper_stop_all_of_it_sar_05(admin, db, keys, sign_in, mabel, case, person):
    ring, officer = keys.staff.ring.with_case(case), who(person(Role.OFFICER))
    add_note(db, case, "he came in the blue  van again", actor=officer, keys=ring, now=MONDAY)
    send_message(db, case, "we wrote down: a blue van", actor=officer, keys=ring, now=MONDAY)
    db.commit()
    sign_in(account=mabel)
    _, to = logged(admin, db)
    identified(admin, to)
    at = added(admin, db, to, case)
    for paper in gone_through(admin, at):
        admin.get(paper)
        if "we wrote down" in admin.page.text:
            assert admin.post(paper, data={**tick_all(admin.page), "more": "blue van"}).status_code == 303
    assert admin.post(f"{at}/ask", data={"leave-way": "hand"}).status_code == 422
    assert "still stand in another: “blue van” in paper" in admin.page.text
    ways = [one for one in admin.page.all("input") if one.get("name") == "leave-way"]
    assert [one["value"] for one in ways if "checked" in one] == ["hand"]
    assert len(ways) == 2
    assert not db.scalars(select(AccessBundle)).all()
    everywhere = {"everywhere-words": "Blue van", "everywhere-why": "other"}
    assert admin.post(f"{at}/everywhere", data={**everywhere, "everywhere-why": ""}).status_code == 422
    assert "Choose why they are taken out" in admin.page.text
    assert admin.post(f"{at}/everywhere", data=everywhere).status_code == 303
    admin.get(at)
    assert "Taken out of 2 papers. Read them again." in admin.page.text
    assert admin.post(f"{at}/everywhere", data={**everywhere, "do": "leave"}).status_code == 303
    admin.get(at)
    assert "They stay in 2 papers" in admin.page.text
    assert admin.post(f"{at}/everywhere", data=everywhere).status_code == 303
    admin.post(f"{at}/ask", data={"leave-way": "hand"})
    admin.get(at)
    assert "First go through every paper" in admin.page.text, "nobody has read them as they are now"
    unread = [row.split('href="')[1].split('"')[0] for row in admin.page.html.split("<tr>") if "To go through" in row]
    assert len(unread) == 2
    for paper in unread:
        admin.get(paper)
        admin.post(paper, data=tick_all(admin.page))
    assert admin.post(f"{at}/ask", data={"leave-way": "hand"}).status_code == 303
