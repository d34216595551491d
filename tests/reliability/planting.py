"""Filling every field of every page with words that exist nowhere else, and looking for those words on a disk."""

import base64
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bench.person import Answer, Form, Person

NEVER = {"csrf_token", "instance", "version", "go", "autosave"}
CHOOSE = {"safe": "yes", "instructed": "yes", "danger": "no", "last": "longer", "soon": "yes", "channel": "phone"}
DATES = {"day": "14", "month": "3", "year": "2026"}
FORBIDDEN = re.compile(
    r"sign-out|/leave|/stop$|reissue|step-aside|/wall|too-close|/left$|disable|sessions|withdraw|/close|/your-page/6$|/4/.*end$|/still$"
)
LONGEST = 3  # words in a box
MARKUP = """"'><img src=zq onerror=zq() hx-get=/zq>"""  # behind them, to be shown as what it is (INP-01, INP-02)
RAN = "<img src=zq"
PLAIN = re.compile(rb"zq[0-9a-f]{12}|07700[1-9]{6}", re.IGNORECASE)
WIDE = re.compile(rb"z\0q\0(?:[0-9a-f]\0){11}[0-9a-f]|0\x007\x007\x000\x000\x00(?:[1-9]\0){5}[1-9]", re.IGNORECASE)
HEX = re.compile(rb"7a71(?:3\d|6[1-6]){12}|3037373030(?:3[1-9]){6}", re.IGNORECASE)
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{15,}")
URL_SAFE = bytes.maketrans(b"-_", b"+/")


class Planter:
    """Remembers every word it planted."""

    def __init__(self) -> None:
        self.planted: set[str] = set()
        self.choose = dict(CHOOSE)

    def word(self) -> str:
        word = "zq" + secrets.token_hex(6)
        self.planted.add(word)
        return word

    def number(self) -> str:
        digits = "07700" + "".join(secrets.choice("123456789") for _ in range(6))
        self.planted.add(digits)
        return digits

    def typed(self, form: Form) -> dict[str, str | list[str]]:
        """Something for every control: a planted word where text goes, a choice where there is one."""
        found: dict[str, str | list[str]] = {}
        for name in dict.fromkeys(control.name for control in form.controls if control.kind != "button"):
            controls = [control for control in form.controls if control.name == name]
            kind, values = controls[0].kind, [control.value for control in controls if control.value]
            if name in NEVER or kind in ("hidden", "password", "file"):
                continue
            if kind == "checkbox":
                found[name] = values
            elif kind in ("radio", "option"):
                found[name] = self._choice(name, values)
            else:
                found[name] = self._text(name, kind)
        return found

    def _choice(self, name: str, values: list[str]) -> str:
        wanted = self.choose.get(name, "")
        return wanted if wanted in values else (values or [""])[0]

    def _text(self, name: str, kind: str) -> str:
        if part := re.search(r"[-_](day|month|year)$", name):
            return DATES[part[1]]
        if kind == "tel" or "number" in name or "phone" in name or name == "text":
            return self.number() if kind in ("tel", "text") else self.word()
        if kind == "email" or "email" in name:
            return f"{self.word()}@mail.example"
        return " ".join([*(self.word() for _ in range(LONGEST)), MARKUP])

    def fill(self, person: Person, path: str) -> Answer:
        """Open a page and send each of its forms once."""
        answer = shown(person.get(path))
        for form in answer.forms if answer.status < 400 else ():
            if not FORBIDDEN.search(form.action):
                answer = person.follow(person.post(urlsplit(form.action).path, form.filled(self.typed(form))))
                shown(answer)
        return answer

    def journey(self, person: Person, door: str) -> Answer:
        """Every question of one journey, then send."""
        for number in range(1, 30):
            if person.get(f"/{door}/{number}").status == 404:
                break
            self.fill(person, f"/{door}/{number}")
        shown(person.get(f"/{door}/check"))
        person.submit({}, f"/{door}/check")
        return person.get(f"/{door}/sent")  # an adult is asked about themselves on the way there


def shown(answer: Answer) -> Answer:
    """A page that came, with whatever was typed as text in it."""
    assert answer.status < 500, f"{answer.path}: {answer.status}"
    assert RAN not in answer.html, f"{answer.path}: what somebody typed has become a part of the page"
    return answer


def hits(files: Iterable[Path], words: Iterable[str]) -> Iterator[str]:
    """Which file holds which word: as UTF-8, UTF-16, hexadecimal, or inside base64 wherever it begins."""
    planted = set(words)
    for path in files:
        if path.is_file():
            found = {word for word in _words_in(path.read_bytes()) if word in planted}
            yield from (f"{path.name}: {word}" for word in sorted(found))


def _words_in(content: bytes) -> Iterator[str]:
    """Everything that has the shape of a planted word; quicker than to look for a thousand of them."""
    yield from (found.decode().lower() for found in PLAIN.findall(content))
    yield from (found.replace(b"\0", b"").decode().lower() for found in WIDE.findall(content))
    yield from (bytes.fromhex(found.decode()).decode() for found in HEX.findall(content))
    for run in BASE64.findall(content):
        for start in range(4):
            part = run[start:].translate(URL_SAFE)
            part = part[:-1] if len(part) % 4 == 1 else part
            decoded = base64.b64decode(part + b"=" * (-len(part) % 4))
            yield from (found.decode().lower() for found in PLAIN.findall(decoded))
