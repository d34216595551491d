"""The line “Next” leads to the page where the thing is done, and says as what somebody writes (experience 6.3)."""

import re
from datetime import timedelta

import pytest

from admin.next_step import complete
from models.cases.queue_who import who as described
from models.cases.recording import keep_next_due
from models.procedure.standing import Standing
from models.procedure.terms import Clock, Journey, Procedure, Role
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import routed, who

LINK = re.compile(r'id="next-step" href="([^"]+)"')


def test_every_time_limit_has_the_page_on_which_it_is_met() -> None:
    assert complete()


def test_the_next_line_is_a_link_to_what_is_to_be_done_now(admin, db, keys, person, sign_in) -> None:
    opened = make_case(db, keys.public.ring, now=MONDAY).case
    answered, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    keep_next_due(db, answered)
    db.commit()
    sign_in(Role.OFFICER)
    for case in (opened, answered):
        admin.get(f"/cases/{case.reference}")
        (href,) = LINK.findall(admin.page.html)
        assert href.startswith(f"/cases/{case.reference}/")
        assert not href.endswith("/clocks"), "the thing itself, not only its working"
        assert admin.get(href).status_code == 200


@pytest.mark.parametrize(
    ("procedure", "standing", "words"),
    [
        (Procedure.MP, None, "Member of Parliament"),
        (Procedure.INSURANCE, None, "Somebody with a claim"),
        (Procedure.PROFESSIONAL, Standing.PROFESSIONAL, "A professional"),
        (Procedure.STATUTORY, Standing.FOSTER_CARER, "Foster carer"),
        (Procedure.STATUTORY, Standing.PARENT, "Parent or carer"),
        (None, None, "Parent or carer"),
        (None, "relative", "A relative"),
        (None, "own_treatment", "An adult"),
    ],
)
def test_an_adult_is_called_what_they_are_and_not_always_a_parent(db, keys, procedure, standing, words) -> None:
    case = make_case(db, keys.public.ring, now=MONDAY, journey=Journey.PARENT).case
    case.procedure, case.standing, case.young_person = procedure, standing, False
    assert described(case) == words


def test_an_acknowledgement_that_has_not_gone_is_done_at_its_letter_k_18(admin, db, keys, person, sign_in) -> None:
    """Decided, late and not posted yet: from the case and from the manager's list alike."""
    case, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    case.next_clock, case.next_due_on = Clock.ACKNOWLEDGE, MONDAY.date() - timedelta(days=3)
    db.commit()
    sign_in(Role.MANAGER)
    letters = f"/cases/{case.reference}/letters"
    admin.get(f"/cases/{case.reference}")
    assert LINK.findall(admin.page.html) == [letters]
    assert f'href="{letters}"' in admin.get("/today").text
    assert f'href="/cases/{case.reference}/clocks"' not in admin.get("/today").text
    admin.get(letters)
    assert "/clocks" in admin.page.html, "how it is counted is the second thing"
