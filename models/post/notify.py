"""GOV.UK Notify: the neutral notice as a text, a letter as paper that is printed and posted, and what became of each.

Every request bears the id of our message as its reference and nothing else of ours: whoever asks again by it learns
whether an earlier try, whose answer was lost, was taken (R3). Errors are told apart like those of mail.
"""

import io
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from models.post.mail import NotNow, Refused
from models.post.notices import BODY
from models.settings import Settings

logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)  # its warnings quote what was refused
GIVE_UP = 5  # seconds to connect, and as many to answer
FOR_GOOD = (400, 413)  # a number or a paper that will never do; the limits and the rest may be put right
NO_ENTRY = (401, 403)  # of the key, not of what was sent: nothing goes until somebody mends it
NOT_THERE = 404
CHECK_AGAIN = 3600.0  # seconds after which the words of the template are looked at again
SERVICE, SECRET = slice(-73, -37), slice(-36, None)  # of a key: name-service-secret


class Fate(StrEnum):
    """What became of something that Notify took."""

    WAITING = "waiting"
    ARRIVED = "arrived"  # a text reached a phone; a letter was printed and posted
    AGAIN = "again"  # it did not, and might the next time
    LOST = "lost"


FATES = {
    **dict.fromkeys(("delivered", "sent", "received"), Fate.ARRIVED),
    **dict.fromkeys(("temporary-failure", "technical-failure"), Fate.AGAIN),
    **dict.fromkeys(("permanent-failure", "cancelled", "virus-scan-failed", "validation-failed"), Fate.LOST),
}


@dataclass(frozen=True, slots=True)
class Text:
    to: str
    reference: str


@dataclass(frozen=True, slots=True)
class Printed:
    pdf: bytes
    reference: str


@dataclass(frozen=True, slots=True)
class Became:
    fate: Fate
    at: datetime | None  # when that was settled, where Notify says so


class WrongKey(NotNow):
    """Notify does not let us in, or there is no key to show: a fault of the settings, not of any message."""


class WrongTemplate(NotNow):
    """The template of texts is not there, or would say something else than our notice: a fault of the settings too."""


@dataclass(slots=True, repr=False)
class Notify:
    key_file: Path
    url: str
    template: str = ""  # of texts; empty: none are sent
    letters: bool = False
    _client: Any = None
    _looked: float | None = field(default=None)

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """None where this council does not use it."""
        file = settings.notify_key_file
        return cls(file, settings.notify_url, settings.notify_template, settings.notify_letters) if file else None

    def send(self, what: Text | Printed, *, again: bool) -> None:
        """Hand it over, unless an earlier try did. Raises Refused, NotNow, or WrongKey where all of them wait."""
        if again and self.became(what.reference) is not None:
            return
        if isinstance(what, Text):
            self._only_neutral()
            with self._asking() as client:
                client.send_sms_notification(what.to, self.template, reference=what.reference)
        else:
            with self._asking() as client:
                client.send_precompiled_letter_notification(what.reference, io.BytesIO(what.pdf))

    def became(self, reference: str) -> Became | None:
        """How the newest of that reference stands; None where Notify knows none. Raises NotNow."""
        try:
            with self._asking() as client:
                found = client.get_all_notifications(reference=reference)["notifications"]
        except (Refused, KeyError, TypeError) as error:
            raise NotNow from error
        if not found:
            return None
        return Became(FATES.get(found[0].get("status"), Fate.WAITING), _moment(found[0]))

    def words(self) -> str:
        """What a text would say, as the council set it in Notify. Raises NotNow or Refused."""
        with self._asking() as client:
            return str(client.get_template(self.template)["body"])

    def _only_neutral(self) -> None:
        """Nothing goes while the template says anything but our notice (PRV-10)."""
        if self._looked is None or time.monotonic() - self._looked > CHECK_AGAIN:
            try:
                if " ".join(self.words().split()) != BODY:
                    raise WrongTemplate
            except (Refused, KeyError, TypeError) as error:
                raise WrongTemplate from error
            except NotNow as error:
                if getattr(error.__cause__, "status_code", None) == NOT_THERE:
                    raise WrongTemplate from error
                raise
            self._looked = time.monotonic()

    @contextmanager
    def _asking(self) -> Iterator[Any]:
        try:
            if self._client is None:
                self._client = self._made()
            yield self._client
        except APIError as error:
            if error.status_code in NO_ENTRY:
                self._client = None  # the file is read anew: a key that was mended needs no restart
                raise WrongKey from error
            raise (Refused if error.status_code in FOR_GOOD else NotNow) from error

    def _made(self) -> Any:
        try:
            key = self.key_file.read_text("utf-8").strip()
        except (OSError, ValueError) as error:
            raise WrongKey from error
        if len(key[SERVICE]) != 36 or len(key[SECRET]) != 36:
            raise WrongKey from ValueError("not a key of Notify")
        made: Any = NotificationsAPIClient  # it has no types
        return made(key, base_url=self.url, timeout=GIVE_UP)


def _moment(one: dict[str, Any]) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(one["completed_at"]))
    except (KeyError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
