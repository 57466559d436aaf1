"""Commands as the school's technical person types them: in a folder of their own, as processes of their own."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import click
import pytest

from quizapp.cli import cli, main
from quizapp.cli.doctor import Measured, doctor, slow
from quizapp.config import Config
from quizapp.store import migrate
from tests.begun import COMMAND, command
from tests.trust.running import QuickServer, make_classroom

ROOT = Path(__file__).parents[2]
PAGE = """---
title: Two rivers
---

## Questions

### aller
level: remember

Which river flows through Celle?

- [x] The Aller
- [ ] The Leine
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "rivers.md").write_text(PAGE, "utf-8")
    return tmp_path


def quizapp(
    folder: Path, *arguments: str, program: str = COMMAND, **environment: str
) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
    return command(folder, arguments, inherited | environment, program=program)


@pytest.fixture(scope="session")
def page_was_loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose page was loaded with `quizapp bank load`, to be copied."""
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "questions").mkdir()
    (folder / "questions" / "rivers.md").write_text(PAGE, "utf-8")
    done = quizapp(folder, "bank", "load")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def loaded(page_was_loaded: Path, tmp_path: Path) -> Path:
    """A folder with an installation of its own, in which the page was loaded."""
    shutil.copytree(page_was_loaded, tmp_path, dirs_exist_ok=True)
    return tmp_path


BRIEFLY = """
from quizapp.cli import meters
for meter in (meters.syncs_per_second, meters.commits_per_second, meters.stored_per_second):
    meter.__kwdefaults__["seconds"] = 0.1
