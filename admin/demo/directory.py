"""The invented council's people. Everybody named in a story is here or nowhere; no name is a real person's."""

from typing import NamedTuple

from models.procedure.terms import Role

TEAMS: dict[str, tuple[str, str]] = {  # code -> name, directorate
    "leadership": ("Leadership", "Children's Services"),
    "voice": ("Complaints and Children's Voice", "Quality and Voice"),
    "duty": ("Duty and Assessment", "Safeguarding and Family Support"),
    "east": ("Family Support East", "Safeguarding and Family Support"),
    "west": ("Family Support West", "Safeguarding and Family Support"),
    "care": ("Children in Care", "Children in Care and Care Leavers"),
    "leaving": ("Leaving Care", "Children in Care and Care Leavers"),
    "fostering": ("Fostering and Family Placement", "Children in Care and Care Leavers"),
    "homes": ("Children's Homes", "Children in Care and Care Leavers"),
    "disabled": ("Disabled Children's Team", "Children in Care and Care Leavers"),
    "systems": ("Digital and Systems", "Resources"),
    "audit": ("Internal Audit", "Resources"),
    "records": ("Information and Records", "Resources"),
}
ADVOCACY = "Alongside Advocacy"
ADVOCACY_PHONE = "01632 960150"  # kept for drama: nobody answers it
OURS = "voice"  # the team that handles complaints


class Person(NamedTuple):
    """`roles` gives an account; `shown` puts its sign-in on the screen."""

    code: str
    name: str
    job: str
    team: str
    manager: str = ""
    roles: tuple[Role, ...] = ()
    shown: bool = False
    organisation: str = ""
    senior: bool = False  # may decide at stage 2 (K-40)


