"""The pages of screening and of the ways beside the stages, as an officer walks them; every wrong step is said."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases.opening import Opened
from models.procedure.judgements import Judging
from models.procedure.terms import Channel, Journey, Procedure, Role, State
from models.tables import Account, Case
from models.tables.screening import Judgement
from tests.browser_rules import Browser
from tests.conftest import MONDAY, Locks
from tests.making import make_case
from tests.models.cases.answered import routed, who
from tests.models.cases.screened import answers
from tests.portal.coming_back import REFERENCE as ASKED
from tests.portal.test_statement import asked  # noqa: F401

REFERENCE = "CV-AAAA-A1"
HERE = f"/cases/{REFERENCE}"


def day(name: str, number: int = 23, month: int = 11) -> dict[str, str]:
    return {f"{name}-day": str(number), f"{name}-month": str(month), f"{name}-year": "2026"}


def text(admin: Browser) -> str:
    assert admin.page
    return admin.page.text


@pytest.fixture
def opened(db: Session, keys: Locks) -> Opened:
    answers = {"standing": {"standing": "relative"}}
    made = make_case(db, keys.staff.ring, now=MONDAY, reference=REFERENCE, journey=Journey.PARENT, answers=answers)
    db.commit()
    return made


@pytest.fixture
def responder(person: Callable[..., Account]) -> Account:
    return person(Role.RESPONDER, name="Dana Reed")


def given(case: Case, who: Account | None, **change: object) -> dict[str, object]:
    base = {"version": str(case.version), "safe": "safe", "point": ["Nobody rings."], "home": [""], "left_out": [""]}
    return {**base, "responder": str(who.staff_id) if who else "", "do": "send", **change}


def test_what_was_typed_waits_while_interest_is_judged_e_15(
    admin: Browser, sign_in: Callable[..., Actor], opened: Opened, responder: Account, db: Session
) -> None:
    sign_in(Role.OFFICER)
    admin.get(f"{HERE}/triage")
    assert "Judge first:" in text(admin)
    typed = given(opened.case, responder, route="statutory:interest", standing="interest")
    assert admin.post(f"{HERE}/triage", data=typed).status_code == 422
    assert "Judge this first: sufficient interest" in text(admin)
    assert admin.post(f"{HERE}/triage", data={**typed, "do": "judge-interest"}).status_code == 303
    assert admin.get(f"{HERE}/checks/interest").status_code == 200
    some = answers(Judging.INTEREST, "enough")
    assert admin.post(f"{HERE}/checks/interest", data={**some, "cared": "", "ending": "enough"}).status_code == 422
    assert "Has at any time had care of the child" in text(admin)
    assert "As the file says." in text(admin)  # nothing typed is lost
    assert admin.post(f"{HERE}/checks/interest", data={**some, "ending": "enough"}).status_code == 303
    admin.get(f"{HERE}/triage")
    assert "Nobody rings." in text(admin)
    assert "Enough interest" in text(admin)
    db.expire_all()
    typed["version"] = str(opened.case.version)
    assert admin.post(f"{HERE}/triage", data=typed).status_code == 303


def test_a_provider_is_asked_sent_to_and_heard_step_by_step_k_88_k_89(
    admin: Browser, sign_in: Callable[..., Actor], opened: Opened, db: Session
) -> None:
    sign_in(Role.OFFICER)
    data = given(opened.case, None, route="provider:home", standing="parent", passed_to="Greenbank Care")
    assert admin.post(f"{HERE}/triage", data=data).status_code == 303
    admin.get(f"{HERE}/way")
    assert "They agree that we send it" in text(admin)
    assert "Not done yet: “Ofsted was told”." in text(admin)
    early = {"sent_on-note": "By mail", **day("sent_on-on")}
    assert admin.post(f"{HERE}/way/sent_on", data=early).status_code == 409
    assert "something else has to come first" in text(admin)
    assert admin.post(f"{HERE}/way/permission_given", data={"permission_given-note": ""}).status_code == 422
    yes = {"permission_given-note": "By phone", **day("permission_given-on")}
    assert admin.post(f"{HERE}/way/permission_given", data=yes).status_code == 303
    assert admin.post(f"{HERE}/way/permission_given", data=yes).status_code == 409  # two people at once
    assert "Somebody has done this already" in text(admin)
    assert admin.post(f"{HERE}/way/sent_on", data=early).status_code == 303
    admin.get(f"{HERE}/clocks")
    assert "Hear what the provider answered" in text(admin)


def test_an_mps_enquiry_names_who_is_chosen_to_answer_and_a_colleague_can_be_asked_k_85(
    admin: Browser, sign_in: Callable[..., Actor], opened: Opened, responder: Account
) -> None:
    sign_in(Role.OFFICER)
    data = given(opened.case, None, route="mp:mp", standing="outside")
    admin.post(f"{HERE}/triage", data={**data, "do": "preview"})
    assert "Before it can be sent: Choose who answers" in text(admin)
    assert admin.post(f"{HERE}/triage", data=data).status_code == 422
    assert 'id="responder-error"' in admin.page.html if admin.page else False
    data["responder"] = str(responder.staff_id)
    assert admin.post(f"{HERE}/triage", data=data).status_code == 303
    admin.get(f"{HERE}/way")
    assert "Who answers: Dana Reed" in text(admin)
    assert 'id="ask-colleague"' in admin.page.html if admin.page else False
    admin.get(f"{HERE}/questions")
    points = [box["value"] for box in admin.page.all("input") if box.get("name") == "points"] if admin.page else []
    put = {"staff_id": str(responder.staff_id), "points": points, "question": "Was it stopped?", **day("due_on", 27)}
    assert admin.post(f"{HERE}/questions", data=put).status_code == 303
    admin.get(f"{HERE}/questions")
    assert "Was it stopped?" in text(admin)
    assert 'href="/cases/CV-AAAA-A1/way"' in admin.page.html if admin.page else False


def test_a_child_who_wants_something_to_wait_is_answered_from_the_page_e_62(
    admin: Browser, sign_in: Callable[..., Actor], opened: Opened, db: Session
) -> None:
    sign_in(Role.OFFICER)
    assert admin.get(f"{HERE}/freeze").status_code == 200
    wish = {"ask-what": "The move on Thursday", "ask-by": "parent", **day("ask-on"), **day("ask-effect", 26)}
    assert admin.post(f"{HERE}/freeze", data={**wish, "ask-what": ""}).status_code == 422
    assert admin.post(f"{HERE}/freeze", data=wish).status_code == 303
    admin.get(HERE)
    assert "Decide whether it waits" in text(admin)
    assert 'name="decide-decider" type="text" value=' not in admin.get(f"{HERE}/freeze").text, "never who only writes"
    assert admin.post(f"{HERE}/freeze/up", data={"up-why": "Nobody agrees"}).status_code == 303
    decision = {
        "decide-outcome": "frozen",
        "decide-risk": "None",
        "decide-wishes": "To stay",
        "decide-decider": "Ann Lee",
    }
    assert admin.post(f"{HERE}/freeze/decide", data=decision).status_code == 422
    assert admin.post(f"{HERE}/freeze/decide", data={**decision, "decide-reason": "You stay."}).status_code == 303
    admin.get(f"{HERE}/freeze")
    for words in ("It waits", "The move on Thursday", "Ann Lee", "To stay"):
        assert words in text(admin)
    again = admin.post(f"{HERE}/freeze/decide", data={**decision, "decide-reason": "No."})
    assert again.status_code == 409


def test_another_way_waits_for_a_manager_with_the_letter_in_view_and_points_can_be_split_off_e_08_x_13(
    admin: Browser, sign_in: Callable[..., Actor], opened: Opened, responder: Account, db: Session
) -> None:
    sign_in(Role.OFFICER)
    data = given(opened.case, responder, route="statutory:own_right", standing="parent")
    data |= {"point": ["Nobody rings.", "The leaflet is old."], "home": ["", ""], "left_out": ["", ""]}
    assert admin.post(f"{HERE}/triage", data=data).status_code == 303
    change = {"to": "corporate:not_function", "why": "It is about a leaflet."}
    admin.post(f"{HERE}/change", data={**change, "do": "preview"})
    assert "It is about a leaflet." in text(admin)
    assert admin.post(f"{HERE}/change", data={**change, "why": "", "do": "send"}).status_code == 422
    assert admin.post(f"{HERE}/change", data={**change, "do": "send"}).status_code == 303
    admin.get(f"{HERE}/change")
    assert "A change waits for a manager to agree" in text(admin)
    assert admin.post(f"{HERE}/change/agree").status_code in (403, 404)  # only a manager
    assert admin.post(f"{HERE}/change/back", data={"comment": "It is about their care."}).status_code == 303
    admin.get(f"{HERE}/change")
    point = next(
        field["value"] for form in admin.page.forms for _,
        field in form["fields"] if field.get("name") == "split-points"
    )  # fmt: skip
    assert admin.post(f"{HERE}/change/split", data={"split-points": [point], "split-way": ""}).status_code == 422
    assert (
        admin.post(f"{HERE}/change/split", data={"split-points": [point], "split-way": "nhs_part"}).status_code == 303
    )
    part = db.scalars(select(Case).where(Case.part_of_id == opened.case.id)).one()
    admin.get(f"/cases/{part.reference}/triage")
    assert "Nobody rings." in text(admin)
    assert admin.get(f"/cases/{part.reference}").status_code == 200
    assert "My son was moved" in text(admin)  # their words, as on the first


def test_proceedings_are_looked_at_again_and_their_end_is_told_x_10_k_73(
    admin: Browser, sign_in: Callable[..., Actor], opened: Opened, responder: Account, db: Session
) -> None:
    sign_in(Role.OFFICER)
    data = given(opened.case, responder, route="statutory:own_right", standing="parent")
    assert admin.post(f"{HERE}/triage", data=data).status_code == 303
    waits = {**answers(Judging.PROCEEDINGS, "part_waits", goes_on="The rest"), "ending": "part_waits"}
    assert admin.post(f"{HERE}/checks/proceedings", data={**waits, **day("review", 20)}).status_code == 422
    assert "Choose a day after today" in text(admin)
    assert admin.post(f"{HERE}/checks/proceedings", data={**waits, **day("review", 14, 12)}).status_code == 303
    row = db.scalars(select(Judgement)).one()
    admin.get(f"{HERE}/checks")
    assert "14 December" in text(admin)
    again = {**day("review-review", 20, 11)}
    assert admin.post(f"{HERE}/checks/again/{row.id}", data=again).status_code == 422
    assert admin.post(f"{HERE}/checks/again/{row.id}", data=day("review-review", 28, 12)).status_code == 303
    assert admin.post(f"{HERE}/checks/ended/{row.id}", data=day("ended-on", 24)).status_code == 422
    assert admin.post(f"{HERE}/checks/ended/{row.id}", data=day("ended-on")).status_code == 303
    admin.get(f"{HERE}/letters")
    assert "send it again if you wish" in text(admin)


def test_a_page_that_does_not_fit_the_case_leads_back_to_it(
    admin: Browser, sign_in: Callable[..., Actor], opened: Opened
) -> None:
    sign_in(Role.OFFICER)
    for path in ("way", "change", "checks/weather"):
        assert admin.get(f"{HERE}/{path}").status_code == 303
    assert opened.case.state is State.RECEIVED
    assert opened.case.procedure is not Procedure.REFUSED


def test_waiting_for_two_people_from_outside_is_a_state_of_its_own_s_02_k_43(
    admin: Browser,
    sign_in: Callable[..., Actor],
    asked: Opened,  # noqa: F811
) -> None:
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{ASKED}")
    assert "Stage 2 asked for, awaiting allocation" in text(admin)


def test_every_figure_stands_beside_what_other_councils_published_1_10(
    admin: Browser, sign_in: Callable[..., Actor]
) -> None:
    sign_in(Role.MANAGER)
    admin.get("/settings/policy")
    assert "Telford & Wrekin Council, 2024: the same or the next working day, within 2 days" in text(admin)


def test_an_officer_writes_down_each_try_and_a_manager_lets_it_wait_k_42(admin, db, keys, person, sign_in, clock):
    case, _ = routed(db, keys.staff.ring, who(person(Role.OFFICER)))
    case.young_person = False
    clock.now = MONDAY.replace(day=26)
    sign_in(Role.OFFICER)
    here = f"/cases/{case.reference}/waiting"
    admin.get(here)
    assert "Nobody reaches them" in admin.page.text
    form = {"tried": "tried_phone", "said": "Nobody picked up.", "on-month": "11", "on-year": "2026"}
    assert admin.post(f"{here}/tried", data={**form, "on-day": "27"}).status_code == 422
    assert "not after today" in admin.page.text
    assert "Nobody picked up." in admin.page.html
    for day in ("24", "25"):
        assert admin.post(f"{here}/tried", data={**form, "on-day": day}).status_code == 303
    assert admin.post(f"{here}/silent", data={"because": "x"}).status_code == 404
    sign_in(Role.MANAGER)
    admin.get(here)
    assert admin.post(f"{here}/silent", data={"because": ""}).status_code == 422
    assert admin.post(f"{here}/silent", data={"because": "Only they know."}).status_code == 303
    admin.get(here)
    assert "nobody reaches them. Nothing closes by itself" in admin.page.text
    assert admin.post(f"{here}/end").status_code == 303


@pytest.mark.parametrize(("role", "may"), [(Role.MANAGER, True), (Role.OFFICER, False)])
def test_a_request_for_information_leads_to_the_request_for_records_for_whoever_may_begin_one_sar_01(
    admin: Browser, sign_in: Callable[..., Actor], opened: Opened, db: Session, role: Role, may: bool
) -> None:
    opened.case.channel = Channel.PHONE
    db.commit()
    sign_in(role)
    link = 'href="/records/requests/new?came=phone&amp;on=2026-11-23"'
    assert (link in admin.get(f"{HERE}/triage").get_data(as_text=True)) is may
    data = given(opened.case, None, route="information:request", standing="outside", passed_to="The records team")
    assert admin.post(f"{HERE}/triage", data=data).status_code == 303
    way = admin.get(f"{HERE}/way")
    assert way.status_code == 200
    assert (link in way.get_data(as_text=True)) is may
    assert ("tell them now that it came on" in text(admin)) is not may
    if may:
        html = admin.get("/records/requests/new?came=phone&on=2026-11-23").get_data(as_text=True)
        assert '<option value="phone" selected>' in html
        assert 'value="23"' in html
        assert admin.get("/records/requests/new?came=x&on=x").status_code == 200