"""


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, one in group.commands.items():
        found += commands(one, (*path, name)) if isinstance(one, click.Group) else [(*path, name)]
    return found


@pytest.mark.parametrize("command", commands(cli), ids=" ".join)
def test_every_command_has_help_worth_reading_and_stands_in_the_readme(command: tuple[str, ...]) -> None:
    found: click.Command = cli
    for name in command:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    assert len((found.help or "").split()) >= 8
    assert f"`quizapp {' '.join(command)}`" in " ".join((ROOT / "README.md").read_text("utf-8").split())


def test_a_wrong_call_exits_with_2_and_a_problem_with_1(folder: Path) -> None:
    assert quizapp(folder, "bank", "chek").returncode == 2
    assert quizapp(folder, "bank", "check", "nowhere").returncode == 1
    assert quizapp(folder, "bank", "check").returncode == 0


def test_ctrl_c_is_told_in_a_word(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "callback", interrupted)
    with pytest.raises(SystemExit) as ended:
        main(["doctor"])
    assert ended.value.code == 130
    assert capsys.readouterr().err.split() == ["Stopped."]


def test_a_mistake_on_a_page_is_told_with_its_line_and_remedy(folder: Path) -> None:
    page = folder / "questions" / "rivers.md"
    page.write_text(PAGE.replace("- [x] The Aller", "- [ ] The Aller"), "utf-8")
    done = quizapp(folder, "bank", "check")
    assert done.returncode == 1
    assert re.search(r"rivers\.md:\d+: .*no key.*mark one", done.stderr)
    listed = json.loads(quizapp(folder, "bank", "check", "--json").stdout)
    assert listed["problems"][0]["line"] == 7
    assert quizapp(folder, "bank", "load").returncode == 1
    assert not (folder / "instance" / "quizapp.db").exists()


def test_formatting_mends_spelling_only_and_is_done_after_once(folder: Path) -> None:
    page = folder / "questions" / "rivers.md"
    page.write_text(PAGE.replace("\n", "\r\n") + "\r\n\r\n", "utf-8", newline="")
    assert quizapp(folder, "bank", "format", "--check").returncode == 1
    assert quizapp(folder, "bank", "format").returncode == 0
    assert page.read_bytes() == PAGE.encode()
    assert quizapp(folder, "bank", "format", "--check").returncode == 0


def test_load_and_save_leave_an_unchanged_page_as_it_is(folder: Path) -> None:
    first = quizapp(folder, "bank", "load")
    assert (first.returncode, "1 new" in first.stdout) == (0, True), first.stderr
    assert "unchanged" in quizapp(folder, "bank", "load").stdout
    assert quizapp(folder, "bank", "save").returncode == 0
    assert (folder / "questions" / "rivers.md").read_text("utf-8") == PAGE


def test_a_conflict_is_named_and_nothing_is_written(loaded: Path) -> None:
    with closing(sqlite3.connect(loaded / "instance" / "quizapp.db")) as database, database:
        database.execute("UPDATE item SET status = 'retired'")
    page = loaded / "questions" / "rivers.md"
    changed = PAGE.replace("Which river", "What river")
    page.write_text(changed, "utf-8")
    for verb in ("load", "save"):
        done = quizapp(loaded, "bank", verb)
        assert done.returncode == 1
        assert "rivers/aller: changed on the page and in the database (" in done.stderr
        assert "decide with --take" in done.stderr
    assert page.read_text("utf-8") == changed
    assert quizapp(loaded, "bank", "load", "--take", "page").returncode == 0


def test_a_picture_put_in_on_the_web_is_written_beside_its_page(loaded: Path) -> None:
    from quizapp.classroom import authoring, pictures
    from quizapp.classroom.bodies import item_of
    from quizapp.store import Item
    from quizapp.store.engine import open_store
    from tests.classroom.samples import PNG
    from tests.factories import NOON

    store = open_store(f"sqlite:///{loaded / 'instance' / 'quizapp.db'}")
    with store.writing() as db:
        name = pictures.add_picture(db, PNG, "map.png", at=NOON).name
        row = db.query(Item).one()
        item = pictures.with_picture(item_of(authoring.newest(db, row)), name, "A map of two rivers")
        authoring.edit_item(db, None, row, item, at=NOON)
        db.commit()
    store.close()
    saved = quizapp(loaded, "bank", "save")
    assert saved.returncode == 0, saved.stderr
    assert (loaded / "questions" / "media" / name).read_bytes().startswith(b"\x89PNG")
    assert quizapp(loaded, "bank", "check").returncode == 0
    assert quizapp(loaded, "bank", "load").stdout == "1 unchanged\n"


def test_the_secret_is_made_once_and_readable_by_its_owner_only(folder: Path) -> None:
    quizapp(folder, "bank", "load")
    secret = folder / "instance" / "secret"
    before = secret.read_text()
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(before) >= 32
    quizapp(folder, "bank", "load")
    assert secret.read_text() == before


def test_a_backup_is_made_while_serving_checked_and_restored(tmp_path: Path) -> None:
    room = make_classroom(tmp_path, learners=2)
    environment = {"QUIZAPP_INSTANCE": str(room.instance)}
    server = QuickServer(room)
    server.start()
    try:
        made = quizapp(tmp_path, "db", "backup", "copy.db", **environment)
        assert quizapp(tmp_path, "db", "backup", "nowhere/copy.db", **environment).returncode == 1
        refused = quizapp(tmp_path, "db", "restore", "copy.db", "--yes", **environment)
        unasked = quizapp(tmp_path, "db", "restore", "copy.db", **environment)
    finally:
        server.stop()
    assert made.returncode == 0, made.stderr
    assert "complete and checked" in made.stdout
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert refused.returncode == 1
    assert "still running" in refused.stderr
    assert "still running" in unasked.stderr
    assert "Replace" not in unasked.stdout
    assert quizapp(tmp_path, "db", "backup", "copy.db", **environment).returncode == 1
    with closing(sqlite3.connect(room.instance / "quizapp.db")) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM course")
    restored = quizapp(tmp_path, "db", "restore", "copy.db", "--yes", **environment)
    assert restored.returncode == 0, restored.stderr
    with closing(sqlite3.connect(room.instance / "quizapp.db")) as database:
        assert database.execute("SELECT count(*) FROM attempt").fetchone() == (2,)
    assert list((room.instance / "backups").glob("before-restore-*.db"))


def test_a_file_that_is_no_backup_is_refused(loaded: Path) -> None:
    (loaded / "not.db").write_text("nonsense" * 1000)
    done = quizapp(loaded, "db", "restore", "not.db", "--yes")
    assert done.returncode == 1
    assert "not a quizapp database" in done.stderr


def test_a_restore_without_a_yes_changes_nothing(loaded: Path) -> None:
    quizapp(loaded, "db", "backup", "copy.db")
    assert quizapp(loaded, "db", "restore", "copy.db").returncode == 1
    assert not (loaded / "instance" / "backups").exists()


def test_the_doctor_finds_nothing_wrong_with_a_fresh_installation_and_says_what_is(folder: Path) -> None:
    assert "there is no instance yet" in quizapp(folder, "doctor").stderr
    quizapp(folder, "bank", "load")
    well = quizapp(folder, "doctor")
    assert (well.returncode, well.stderr) == (0, "")
    assert "serving: no" in well.stdout
    (folder / "instance" / "secret").chmod(0o644)
    (folder / "questions" / "rivers.md").write_text("nonsense", "utf-8")
    ill = quizapp(folder, "doctor", "--json")
    assert ill.returncode == 1
    problems = json.loads(ill.stdout)["problems"]
    assert any("chmod 600" in problem for problem in problems)
    assert any("quizapp bank check" in problem for problem in problems)


def test_the_doctor_measures_the_disk_and_leaves_nothing_behind(loaded: Path) -> None:
    before = sorted(path.name for path in (loaded / "instance").iterdir())
    told = json.loads(quizapp(loaded, "doctor", "--bench", "--json", program=BRIEFLY + COMMAND).stdout)
    assert all(told["bench"][name] > 0 for name in ("syncs_per_second", "sqlite_commits_per_second"))
    assert told["bench"]["answers_stored_per_second"] > 0
    assert "ms each" in told["disk"]
    assert sorted(path.name for path in (loaded / "instance").iterdir()) == before
    assert "disk" not in json.loads(quizapp(loaded, "doctor", "--json").stdout)


@pytest.mark.parametrize(
    ("syncs", "stored", "said"),
    [(4000, 9000, "not what limits a room"), (90, 123, "about 250 learners"), (10, 2, "about 10 learners")],
)
def test_the_doctor_says_what_room_a_disk_is_enough_for(syncs: int, stored: int, said: str) -> None:
    measured = Measured(syncs, syncs, stored)
    assert said in measured.words
    assert bool(list(slow(Config(), measured))) == (syncs < 20), "a disk that is felt is a finding"


def test_an_unknown_setting_is_told_with_the_nearest_known_one(folder: Path) -> None:
    done = quizapp(folder, "bank", "check", QUIZAPP_DATABASE_ULR="x")
    assert done.returncode == 1
    assert "did you mean database_url?" in done.stderr


def test_it_refuses_to_serve_others_without_a_profile_that_says_so(folder: Path) -> None:
    done = quizapp(folder, "serve", "--host", "0.0.0.0", "--no-browser")
    assert done.returncode == 1
    assert "--lan" in done.stderr


def test_it_refuses_to_serve_behind_https_with_a_weak_secret(folder: Path) -> None:
    tls = {"QUIZAPP_PROFILE": "tls", "QUIZAPP_TRUSTED_HOSTS": "quiz.example.org", "QUIZAPP_PROXY_HOPS": "1"}
    good = {"QUIZAPP_SECRET_KEY": "x" * 40}
    for more, said in (
        ({"QUIZAPP_SECRET_KEY": "hunter2"}, "shorter than 32"),
        ({}, "needs QUIZAPP_SECRET_KEY"),
        (good | {"QUIZAPP_SECRET_KEY_FALLBACKS": "old"}, "FALLBACKS"),
        (good | {"QUIZAPP_PROXY_HOPS": "0"}, "PROXY_HOPS"),
        (good | {"QUIZAPP_TRUSTED_HOSTS": ""}, "TRUSTED_HOSTS"),
    ):
        done = quizapp(folder, "serve", "--no-browser", **(tls | more))
        assert done.returncode == 1
        assert said in done.stderr
        assert quizapp(folder, "doctor", **(tls | more)).returncode == 1


def test_lan_does_not_switch_off_the_rules_of_https(folder: Path) -> None:
    done = quizapp(folder, "serve", "--lan", "--no-browser", QUIZAPP_PROFILE="tls", QUIZAPP_SECRET_KEY="x" * 40)
    assert done.returncode == 1
    assert "leave one of them out" in done.stderr


def test_a_picture_that_is_none_or_too_large_is_told_with_its_line(folder: Path) -> None:
    page = folder / "questions" / "rivers.md"
    page.write_text(PAGE.replace("Celle?", "Celle?\n\n![A map](media/map.png)\n\n![A view](media/view.jpg)"), "utf-8")
    media = folder / "questions" / "media"
    media.mkdir()
    (media / "map.png").write_bytes(b"RIFF no picture")
    (media / "view.jpg").write_bytes(b"\xff\xd8\xff" + b"0" * 3_000_000)
    done = quizapp(folder, "bank", "check")
    assert done.returncode == 1
    assert "rivers.md:12: media/map.png is not a PNG" in done.stderr
    assert "rivers.md:14: media/view.jpg has 2929 kB" in done.stderr
    assert quizapp(folder, "bank", "load").returncode == 1


def test_a_database_of_a_later_release_is_not_touched(loaded: Path) -> None:
    with closing(sqlite3.connect(loaded / "instance" / "quizapp.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    done = quizapp(loaded, "bank", "load")
    assert done.returncode == 1
    assert "later release" in done.stderr
    assert migrate.head() < "9999"


def test_a_forgotten_password_is_set_anew_on_the_server(loaded: Path) -> None:
    missing = quizapp(loaded, "person", "password", "amira", "--password", "three quiet rivers")
    assert missing.returncode == 1
    assert "no account" in missing.stderr
    unasked = quizapp(loaded, "person", "password", "amira")
    assert "no account" in unasked.stderr
    assert "Password" not in unasked.stdout
    assert "/setup/" in quizapp(loaded, "person", "invite").stdout
