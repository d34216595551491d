"""Mail goes to one person, over a connection that is checked, with no header but ours (INP-06, traps E and H)."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from bench.place import free_port
from models.settings import Settings
from models.web.mail import letter, sender


class Sink:
    def __init__(self) -> None:
        self.got: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.got.append(envelope)
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    handler, port = Sink(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port, ready_timeout=60)
    controller.start()
    yield handler, port
    controller.stop()


def over_smtp(settings: Settings, port: int) -> Settings:
    return Settings.load({}, **{**settings.__dict__, "mail_folder": None, "mail_host": "127.0.0.1", "mail_port": port})


def test_a_letter_arrives_as_it_was_written(settings: Settings, sink: tuple[Sink, int]) -> None:
    where = over_smtp(settings, sink[1])
    message = letter(where, to="sam@ashbourne.example", subject="A message – for you", body="Łódź\n", message_id="abc")
    sender(where)(message)
    envelope = sink[0].got[0]
    assert envelope.rcpt_tos == ["sam@ashbourne.example"]
    arrived = message_from_bytes(envelope.content, policy=policy.default)
    assert arrived["Subject"] == "A message – for you"
    assert arrived.get_content().strip() == "Łódź"
    assert arrived.get_all("Message-ID") == ["<abc@ashbourne.example>"]


HOSTILE = [
    "a@b.example\r\nBcc: c@d.example",
    "a@b.example\nBcc: c@d.example",
    "a@b.example, c@d.example",
    "a@b.example;c@d.example",
    "Sam <a@b.example>",
    "a@b.example\x00",
    "a@b.example\u2028Bcc: c@d.example",
    "",
    "no address",
]


@pytest.mark.parametrize("to", HOSTILE)
def test_one_address_or_none_inp_06(settings: Settings, to: str) -> None:
    with pytest.raises(ValueError, match="one address|control"):
        letter(settings, to=to, subject="Hello", body="Hello", message_id="x")


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x00", "\x0b"])
def test_a_line_break_in_a_subject_is_refused(settings: Settings, break_: str) -> None:
    with pytest.raises(ValueError, match="control"):
        letter(settings, to="a@b.example", subject=f"Hi{break_}Bcc: c@d.example", body="", message_id="x")


def test_the_demo_keeps_mail_in_a_folder(settings: Settings, tmp_path: Path) -> None:
    where = Settings.load({}, **{**settings.__dict__, "mail_folder": tmp_path})
    sender(where)(letter(where, to="a@b.example", subject="Hello", body="Hello", message_id="one"))
    assert b"To: a@b.example" in (tmp_path / "one.eml").read_bytes()


def test_a_server_that_says_nothing_is_given_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.web.mail.GIVE_UP", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        where = over_smtp(settings, silent.getsockname()[1])
        with pytest.raises(OSError, match="timed out"):
            sender(where)(letter(where, to="a@b.example", subject="Hello", body="Hello", message_id="x"))
