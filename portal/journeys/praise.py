"""Thanks and ideas: three questions, no gate and no way out to hide behind (experience 2b)."""

from models.procedure.terms import Journey
from portal.forms.asking import EMAIL, LINE, PICK, ask
from portal.forms.concern import PraiseForm
from portal.journeys.step import Path, Step, always

PATH = Path(
    journey=Journey.PRAISE,
    door="thanks",
    called="voice",
    leave=False,
    pictures=True,
    steps=(
        Step("what", PraiseForm, page="tell", files="child", prefill=("kind",), needed=always),
        Step("who", ask("praise", "who", about_whom=LINE, tell_them=PICK, name=LINE, you_are=PICK)),
        Step("use", ask("praise", "use", use_words=PICK, email=EMAIL)),
    ),
)
