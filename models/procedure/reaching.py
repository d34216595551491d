"""What is asked about each way to reach a person, and by which kind of control: the same grid for everybody (2.7)."""

from models.procedure.terms import Way

ASKED: dict[Way, dict[str, str]] = {  # the first is what the way is nothing without
    Way.TEXT: {"text_number": "phone", "text_seen": "pick"},
    Way.CALL: {
        "call_number": "phone", "call_voicemail": "pick", "call_say_council": "pick", "call_if_other": "pick",
        "call_use_name": "line", "call_when": "tiles", "call_when_words": "line",
    },
    Way.EMAIL: {"email": "email", "email_seen": "pick"},
    Way.POST: {"address": "note", "post_opened": "pick", "post_plain": "pick"},
    Way.TRUSTED: {"trusted_name": "line", "trusted_reach": "line", "trusted_tell": "line"},
}  # fmt: skip
DETAILS = {name: kind for asked in ASKED.values() for name, kind in asked.items()}
WAY_OF = {name: way for way, asked in ASKED.items() for name in asked}
NEEDED = {way: next(iter(asked)) for way, asked in ASKED.items()}
