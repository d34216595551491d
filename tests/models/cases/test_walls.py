"""The wall around the person complained about beats every role (AZ-04, T40)."""

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from models.audit import Actor
from models.cases.directory import change
from models.cases.finding import by_reference, visible
from models.cases.walls import lift, may_mean
from models.procedure.terms import Role
from models.tables import Case, Staff, Team
from tests.conftest import MONDAY
from tests.making import make_case

ABOUT_DANA = {"about": {"topics": ["social_worker"]}, "worker": {"worker": "dana", "ask_first": "ask"}}


WHO = {}  # what a test needs of an account after the commit has expired it


@pytest.fixture
def person(person):
    def make(*roles, **who):
        account = person(*roles, **who)
        WHO[account.id] = (account.staff.name, frozenset(roles))
        return account

    return make


@pytest.fixture
def office(db, person):
    """A social worker, her manager, a colleague in her team, and two people of the complaints team."""
    area = Team(id=uuid.uuid4(), name="Looked After North", directorate="Children")
    ours = Team(id=uuid.uuid4(), name="Complaints", directorate="Customer", handles_complaints=True)
    db.add_all([area, ours])
    db.flush()
    head = person(Role.RESPONDER, name="Maya Okoro")
    boss = person(Role.RESPONDER, name="Lee Fox", manager=head.staff)
    made = {
        "head": head,
        "boss": boss,
        "dana": person(Role.RESPONDER, name="Dana Reyes", team=area, manager=boss.staff),
        "colleague": person(Role.RESPONDER, name="Ivo Petrov", team=area),
        "officer": person(Role.OFFICER, name="Priya Shah", team=ours),
        "manager": person(Role.MANAGER, name="Gwen Hale", team=ours),
        "alternate": person(Role.ALTERNATE, name="Ruth Adeyemi"),
    }
    db.commit()
    return made


def actor(account):
    name, roles = WHO[account.id]
    return Actor(kind="staff", id=account.staff_id, name=name, roles=roles, account_id=account.id)


def sees(db, account, case):
    return db.scalars(select(Case.id).where(Case.id == case.id, visible(actor(account)))).one_or_none() is not None


@pytest.mark.parametrize(
    ("typed", "name", "means"),
    [
        ("Dana", "Dana Reyes", True),
        ("my worker is called dana r", "Dana Reyes", True),
        ("Miss REYES", "Dana Reyes", True),
        ("Dan", "Dana Reyes", False),
        ("", "Dana Reyes", False),
    ],
)
def test_a_typed_name_walls_whoever_it_may_mean_d_12(typed, name, means):
    assert may_mean(typed, name) is means


def test_from_the_moment_of_sending_they_their_line_and_their_team_are_out_az_04(db, keys, office):
    case = make_case(db, keys.public.ring, now=MONDAY, answers=ABOUT_DANA, responder_id=office["boss"].staff_id).case
    db.commit()
    for name in ("dana", "boss", "head", "colleague"):
        assert not sees(db, office[name], case), name
    for name in ("officer", "manager"):
        assert sees(db, office[name], case), name


def test_a_case_one_may_not_see_is_like_one_that_does_not_exist_az_02(db, keys, office):
    case = make_case(db, keys.public.ring, now=MONDAY, answers=ABOUT_DANA).case
    db.commit()
    for reference in (case.reference, "CV-NONE-NO"):
        with pytest.raises(NoResultFound):
            by_reference(db, actor(office["dana"]), reference)


def test_if_the_whole_complaints_team_is_out_it_goes_to_the_alternate_d_12(db, keys, office):
    both = {"worker": {"worker": "Priya and Gwen", "ask_first": "ok"}}
    case = make_case(db, keys.public.ring, now=MONDAY, answers=both).case
    db.commit()
    assert case.to_alternate
    assert sees(db, office["alternate"], case)
    assert not sees(db, office["officer"], case)


def test_a_first_name_in_common_does_not_empty_the_office(db, keys, office):
    """A match nobody has confirmed keeps out one person of the complaints team, not all of them."""
    case = make_case(db, keys.public.ring, now=MONDAY, answers={"worker": {"worker": "Priya", "ask_first": "ok"}}).case
    db.commit()
    assert not sees(db, office["officer"], case)
    assert sees(db, office["manager"], case)


def test_whoever_becomes_her_manager_or_colleague_is_kept_out_from_then_on_az_04(db, keys, office, person):
    case = make_case(db, keys.public.ring, now=MONDAY, answers=ABOUT_DANA, responder_id=None).case
    newcomer = person(Role.RESPONDER, name="Noor Haddad")
    case.responder_id = newcomer.staff_id
    db.commit()
    assert sees(db, newcomer, case)
    dana, noor = db.get(Staff, office["dana"].staff_id), db.get(Staff, newcomer.staff_id)
    who = {"name": noor.name, "job": "", "manager_id": None, "by": actor(office["manager"]), "now": MONDAY}
    change(db, noor, team_id=dana.team_id, **who)
    db.commit()
    assert not sees(db, newcomer, case)
    assert case.responder_id is None


def test_an_officer_lifts_what_did_not_fit(db, keys, office):
    case = make_case(db, keys.public.ring, now=MONDAY, answers=ABOUT_DANA, responder_id=office["boss"].staff_id).case
    lift(db, case, office["dana"].staff_id, actor=actor(office["officer"]), now=MONDAY)
    case.responder_id = office["boss"].staff_id
    db.commit()
    assert sees(db, office["boss"], case)


@pytest.mark.parametrize("typed", ["dana ivo", "dana and lee"])
def test_lifting_one_of_two_leaves_the_wall_of_the_other_whole_az_04(db, keys, office, typed):
    """They share a team and a manager, and both names fit: the one who was not meant takes nobody down with them."""
    answers = {"about": {"topics": ["social_worker"]}, "worker": {"worker": typed, "ask_first": "ask"}}
    case = make_case(db, keys.public.ring, now=MONDAY, answers=answers, responder_id=office["head"].staff_id).case
    meant = office["colleague" if "ivo" in typed else "boss"]
    lift(db, case, office["dana"].staff_id, actor=actor(office["officer"]), now=MONDAY)
    case.responder_id = meant.staff_id
    db.commit()
    assert not sees(db, meant, case)
    case.responder_id = office["head"].staff_id
    db.commit()
    assert sees(db, office["head"], case) is ("ivo" in typed)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.DUTY, Role.RESPONDER])
def test_roles_without_content_see_no_case_at_all_d_13(db, keys, person, role):
    account = person(role)
    case = make_case(db, keys.public.ring, now=MONDAY).case
    db.commit()
    assert not sees(db, account, case)
