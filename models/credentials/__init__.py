"""What people prove who they are with: words, passwords, codes, and the reference that is no secret."""

from models.credentials.codes import (
    check_totp,
    new_recovery_codes,
    new_totp,
    recovery_hash,
    totp_address,
    totp_code,
)
from models.credentials.passwords import Verdict, check_password, hash_password, password_problem
from models.credentials.references import new_reference, read_reference
from models.credentials.stretching import Cost, Weak, new_salt, prepare, stretch
from models.credentials.wordlists import (
    YOUNG,
    adult_list,
    adult_words,
    normalise,
    picture,
    picture_groups,
    picture_list,
    young_words,
)

__all__ = [
    "YOUNG",
    "Cost",
    "Verdict",
    "Weak",
    "adult_list",
    "adult_words",
    "check_password",
    "check_totp",
    "hash_password",
    "new_recovery_codes",
    "new_reference",
    "new_salt",
    "new_totp",
    "normalise",
    "password_problem",
    "picture",
    "picture_groups",
    "picture_list",
    "prepare",
    "read_reference",
    "recovery_hash",
    "stretch",
    "totp_address",
    "totp_code",
    "young_words",
]
