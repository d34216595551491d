"""Refusing at triage: each ground asks what its letter needs, and nothing stays chosen that was judged against."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.opening import Opened
from models.procedure.judgements import JUDGEMENTS, NEEDED_TO_REFUSE, Judging
from models.procedure.refusal_parts import NEEDED
from models.procedure.screening import ROUTES
from models.procedure.terms import Journey, Procedure, Role, State
from models.tables.account import Account
from models.tables.case import Case
from models.tables.words import Letter
from tests.admin.test_triage import AT, REFERENCE, given, shown, text
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.making import make_case
from tests.models.cases.screened import answers, judged

WRITTEN = {"reasons": "It was in 2019.", "evidence": "Your letter and the file.", "carried_on": "Nothing is left."}
TIME = f"/cases/{REFERENCE}/checks/time"


@pytest.fixture
def manager(sign_in: Callable[..., Actor]) -> Actor:
    return sign_in(Role.MANAGER)


@pytest.fixture
def opened(db: Session, keys: Locks) -> Opened:
    return make_case(
        db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.PARENT, answers={"safe": {"safe": "yes"}}
    )


@pytest.fixture
def responder(person: Callable[..., Account]) -> Account:
    return person(Role.RESPONDER, name="Dana Reed")


def test_every_ground_of_a_refusal_says_which_parts_its_letter_needs_e_44() -> None:
    assert NEEDED.keys() == {reason.id for reason in ROUTES[Procedure.REFUSED].reasons}
    assert all({"reasons", "evidence"} <= needed.keys() for needed in NEEDED.values())
    assert {ground for ground, needed in NEEDED.items() if "again" in needed} == {"court", "tribunal"}


def test_out_of_time_is_refused_without_a_day_to_send_it_again_and_the_letter_says_how_k_70(
    admin: Browser, manager: Actor, opened: Opened, responder: Account, db: Session
) -> None:
    judged(db, opened, Judging.TIME, "refuse", actor=manager)
    data = given(opened.case, responder, route="refused:out_of_time", advocate="", responder="", **WRITTEN)
    assert admin.post(AT, data=data).status_code == 303
    assert db.scalars(select(Case)).one().state is State.CLOSED
    sent = str(opened.keys.open_json(Letter.body, db.scalars(select(Letter)).one()))
    assert "a reason why you could not complain earlier" in sent


@pytest.mark.parametrize("ground", ["no_pr", "considered"])
def test_a_refusal_after_which_nothing_goes_on_asks_for_nothing_that_goes_on_e_33(
    admin: Browser, manager: Actor, opened: Opened, responder: Account, db: Session, ground: str
) -> None:
    kind, endings = NEEDED_TO_REFUSE[ground]
    judged(db, opened, kind, endings[0], actor=manager)
    data = given(opened.case, responder, route=f"refused:{ground}", advocate="", **{**WRITTEN, "carried_on": ""})
    assert admin.post(AT, data=data).status_code == 303
    sent = str(opened.keys.open_json(Letter.body, db.scalars(select(Letter)).one()))
    assert "Nothing more of this is taken forward." in sent


def test_while_proceedings_run_the_officer_says_when_it_can_be_sent_again_e_30(
    admin: Browser, manager: Actor, opened: Opened, responder: Account, db: Session
) -> None:
    judged(db, opened, Judging.PROCEEDINGS, "all_waits", actor=manager)
    data = given(opened.case, responder, route="refused:court", advocate="", **WRITTEN)
    assert admin.post(AT, data=data).status_code == 422
    assert "Say when they can send it again: what has to end first" in text(admin)
    assert not db.scalars(select(Letter)).all()


def test_what_is_typed_waits_while_it_is_judged_and_no_route_is_chosen_by_it_e_16(
    admin: Browser, manager: Actor, opened: Opened, responder: Account
) -> None:
    assert admin.post(AT, data=given(opened.case, responder, route="", do="judge-time")).status_code == 303
    admin.get(AT)
    assert "route" not in shown(admin)
    assert shown(admin)["safe"] == ["safe"]


@pytest.mark.parametrize("ticked", ["", "statutory:own_right"])
def test_judged_out_of_time_the_page_points_to_the_refusal_and_statutory_is_not_ticked_x_06(
    admin: Browser, manager: Actor, opened: Opened, responder: Account, ticked: str
) -> None:
    admin.post(AT, data=given(opened.case, responder, route=ticked, do="judge-time"))
    assert admin.post(TIME, data={**answers(Judging.TIME, "refuse"), "ending": "refuse"}).status_code == 303
    admin.get(AT)
    assert "route" not in shown(admin)
    assert "Out of Time (K-70) suggested" in " ".join(text(admin).split())
    assert "Nobody rings me back." in text(admin)


def test_the_reasons_of_the_judgement_begin_the_letter_beside_the_choice_and_are_asked_once_k_71(
    admin: Browser, manager: Actor, opened: Opened, responder: Account, db: Session
) -> None:
    admin.get(AT)
    html = admin.page.html if admin.page else ""
    refused = html.split('<summary class="heard-route__name">Refused</summary>')[1].split("</details>")[0]
    assert all(f'name="{box}"' in refused for box in NEEDED["court"]), "beside the grounds, with no script"
    assert html.count('name="reasons"') == 1
    assert 'value="judge-time"' in refused, "what has to be judged first is said beside the ground"
    because = "It happened in 2019, and you knew of it then."
    told = {**answers(Judging.TIME, "refuse", why=because), "ending": "refuse"}
    admin.post(AT, data=given(opened.case, responder, route="", do="judge-time"))
    assert admin.post(TIME, data=told).status_code == 303
    admin.get(AT)
    assert "Our reasons begin as you wrote them when you judged it" in text(admin)
    html = admin.page.html if admin.page else ""
    refused = html.split('<summary class="heard-route__name">Refused</summary>')[1].split("</details>")[0]
    assert because in refused
    assert 'value="judge-time"' not in refused
    changed = {**WRITTEN, "reasons": "It was too long ago."}
    data = given(opened.case, responder, route="refused:out_of_time", advocate="", responder="", **changed)
    admin.post(AT, data={**data, "do": "judge-same"})
    admin.get(AT)
    assert "It was too long ago." in text(admin), "what they changed stays"
    assert because not in text(admin)


def test_a_duty_matter_has_the_boxes_of_its_letter_beside_its_choice_e_54(
    admin: Browser, manager: Actor, opened: Opened, responder: Account, db: Session
) -> None:
    data = given(opened.case, responder, route="duty:signpost", advocate="", passed_to="The benefits team")
    assert admin.post(AT, data=data).status_code == 422
    assert 'href="#duty_reasons"' in admin.page.html if admin.page else False
    own = {"duty_reasons": "They pay it each month.", "duty_evidence": "The file."}
    assert admin.post(AT, data={**data, **own, "standing": "outside"}).status_code == 303
    sent = str(opened.keys.open_json(Letter.body, db.scalars(select(Letter)).one()))
    assert "They pay it each month." in sent


def test_judged_to_be_taken_the_route_that_was_ticked_stays_k_71(
    admin: Browser, manager: Actor, opened: Opened, responder: Account
) -> None:
    admin.post(AT, data=given(opened.case, responder, route="statutory:own_right", do="judge-time"))
    assert admin.post(TIME, data={**answers(Judging.TIME, "accept"), "ending": "accept"}).status_code == 303
    admin.get(AT)
    assert shown(admin)["route"] == ["statutory:own_right"]


def test_who_agrees_to_a_refusal_reads_on_what_grounds_it_was_judged_x_01(
    admin: Browser, sign_in: Callable[..., Actor], opened: Opened, responder: Account, db: Session
) -> None:
    officer = sign_in(Role.OFFICER, name="Priya Shah")
    judged(db, opened, Judging.TIME, "refuse", actor=officer)
    data = given(opened.case, responder, route="refused:out_of_time", advocate="", responder="", **WRITTEN)
    assert admin.post(AT, data=data).status_code == 303
    sign_in(Role.MANAGER, name="Hannah Teller")
    admin.get(AT)
    assert JUDGEMENTS[Judging.TIME].title in text(admin)
    for ask in JUDGEMENTS[Judging.TIME].asks:
        assert ask.label in text(admin)
