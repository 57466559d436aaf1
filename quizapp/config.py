"""Every setting, its default, and where it may come from: defaults, then instance/config.toml, then QUIZAPP_*."""

from __future__ import annotations

import difflib
import os
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from sysconfig import get_path
from typing import Any

from quizapp.core.errors import BadInput

PROFILES = ("local", "lan", "tls")
AUTO = "auto"
QUESTIONS = Path("questions")
INSTALLED = Path(get_path("data"), "share", "quizapp", "questions")
"""The demonstration questions as `pip` puts them beside the program (`data-files` in pyproject.toml)."""
_ADDRESS = re.compile(r"(auto|https?://[^\s/?#@]+/?)?")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one installation.

    `profile`: "local" listens on this computer only; "lan" serves a classroom over plain HTTP, where nobody signs in
    with a password except on the server itself; "tls" stands behind HTTPS with all rules.
    `proxy_hops`: how many proxies in front may be believed about the learner's address and scheme.
    `trusted_hosts`: host names that requests may be for, separated by commas; required by the tls profile.
    `address`: where learners open this server when its own page is open at 127.0.0.1, such as
    http://192.168.1.20:8000; "auto" finds this computer's address in its network, and `serve` sets that for a
    classroom; empty: the host of the request.
    `article_addresses`: "on" lets instructors give the address of an article, which this server then reads; "off"
    means that it never asks another site for anything.
    `queue`: what wakes the worker: "sqlite" (a file in the instance folder), or the address of a Redis or PostgreSQL.
    `redis_url`: a Valkey or Redis over which several web processes on PostgreSQL tell each other of live rooms.
    `pipeline`: the installed language pipeline that reads articles; empty for the bundled one.
    `secret_key_fallbacks`: earlier secrets, separated by commas, still accepted for what they signed.
    """

    instance: Path = Path("instance")
    questions: Path = QUESTIONS
    database_url: str = ""
    profile: str = "local"
    secret_key: str = ""
    secret_key_fallbacks: str = ""
    trusted_hosts: str = ""
    proxy_hops: int = 0
    address: str = ""
    article_addresses: str = "off"
    queue: str = "sqlite"
    redis_url: str = ""
    pipeline: str = ""

    @property
    def pages(self) -> Path:
        """The folder that `serve` loads: `questions`, or the installed copy where none was set and none is here."""
        mine = self.questions != QUESTIONS or self.questions.is_dir()
        return self.questions if mine or not INSTALLED.is_dir() else INSTALLED

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{(self.instance / 'quizapp.db').resolve()}"

    @property
    def secret(self) -> bytes:
        return self.secret_key.encode()

    @property
    def secrets(self) -> tuple[bytes, ...]:
        """The secret and those before it, newest first."""
        return (self.secret, *(key.encode() for key in self.secret_key_fallbacks.split(",") if key))


def load_config(environment: Mapping[str, str] = os.environ) -> Config:
    """The settings in force. Raises BadInput naming the setting that is unknown or cannot be."""
    config = Config()
    instance = Path(environment.get("QUIZAPP_INSTANCE", str(config.instance)))
    config = replace(config, instance=instance)
    file = instance / "config.toml"
    if file.is_file():
        try:
            config = _with(config, tomllib.loads(file.read_text("utf-8")), str(file))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadInput(f"{file}: {error}; correct the file or remove it") from None
    given = {
        name.removeprefix("QUIZAPP_").lower(): value
        for name, value in environment.items()
        if name.startswith("QUIZAPP_") and name != "QUIZAPP_INSTANCE"
    }
    return _with(config, given, "environment, QUIZAPP_*")


def _with(config: Config, given: Mapping[str, object], place: str) -> Config:
    known = [field.name for field in fields(Config)]
    for name, value in given.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            meant = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            raise BadInput(f"{place}: there is no setting {name}; {meant}")
        if name == "profile" and value not in PROFILES:
            raise BadInput(f"{place}: profile is one of {', '.join(PROFILES)}; found {value}")
        if name == "article_addresses" and value not in ("on", "off"):
            raise BadInput(f"{place}: article_addresses is on or off; found {value}")
        if name == "address" and not _ADDRESS.fullmatch(str(value)):
            raise BadInput(f"{place}: address looks like http://192.168.1.20:8000, without a path, or is auto")
        if name == "queue" and not str(value).startswith(("redis://", "rediss://", "postgres")) and value != "sqlite":
            raise BadInput(f"{place}: queue is sqlite, or an address that begins with redis:// or postgresql://")
        if name == "redis_url" and value and not str(value).startswith(("redis://", "rediss://", "unix://")):
            raise BadInput(f"{place}: redis_url is an address that begins with redis://")
        if name == "proxy_hops" and not str(value).isdecimal():
            raise BadInput(f"{place}: proxy_hops is a number of proxies, 0 or more; found {value}")
    kinds: dict[str, Callable[[str], Any]] = {
        "proxy_hops": int,
        "address": lambda value: value.rstrip("/"),
        "instance": Path,
        "questions": Path,
    }
    values: dict[str, Any] = {name: kinds.get(name, str)(str(value)) for name, value in given.items()}
    return replace(config, **values)


MIN_SECRET = 32
_MAKE_ONE = 'make one with: python3 -c "import secrets; print(secrets.token_hex(32))"'


def with_secret(config: Config) -> Config:
    """The config with its secret: the one given, else the one in the instance folder, made at the first start.

    Raises BadInput for a secret, or an earlier one still accepted, that is too short to be one; behind HTTPS none is
    made up, because several servers may have to share it.
    """
    for earlier in config.secret_key_fallbacks.split(","):
        if earlier and len(earlier) < MIN_SECRET:
            raise BadInput(f"QUIZAPP_SECRET_KEY_FALLBACKS has one shorter than {MIN_SECRET} characters; remove it")
    if config.secret_key:
        if len(config.secret_key) < MIN_SECRET:
            raise BadInput(f"QUIZAPP_SECRET_KEY is shorter than {MIN_SECRET} characters; {_MAKE_ONE}")
        return config
    if config.profile == "tls":
        raise BadInput(f"The tls profile needs QUIZAPP_SECRET_KEY; {_MAKE_ONE}")
    file = config.instance / "secret"
    if not file.exists():
        config.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_hex(32))
    secret = file.read_text().strip()
    if len(secret) < MIN_SECRET:
        raise BadInput(f"{file} holds no usable secret; delete it and start again (everybody signs in anew)")
    return replace(config, secret_key=secret)


def check_public(config: Config) -> None:
    """Raises BadInput for a profile behind HTTPS that could not be one."""
    if config.profile != "tls":
        return
    if not config.trusted_hosts:
        raise BadInput("The tls profile needs QUIZAPP_TRUSTED_HOSTS, the names under which this site is reached.")
    if config.proxy_hops < 1:
        raise BadInput(
            "The tls profile needs QUIZAPP_PROXY_HOPS, the number of proxies in front (usually 1): "
            "HTTPS ends there, and without it every learner would seem to come from the proxy."
        )
