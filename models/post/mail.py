"""One mail, as the worker hands it to the transport, and the two ways a transport can fail."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    to: str
    subject: str
    body: str
    message_id: str  # before the @; stable: a mail that went twice is recognisable (R3)
    reply_to: str = ""  # where an answer comes to, where mail is taken in
    bounce_to: str = ""  # the envelope's sender: where word comes to that it did not arrive


class Refused(Exception):
    """The other side will never take this mail: a wrong address, a blocked one. Not worth trying again."""


class NotNow(Exception):
    """Nobody answered, or "try later": worth trying again."""


Post = Callable[[Mail], None]
