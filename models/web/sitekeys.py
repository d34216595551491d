"""The keys one site may use. The public site's folder holds none that opens what is stored (decisions 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models import keys
from models.sealing import Keyring
from models.settings import Settings

PROCESS = {"portal": "public", "admin": "staff"}


@dataclass(frozen=True, repr=False)
class SiteKeys:
    ring: Keyring
    audit: bytes
    cookie: bytes
    words_peppers: Mapping[int, bytes]
    password_peppers: Mapping[int, bytes] = field(default_factory=dict)  # the staff site only
    index: bytes = b""  # likewise

    @property
    def words_version(self) -> int:
        return max(self.words_peppers)

    @property
    def words_pepper(self) -> bytes:
        """The newest: for words made now. Words given before use `pepper(holder.pepper)`."""
        return self.words_peppers[self.words_version]

    def pepper(self, version: int) -> bytes:
        return self.words_peppers.get(version, self.words_pepper)


def load(settings: Settings, site: str) -> SiteKeys:
    held = keys.load(settings.keys, PROCESS[site])
    staff = site == "admin"
    return SiteKeys(
        ring=Keyring.of(held),
        audit=held.audit,
        cookie=held.cookie,
        words_peppers=held.words_peppers,
        password_peppers=held.password_peppers if staff else {},
        index=held.index if staff else b"",
    )
