from pathlib import Path

import pytest

from bot.disk.code import code_of


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of one module, with something that it reads."""
    made = tmp_path / "made_of_something"
    made.mkdir()
    (made / "__init__.py").write_text("")
    (made / "rules.toml").write_text("level = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    return made


def test_code_is_told_apart_by_what_it_reads_too(package: Path) -> None:
    before = code_of(package.name)
    code_of.cache_clear()  # another process reads it
    (package / "rules.toml").write_text("level = 2\n")

    assert code_of(package.name) != before


def test_what_lies_in_folders_within_does_not_count(package: Path) -> None:
    before = code_of(package.name)
    code_of.cache_clear()
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "rules.pyc").write_bytes(b"compiled")

    assert code_of(package.name) == before
