"""What programs of `tests.begun` find imported, read and put together when they begin."""

import gc
import pkgutil
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import alembic.command
import alembic.runtime.environment  # what a new database is made with
import granian.server
from sqlalchemy.orm import configure_mappers

import quizapp
from quizapp.config import Config
from quizapp.generate import pipeline
from quizapp.store.migrate import upgrade
from quizapp.web import create_app

for module in pkgutil.walk_packages(quizapp.__path__, "quizapp."):
    if ".migrations" not in module.name:
        import_module(module.name)
pipeline.load()
configure_mappers()
assert alembic.command
assert granian.server
with TemporaryDirectory() as folder:  # the first of each takes several times as long as the next
    config = Config(instance=Path(folder), questions=Path(folder), secret_key="of an application that serves nobody")
    store = create_app(config).extensions["quizapp_store"]
    upgrade(store.engine)
    store.close()
gc.collect()
gc.freeze()  # looking through it for garbage would copy its pages in each program
