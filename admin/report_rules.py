"""Who may open the pages of reports and the day's numbers. A director reads no small number, and no case."""

from models.procedure.terms import Role

WRITERS = (Role.OFFICER, Role.MANAGER)
READERS = (*WRITERS, Role.DIRECTOR)

REPORT_RULES: dict[str, tuple[Role, ...]] = {
    **dict.fromkeys(("reports.choose", "reports.show", "reports.file"), READERS),
    **dict.fromkeys(("reports.cases", "report_words.show", "report_words.keep"), WRITERS),
    **dict.fromkeys(("report_words.quote", "report_words.release", "report_words.drop"), WRITERS),
    **dict.fromkeys(("report_lists.show",), WRITERS),
    "report_lists.chase": (Role.MANAGER,),
    **dict.fromkeys(
        ("publishing.show", "publishing.publish", "publishing.ask_withdraw", "publishing.withdraw"), (Role.MANAGER,)
    ),
    **dict.fromkeys(("dashboard.show", "dashboard.cases"), (Role.MANAGER,)),
    **dict.fromkeys(("publishing.smallest", "publishing.set_smallest"), (Role.MANAGER,)),
}
