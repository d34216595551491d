"""The reasons for every route beside the stages and thanks, with the words the person reads (rules 2.7, 2.8)."""

from models.procedure.reasons import Reason, Route
from models.procedure.terms import Procedure

ASIDE_ROUTES: dict[Procedure, Route] = {
    Procedure.PRE_COMPLAINT: Route(
        "Pre-complaint",
        "It could become a complaint, or has to be made clear first (E-52). No clock of law runs, so a day to ask "
        "again "
        "does (K-92). It becomes a complaint the moment they say so.",
        (
            Reason(
                "unclear", "It has to be made clear first", "E-52",
                "We are not sure what you want us to look at. So we ask you first.",
                "We are not certain what you would like us to look into, so we are asking you first.",
            ),
            Reason(
                "not_decided", "They have not decided whether to complain", "E-52",
                "You are not sure yet if you want to complain. That is fine. We will wait.",
                "You have not decided yet whether to complain. You need not, and nothing is lost by waiting.",
            ),
        ),
    ),
    Procedure.AREA: Route(
        "Area initiated",
        "A team is answering it locally and we keep the record (E-53, S-13). Write down the true days, also past ones.",
        (
            Reason(
                "local", "Answered locally, and we keep the record", "E-53",
                "The people who work with you are sorting this out with you now.",
                "The team that works with you is answering this directly, and we keep a record of it.",
            ),
            Reason(
                "provider_first", "A provider or home was told first, and has told us", "S-30",
                "You told the people who care for you. They sort it out, and they tell us what they did.",
                "You told the provider first. It answers you under its own procedure, and sends us its answer.",
            ),
            Reason(
                "settled", "Settled there and then: they were told how complaints work, and chose not to make it one",
                "E-06",
                "This was put right at once. We told you how to complain. You said you do not need to.",
                "This was put right there and then. We told you how our complaints procedure works, and you chose not "
                "to make it a complaint.",
            ),
        ),
    ),
    Procedure.DUTY: Route(
        "Duty matter",
        "Outside every procedure: decided on evidence, signposted, and the Ombudsman always named (E-54). Write "
        "down who "
        "decided, the evidence and the reasons. What can be a complaint is one (X-01). What another service of the "
        "council deals with, as bins or council tax, is passed to it here (E-38).",
        (
            Reason(
                "signpost", "Someone else can help with it", "E-54",
                "This is not a thing we can look into. But we know who can help you.",
                "This is not something that a complaints procedure of ours can look into. Somebody else can help "
                "with it.",
            ),
            Reason(
                "casework", "It is for the team's everyday work", "E-54",
                "Your worker's team can help you with this best. We will tell them.",
                "This is for the everyday work of the team, and we will pass it to them.",
            ),
            Reason(
                "other_service", "Another service of the council deals with it, and is no service for children", "E-38",
                "Another part of the council does this. We will tell them what you told us.",
                "This is not about a service for children. Another service of the council deals with it, and we will "
                "pass it to them.",
            ),
        ),
    ),
    Procedure.PROFESSIONAL: Route(
        "Professional to professional",
        "A professional or agency on its own behalf, settled between services (E-13). For a child they speak for, use "
        "the complaint.",
        (
            Reason(
                "between_services", "Settled between the two services", "E-13",
                "You told us this as part of your job. A manager will talk to you.",
                "You are writing for your own service, so a manager here will settle it with you directly.",
            ),
        ),
    ),
    Procedure.SAFEGUARDING: Route(
        "Safeguarding partnership",
        "About how a child protection conference was run, or what it decided (E-38). Harm to a child is not this: "
        "refer it "
        "to duty at once (E-41). The parts about our own work go on as a complaint.",
        (
            Reason(
                "conference", "About a child protection conference", "E-38",
                "This is about a big meeting to keep a child safe. Other people look at those.",
                "This is about a child protection conference, which the safeguarding children partnership looks at.",
            ),
        ),
    ),
    Procedure.NHS_PART: Route(
        "NHS, in part",
        "The part about the health service: ask whether we may pass it on, within ten working days (K-86), and say "
        "which "
        "part goes where (E-56). A single answer to both where it can be.",
        (
            Reason(
                "health_part", "Part of it is about the health service", "K-86",
                "Some of this is about the nurse or the ward. They look at that part.",
                "Part of this is about the health service, which has a complaints procedure of its own.",
            ),
        ),
    ),
    Procedure.NHS_WHOLE: Route(
        "NHS, the whole of it",
        "All of it is about the health service: ask whether we may pass it on, within five working days (K-87).",
        (
            Reason(
                "health_whole", "All of it is about the health service", "K-87",
                "This is about the nurse or the ward. They look at it.",
                "This is about the health service, which has a complaints procedure of its own.",
            ),
        ),
    ),
    Procedure.PROVIDER: Route(
        "Provider or children's home",
        "How an independent provider or a children's home cares for a child: ask at once whether it goes to the "
        "registered "
        "manager (K-88), send it within five working days of a yes (K-89), and tell Ofsted. The right to the statutory "
        "procedure stays if their answer fails (S-28, S-29).",
        (
            Reason(
                "provider", "About an independent provider", "K-88",
                "The people who care for you work for someone else. They look at it first.",
                "This is about an independent provider, which has to answer it first under its own procedure.",
            ),
            Reason(
                "home", "About a children's home", "S-29",
                "This is about the home where you live. The home looks at it first.",
                "This is about a children's home, which has to answer it first under its own procedure.",
            ),
        ),
    ),
    Procedure.AUTHORITY: Route(
        "Another council",
        "Another council is responsible: for the child, or because it runs the service for us (E-11, S-28, S-43). Ask "
        "before anything is sent.",
        (
            Reason(
                "responsible", "Another council is responsible for the child", "S-28",
                "Another council looks after this. They can look into it.",
                "Another council is responsible for the child, and has to look into this.",
            ),
            Reason(
                "joint_service", "Another council runs this service for us", "E-11",
                "Another council does this work for us. They can look into it.",
                "Another council runs this service for us, and looks into complaints about it.",
            ),
        ),
    ),
    Procedure.INSURANCE: Route(
        "Insurance claim",
        "A claim for a loss goes to insurance, and the person is told (E-39). What went wrong beside the loss may "
        "still be a "
        "complaint.",
        (
            Reason(
                "claim", "A claim for money for a loss", "E-39",
                "You ask us to pay for a thing that was lost or hurt. Other people here do that.",
                "You are asking for compensation for a loss, which our insurance team deals with.",
            ),
        ),
    ),
    Procedure.AGENCY: Route(
        "Staff of another agency",
        "It is about somebody who works for another agency: ask, then send it to the people there who deal with "
        "complaints (E-40).",
        (
            Reason(
                "their_staff", "About somebody who works for another agency", "E-40",
                "This person does not work for us. Their own boss has to look at it.",
                "This person works for another agency, which has to look into it.",
            ),
        ),
    ),
    Procedure.MP: Route(
        "MP enquiry",
        "A letter from a Member of Parliament: ten working days, and a word before that day where it takes longer "
        "(K-85). "
        "Link it to the complaint, and ask the person before anything of theirs is told (S-26).",
        (
            Reason(
                "mp", "A Member of Parliament asks", "K-85",
                "You asked this as an MP. We will answer you.",
                "You are writing as a Member of Parliament.",
            ),
        ),
    ),
    Procedure.INFORMATION: Route(
        "Request for information",
        "They ask for something and are not unhappy about anything yet (E-05). Unhappy with the answer is a "
        "complaint, also "
        "while we still look for it.",
        (
            Reason(
                "request", "They ask for information or a service", "E-05",
                "You asked us a question. We will find out.",
                "You are asking for information or a service, and we will deal with that.",
            ),
        ),
    ),
}  # fmt: skip
