"""A mail is read with suspicion: its words, what it is, and nothing that harms, hides or lies."""

import time
import uuid

import pytest

from models.post.incoming import AUTO, BOUNCE, LARGEST, MAIL, read
from models.post.plain import of_html, trimmed
from models.post.replies import BOUNCE as CAME_BACK
from models.post.replies import REPLY, Replies
from tests.mails import mail, returned

NOTICE, CASE = uuid.uuid4(), uuid.uuid4()


def test_the_words_are_read_and_the_letter_they_answer_is_kept_apart():
    quoted = "On Mon, 23 Nov 2026 at 10:00, Ashbourne <no-reply@ashbourne.example> wrote:\n> You have an update."
    found = read(mail(f"I am still waiting.\n\n{quoted}"))
    assert (found.text, found.sender, found.name) == ("I am still waiting.", "jo@home.example", "Jo Marsh")
    assert "You have an update" in found.rest
    assert "You have an update" in found.whole


@pytest.mark.parametrize(
    "rest",
    [
        "-----Original Message-----\nFrom: A\nwords",
        "________________________________\nFrom: A\nSent: B\nTo: C\nwords",
        "From: A\nSent: B\nTo: C\nSubject: D\nwords",
        "> You have an update.\n> Go to the page.",
        "W dniu 23.11.2026 o 10:00, Ashbourne napisał:\n> words",
    ],
)
def test_every_usual_way_of_quoting_is_known(rest):
    assert trimmed(f"No, it is not settled.\nFrom my heart: no.\n\n{rest}") == (
        "No, it is not settled.\nFrom my heart: no.", rest,
    )  # fmt: skip


def test_a_mail_that_is_nothing_but_a_quotation_keeps_its_words():
    assert trimmed("> You have an update.\n> Thank you") == ("> You have an update.\n> Thank you", "")


def test_a_page_becomes_words_without_scripts_styles_or_pictures_that_report_back():
    page = (
        "<html><head><title>t</title><style>p{color:red}</style></head><body><p>First&nbsp;line</p>"
        "<script>alert(1)</script><img src='https://spy.example/1.gif'><div>Second <b>line</b></div>"
        "<ul><li>one</li></ul><blockquote>Earlier</blockquote></body></html>"
    )
    words = of_html(page)
    assert words.split("\n\n")[0] == "First line"
    assert "Second line" in words
    assert "- one" in words
    assert "> Earlier" in words
    assert not {"alert", "color", "spy", "<"} & set(words.replace("(", " ").replace("/", " ").split())


def test_of_two_forms_the_plain_one_is_read_and_a_page_alone_is_taken_apart():
    both = read(mail("As plain words", html="<p>As a page</p>"))
    assert (both.text, "html" in both.found) == ("As plain words", False)
    alone = read(b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n<p>Only a page</p>")
    assert (alone.text, "html" in alone.found) == ("Only a page", True)


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        ({}, MAIL),
        ({"Auto_Submitted": "no"}, MAIL),
        ({"Auto_Submitted": "auto-replied"}, AUTO),
        ({"Auto_Submitted": "auto-generated; owner-email=x"}, AUTO),
        ({"Precedence": "bulk"}, AUTO),
        ({"X_Autoreply": "yes"}, AUTO),
        ({"List_Id": "<a.b.example>"}, AUTO),
        ({"X_Auto_Response_Suppress": "OOF"}, MAIL),  # people's own programs send it with every mail
    ],
)
def test_a_machines_answer_is_told_from_a_persons(heads, kind):
    assert read(mail(**heads)).kind == kind


def test_a_report_that_it_failed_is_a_bounce_and_one_that_it_is_late_is_not():
    notice = "12345678-1234-4234-8234-123456789012"
    found = read(returned("help@ashbourne.example", notice=notice))
    assert (found.kind, found.named) == (BOUNCE, (notice,))
    assert read(returned("help@ashbourne.example", action="delayed")).kind == AUTO


