"""What anybody stored anywhere is shown as text, on every page that shows it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import insert

from bot.model import Deed, Rank, Release
from bot.state.candidates import Candidates
from bot.state.tables import journal
from tests.console.conftest import entered
from tests.console.test_imports import DRAFT, PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.console import StaffedService

EVIL = '"><script>alert(1)</script>'
CHANGES = {"added": [EVIL], "removed": [EVIL], "changed": [EVIL]}
PARTS = ("speeches", "units", "themes", "vocabulary", "wording", "phrases", "keywords")
TOLD = {
    "version": EVIL,
    "speeches": 1,
    "current": 1,
    "compared": 1,
    "unread": EVIL,
    "is_new": True,
    "difference": {**dict.fromkeys(PARTS, CHANGES), "passages": {}, "city": True, "calibration": True},
    "questions": CHANGES,
    "answers": [{"question": EVIL, "before": f"answered {EVIL}", "after": f"suggested {EVIL}"}],
    "figures": [
        {"kind": EVIL, "questions": 1, "hit_1": 1.0, "hit_3": 1.0, "wrong_unit": 0.0, "false_answer": None}
    ],
    "worse": [EVIL],
    "faults": [{"path": EVIL, "line": 1, "what": EVIL, "mend": EVIL}],
    "texts": [
        {"speech": EVIL, "title": EVIL, "unit": EVIL, "heading": EVIL, "before": f"甲{EVIL}", "after": EVIL}
    ],
}
PAGES = (
    "",
    "?days=90",
    "people",
    "audit",
    "publish",
    "publish/1/sheet",
    "releases",
    "imports",
    "imports/chengguanju",
    "try/1",
    "edit",
    "edit/units",
    "edit/vocabulary",
    "corrections",
    "edit/menu",
    "edit/wording/thanks",
    "login?next=" + EVIL,
    "join",
)


def store(service: StaffedService, folder: Path) -> None:
    """Markup wherever something is stored."""
    service.audit.record(EVIL, Deed.UPLOADED, EVIL, EVIL)
    service.releases.publish(Release(EVIL, EVIL, EVIL, 1, forced_because=EVIL), b"", 0)
    service.releases.roll_back(1, EVIL, EVIL, 1)
    candidates = Candidates(service.database, service.clock)
    candidates.pass_(candidates.keep(EVIL, 2, TOLD, b""), ["初审"], EVIL, EVIL)
    side = {
        "turns": [{"text": f'{EVIL}<a href="javascript:alert(1)">x</a>', "card": None, "status": "answered"}]
    }
    asked = service.tasks.add("ask", EVIL, {"messages": [EVIL]})
    service.tasks.done(asked, json.dumps({"live": {**side, "why": EVIL}, "candidate": {"fault": EVIL}}))
    brought = service.tasks.add("import", EVIL, {})
    service.tasks.done(brought, json.dumps([{"name": EVIL, "fault": EVIL}]))
    row = {"at": service.clock(), "channel": "web", "question": EVIL, "status": "answered", "confidence": 1.0}
    with service.database.writing() as connection:
        connection.execute(insert(journal), {**row, "passage": EVIL})
    (folder / "drafts/sources").mkdir(parents=True)
    (folder / "drafts/chengguanju.md").write_text(DRAFT, "utf-8")
    (folder / "drafts/sources/chengguanju.txt").write_text(PAGE, "utf-8")
    (folder / "wording/thanks.txt").write_text(EVIL, "utf-8")
    (folder / "menu.toml").write_text(f"[[button]]\nname = '名'\nsays = '''{EVIL}'''\n", "utf-8")
    with (folder / "units.toml").open("a", encoding="utf-8") as file:
        file.write("\n[[unit]]\nname = '市水务局<script>alert(1)</script>'\nslug = \"shuiwu\"\n")


def test_stored_markup_is_text_on_every_page(own: StaffedService, folder: Path) -> None:
    client = entered(own, own.wsgi(), Rank.ADMINISTRATOR)
    store(own, folder)
    shown = 0
    for path in PAGES:
        page = client.get(f"/console/{path}")
        assert page.status_code == 200, path
        assert "<script>alert" not in page.text, path
        assert 'href="javascript:' not in page.text, path
        shown += "&lt;script&gt;alert" in page.text
    assert shown >= len(PAGES) - 4  # people, join and the empty forms show nothing of it
