"""Draws every kind of page as telephones show it: `.venv/bin/python docs/screenshots.py [FOLDER]`.

Needs Debian's chromium and fonts-noto-cjk. Look at each picture; they are there to be judged.
"""

from __future__ import annotations

import io
import sys
import tempfile
import threading
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from bot.app.web_service import WebService
from bot.settings import load_settings

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SPEECH = "/speeches/fangzhiban-20240111"
QUESTION = "小区停车乱怎么办"
PAGES = {
    "home": "/",
    "units": "/units",
    "unit": "/units/fangzhiban",
    "themes": "/themes",
    "theme": "/themes/zhiyuan",
    "speeches": "/speeches",
    "speech": SPEECH,
    "practice": f"{SPEECH}/p1",
    "forward": f"{SPEECH}/p1/share",
    "search": f"/search?q={QUESTION}",
    "nothing-found": "/search?q=月球旅行",
    "about": "/about",
    "missing": "/speeches/fangzhiban-2023",
}


@dataclass(frozen=True)
class Look:
    """A telephone and how its owner has set it."""

    name: str
    width: int = 390
    dark: bool = False
    elder: int = 0


LOOKS = (
    Look("light"),
    Look("dark", dark=True),
    Look("elder", elder=1),
    Look("narrow-largest", width=320, elder=2),
    Look("tablet", width=768),
)


def main(folder: Path) -> None:
    """Draw all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with ExitStack() as until:
        live, local = (served(until, token) for token in ("forscreenshots", None))
        browser = until.enter_context(sync_playwright()).chromium.launch(
            executable_path="/usr/bin/chromium", args=CHROMIUM
        )
        for look in LOOKS:
            draw(browser, live, look, folder)
        talk(opened(browser, LOOKS[0]), local, folder / "ask-local.png")
        paper = opened(browser, Look("paper", width=794))
        paper.emulate_media(media="print")
        for name, path in {"speech-print": SPEECH, "theme-print": "/themes/zhiyuan/print"}.items():
            paper.goto(live + path)
            paper.wait_for_load_state("networkidle")
            save(paper, folder / f"{name}.png", whole=True)
        draw_console(browser, folder)
        browser.close()


def draw_console(browser: Browser, folder: Path) -> None:
    """The pages of the console."""
    from console_pictures import console  # noqa: PLC0415 # which draws alone as well, with what stands here

    console(browser, folder)


def served(until: ExitStack, token: str | None) -> str:
    """Serve the repository's knowledge; the address."""
    state = until.enter_context(tempfile.TemporaryDirectory())
    settings = load_settings(
        _env_file=None,
        token=token,
        database_url=f"sqlite:///{state}/baigu.db",
        public_url="https://baigu.example.cn",
    )
    server = make_server("127.0.0.1", 0, WebService(settings).wsgi(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    until.callback(server.shutdown)
    return f"http://127.0.0.1:{server.port}"


def opened(browser: Browser, look: Look) -> Page:
    """A telephone."""
    page = browser.new_page(
        viewport={"width": look.width, "height": 844},
        color_scheme="dark" if look.dark else "light",
        reduced_motion="reduce",
    )
    page.add_init_script(f"localStorage.setItem('elder', '{look.elder}')")
    return page


def draw(browser: Browser, base: str, look: Look, folder: Path) -> None:
    """Every page in one look."""
    page = opened(browser, look)
    for name, path in PAGES.items():
        page.goto(base + path)
        save(page, folder / f"{name}-{look.name}.png", whole=True)
    talk(page, base, folder / f"ask-{look.name}.png")
    page.click(".reply a")
    page.wait_for_selector("mark")
    save(page, folder / f"marked-{look.name}.png", whole=False)
    page.close()


def talk(page: Page, base: str, path: Path) -> None:
    """Ask, and draw the answer."""
    page.goto(f"{base}/ask")
    page.fill("#ask", QUESTION)
    page.press("#ask", "Enter")
    page.wait_for_selector(".exchange:nth-child(2) .reply a")
    page.locator("h1").focus()
    save(page, path, whole=True)


def save(page: Page, path: Path, *, whole: bool) -> None:
    """A small PNG of a page."""
    drawn = Image.open(io.BytesIO(page.screenshot(full_page=whole))).convert("RGB")
    drawn.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "screenshots")
