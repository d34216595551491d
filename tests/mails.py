"""Mails as people, machines and enemies send them, and the desk that takes them in."""

from email.message import EmailMessage
from email.policy import SMTP

from models.cases.mail_taking import Desk
from models.files.store import Store
from models.post.replies import Replies

TO = "help@ashbourne.example"
WORDS = "Nobody has rung me back since June."
JO = "Jo Marsh <jo@home.example>"


def mail(words=WORDS, *, to=TO, sender=JO, subject="About my son", files=(), html="", **heads):
    """The bytes of one mail. `heads`: more headers, `_` for `-`."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Message-ID"] = heads.pop("message_id", f"<{abs(hash((words, sender, subject, to)))}@home.example>")
    made["Date"] = "Mon, 23 Nov 2026 09:30:00 +0000"
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content, kind in files:
        made.add_attachment(content, *kind.split("/"), filename=name)
    return made.as_bytes()


def returned(to, action="failed", notice="00000000-0000-4000-8000-000000000000"):
    """What a mail server sends when one of ours cannot be delivered (RFC 3464)."""
    return (
        f"Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: {to}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <1@mx.example>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nI am sorry to have to inform you.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; jo@home.example\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: <{notice}@ashbourne.example>\r\nSubject: You have an update\r\n\r\n--b--\r\n"
    ).encode()


def desk_of(sessions, keys, folder, replies=TO):
    """The worker's desk: its own keys, which open no mail."""
    sessions.configure(info={"chain": keys.chain("worker")})
    made = Replies(replies, keys.index) if replies else None
    return Desk(sessions, keys.worker, keys.index, Store(folder), made)
