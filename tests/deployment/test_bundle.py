"""What goes into the offline bundle; that it installs is held by `journey`."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.builders import ROOT

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

REQUIREMENTS = (ROOT / "requirements.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def bundle() -> ModuleType:
    """The script; it is run with pip, which environments made by uv lack."""
    pytest.importorskip("pip")
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "deploy" / "bundle.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_every_machine_gets_each_package_once_in_its_own_version(
    bundle: ModuleType, machine: str, python: str
) -> None:
    listed = list(bundle.pinned(REQUIREMENTS, machine, python))
    names = Counter(entry.partition("==")[0] for entry in listed)
    assert set(names.values()) == {1}
    assert {"numpy", "lxml", "psycopg-binary", "sqlalchemy"} < names.keys()
    assert names.keys().isdisjoint({"tomli", "exceptiongroup", "colorama"})  # for older ones, and for Windows
    assert all("--hash=sha256:" in entry and ";" not in entry for entry in listed)


def test_no_entry_of_the_pinned_packages_is_passed_over(bundle: ModuleType) -> None:
    assert len(list(bundle.ENTRY.finditer(REQUIREMENTS))) == len(
        re.findall(r"^\S", REQUIREMENTS, re.MULTILINE)
    )


def test_what_is_published_as_source_alone_is_still_pinned(bundle: ModuleType) -> None:
    assert all(f"\n{name}==" in REQUIREMENTS for name in bundle.PUBLISHED_AS_SOURCE)


def test_licences_are_named_and_their_texts_taken_along(bundle: ModuleType, tmp_path: Path) -> None:
    wheel = tmp_path / "thing-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("thing-1.0.dist-info/METADATA", "Name: thing\nLicense-Expression: MIT\n\nlong text")
        packed.writestr("thing-1.0.dist-info/licenses/", "")
        packed.writestr("thing-1.0.dist-info/licenses/LICENSE", "do what you like")
        packed.writestr("thing/licence.py", "no text of a licence")
    assert bundle.licences(wheel, tmp_path) == "thing 1.0: MIT\n"
    assert [p.name for p in (tmp_path / "thing-1.0").iterdir()] == ["LICENSE"]
