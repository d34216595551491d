"""Six-figure codes from a phone, each good once, and ten codes for the day the phone is lost (AUTH-05)."""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime

import pyotp

STEP = 30
RECOVERY_CODES, RECOVERY_BYTES = 10, 10


def new_totp() -> str:
    """160 random bits, as authenticators read them."""
    return pyotp.random_base32(32)


def totp_address(secret: str, account: str, issuer: str = "Heard") -> str:
    """What the square picture says."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def totp_code(secret: str, now: datetime) -> str:
    return pyotp.TOTP(secret).at(now)


def check_totp(secret: str, typed: str, *, now: datetime, last_step: int) -> int | None:
    """The step this code belongs to, for the caller to store before anything else happens; None if not accepted.

    A step at or before `last_step` was used already. One step either side allows for a clock that is wrong.
    """
    code, present = re.sub(r"\s", "", typed), int(now.timestamp()) // STEP
    found = None
    for step in (present - 1, present, present + 1):
        right = hmac.compare_digest(pyotp.TOTP(secret).generate_otp(step).encode(), code.encode())
        if right and step > last_step:
            found = step
    return found


def new_recovery_codes() -> list[str]:
    return [_grouped(base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()) for _ in range(RECOVERY_CODES)]


def recovery_hash(typed: str) -> str:
    """What is stored and looked up. 80 random bits need no slow hash."""
    plain = re.sub(r"[^A-Z2-7]", "", typed.upper())
    return hashlib.sha256(b"heard/recovery" + plain.encode()).hexdigest()


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
