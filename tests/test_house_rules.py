"""The rules of README.md that a machine can check."""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

from sqlalchemy import String

from admin.rules import RULES
from models.sealing import SealedType
from models.tables import Base
from tests.clear_columns import CLEAR
from tests.every import every

ROOT = Path(__file__).parents[1]
HOUSES = ("portal", "admin", "models", "bench", "tests", "templates", "static", "wsgi.py")
NOT_OURS = {"migrations", "golden", "vendor", "symbols", "words", "__pycache__"}
WRITTEN = {".py", ".html", ".css", ".js", ".toml"}
SOURCE = sorted(
    path
    for house in HOUSES
    for path in ([ROOT / house] if house.endswith(".py") else (ROOT / house).rglob("*"))
    if path.suffix in WRITTEN and not NOT_OURS & set(path.relative_to(ROOT).parts)
)
PYTHON = [path for path in SOURCE if path.suffix == ".py"]
PRODUCT = [path for path in PYTHON if path.relative_to(ROOT).parts[0] not in ("tests", "bench")]
VIEWS = [path for path in PRODUCT if path.parent.name == "views" and path.name != "__init__.py"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PARTS = [path for path in TEMPLATES if path.name.startswith("_") and path.parts[-3] in {"portal", "admin"}]
DRAWN = {found for path in VIEWS for found in re.findall(r"\w+/_\w+", path.read_text())}
COMMITS = {"views", "jobs", "commands", "demo", "web"}  # web: what must be kept although the request failed
MAY_COMMIT = {"models/cases/throttling.py"}  # a wrong try counts although nothing else of the request is kept
SQL = ("select(", "insert(", "update(", "delete(", "execute(", "scalars(")


def short(path):
    return str(path.relative_to(ROOT))


@every([p for p in SOURCE if p.suffix in {".py", ".html", ".js"}], short)
def test_a_file_is_one_idea(path):
    assert len(path.read_text().splitlines()) <= 300


@every([path for path in PYTHON if path.read_text().strip()], short)
def test_a_module_says_in_one_sentence_what_it_is_for(path):
    said = ast.get_docstring(ast.parse(path.read_text())) or ""
    assert said.split("\n\n")[0].strip().endswith((".", ":", "?", "!", ")", "`")), said or "nothing"


@every(VIEWS, short)
def test_a_view_is_short(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 25, node.name


@every(VIEWS, short)
def test_a_view_draws_the_templates_of_its_own_folder(path):
    site, module = path.parts[-3], path.stem
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value[1:].endswith(".html"):
            assert node.value.startswith((f"{site}/{module}/", f"{site}/{{")), node.value


@every(VIEWS, short)
def test_a_view_asks_the_database_through_verbs(path):
    text = path.read_text()
    assert not [call for call in SQL if re.search(rf"(?<![\w.]){re.escape(call)}|db\.{re.escape(call)}", text)]
    assert "datetime.now" not in text, "use g.now"


def test_only_views_jobs_and_commands_commit():
    """One request is one transaction, so a verb that committed would let half of it stay."""
    wrong = [
        short(path)
        for path in PRODUCT
        if re.search(r"\bcommit\(", path.read_text())
        and path.parent.name not in COMMITS
        and short(path) not in MAY_COMMIT
    ]
    assert not wrong


@every(PARTS, short)
def test_a_part_has_one_root_named_after_its_file(path):
    """A file that htmx puts into a page, that is; one that a page only includes or extends has no name of its own."""
    if f"{path.parent.name}/{path.stem}" not in DRAWN and "swap" not in path.read_text():
        return
    html = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", path.read_text(), flags=re.DOTALL).strip()
    root = re.match(rf'<(\w+)[^>]* id="part-{path.stem[1:].replace("_", "-")}"', html)
    assert root, html[:80]
    assert html.endswith(f"</{root[1]}>")


@every(TEMPLATES, short)
def test_a_template_holds_no_script_and_no_style(path):
    html = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|hx-on|javascript:", html)
    for script in re.findall(r"<script\b[^>]*>", html):
        assert "src=" in script, script


@every(TEMPLATES, short)
def test_nothing_is_drawn_without_escaping(path):
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", path.read_text())


@every(PRODUCT, short)
def test_no_code_makes_markup_from_what_people_typed(path):
    assert not re.search(r"\bMarkup\(|render_template_string|\.from_string\(|\beval\(|\bexec\(", path.read_text())


def test_every_staff_page_says_who_may_open_it(admin):
    endpoints = {rule.endpoint for rule in admin.application.url_map.iter_rules()} - {"static", "healthz"}
    assert endpoints == set(RULES) - {"static", "healthz"}


def test_a_moment_becomes_a_day_in_one_place():
    """Half an hour after midnight in summer is still yesterday in UTC."""
    for path in PRODUCT:
        if path.name != "working_days.py":
            assert not re.search(r"\b(?!local)\w*(now|at|moment)\.date\(\)|date\.today\(", path.read_text()), (
                f"{short(path)}: use local_day()"
            )


def test_only_the_request_and_the_command_ask_the_clock():
    allowed = {"models/web/database.py", "models/web/logging.py", "admin/commands/place.py", "wsgi.py"}
    asked = {short(path) for path in PRODUCT if "datetime.now(" in path.read_text()}
    assert asked <= allowed


def test_nothing_is_loaded_by_surprise():
    assert {found.lazy for mapper in Base.registry.mappers for found in mapper.relationships} == {"raise"}


def test_every_column_of_text_is_sealed_or_on_the_list_with_its_reason():
    clear = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if type(column.type) is String and not isinstance(column.type, SealedType)
    }
    assert clear - CLEAR.keys() == set(), "seal these, or say in tests/clear_columns.py why they name nobody"
    assert CLEAR.keys() - clear == set(), "gone: take these off the list"
    assert all(len(reason.split()) >= 2 for reason in CLEAR.values())


def test_a_sealed_column_names_a_lock_that_exists():
    locks = {c.info["lock"] for t in Base.metadata.sorted_tables for c in t.columns if isinstance(c.type, SealedType)}
    assert locks <= {"master", "thread", "file", "holder", "words", "visit", "worker", "desk", "alert"}


def test_imports_run_one_way():
    said = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout[-2000:]


def test_importing_a_module_does_nothing():
    """No database, no key, no clock: a module can be read by a test, a tool or a command without a place."""
    code = "import wsgi, admin.commands, models.jobs.schedule, models.web.mail; print('quiet')"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={"PATH": ""}
    )
    assert said.stdout == "quiet\n"


FORBIDDEN = {
    "a key in the source": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a password in an address": re.compile(r"postgresql://\w+:[^@{\s]+@"),
    "somebody's own folder": re.compile(r"(?<![\w.])/(?:home|Users|root)/\w+"),
    "somebody's own workspace": re.compile("(?<![\\w.])/" + "work/"),
}


@every(SOURCE, short)
def test_no_secret_and_no_machine_of_ours_is_in_the_source(path):
    text = path.read_text()
    assert not [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_a_blueprint_is_called_like_its_module():
    for path in (path for path in VIEWS if "Blueprint(" in path.read_text()):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        assert module.bp.name == path.stem
