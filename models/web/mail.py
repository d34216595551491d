"""Sending mail: a connection that checks who it talks to and gives up in time, and no header but ours (INP-06)."""

import smtplib
import ssl
from collections.abc import Callable
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import flask_mail
from flask import Flask

from models.post.mail import Mail, NotNow, Post, Refused
from models.settings import Settings

PERMANENT = 500  # SMTP: 5xx is for good, 4xx for now
GIVE_UP = 10  # seconds; the stock connection waits for ever

Send = Callable[..., None]  # one message, and whom the envelope says it is from


class SafeConnection(flask_mail.Connection):
    """Flask-Mail's own connection has no time limit, and on this Python does not check the server's certificate."""

    def configure_host(self) -> smtplib.SMTP:
        return _connected(self.mail.server, self.mail.port, self._tls(), self.mail.username, self.mail.password)

    def _tls(self) -> str:
        return "tls" if self.mail.use_ssl else "starttls" if self.mail.use_tls else "none"


class SafeMail(flask_mail.Mail):
    def connect(self) -> SafeConnection:
        return SafeConnection(self.state)  # type: ignore[arg-type]


def init_app(app: Flask, settings: Settings) -> None:
    app.config.update(
        MAIL_SERVER=settings.mail_host,
        MAIL_PORT=settings.mail_port,
        MAIL_USE_TLS=settings.mail_tls == "starttls",
        MAIL_USE_SSL=settings.mail_tls == "tls",
        MAIL_USERNAME=settings.mail_user or None,
        MAIL_PASSWORD=settings.mail_password or None,
        MAIL_DEFAULT_SENDER=settings.mail_from,
    )
    SafeMail(app)


def sender(settings: Settings) -> Send:
    """How this place sends: by SMTP, or for the demo into a folder. Works in the worker, without a request."""
    folder = settings.mail_folder
    if folder is not None:

        def put(message: EmailMessage, envelope_from: str = "") -> None:
            folder.mkdir(parents=True, exist_ok=True)
            name = message["Message-ID"].strip("<>").partition("@")[0]
            (folder / f"{name}.eml").write_bytes(message.as_bytes(policy=SMTP))

        return put

    def send(message: EmailMessage, envelope_from: str = "") -> None:
        host, port, tls = settings.mail_host, settings.mail_port, settings.mail_tls
        with _connected(host, port, tls, settings.mail_user, settings.mail_password) as server:
            server.send_message(message, from_addr=envelope_from or None)

    return send


def post(settings: Settings) -> Post:
    """The worker's way to send one mail, with every failure told apart: not worth trying again, or not now."""
    send = sender(settings)

    def go(mail: Mail) -> None:
        try:
            facts = {"to": mail.to, "subject": mail.subject, "body": mail.body, "message_id": mail.message_id}
            send(letter(settings, **facts, reply_to=mail.reply_to), mail.bounce_to)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise (Refused if min(codes, default=0) >= PERMANENT else NotNow) from error
        except smtplib.SMTPResponseException as error:
            raise (Refused if error.smtp_code >= PERMANENT else NotNow) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotNow from error
        except ValueError as error:  # not an address, or a line break in it
            raise Refused from error

    return go


def letter(
    settings: Settings, *, to: str, subject: str, body: str, message_id: str, at: object = None, reply_to: str = ""
) -> EmailMessage:
    """One message to one person. A line break in an address or a subject raises ValueError: it would add a header."""
    if any(ord(character) < 32 or ord(character) == 127 for character in to + subject + message_id):
        raise ValueError("a control character in a header")
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.mail_from
    message["To"] = _one_address(to)
    message["Subject"] = subject
    message["Message-ID"] = f"<{message_id}@{settings.mail_from.rpartition('@')[2].strip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    if reply_to:
        message["Reply-To"] = _one_address(reply_to)
    if at is not None:
        message["Date"] = format_datetime(at)  # type: ignore[arg-type]
    message.set_content(body)
    return message


def _one_address(to: str) -> str:
    """Parsed: two addresses, a name with one, or something that only looks like one are refused."""
    try:
        address = Address(addr_spec=to)
    except (ValueError, IndexError, HeaderParseError):
        raise ValueError("not one address") from None
    if not (address.username and address.domain):
        raise ValueError("not one address")
    return str(address)


def _connected(host: str, port: int, tls: str, user: str | None, password: str | None) -> smtplib.SMTP:
    checked = ssl.create_default_context()
    if tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=GIVE_UP, context=checked)
    else:
        server = smtplib.SMTP(host, port, timeout=GIVE_UP)
    if tls == "starttls":
        server.starttls(context=checked)
    if user and password:
        server.login(user, password)
    return server
