"""Staff passwords: what makes one good enough, and how it is kept (AUTH-01, AUTH-02, AUTH-03)."""

import gzip
import hmac
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

from models.credentials.stretching import Cost, present_cost, turn

SHORTEST, LONGEST = 14, 1024
LEAST_OWN = 6  # letters that must be left when common and local words are taken out
LEAST_DIFFERENT = 5
LOCAL = ("safeguarding", "childrens", "children", "social", "services", "council", "complaints", "complaint", "heard")
NOT_OWN = r"[\x00-\x40\x5b-\x60\x7b-\x7f]"  # figures and signs; letters of every script and pictures do count
BETWEEN = r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]"  # signs alone
LOOK_ALIKES = str.maketrans("013457@$!", "oleastasi")


@dataclass(frozen=True)
class Verdict:
    right: bool
    stale: bool = False  # right, but kept with less work or an older pepper than today's: hash it again now


def password_problem(password: str, *, local: Iterable[str] = ()) -> str | None:
    """Why it cannot be used, in words for its owner, or None. `local` is the council, the town, their own name."""
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Three or four words that do not belong together work well"
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters"
    if len(set(password)) < LEAST_DIFFERENT or _is_common(password):
        return "This password is on a list that people who break in try first. Choose another"
    if _is_local(password, local):
        return "This is made of words that others know about you or the council. Choose another"
    return None


def hash_password(password: str, peppers: Mapping[int, bytes], *, cost: Cost | None = None) -> str:
    with turn():
        return _hasher(cost).hash(_peppered(password, peppers[max(peppers)]))


def check_password(
    stored: str | None, password: str, peppers: Mapping[int, bytes], *, cost: Cost | None = None
) -> Verdict:
    """One derivation for each pepper in use, also where no such account exists, so that time tells nothing."""
    hasher = _hasher(cost)
    right = False
    with turn():
        for version in sorted(peppers, reverse=True):
            text = _peppered(password, peppers[version])
            if _fits(hasher, stored, text):
                right, newest = True, version == max(peppers)
                return Verdict(right, stale=not newest or hasher.check_needs_rehash(stored or ""))
    return Verdict(right)


def _fits(hasher: PasswordHasher, stored: str | None, text: bytes) -> bool:
    if stored is None or not _whole(stored):
        hasher.hash(text)
        return False
    try:
        return hasher.verify(stored, text)
    except VerificationError:
        return False


def _whole(stored: str) -> bool:
    try:
        extract_parameters(stored)
    except InvalidHashError:
        return False
    return True


def _hasher(cost: Cost | None) -> PasswordHasher:
    cost = cost or present_cost()
    return PasswordHasher(cost.time, cost.memory, cost.lanes, hash_len=64, salt_len=16)


def _peppered(password: str, pepper: bytes) -> bytes:
    """The same password from any keyboard, then every byte of it under the pepper: nothing is cut off."""
    return hmac.digest(pepper, b"heard/password" + unicodedata.normalize("NFKC", password).encode(), "sha256")


def _is_common(password: str) -> bool:
    """A common password, also in capitals, with figures around it, with 0 for o, twice, or two joined."""
    folded = unicodedata.normalize("NFKC", password).casefold()
    core = re.sub(rf"^{NOT_OWN}+|{NOT_OWN}+$", "", folded)
    plain = {re.sub(BETWEEN, "", text) for text in (folded, core, core.translate(LOOK_ALIKES))}
    plain.add(folded.strip("0123456789 -_.!?"))
    # Some common ones hold figures themselves, so figures are also taken off one by one.
    known, figures = _deny_list(), re.fullmatch(r"(\d*)(.*?)(\d*)", folded, re.DOTALL)
    before, after = (len(figures[1]), len(figures[3])) if figures else (0, 0)
    if any(folded[start : len(folded) - end] in known for start in range(before + 1) for end in range(after + 1)):
        return True
    return any(_known(text) for text in plain)


def _known(text: str) -> bool:
    known = _deny_list()
    if text in known or re.fullmatch(r"(.+?)\1+", text):
        return True
    if len(text) < LEAST_OWN:
        return True
    return any(text[:cut] in known and text[cut:] in known for cut in range(4, len(text) - 3))


def _is_local(password: str, local: Iterable[str]) -> bool:
    left = re.sub(NOT_OWN, "", unicodedata.normalize("NFKC", password).casefold())
    words = {part for word in (*LOCAL, *local) for part in re.findall(r"\w{3,}", word.casefold())}
    taken = left
    for word in sorted(words, key=len, reverse=True):
        taken = taken.replace(word, "")
    return taken != left and len(taken) < LEAST_OWN


@cache
def _deny_list() -> frozenset[str]:
    """30,000 passwords people choose most, from zxcvbn (MIT; see `THIRD_PARTY.txt` beside it)."""
    packed = files(__package__ or "models.credentials").joinpath("common_passwords.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split("\n"))
