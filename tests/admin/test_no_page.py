"""Who has no secret words has no page: every place says so, no notice stops a clock, words make one (K-18, PRV-10)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.cases import holding
from models.cases.releasing import release
from models.jobs.outbox import By, send_pending
from models.procedure.terms import Role, Way
from models.tables import Case, Holder, Message, WordsRequest
from tests.admin.test_call_tasks import CONTENT
from tests.admin.test_register import FORM
from tests.admin.test_reissue import enter, read_out
from tests.models.cases.answered import MONDAY

MAIL = {**FORM, "channel": "email", "at": "", "ways": "email", "email": "jo@example.com"}
TEXT = {**FORM, "ways": "text", "text": "07700 900611", "proposed": "yes"}
LATER = MONDAY + timedelta(minutes=30)
NOTICE = "You have an update. Go to the page you used before."
ASKS = {"email": "E-mail and ask them", "text": "Text and ask them"}


@pytest.fixture
def waiting(admin, db, keys, priya, sign_in):
    """A letter to somebody registered without words: `waiting(MAIL)`."""

    def make(form):
        sign_in(account=priya.account)
        assert admin.post("/register", data=form).status_code == 303
        case = db.scalars(select(Case).order_by(Case.received_at.desc())).first()
        ring = keys.staff.ring.with_case(case)
        letter = release(db, case, "thanks", CONTENT, event=None, actor=priya.actor, now=MONDAY, keys=ring)
        holding.leave_due(db, now=LATER)
        db.commit()
        return case, letter

    return make


@pytest.mark.parametrize(("form", "way", "called"), [(MAIL, "email", "E-mail"), (TEXT, "text", "Text message")])
def test_no_notice_about_a_page_goes_to_who_has_none_and_every_place_says_so_k_18(
    admin, db, waiting, form, way, called
) -> None:
    case, letter = waiting(form)
    assert not db.scalars(select(Message).where(Message.letter_id == letter.id)).all()
    assert letter.counted_at is None, "nothing reached them, so no clock stops"
    admin.get("/letters")
    assert ASKS[way] in admin.page.text
    admin.get(f"/letters/{letter.id}")
    assert "They have no page" in admin.page.text
    assert "Please answer this when it is safe for you." in admin.page.text
    assert "called no way safe" not in admin.page.text
    assert f"Safe {called}" in admin.page.text
    assert "Do not use Their page here" in admin.page.text
    assert "Keep the call" not in admin.page.text
    admin.get(f"/cases/{case.reference}/letters")
    assert "They have no page to open it on" in admin.page.text
    assert "They have not opened it" not in admin.page.text
    assert "Goes by their page" not in admin.page.text
    admin.get(f"/cases/{case.reference}/people")
    assert "Do not use Their page here" in admin.page.text
    assert "Their page here is always safe" not in admin.page.text
    admin.get(f"/cases/{case.reference}/messages")
    assert "They have no page, so they do not read this" in admin.page.text
    assert "They can read this" not in admin.page.text


def test_it_counts_on_the_day_they_got_it_by_hand_k_18(admin, db, waiting) -> None:
    case, letter = waiting(TEXT)
    day = {"call-on-day": "23", "call-on-month": "11", "call-on-year": "2026"}
    admin.get(f"/letters/{letter.id}")
    assert admin.post(f"/letters/{letter.id}/call", data={**day, "call-said": "Read to them at school."}).location
    db.expire_all()
    assert letter.counted_on.isoformat() == "2026-11-23"
    assert case.reference


def test_first_words_take_two_people_and_then_the_letter_is_on_their_page_k_18_trk_10(
    admin, portal, db, keys, sessions, waiting, person, priya, sign_in
) -> None:
    case, letter = waiting(MAIL)
    here = f"/cases/{case.reference}/words"
    assert "First words for who told us" in admin.get(here).text
    assert "By phone, on the safe number" not in admin.page.text, "a call was not called safe"
    assert admin.post(f"{here}/first", data={}).status_code == 422
    assert admin.post(f"{here}/first", data={"first-how": "first_call"}).status_code == 409
    admin.post(f"{here}/first", data={"first-how": "first_in_person"})
    request = db.scalars(select(WordsRequest)).one().id
    assert admin.post(f"{here}/requests/{request}/agree").status_code == 409
    assert admin.post(f"{here}/requests/{request}/make").status_code == 409
    sign_in(account=person(Role.MANAGER, name="Tom Reed"))
    admin.get(here)
    admin.post(f"{here}/requests/{request}/agree")
    sign_in(account=priya.account)
    admin.get(here)
    shown = admin.post(f"{here}/requests/{request}/make")
    assert shown.status_code == 200
    db.expire_all()
    holder = db.scalars(select(Holder)).one()
    assert (holder.reference, holder.words_wrap is not None) == (case.reference, True)
    assert letter.way is Way.EMAIL
    assert db.scalars(select(Message).where(Message.letter_id == letter.id)).one().holder_id == holder.id
    assert admin.post(f"{here}/first", data={"first-how": "first_in_person"}).status_code == 409
    assert "First words for who told us" not in admin.get(here).text
    assert enter(portal, read_out(shown), case.reference).location == "/your-page/words"
    sent = []
    sessions.configure(info={"chain": keys.chain("worker")})
    send_pending(sessions, keys.worker, keys.index, By(sent.append), now=LATER)
    db.expire_all()
    assert [mail.to for mail in sent if mail.body == NOTICE] == ["jo@example.com"]
    assert letter.counted_at is not None


def test_words_are_proposed_once_to_who_can_hear_them_now_and_may_be_left_out_k_18(admin, db, officer) -> None:
    form = {**FORM, "ways": "text", "text": "07700 900611"}
    assert admin.post("/register", data=form).status_code == 422
    assert "E-mail and texts carry no letter" in admin.page.text
    box = next(one for one in admin.page.all("input") if one.get("name") == "give_words")
    assert "checked" in box
    assert admin.post("/register", data={**form, "proposed": "yes"}).status_code == 303
    assert not db.scalars(select(Holder)).all()
    assert admin.post("/register", data={**form, "ways": ["text", "call"], "phone": "01632 960611"}).status_code == 303


def test_thanks_from_anybody_need_no_word_on_whether_they_are_safe(admin, db, officer) -> None:
    form = {name: value for name, value in FORM.items() if name != "safe"}
    assert admin.post("/register", data={**form, "journey": "praise"}).status_code == 303
    assert admin.post("/register", data=form).status_code == 422
    assert "Say whether they are safe, or that nobody asked" in admin.page.text


def test_who_is_signed_out_by_idleness_reads_why_where_they_sign_in_ses_03(admin, officer, clock) -> None:
    admin.get("/queue")
    assert "You were signed out" not in admin.get("/sign-in").text
    clock.now += timedelta(minutes=16)
    to = admin.get("/queue").location
    assert "You were signed out: nothing was done here for 15 minutes" in admin.get(to).text
