"""What monitors show and alert on, held against what a service really exports."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

import promql_parser
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.app.service import Service
from bot.settings import load_settings
from tests.builders import KNOWLEDGE, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.retrieval.dictionary import Dictionary

MONITORING = ROOT / "deploy" / "monitoring"
SCRAPING = {"up": {"job": {"baigu"}, "instance": set()}}
"""What Prometheus adds by itself."""

Exported = dict[str, dict[str, set[str]]]


def alerts() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((MONITORING / "alerts.yml").read_text("utf-8"))["groups"]
    rules: list[dict[str, Any]] = group["rules"]
    return rules


def panels() -> list[dict[str, Any]]:
    board: dict[str, Any] = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))
    told: list[dict[str, Any]] = board["panels"]
    return told


def expressions() -> list[str]:
    return [
        *(rule["expr"] for rule in alerts()),
        *(target["expr"] for panel in panels() for target in panel["targets"]),
    ]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, dictionary: Dictionary) -> Exported:
    """Names of samples, each with its labels and their values, of a service that has everything set."""
    home = tmp_path_factory.mktemp("home")
    settings = load_settings(
        home=home,
        knowledge=KNOWLEDGE,
        database_url=f"sqlite:///{home / 'baigu.db'}",
        redis_url="redis://127.0.0.1:1",  # nobody there: the figures are, all the same
        search_url="http://127.0.0.1:1",
        secret_key="s",
        _env_file=None,
    )
    service, found = Service(settings, dictionary=dictionary), dict[str, dict[str, set[str]]]()
    for family in text_string_to_metric_families(service.metrics.text().decode()):
        for sample in family.samples:
            labels = found.setdefault(sample.name, {"job": {"baigu"}, "instance": set()})
            for name, value in sample.labels.items():
                labels.setdefault(name, set()).add(value)
    service.close()
    return {**SCRAPING, **found}


def selectors(expression: Any) -> Iterator[Any]:
    """What an expression asks for of the database, however deep."""
    if isinstance(expression, promql_parser.VectorSelector):
        yield expression
    for name in ("expr", "lhs", "rhs", "vector_selector"):
        if (inner := getattr(expression, name, None)) is not None:
            yield from selectors(inner)
    for argument in getattr(expression, "args", ()) or ():
        yield from selectors(argument)


def grouped(expression: str) -> set[str]:
    """Labels that it groups by, but for those that Prometheus itself makes."""
    return {label for found in re.findall(r"by \(([^)]*)\)", expression) for label in found.split(", ")}


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_what_is_asked_for_is_exported(expression: str, exported: Exported) -> None:
    asked = list(selectors(promql_parser.parse(expression)))
    assert asked
    for selector in asked:
        labels = exported[selector.name]
        assert grouped(expression) <= labels.keys()
        for matcher in selector.matchers.matchers:
            wanted = matcher.value.split("|") if matcher.op == promql_parser.MatchOp.Re else [matcher.value]
            assert set(wanted) <= labels[matcher.name]


def test_nothing_that_is_exported_goes_unseen(exported: Exported) -> None:
    seen = " ".join(expressions())
    assert {
        name for name in exported if name not in seen and not name.endswith(("_sum", "_created"))
    } == set()


def test_each_alert_says_how_urgent_it_is_what_is_wrong_and_what_to_do() -> None:
    names = [rule["alert"] for rule in alerts()]
    assert len(set(names)) == len(names)
    for rule in alerts():
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert rule["labels"]["severity"] in {"critical", "warning"}
        assert set(rule["annotations"]) == {"summary", "description"}
        assert re.fullmatch(r"\d+[sm]", rule.get("for", "1m"))
        told = set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"]))
        is_summed_up = re.search(r"\b(sum|min|max)\b", rule["expr"])
        assert told <= (grouped(rule["expr"]) if is_summed_up else {"instance"})


def test_alerts_are_where_prometheus_looks_for_them() -> None:
    scraping = yaml.safe_load((MONITORING / "prometheus.yml").read_text("utf-8"))
    assert [(MONITORING / name).is_file() for name in scraping["rule_files"]] == [True]
    assert {one["job_name"] for one in scraping["scrape_configs"]} == SCRAPING["up"]["job"]


def test_panels_stand_beside_each_other() -> None:
    assert len({panel["id"] for panel in panels()}) == len(panels())
    for panel in panels():
        assert panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24
    for one, other in combinations([panel["gridPos"] for panel in panels()], 2):
        assert apart(one, other, "x", "w") or apart(one, other, "y", "h")


def apart(one: Mapping[str, int], other: Mapping[str, int], at: str, size: str) -> bool:
    return one[at] + one[size] <= other[at] or other[at] + other[size] <= one[at]


def test_a_dashboard_asks_whichever_source_is_chosen_when_it_is_imported() -> None:
    board = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))
    (variable,) = board["templating"]["list"]
    assert (variable["type"], variable["query"]) == ("datasource", "prometheus")
    sources = {target["datasource"]["uid"] for panel in panels() for target in panel["targets"]}
    assert sources == {f"${{{variable['name']}}}"}
