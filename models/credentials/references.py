"""References: what a person says on the phone. Not secret, never in sequence, and a slip is caught (TRK-09)."""

import re
import secrets

# 31 signs, without 0 O 1 I L. A prime number of them makes the check catch every wrong sign and every two swapped.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PREFIX = "HV"
BODY = 10
A_WORD = re.compile(r"[A-Z]{3}")


def new_reference() -> str:
    """Such as HV-7K3M-9QX2-4TB: 2^46 of them, so that a million do not meet."""
    while True:
        body = "".join(secrets.choice(SIGNS) for _ in range(BODY))
        whole = body + _check(body)
        # Three letters together could spell something unkind.
        if not A_WORD.search(whole):
            return _grouped(whole)


def read_reference(typed: str) -> str | None:
    """The reference as we write it, or None if it was not typed right. Says nothing about whether it exists."""
    plain = re.sub(r"[^A-Z0-9]", "", typed.upper())
    if len(plain) == len(PREFIX) + BODY + 1:
        plain = plain.removeprefix(PREFIX)
    if len(plain) != BODY + 1 or not set(plain) <= set(SIGNS) or _check(plain[:BODY]) != plain[BODY]:
        return None
    return _grouped(plain)


def _check(body: str) -> str:
    return SIGNS[-sum((place + 2) * SIGNS.index(sign) for place, sign in enumerate(body)) % len(SIGNS)]


def _grouped(whole: str) -> str:
    return "-".join((PREFIX, whole[:4], whole[4:8], whole[8:]))