def test_a_token_is_ours_alone_and_names_what_it_is_for():
    for address in ("help@council.example", "@reply.council.example"):
        ours, theirs = Replies(address, b"k" * 32), Replies(address, b"o" * 32)
        made = ours.address(REPLY, NOTICE, CASE)
        assert len(made.partition("@")[0]) <= 64
        [token] = ours.found(f"Somebody <{made.upper()}>, other@council.example")
        assert token.notice_id == NOTICE
        assert ours.fits(token, REPLY, CASE)
        assert not ours.fits(token, CAME_BACK, CASE)
        assert not ours.fits(token, REPLY, NOTICE)
        assert not theirs.fits(token, REPLY, CASE)
        assert str(CASE) not in made
        assert ours.found(made + ".evil.example") == []
        assert ours.found("x" + made) == [] or not address.startswith("@")


HOSTILE = {
    "nothing": b"",
    "no head": b"\r\n\r\n",
    "no body": b"From: a@b.example\r\nSubject: x\r\n\r\n",
    "bytes": bytes(range(256)) * 50,
    "wrong charset": b"From: a@b.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\nw\xf6rds",
    "not that charset": b"From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nw\xf6rds",
    "broken base64": b"Content-Transfer-Encoding: base64\r\nContent-Type: text/plain\r\n\r\n!!!!====\x00",
    "header of a megabyte": b"Subject: " + b"=?utf-8?q?" + b"(" * 1_000_000 + b"?=\r\n\r\nwords",
    "from of a megabyte": b"From: " + b"(" * 1_000_000 + b"\r\n\r\nwords",
    "thousand recipients": b"To: " + b", ".join(b"p%d@x.example" % n for n in range(1000)) + b"\r\n\r\nwords",
    "thousand senders": b"From: " + b", ".join(b"p%d@x.example" % n for n in range(1000)) + b"\r\n\r\nwords",
    "deep page": b"Content-Type: text/html\r\n\r\n" + b"<div>" * 100_000 + b"words",
    "comments that never end": b"Content-Type: text/html\r\n\r\n" + b"<!--" * 300_000,
    "tags that never end": b"Content-Type: text/html\r\n\r\nwords" + b"<a b=" * 300_000 + b">",
    "an encoding that is no writing": b"Content-Type: text/plain; charset=punycode\r\n\r\na-" + b"99" * 200_000,
    "nearly a quotation, again and again": b"\r\n\r\n" + (b">\r\n" * 398 + b"x\r\n") * 700,
    "a kind with a million marks": b"Content-Type: text/plain; " + b"a=b; " * 400_000 + b"\r\n\r\nwords",
    "surrogates": b"Subject: =?utf-8?b?7aCA?=\r\n\r\n\xed\xa0\x80words",
    "no boundary": b"Content-Type: multipart/mixed\r\n\r\nwords",
    "ten thousand parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\n\r\nx\r\n" * 10_000
    + b"--b--",
}


def nested(depth):
    raw = b"Content-Type: text/plain\r\n\r\nwords at the bottom\r\n"
    for number in range(depth):
        line = b"b%d" % number
        raw = (
            b"Content-Type: multipart/mixed; boundary="
            + line
            + b"\r\n\r\n--"
            + line
            + b"\r\n"
            + raw
            + b"\r\n--"
            + line
            + b"--\r\n"
        )
    return raw


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_mail_is_read_quickly_and_as_clean_text(raw):
    began = time.process_time()
    found = read(raw)
    assert time.process_time() - began < 5
    everything = found.text + found.rest + found.subject + found.sender + found.name
    assert "\x00" not in everything
    everything.encode()  # no halves of characters
    assert "\n" not in found.subject + found.sender + found.name


def test_words_nested_a_hundred_deep_are_found():
    assert read(nested(100)).text == "words at the bottom"


def test_a_broken_line_in_a_header_adds_none_and_an_encoded_one_is_one_line():
    found = read(b"From: a@b.example\r\nSubject: =?utf-8?q?x=0D=0ABcc:_c@d.example?=\r\n\r\nwords")
    assert found.subject == "x Bcc: c@d.example"


def test_a_long_subject_in_many_pieces_is_read_as_one():
    subject = "a-word-without-an-end-" * 13
    assert read(mail(subject=subject)).subject == subject[:300]


def test_attachments_keep_their_names_and_bytes_and_what_is_too_large_has_a_limit():
    found = read(mail(files=[("brief.pdf", b"%PDF-1.4", "application/pdf"), ("a.zip", b"PK", "application/zip")]))
    assert [(one.name, one.content) for one in found.attached] == [("brief.pdf", b"%PDF-1.4"), ("a.zip", b"PK")]
    assert LARGEST == 40 * 1024 * 1024
