import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from bot.pages import site
from bot.web.assets import Assets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.css").write_text('@font-face { src: url("b.woff2") }', "utf-8")
    (tmp_path / "b.woff2").write_bytes(b"font")
    return tmp_path


def test_an_asset_is_kept_for_ever_under_the_name_of_its_content(folder: Path) -> None:
    assets = Assets(folder)
    with Flask("x").test_request_context():
        response = assets.serve(assets.address("b.woff2"))
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Type"] == "font/woff2"


def test_a_changed_asset_has_another_address(folder: Path) -> None:
    before = Assets(folder).address("b.woff2")
    (folder / "b.woff2").write_bytes(b"another")
    assert Assets(folder).address("b.woff2") != before


def test_a_stylesheet_names_other_files_by_their_addresses(folder: Path) -> None:
    assets = Assets(folder)
    assert assets.address("b.woff2") in assets.content("a.css").decode()


def test_a_plain_name_is_served_but_not_for_ever(folder: Path) -> None:
    with Flask("x").test_request_context():
        response = Assets(folder).serve("b.woff2")
    assert "immutable" not in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["a.0000000000.css", "../assets.py", "", "b"])
def test_nothing_else_is_served(folder: Path, address: str) -> None:
    with pytest.raises(NotFound):
        Assets(folder).serve(address)


def test_the_style_lays_out_the_same_on_the_webviews_of_2019() -> None:
    """Chromium 78: no gap between flex items, no min() and max(), no margin-inline, padding-inline and inset."""
    style = Assets(Path(site.__file__).parent / "assets").content("site.css").decode()
    for block in re.findall(r"\{([^{}]*)\}", style):
        assert not ("display: flex" in block and re.search(r"[ {;]gap:", block)), block
        assert not re.search(r"(?<![a-z-])(min|max)\(|(margin|padding)-(inline|block):|[ ;]inset:", block), (
            block
        )
