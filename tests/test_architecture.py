"""The house keeps its shape: imports go one way, commits happen at the edge, modules stay readable."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "quizapp"
MODULES = sorted(PACKAGE.rglob("*.py"))
STANDARD = set(sys.stdlib_module_names)

MAY_IMPORT = {
    "core": set(),
    "generate": {"core"},
    "formats": {"core"},
    "store": {"core"},
    "classroom": {"core", "generate", "formats", "store"},
    "jobs": {"core", "generate", "formats", "store", "classroom", "config"},
    "web": {"core", "formats", "store", "classroom", "jobs", "config"},
    "cli": {"core", "generate", "formats", "store", "classroom", "jobs", "config", "web"},
}
"""Room → rooms it may import. cli reaches into web for one thing: `serve` starts the server."""

LIBRARIES = {
    "core": set(),
    "generate": {"spacy", "lemminflect"},
    "formats": {
        *("defusedxml", "docx", "genanki", "lxml", "markdown_it", "openpyxl", "pypdf", "trafilatura", "zstandard"),
    },
    "store": {"sqlalchemy", "alembic", "psycopg"},
    "classroom": {"sqlalchemy", "argon2", "fsrs", "openpyxl"},
    "jobs": {"huey", "sqlalchemy"},
    "web": {"flask", "flask_wtf", "flask_login", "wtforms", "werkzeug", "markupsafe", "markdown_it", "nh3", "segno"}
    | {"granian", "latex2mathml", "sqlalchemy", "jinja2", "itsdangerous", "redis"},
    "cli": {"click", "sqlalchemy"},
}

MAY_COMMIT = ("quizapp/web/", "quizapp/cli/", "quizapp/jobs/", "quizapp/store/writer.py", "quizapp/store/postgresql.py")


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


def imported(path: Path) -> set[str]:
    """Full names of everything a module imports, also inside functions."""
    names: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def strangers(path: Path) -> list[str]:
    """What a module imports that its room may not know."""
    room = room_of(path)
    if room not in MAY_IMPORT or "migrations" in path.parts:
        free = path.name in ("__init__.py", "config.py", "__main__.py") or "migrations" in path.parts
        return [] if free else ["it stands in no room"]
    found = []
    for name in imported(path):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top == "quizapp":
            known = other == room or other in MAY_IMPORT[room] or other == "__version__"
        else:
            known = top in STANDARD or top in LIBRARIES[room]
        if not known:
            found.append(name)
    return found


def test_modules_import_only_what_their_room_may_know() -> None:
    """All in one test: one for each of hundreds of modules costs more than looking at them."""
    wrong = {str(path.relative_to(ROOT)): found for path in MODULES if (found := strangers(path))}
    assert wrong == {}


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES if "migrations" not in path.parts}
    assert {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > 400} == {}


def commits(path: Path) -> bool:
    """Whether a module calls commit() or runs COMMIT."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            named = getattr(node.func, "attr", "") == "commit"
            if named or any(isinstance(a, ast.Constant) and a.value == "COMMIT" for a in node.args):
                return True
    return False


def test_commits_happen_only_at_the_edge() -> None:
    found = [str(path.relative_to(ROOT)) for path in MODULES if commits(path)]
    assert "quizapp/store/writer.py" in found
    assert [name for name in found if not name.startswith(MAY_COMMIT)] == []


def test_tables_are_only_ever_made_by_migrations() -> None:
    assert [path for path in MODULES if "create_all" in path.read_text("utf-8")] == []


@pytest.mark.parametrize(
    "module",
    [
        "quizapp.core.kinds",
        "quizapp.core.revealed",
        "quizapp.core.flaws",
        "quizapp.core.statistics",
        "quizapp.formats.bank",
    ],
)
def test_the_pure_rooms_run_on_the_standard_library_alone(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import {module}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


SHARED = ("limits", "report", "files", "hyphens", "heading", "markup", "marks", "fields", "sheets")
"""What all formats stand on, in `quizapp/formats`: each imports only those before it."""

LEANS_ON = {
    "cards": {"text"},
    "anki": {"text", "cards"},
    "qti": {"bundle"},
    **{name: {"qti"} for name in ("qti12", "qti21", "qti30")},
    "recognise": {"cards"},
    "registry": {"recognise", "cards"},
    "apart": {"registry", "bundle"},
}
"""What is read with the help of another format, and what reads all of them."""


def test_formats_stand_on_what_they_share_and_never_on_each_other() -> None:
    for path in (PACKAGE / "formats").rglob("*.py"):
        unit = path.relative_to(PACKAGE / "formats").parts[0].removesuffix(".py")
        below = set(SHARED[: SHARED.index(unit)] if unit in SHARED else SHARED) | LEANS_ON.get(unit, set())
        used = {name.split(".")[2] for name in imported(path) if name.startswith("quizapp.formats.")}
        assert used <= below | {unit}, f"{path.relative_to(ROOT)}: {used - below - {unit}}"


def test_the_web_room_starts_without_the_heavy_libraries() -> None:
    names = [f"quizapp.web.{path.stem}" for path in sorted((PACKAGE / "web").glob("[!_]*.py"))]
    program = f"import sys, {', '.join(names)}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy = {"openpyxl", "alembic", "spacy", "thinc", "numpy", "lemminflect", "lxml", "trafilatura", "pypdf", "docx"}
    assert not heavy & set(loaded.stdout.split())


def test_a_server_and_its_worker_start_without_the_language_model() -> None:
    """Both come past `generate`; what reads English there is loaded with the first article."""
    program = "import sys, quizapp.generate; from quizapp.cli import serve, bank; from quizapp.jobs import worker"
    shown = subprocess.run(
        [sys.executable, "-c", f"{program}; print(*sys.modules)"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"spacy", "thinc", "numpy", "lemminflect"} & set(shown.stdout.split())


def test_learner_templates_never_see_database_rows_of_questions() -> None:
    """What could say which option is the key stays out of the templates a learner gets before the reveal."""
    for name in ("taking/answering", "taking/before", "taking/check", "taking/article", "_handout"):
        text = (PACKAGE / "web" / "templates" / f"{name}.html").read_text("utf-8")
        assert not re.search(r"is_key|rationale|evidence|explanation|\.item\b|\.body\b", text), name


def test_no_superscript_is_taken_for_a_digit() -> None:
    """ "²".isdigit() is true and int("²") fails; `isdecimal` is true of what int() reads and of nothing else."""
    asking = [str(path) for path in MODULES if re.search(r"\.is(?:digit|numeric)\(", path.read_text("utf-8"))]
    assert not asking


def test_every_room_says_in_one_sentence_what_it_is_for() -> None:
    for room in MAY_IMPORT:
        text = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))) or ""
        assert re.match(r"[A-Z ]+\?", text), room


def test_the_room_of_verbs_names_each_of_its_modules() -> None:
    listed = set(
        re.findall(r"\w+", ast.get_docstring(ast.parse((PACKAGE / "classroom/__init__.py").read_text())) or "")
    )
    assert {path.stem for path in (PACKAGE / "classroom").glob("[!_]*.py")} <= listed
