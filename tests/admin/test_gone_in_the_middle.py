"""Somebody goes while a page stands open that offers them: behind the wall of the case, from the pool, from the staff.

Whatever form is then sent with them chosen is refused in a sentence, and nothing of it happens (issue 4, Bad input;
AZ-04, S-20).
"""

import re

import pytest

from models.cases import leavers
from models.cases.walls import wall_off
from models.procedure.terms import Role
from models.tables import Staff
from tests.admin.panelling import outsider
from tests.admin.test_every_verb_in_every_state import SENTENCE, happened
from tests.conftest import MONDAY
from tests.crawling import crawl
from tests.filling import chosen, dates, filled, forms, on
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.test_tracking import add_points, answering

HERE = f"/cases/{REFERENCE}"
KEEPS_OUT = f"{HERE}/wall"  # gives nobody anything: who has left may still be kept out, and who is kept out, once more


def offering(admin, person_id, today):
    """Each form of a page of the case that offers this person, filled in with them chosen."""
    seen, found = set(), []
    for address, page in crawl(admin, [HERE]):
        for form in forms(page) if address.startswith(HERE) else ():
            to = form["attributes"]["action"]
            with_them = chosen(page, form, str(person_id))
            if with_them and to not in seen and to != KEEPS_OUT:
                seen.add(to)
                days = {part: said for one in dates(form) for part, said in on(one, today).items()}
                found.append((to, {**filled(page, form), **days, **with_them}))
    return found


def still_taken(admin, db, found):
    """The forms that did something all the same, or did not say why not."""
    wrong = []
    for to, sent in found:
        before = happened(db)
        status = admin.post(to, data=sent).status_code
        if status not in (404, 409, 422) or happened(db) != before or not SENTENCE.search(admin.page.text):
            wrong.append(f"{to}: {status}")
    return wrong


def walled(db, keys, case, staff, by):
    wall_off(db, [staff], (), now=MONDAY, case=case, confirmed=True)


def left(db, keys, case, staff, by):
    leavers.leave(db, staff, MONDAY.date(), keys=keys.staff.ring, by=by, now=MONDAY)


@pytest.mark.slow
@pytest.mark.parametrize("goes", [walled, left])
def test_who_is_walled_off_or_leaves_while_a_page_offers_them_is_given_nothing_az_04(
    admin, db, keys, sign_in, person, goes
):
    opened = case_with_words(db, keys)
    answering(db, opened)
    add_points(db, opened, "Nobody rings me back.", "My room is cold.")
    dana = person(Role.RESPONDER, name="Dana Reed")
    hannah = sign_in(Role.MANAGER, name="Hannah Cole")
    found = offering(admin, dana.staff_id, MONDAY.date())
    assert len(found) > 2, "the forms that offer a colleague are still found"
    goes(db, keys, opened.case, db.get_one(Staff, dana.staff_id), hannah)
    db.commit()
    assert not still_taken(admin, db, found)


@pytest.mark.slow
def test_who_leaves_the_pool_while_a_page_offers_them_is_not_appointed_s_20(admin, db, panel, clock):
    colm = outsider(db, "Colm Daly")
    found = offering(admin, colm.id, clock.now.date())
    assert {re.sub(r".*/", "", to) for to, _ in found} >= {"chair", "member"}
    outsider(db, "Colm Daly").active = False
    db.commit()
    assert not still_taken(admin, db, found)
