"""Several people who complain together, on the pages of both sites (S-39)."""

from typing import Any

from sqlalchemy import select

from models.audit import SYSTEM
from models.cases import choosing, holding
from models.procedure.terms import Journey, Role, State
from models.tables import Complainant, Holder, Letter, WordsRequest
from tests.admin.test_advocates import joins_in
from tests.admin.test_reissue import enter, read_out
from tests.conftest import MONDAY
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

HERE, NEW_WORDS = f"/cases/{REFERENCE}/together", f"/cases/{REFERENCE}/words"
PAT = {
    "name": "Pat Marsh", "relation": "parent", "agreed": "both_spoken", "wants": "My weekends with him back.",
    "ways": ["email"], "email": "pat@example.com", "post_opened": "no",
}  # fmt: skip


def pat(db: Any) -> Complainant:
    db.expire_all()
    found: Complainant = db.scalars(select(Complainant).where(Complainant.first.is_(False))).one()
    return found


def first_words(admin: Any, portal: Any, db: Any, sign_in: Any, priya: Any, tom: Any) -> None:
    """Two people agree, the words are read out, and Pat chooses new ones."""
    assert "have no words yet" in admin.get(NEW_WORDS).text
    assert admin.post(f"{NEW_WORDS}/{pat(db).holder_id}/ask", data={"how": "in_person"}).status_code == 303
    request = db.scalars(select(WordsRequest.id)).one()
    sign_in(account=tom)
    admin.get(NEW_WORDS)
    admin.post(f"{NEW_WORDS}/requests/{request}/agree")
    sign_in(account=priya)
    admin.get(NEW_WORDS)
    words = read_out(admin.post(f"{NEW_WORDS}/requests/{request}/make"))
    reference = db.get_one(Holder, pat(db).holder_id).reference
    assert reference != REFERENCE
    assert enter(portal, words, reference).location == "/your-page/words"
    portal.get("/your-page/words")
    portal.get(portal.post("/your-page/words").location)


def test_two_parents_complain_together_each_on_a_page_of_their_own_s_39(
    admin: Any, portal: Any, db: Any, keys: Any, sign_in: Any, person: Any
) -> None:
    opened = case_with_words(db, keys, journey=Journey.PARENT)
    priya, tom = person(Role.OFFICER, name="Priya Shah"), person(Role.MANAGER, name="Tom Reed")
    holding.hold_for(db, 0, by=sign_in(account=tom), now=MONDAY)
    db.commit()
    sign_in(account=priya)
    assert "One person complains" in admin.get(HERE).text
    assert admin.post(HERE, data=PAT).status_code == 303
    page = admin.get(HERE).text
    assert "Jo Marsh" in page
    assert "Pat Marsh" in page
    assert "My weekends with him back." in page
    assert "pat@example.com" not in page
    assert "pat@example.com" in admin.get(f"{HERE}?show=contact").text
    first_words(admin, portal, db, sign_in, priya, tom)
    messages = f"/cases/{REFERENCE}/messages"
    admin.get(messages)
    assert admin.post(messages, data={"to": str(pat(db).id), "body": "Hello Pat.", "do": "send"}).status_code == 303
    assert admin.post(messages, data={"to": "", "body": "Hello Jo.", "do": "send"}).status_code == 303
    assert "Priya to Pat Marsh" in admin.get(messages).text

    mine = portal.get("/your-page").text
    assert "You and someone else" in mine
    theirs = portal.get("/your-page/messages").text
    assert "Hello Pat." in theirs
    assert "Hello Jo." not in theirs
    (letter,) = db.scalars(select(Letter).where(Letter.to_id == pat(db).id)).all()
    assert "what is yours alone" in portal.get(f"/your-page/letters/{letter.id}").text.casefold()
    assert portal.post("/your-page/6", data={"pressed": "no"}).status_code == 303
    assert pat(db).left_on is not None
    db.refresh(opened.case)
    assert opened.case.state is State.RECEIVED, "Jo goes on"
    stopped = portal.get("/your-page").text
    assert "You withdrew your complaint." in stopped
    portal.post("/your-page/start-again")
    assert pat(db).left_on is None


def test_what_is_wrong_when_somebody_joins_or_stops_is_said_beside_it_and_nothing_typed_is_lost_s_39(
    admin: Any, db: Any, keys: Any, officer: Any
) -> None:
    case_with_words(db, keys, journey=Journey.PARENT)
    admin.get(HERE)
    wrong = admin.post(HERE, data={**PAT, "agreed": "", "email": ""})
    assert wrong.status_code == 422
    page = admin.page.text
    assert "Say how each of them said that they complain together" in page
    assert "Enter the e-mail for it" in page
    assert "My weekends with him back." in page
    same = admin.post(HERE, data={**PAT, "name": "jo marsh"})
    assert (same.status_code, "does not complain here yet" in admin.page.text) == (422, True)
    assert admin.post(HERE, data=PAT).status_code == 303
    mark = f"p{pat(db).id.hex[:8]}-"
    given = {"how": "phone", "on-day": "1", "on-month": "11", "on-year": "2026", "said": "No more."}
    admin.get(HERE)
    early = admin.post(f"{HERE}/{pat(db).id}/leave", data={f"{mark}{name}": value for name, value in given.items()})
    assert early.status_code == 422
    assert "between the day they complained here and today" in admin.page.text
    assert "No more." in admin.page.text
    given["on-day"] = "23"
    admin.get(HERE)
    data = {f"{mark}{name}": value for name, value in given.items()}
    assert admin.post(f"{HERE}/{pat(db).id}/leave", data=data).status_code == 303
    admin.get(HERE)
    assert admin.post(f"{HERE}/{pat(db).id}/leave", data=data).status_code == 409
    admin.get(HERE)
    assert admin.post(f"{HERE}/{pat(db).id}/back", data={}).status_code == 422
    admin.get(HERE)
    back = admin.post(f"{HERE}/{pat(db).id}/back", data={f"{mark}said": "I want to go on."})
    assert (back.status_code, pat(db).left_on) == (303, None)
    stop = {"how": "phone", "on-day": "23", "on-month": "11", "on-year": "2026", "said": "Stop."}
    admin.get(f"/cases/{REFERENCE}/withdraw")
    refused = admin.post(f"/cases/{REFERENCE}/withdraw", data=stop)
    assert refused.status_code == 409
    assert "write down which of them withdraws" in admin.page.text


def test_what_one_says_is_wrong_in_a_point_the_other_does_not_read_s_39(
    portal: Any, db: Any, keys: Any, officer: Any
) -> None:
    opened = case_with_words(db, keys, journey=Journey.PARENT)
    mine = db.scalars(select(Holder)).one().id
    said = {"keys": opened.keys, "actor": SYSTEM, "now": MONDAY}
    joined = joins_in(db, opened, officer.id)
    choosing.correct_point(db, opened.case, None, "Also my bike.", holder_id=mine, **said)
    choosing.correct_point(db, opened.case, None, "He drinks at weekends.", holder_id=joined, **said)
    db.commit()
    enter(portal, WORDS)
    read = portal.get("/your-page/points").text
    assert "Also my bike." in read
    assert "He drinks" not in read
