"""How managers answered: each point of some stories, and what they decided about each wish."""

from admin.demo.tale import Found
from models.procedure.terms import Finding

UPHELD, PARTLY, NOT, NONE = Finding.UPHELD, Finding.PARTIALLY_UPHELD, Finding.NOT_UPHELD, Finding.NO_FINDING

CHILD_WISHES = {
    "": ("Yes, some of it.", "We did the part that we can do now. We wrote down the rest."),
    "I want someone to listen": ("Yes.", "A manager read all of it and met with you."),
    "I want to know why": ("Yes.", "We say why in this letter."),
    "I want someone to say sorry": ("Yes.", "We got it wrong, so we say sorry in this letter."),
    "I want it to stop": ("Yes.", "It was not right. We have told the team."),
    "I want a choice to be changed": ("Yes.", "We looked again and we think that you are right."),
    "I want a new worker": ("Not now.", "We think it can work if she does what she said. We will ask you in a month."),
    "I want to meet and talk": ("Yes.", "We will meet when it is a good time for you."),
    "Someone to listen": ("Yes.", "A manager read all of it and met with you."),
    "To know why": ("Yes.", "We say why in this letter."),
}
ADULT_WISHES = {
    "": ("Agreed in part.", "We have done what we can now and recorded the rest."),
    "An explanation": ("Agreed.", "It is set out under each point above."),
    "An apology": ("Agreed.", "We found fault, and we apologise in this letter."),
    "A decision looked at again": (
        "Agreed.",
        "It goes back to the meeting that made it, with your view in front of it.",
    ),
    "A different worker": ("Not agreed.", "A change now would mean a third worker in a year for your child."),
    "A meeting": ("Agreed.", "We have offered you two dates."),
    "The help we should have had": ("Agreed.", "It starts on the day named above."),
}
CHILD_OPENING = "Thank you for telling us. We read all of it. This is our answer."
CHILD_SORRY = "We are sorry. We should have done what we said."
ADULT_OPENING = "Thank you for your complaint. I have looked into each point with people who were not part of it."
ADULT_SORRY = "I am sorry that we let you and your family down."

CALLS = Found(
    "We read the notes of your calls. We talked to your worker.", "You rang six times. No one rang you back.", UPHELD,
    "We say that we will ring back in two days. We did not.", "Your worker will ring you each Friday.", "paul",
)  # fmt: skip
SEEING = Found(
    "We read your plan. We looked at the dates when you saw him.", "You saw him two times. It should be five.", UPHELD,
    "Your plan says each month. No one had a car to take you.", "We will take you on the first Sunday of each month.",
    "megan",
)  # fmt: skip
MONEY = Found(
    "We looked at what was paid to you.", "Five weeks were not paid. One week was paid twice.", PARTLY,
    "The card was not set up. We missed it.", "We will pay you the four weeks that are left.", "linda",
)  # fmt: skip
ROOM = Found(
    "We came to see your room. We read the notes of the last visit.", "There was damp on the wall by your bed.", UPHELD,
    "It was seen at the last visit. No one got it mended.", "We will get the wall mended and paint it.", "gareth",
)  # fmt: skip
KEYS = Found(
    "We talked to the staff and to you.", "Staff knock and wait. Two times they came in when they thought you hurt.",
    NOT, "Staff must come in if they think someone is hurt. We will tell you when they did.",
)  # fmt: skip
SAID = Found(
    "We talked to both of you. We read the notes of that day.", "You and the worker do not say the same.", NONE,
    "No one else was there. So we could not find out.",
)  # fmt: skip
REPORT = Found(
    "The assessment, its drafts, and the record of who was asked.", "Two statements were put down to you that you did "
    "not make, and the school was not asked at all.", UPHELD, "The record shows that the draft was not shared with you "
    "before it was signed, as our own practice standard requires.", "Correct the assessment and send you a copy",
    "joanna",
)  # fmt: skip
LATE_HELP = Found(
    "The plan, the waiting list and the e-mails between the two teams.", "The short breaks that were agreed "
    "began five months later.", PARTLY, "The first eight weeks were a wait that we had told you of; the rest was "
    "because nobody passed the decision on.", "Make up the missed hours", "fiona",
)  # fmt: skip
MANNER = Found(
    "Notes of both visits, and interviews with you and the two workers.", "The workers arrived late twice and one "
    "took a private call during the visit.", UPHELD, "That is not how we expect anybody to be treated in their own "
    "home.", "Speak with the worker about it in supervision", "marcus",
)  # fmt: skip
DECISION = Found(
    "The minutes, the report of the reviewing officer and the placement plan.", "The decision was taken by the people "
    "who may take it, on the facts that were known then.", NOT, "Your view was read out and recorded. The reasons "
    "were not well explained to you, and this letter does that.",
)  # fmt: skip
