"""An advocate asked for: what may be ticked, why a provider may say no, and when the offer is made again."""

from models.procedure.terms import Advocate, Event

FINDS, TOPICS, WORDS = "contact", "topics", "words"
SHARES = (FINDS, TOPICS, WORDS)
"""What a person may tick. Without the first no advocate can find them, so nothing is sent (decisions 15)."""

ADVOCATE, CHAT = "advocate", "chat"

NO_PROVIDER = "no_provider"
CANNOT = {
    "nobody_free": "Nobody is free in time",
    "conflict": "We are too close to it to be on their side",
    "cannot_reach": "We tried, and cannot reach them in a way they said is safe",
    "not_ours": "It is not ours to do",
}
STAFF_CANNOT = {
    NO_PROVIDER: "No provider could be asked",
    "not_delivered": "The mail to the provider did not arrive",
} | {
    code: words.replace("We are", "They are")
    .replace("We tried, and cannot", "They tried, and could not")
    .replace("ours", "theirs")
    for code, words in CANNOT.items()
}

OPEN_TO_AN_OFFER = frozenset({None, Advocate.NOT_NOW, Advocate.NOT_SURE, Advocate.KNOWN_PERSON})
"""Whoever has one, or waits for one, is not asked again; everyone else is, at every milestone (T60)."""

MILESTONES: dict[Event, str] = {
    Event.ACKNOWLEDGED: "acknowledgement",
    Event.S1_ANSWERED: "answer",
    Event.C1_ANSWERED: "answer",
    Event.CONCERN_ANSWERED: "answer",
    Event.CONFIRMATION_SENT: "answer",
    Event.S2_ANSWERED: "answer",
    Event.C2_ANSWERED: "answer",
    Event.S2_REQUESTED: "next_stage",
    Event.C2_REQUESTED: "next_stage",
    Event.S3_REQUESTED: "next_stage",
    Event.S3_ANSWERED: "answer",
    Event.DATES_OFFERED: "meeting_or_panel",
    Event.WORSE_ASKED: "reprisal",
}
"""After each of these the person is asked again on their page. "Not now" is never "declined"."""

UNDER_10 = "under_10"
CONSIDERED = {
    "speaks_for_them": "Somebody must speak for them: we ask for an advocate who does not need to be told what to say",
    "can_say": "They can say what they want, with help",
    "someone_else": "Somebody else already speaks for them, and is on their side",
}
"""For a child who cannot ask: staff decide, and write down why. The form never decides (experience 2.4b)."""
