"""What was kept in fields, as whoever asked for it reads it (SAR-03)."""

from models.access.telling import lines

ROW = "9d0f7a3e-5d2e-4b7c-9a53-0f6f3f7f6a11"


def told(content):
    return list(lines(content))


def test_a_letter_is_its_words_once_without_marks_of_the_form():
    block = {
        "id": "next", "heading": "If you are not happy", "paragraphs": ["Phone 0300 061 0614."], "locked": True,
        "list": ["A worker was late"], "parts": [{"text": "Phone "}, {"text": "0300 061 0614", "href": "tel:1"}],
    }  # fmt: skip
    assert told({"subject": "Our answer", "blocks": [block]}) == [
        "Subject: Our answer", "If you are not happy", "Phone 0300 061 0614.", "• A worker was late",
    ]  # fmt: skip


def test_what_hangs_on_a_row_is_told_and_the_number_of_the_row_is_not():
    assert told({"points": {ROW: {"found": "It was late.", "finding": "no_finding"}}, "writers": {ROW: ROW}}) == [
        "Found: It was late.", "Finding: No finding",
    ]  # fmt: skip
    assert told({"points": [ROW], "question": "When?"}) == ["Question: When?"]


def test_days_ages_codes_and_yes_or_no_are_words():
    said = {"born": "2012-03-27", "age": "16_17", "email_seen": "no", "happen": True, "at": "2026-11-17T09:30:00+00:00"}
    assert told(said) == [
        "Date of birth: 27 March 2012", "Age: 16 to 17", "Does somebody else see the e-mails: No", "Happen: Yes",
        "At: 17 November 2026 at 9:30am",
    ]  # fmt: skip


def test_what_was_not_answered_is_no_line_and_short_answers_share_one():
    assert told({"why": "", "late": False, "ways": ["here", "email"], "none": None, "empty": []}) == [
        "Safe ways: Their page here; E-mail",
    ]  # fmt: skip
    assert told({"up": [[1, "2026-11-17", "The manager goes on"]]}) == [
        "Taken further: 1, 17 November 2026, The manager goes on",
    ]  # fmt: skip


def test_words_of_a_person_that_look_like_a_day_or_a_number_stay_as_they_wrote_them():
    assert told({"said": "2012-03-27 was my birthday"}) == ["Said: 2012-03-27 was my birthday"]
    assert told({"said": "2012-13-99"}) == ["Said: 2012-13-99"]
