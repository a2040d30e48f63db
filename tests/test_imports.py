"""The import rule of bot/DESIGN.md."""

import ast
from collections.abc import Collection
from graphlib import TopologicalSorter
from pathlib import Path

BOT = Path(__file__).parents[1] / "bot"
BASE = {"model", "errors", "causes", "disk", "env_file", "readings", "settings", "setting_values", "results"}
INNER = {
    "corpus",
    "exchange",
    "importing",
    "retrieval",
    "state",
    "dialogue",
    "evaluation",
    "doctor",
    "mending",
    "reporting",
}
CHANNELS = {"channel", "wechat", "wecom", "pages", "console", "terminal"}
MAY_SEE = {
    **dict.fromkeys(BASE, BASE),
    **dict.fromkeys(INNER, BASE),
    **dict.fromkeys(CHANNELS, BASE | {"dialogue", "web"}),
    **dict.fromkeys(("wechat", "wecom"), BASE | {"dialogue", "channel"}),
    "web": BASE,
    "simulator": BASE,
    "server": set(),
    "app": BASE | INNER | CHANNELS | {"server", "simulator", "web"},
    "cli": BASE | {"app", "terminal"},
}


def seen_by(file: Path) -> set[str]:
    names = set[str]()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("bot.")}


def test_data_flows_one_way_and_siblings_do_not_see_each_other() -> None:
    wrong = [
        f"{file.relative_to(BOT)} sees {name}"
        for file in BOT.rglob("*.py")
        if (part := file.relative_to(BOT).parts[0].removesuffix(".py")) != "__init__"
        for name in seen_by(file) - MAY_SEE[part] - {part}
    ]
    assert wrong == []


def test_every_part_has_a_rule() -> None:
    parts = {path.name.removesuffix(".py") for path in BOT.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert parts - {"__init__", "__pycache__"} <= MAY_SEE.keys()


def modules() -> dict[str, Path]:
    files = (file for file in BOT.rglob("*.py"))
    return {".".join(file.relative_to(BOT.parent).with_suffix("").parts): file for file in files}


def imported(file: Path, known: Collection[str]) -> set[str]:
    """The modules of ours that a file imports, for its types alone as well."""
    nodes = (
        node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)
    )
    names = {(node.module or "", alias.name) for node in nodes for alias in node.names}
    whole = {f"{module}.{name}" if f"{module}.{name}" in known else module for module, name in names}
    return {name if name in known else f"{name}.__init__" for name in whole if name.startswith("bot")}


def test_no_module_leads_back_to_itself() -> None:
    known = modules()
    TopologicalSorter({name: imported(file, known) for name, file in known.items()}).prepare()
