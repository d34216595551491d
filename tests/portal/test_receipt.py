"""The receipt: its words for this visit, until somebody goes on to their page or half an hour has passed (TRK-05)."""

from sqlalchemy import select

from models.tables import Visit
from tests.portal.test_check import CHECK, SENT, cases, shown_words


def test_the_receipt_may_be_loaded_again_in_this_visit_and_in_no_other(drafted, db):
    drafted.post(CHECK)
    drafted.get(SENT)
    words = shown_words(drafted)
    drafted.get(SENT)
    assert shown_words(drafted) == words
    drafted.delete_cookie("heard", domain=drafted.host)
    assert drafted.get(SENT).status_code == 303


def test_who_went_on_to_their_page_is_shown_the_number_again_and_never_the_words_trk_05(drafted, db):
    drafted.post(CHECK)
    drafted.get(SENT)
    words = shown_words(drafted)
    drafted.get(CHECK)
    assert any(form.get("action") == "/your-page" for form in drafted.page.all("form"))
    assert drafted.post("/your-page").location == "/your-page"
    answer = drafted.get(SENT)
    assert cases(db)[0].reference in answer.text
    assert "secret-words" not in answer.text
    assert not any(f">{word}<" in answer.text for word in words)


def test_reading_their_page_takes_nothing_off_the_receipt_and_half_an_hour_does_csrf_03(drafted, db, clock):
    drafted.post(CHECK)
    drafted.get(SENT)
    words, kept = shown_words(drafted), [visit.receipt for visit in db.scalars(select(Visit))]
    for page in ("/your-page", "/your-page/points", "/your-page/opened", SENT):
        assert drafted.get(page).status_code == 200
    assert shown_words(drafted) == words, "whoever loads the receipt again sees them"
    db.expire_all()
    assert [visit.receipt for visit in db.scalars(select(Visit))] == kept
    for _ in range(3):
        clock.forward(minutes=10, seconds=1)
        answer = drafted.get(SENT)
    assert cases(db)[0].reference in answer.text
    assert "secret-words" not in answer.text
    assert not any(f">{word}<" in answer.text for word in words)
