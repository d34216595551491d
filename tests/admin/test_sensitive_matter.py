"""“Closed: Sensitive Matter” on every page and in what is counted: few see it, and nothing tells what it was (S-07)."""

import csv
import io

import pytest

from models.cases import learning
from models.procedure.terms import Finding, Role
from models.register.exporting import file_of
from models.register.upkeep import bring_up_to_date
from models.tables import Case, Point
from tests.conftest import MONDAY
from tests.models.cases.answered import ready_to_close, who

WORDS = "Nobody rings me back."
LISTS = "/reports/lists?layout=staffordshire&authority=Ashbourne+County+Council&from=2026-11-01&to=2026-11-30"
LOOK = ("/queue", "/queue/search?q=rings", "/tasks", "/learning", "/my-cases", "/today", f"{LISTS}&list=upheld",
        f"{LISTS}&list=missing&whose=all")  # fmt: skip


@pytest.fixture
def people(person):
    return {
        "manager": person(Role.MANAGER, name="Hannah Cole"),
        "officer": person(Role.OFFICER, name="Priya Shah"),
        "other": person(Role.OFFICER, name="Owen Hill"),
        "responder": person(Role.RESPONDER, name="Mo Reed"),
    }


@pytest.fixture
def case(db, keys, people):
    """Answered and upheld, with a promise that its own officer keeps; every letter has gone."""
    officer = who(people["officer"])
    made, ring = ready_to_close(db, keys.staff.ring, officer, young_person=True)
    made.officer_id, made.responder_id = officer.id, people["responder"].staff_id
    db.query(Point).update({"finding": Finding.UPHELD, "remedy": "apology"})
    told = {"actor": officer, "now": MONDAY, "keys": ring}
    learning.add_action(db, made, text="Ring.", owner=people["other"].staff_id, due=MONDAY.date(), stage=1, **told)
    db.commit()
    return made


def close(admin, case, reason):
    return admin.post(f"/cases/{case.reference}/close", data={"reason": reason, "still": "It stays with us."})


def seen_by(admin, sign_in, case, account):
    """The pages that name the case to them; those that are not theirs to open name nothing."""
    sign_in(account=account)
    return {path for path in LOOK if case.reference in admin.get(path, follow_redirects=True).text}


def test_an_officer_is_not_offered_it_and_cannot_press_it_s_07(admin, sign_in, case, people):
    sign_in(account=people["officer"])
    assert "A sensitive matter" not in admin.get(f"/cases/{case.reference}/close").text
    assert close(admin, case, "sensitive").status_code == 422
    assert not case.sensitive


def test_from_then_on_no_page_names_it_to_whom_it_is_not_for_s_07(admin, sign_in, case, people, db):
    bring_up_to_date(db)
    db.commit()
    before = {name: seen_by(admin, sign_in, case, account) for name, account in people.items()}
    assert all(before.values()), "each of them could see it somewhere, or this proves nothing"
    sign_in(account=people["manager"])
    assert "A sensitive matter" in admin.get(f"/cases/{case.reference}/close").text
    assert close(admin, case, "sensitive").status_code == 303
    bring_up_to_date(db)
    db.commit()
    for name in ("other", "responder"):
        assert seen_by(admin, sign_in, case, people[name]) == set(), name
        for part in ("", "/people", "/letters", "/answer", "/costs", "/learning"):
            assert admin.get(f"/cases/{case.reference}{part}").status_code == 404, (name, part)
    for name in ("manager", "officer"):
        sign_in(account=people[name])
        assert admin.get(f"/cases/{case.reference}").status_code == 200, name
        assert case.reference in admin.get(f"/queue/search?q={case.reference}", follow_redirects=True).text


def test_it_is_counted_and_what_it_was_about_leaves_the_figures_s_07(admin, sign_in, case, people, db, keys):
    sign_in(account=people["manager"])
    bring_up_to_date(db)
    db.commit()
    shown = f"{LISTS}&list=upheld"
    assert WORDS in admin.get(shown).text
    close(admin, case, "sensitive")
    bring_up_to_date(db)
    db.commit()
    assert WORDS not in admin.get(shown).text, "not in the list for managers either: it goes round as a document"

    def lines(name):
        text = "".join(file_of(db, keys.staff.ring, name, on=MONDAY.date()))
        return list(csv.DictReader(io.StringIO(text)))

    (line,) = lines("register.csv")
    assert (line["reference"], line["stage1_outcome"]) == (case.reference, "Closed: Sensitive Matter")
    assert not any(line[name] for name in ("nature", "service", "stage1_remedy", "learning", "legal_status"))
    assert lines("points.csv") == []
    (promise,) = lines("actions.csv")
    assert (promise["due_on"], promise["description"], promise["owner"]) == (MONDAY.date().isoformat(), "", "")
    assert db.query(Case).one().sensitive
