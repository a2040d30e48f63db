"""What anybody stored anywhere is shown as text, on every page that shows it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import insert

from bot.model import Deed, Rank, Release
from bot.state.candidates import Candidates
from bot.state.tables import journal
from tests.console.conftest import entered
from tests.console.test_imports import DRAFT, PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

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
    "difference": {
        **dict.fromkeys(PARTS, CHANGES),
        "passages": {EVIL: {"p1": "other"}},
        "city": True,
        "calibration": True,
    },
    "questions": CHANGES,
    "answers": [{"question": EVIL, "before": f"answered {EVIL}", "after": f"suggested {EVIL}"}],
    "figures": [
        {"kind": EVIL, "questions": 1, "hit_1": 1.0, "hit_3": 1.0, "wrong_unit": 0.0, "false_answer": None}
    ],
    "worse": [EVIL],
    "faults": [{"path": EVIL, "line": 1, "what": EVIL, "mend": EVIL}],
    "titles": {EVIL: EVIL},
    "gains": [{"speech": EVIL, "title": EVIL, "unit": EVIL, "question": EVIL, "source": "known", "times": 0}],
    "wordings": [
        {"kind": "wording", "name": EVIL, "before": f"甲{EVIL}", "after": EVIL},
        {"kind": "keywords", "name": EVIL, "before": None, "after": EVIL},
    ],
    "texts": [
        {"speech": EVIL, "title": EVIL, "unit": EVIL, "heading": EVIL, "before": f"甲{EVIL}", "after": EVIL}
    ],
}
CLUSTER = {
    "id": "abcd1234",
    "count": 2,
    "wordings": [{"text": EVIL, "count": 1}, {"text": f"甲{EVIL}", "count": 1}],
    "statuses": {EVIL: 1, "suggested": 1},
    "useless": 1,
    "passage": EVIL,
    "first": 0.0,
    "last": 0.0,
    "entry": 1,
    "near": ["abcd1235"],
}
NEAR = {**CLUSTER, "id": "abcd1235", "near": []}
CHANGED = {"question": EVIL, "before": f"answered {EVIL}", "after": f"suggested {EVIL}"}
EFFECT = {
    "version": EVIL,
    "own": [CHANGED],
    "others": [CHANGED],
    "golden": 1,
    "real": 1,
    "worse": [EVIL],
    "is_answered": False,
}
GIVEN = {
    "cluster": "abcd1234",
    "typed": {"how": EVIL, "place": EVIL, "text": EVIL},
    "period": "30",
    "wordings": [EVIL],
    "others": [EVIL],
    "mend": {"kind": "Attach", "passage": EVIL},
}
SHOWN = (
    "",
    "?days=90",
    "audit",
    "publish",
    "publish/1/sheet",
    "releases",
    "imports",
    "imports/chengguanju",
    "try/1",
    "queue",
    "queue/abcd1234?period=30",
    "queue/abcd1234-abcd1235?period=30",
    "queue/tried/3",
    "queue/tried/4",
    "queue/abcd1234?period=30&tried=3",
    "wanted",
    "journal",
    "journal/1",
    "withheld",
    f"withheld?passage={quote(EVIL)}",
    "edit/units",
    "edit/keywords",
    "edit/menu",
    "edit/wording/thanks",
    "corrections",
    f"corrections?place={quote(EVIL)}&was={quote(EVIL)}&now={quote(EVIL)}&why={quote(EVIL)}",
    f"login?next={quote(EVIL)}",
)
"""Pages that show it; the rows of the tables come besides."""

NOT_SHOWN = ("queue/tried/5", "edit/themes", "edit/vocabulary", "people", "me", "join", "try", "edit")
"""What stands there was refused when it was stored, or left out where it is told in short."""

FILES = ("console.asset", "console.overview_csv", "console.audit_csv", "console.together")
"""And what only leads on."""


def store(service: StaffedService, folder: Path) -> None:
    """Markup wherever something is stored."""
    service.audit.record(EVIL, Deed.UPLOADED, EVIL, EVIL)
    service.audit.record(EVIL, Deed.MENDED, f"{EVIL} Attach {EVIL}", EVIL)
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
    service.tasks.done(service.tasks.add("effect", EVIL, GIVEN), json.dumps(EFFECT))
    service.tasks.failed(service.tasks.add("effect", EVIL, GIVEN), EVIL)
    service.tasks.done(service.tasks.add("mend", EVIL, GIVEN), json.dumps([EVIL]))
    service.tasks.done(service.tasks.add("queue", EVIL, {"period": "30"}), json.dumps([CLUSTER, NEAR]))
    service.withholdings.record(EVIL, EVIL, EVIL, is_back=False)
    row = {"at": service.clock(), "channel": EVIL, "question": EVIL, "status": EVIL, "confidence": 1.0}
    told = dict.fromkeys(("passage", "person", "why", "fingerprint", "request", "feedback"), EVIL)
    entry = {**row, **told, "reply": EVIL, "quoted": f"{EVIL}:0-1"}
    with service.database.writing() as connection:
        connection.execute(insert(journal), entry)
        connection.execute(insert(journal), {**row, "status": "answered", "passage": EVIL})
    (folder / "drafts/sources").mkdir(parents=True)
    (folder / "drafts/chengguanju.md").write_text(DRAFT, "utf-8")
    (folder / "drafts/sources/chengguanju.txt").write_text(PAGE, "utf-8")
    (folder / "wording/thanks.txt").write_text(EVIL, "utf-8")
    (folder / "menu.toml").write_text(f"[[button]]\nname = '名'\nsays = '''{EVIL}'''\n", "utf-8")
    (folder / "wanted.toml").write_text(f"[[wanted]]\nunit = '''{EVIL}'''\nsays = ['''{EVIL}''']\n", "utf-8")
    reply = f"says = ['''办{EVIL}''']\ntext = '''{EVIL}'''\n"
    (folder / "keywords.toml").write_text(f"[[keyword]]\n{reply}", "utf-8")
    speech = folder / "speeches/fangzhiban-20240111.md"
    slip = {
        "from": f"积极{EVIL}联系",
        "to": "积极帮忙联系",
        "who": EVIL,
        "when": date(2026, 11, 26),
        "why": EVIL,
    }
    corrections = json.dumps([slip], ensure_ascii=False, default=str).replace('"2026-11-26"', "2026-11-26")
    speech.write_text(
        speech.read_text("utf-8").replace("---\n", f"---\ncorrections: {corrections}\n", 1), "utf-8"
    )
    with (folder / "units.toml").open("a", encoding="utf-8") as file:
        file.write("\n[[unit]]\nname = '市水务局<script>alert(1)</script>'\nslug = \"shuiwu\"\n")


def rows(client: FlaskClient) -> list[str]:
    """The forms in which the rows of the tables are edited that hold markup."""
    listed = (client.get(f"/console/edit/{table}").text for table in ("units", "keywords"))
    return [re.findall(r'href="/console/([^"]+/row\?mark=\w+)"', page)[-1] for page in listed]


def test_stored_markup_is_text_on_every_page(own: StaffedService, folder: Path) -> None:
    app = own.wsgi()
    client = entered(own, app, Rank.ADMINISTRATOR)
    store(own, folder)
    pages = [*SHOWN, *rows(client)]
    shown = []
    for path in (*pages, *NOT_SHOWN):
        page = client.get(f"/console/{path}")
        assert page.status_code == 200, path
        assert "<script>alert" not in page.text, path
        assert 'href="javascript:' not in page.text, path
        if "&lt;script&gt;alert" in page.text:
            shown.append(path)
    assert shown == pages
    routes = app.url_map.bind("a.cn")
    seen = {routes.match(f"/console/{path.partition('?')[0]}")[0] for path in (*pages, *NOT_SHOWN)}
    every = {
        r.endpoint
        for r in app.url_map.iter_rules()
        if r.endpoint.startswith("console.") and "GET" in (r.methods or ())
    }
    assert seen | set(FILES) == every