PEOPLE: tuple[Person, ...] = (
    Person("director", "Margaret Oyelaran", "Director of Children's Services", "leadership", "",
           (Role.DIRECTOR,), True),
    Person("stephen", "Stephen Calloway", "Assistant Director, Safeguarding and Family Support", "leadership",
           "director", (Role.RESPONDER,), senior=True),
    Person("nasreen", "Nasreen Akhtar", "Assistant Director, Children in Care and Care Leavers", "leadership",
           "director", (Role.RESPONDER,), senior=True),
    Person("rowena", "Rowena Pike", "Head of Quality and Voice", "leadership", "director", (Role.ALTERNATE,), True),
    # Complaints
    Person("hannah", "Hannah Teller", "Complaints manager", "voice", "rowena", (Role.MANAGER,), True),
    Person("priya", "Priya Shah", "Complaints officer", "voice", "hannah", (Role.OFFICER,), True),
    Person("owen", "Owen Griffiths", "Complaints officer", "voice", "hannah", (Role.OFFICER,), True),
    Person("grace", "Grace Adeyemi", "Complaints officer", "voice", "hannah", (Role.OFFICER,)),
    # Duty
    Person("ruth", "Ruth Lindqvist", "Team manager, Duty and Assessment", "duty", "stephen"),
    Person("omar", "Omar Nasser", "Senior social worker, duty", "duty", "ruth", (Role.DUTY,), True),
    Person("celia", "Celia Grant", "Senior social worker, duty", "duty", "ruth", (Role.DUTY,)),
    # Family support
    Person("joanna", "Joanna Birch", "Team manager, Family Support East", "east", "stephen", (Role.RESPONDER,)),
    Person("frost", "Daniel Frost", "Social worker", "east", "joanna"),
    Person("leila", "Leila Haddad", "Social worker", "east", "joanna"),
    Person("tom", "Tom Ashworth", "Family support worker", "east", "joanna"),
    Person("marcus", "Marcus Idowu", "Team manager, Family Support West", "west", "stephen", (Role.RESPONDER,), True),
    Person("karen", "Karen Whitlock", "Social worker", "west", "marcus"),
    Person("sunil", "Sunil Rao", "Social worker", "west", "marcus"),
    Person("bethan", "Bethan Price", "Family support worker", "west", "marcus"),
    # Children in care
    Person("paul", "Paul Hendry", "Team manager, Children in Care", "care", "nasreen", (Role.RESPONDER,), True),
    Person("claire", "Claire Dobson", "Social worker", "care", "paul"),
    Person("yusuf", "Yusuf Karim", "Social worker", "care", "paul"),
    Person("okoro", "Daniel Okoro", "Social worker", "care", "paul"),
    Person("megan", "Megan Stott", "Contact supervisor", "care", "paul"),
    Person("anita", "Anita Desai", "Team manager, Leaving Care", "leaving", "nasreen", (Role.RESPONDER,)),
    Person("femi", "Femi Balogun", "Personal adviser", "leaving", "anita"),
    Person("sophie", "Sophie Larkin", "Personal adviser", "leaving", "anita"),
    Person("gareth", "Gareth Boyle", "Team manager, Fostering and Family Placement", "fostering", "nasreen"),
    Person("linda", "Linda Mercer", "Supervising social worker", "fostering", "gareth"),
    Person("imran", "Imran Sheikh", "Supervising social worker", "fostering", "gareth"),
    Person("tracy", "Tracy Dunmore", "Manager, Larchwood House", "homes", "nasreen"),
    Person("kyle", "Kyle Benton", "Residential worker, Larchwood House", "homes", "tracy"),
    Person("shanice", "Shanice Reid", "Residential worker, Larchwood House", "homes", "tracy"),
    Person("fiona", "Fiona Maddox", "Team manager, Disabled Children's Team", "disabled", "nasreen"),
    Person("neil", "Neil Farrow", "Occupational therapist", "disabled", "fiona"),
    # Those who see no complaint
    Person("amir", "Amir Jalali", "Systems administrator", "systems", "", (Role.ADMINISTRATOR,), True),
    Person("judith", "Judith Crane", "Systems administrator", "systems", "", (Role.ADMINISTRATOR,), True),
    Person("mabel", "Mabel Stone", "Records officer", "records", "", (Role.RECORDS,), True),
    Person("leonard", "Leonard Voss", "Internal auditor", "audit", "", (Role.AUDITOR,), True),
    # Not of the council: who finds advocates
    Person("adeola", "Adeola Finch", "Advocate", "", "", (Role.ADVOCATE,), True, ADVOCACY),
    Person("lewis", "Lewis Garner", "Advocacy manager", "", "", (Role.ADVOCATE_LEAD,), True, ADVOCACY),
    Person("ama", "Ama Boateng", "Advocate", "", "", (Role.PROVIDER,), True, ADVOCACY),
    # From outside, for one case at a time: the pool below knows them too
    Person("ines", "Ines Okafor", "Investigating officer", "", "", (Role.OUTSIDER,), True),
    Person("ruth_amari", "Ruth Amari", "Independent person", "", "", (Role.OUTSIDER,), True),
)  # fmt: skip


def email(person: Person) -> str:
    place = "outside" if Role.OUTSIDER in person.roles else "ashbourne"
    return person.name.lower().replace(" ", ".") + f"@{place}.example"


def _outsider(
    name: str, does: tuple[str, ...], travel: str, pounds: int, hour: float = 0, **more: object
) -> dict[str, object]:
    free = dict.fromkeys(
        ("investigates", "independent", "panel", "childcare", "officer", "member", "household", "line", "recent"), False
    )
    email = f"{name.lower().replace(' ', '.')}@outside.example"
    known = {"name": name, "email": email, "phone": "", "travel": travel, "note": "", "day_rate": pounds * 100}
    known["hour_rate"] = round(hour * 100) or None
    return {**free, **known, "away_until": None, "active": True, **dict.fromkeys(does, True), **more}


POOL = (  # who may be asked at stages 2 and 3
    _outsider("Ines Okafor", ("investigates",), "Anywhere in the county", 320, 42.50),
    _outsider("Ruth Amari", ("independent",), "By train only", 180, 24),
    _outsider("Colm Daly", ("investigates", "independent"), "Not the north in winter", 300, 40),
    _outsider("Oluwaseun Drake", ("panel", "childcare"), "Anywhere in the county", 260),
    _outsider("Mairead Quill", ("panel", "childcare"), "By train only", 190),
    _outsider("Tobias Fenn", ("panel",), "Not on Fridays", 190),
    _outsider("Yusra Bello", ("investigates", "officer"), "Anywhere; works for the council's audit team", 0),
)
