"""The one notice that travels by mail or text: neutral, without name, topic or address of a page (PRV-10, T35)."""

SUBJECT = "You have an update"
BODY = "You have an update. Go to the page you used before."


def notice() -> dict[str, str]:
    """Subject and body; at most 100 characters, the same for everybody."""
    return {"subject": SUBJECT, "body": BODY}
