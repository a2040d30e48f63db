"""What several machines are deployed with, held against the schemas of those who read it and against our own names."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import jsonschema
import kubernetes_validate
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema

from bot.settings import Settings, load_settings
from tests.builders import ROOT
from tests.nginx import configured
from tests.opensearch.cluster import QUICK

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.web_service import WebService

DEPLOY = ROOT / "deploy"
SEVERAL = DEPLOY / "several"
KUBERNETES = "1.31"


def composed(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return read


def manifests(name: str = "kubernetes") -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((SEVERAL / f"{name}.yaml").read_text("utf-8")))


def pod() -> dict[str, Any]:
    (stateful,) = (one for one in manifests() if one["kind"] == "StatefulSet")
    spec: dict[str, Any] = stateful["spec"]["template"]["spec"]
    return spec


@pytest.mark.parametrize("path", [DEPLOY / "compose.yaml", SEVERAL / "compose.yaml"], ids=["one", "several"])
def test_a_compose_file_is_one(path: Path) -> None:
    jsonschema.validate(composed(path), get_builtin_schema("vendor.compose-spec"))


def test_each_of_several_containers_is_shut_in_as_the_only_one_is() -> None:
    (only,) = composed(DEPLOY / "compose.yaml")["services"].values()
    ours = [one for one in composed(SEVERAL / "compose.yaml")["services"].values() if one["image"] == "baigu"]
    assert [one["environment"]["BAIGU_CONSOLE"] for one in ours] == ["on", "off", "off"]
    own = {"build", "env_file", "environment", "ports", "volumes"}
    for one in ours:
        assert {name: one[name] for name in only if name not in own} == {
            name: value for name, value in only.items() if name not in own
        }
    volumes = [volume for one in ours for volume in one["volumes"]]
    assert len(set(volumes)) == 3  # what waits on a machine is of that machine alone


@pytest.mark.parametrize("name", ["kubernetes", "opensearch"])
def test_every_manifest_is_what_kubernetes_takes(name: str) -> None:
    for manifest in manifests(name):
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def test_what_manifests_name_is_there() -> None:
    services = {one["metadata"]["name"]: one for one in manifests() if one["kind"] == "Service"}
    for ingress in (one for one in manifests() if one["kind"] == "Ingress"):
        for path in ingress["spec"]["rules"][0]["http"]["paths"]:
            assert path["backend"]["service"]["name"] in services
    (container,) = pod()["containers"]
    (port,) = container["ports"]
    for service in services.values():
        assert {one["targetPort"] for one in service["spec"]["ports"]} == {port["name"]}
    env = {one["name"]: one["value"] for one in container["env"]}
    assert env["BAIGU_PORT"] == str(port["containerPort"])
    user = re.search(r"^USER (\d+)$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert user
    assert pod()["securityContext"]["runAsUser"] == int(user[1])


def test_probes_ask_what_the_service_answers(baigu: WebService) -> None:
    (container,) = pod()["containers"]
    client = baigu.wsgi().test_client()
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert client.get(container[probe]["httpGet"]["path"]).status_code == 200


@pytest.mark.parametrize(("host", "console"), [("baigu-0", ""), ("baigu-1", "off"), ("baigu-10", "off")])
def test_only_the_first_pod_has_the_console(tmp_path: Path, host: str, console: str) -> None:
    baigu = tmp_path / "baigu"
    baigu.write_text('#!/bin/sh\nprintf "%s %s" "$*" "$BAIGU_CONSOLE"\n')
    baigu.chmod(0o700)
    (container,) = pod()["containers"]
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin", "HOSTNAME": host}
    told = subprocess.run(container["command"], check=True, capture_output=True, text=True, env=env).stdout
    assert told == f"serve {console}"


def test_kubernetes_adds_nothing_that_looks_like_a_setting() -> None:
    assert any(one["metadata"]["name"] == "baigu" for one in manifests() if one["kind"] == "Service")
    assert pod()["enableServiceLinks"] is False


def test_settings_that_are_named_are_settings() -> None:
    known = {f"BAIGU_{name.upper()}" for name in Settings.model_fields}
    for path in (*SEVERAL.iterdir(), DEPLOY / "compose.yaml", ROOT / "docs" / "scaling.md"):
        assert set(re.findall(r"BAIGU_[A-Z_]+[A-Z]", path.read_text("utf-8"))) <= known, path.name


def test_lines_for_several_machines_are_all_that_is_opened(tmp_path: Path) -> None:
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    several = configured(text, ["10.0.0.5:1", "10.0.0.6:2", "10.0.0.7:3"], tmp_path, 443, 80)
    machines = ["10.0.0.5:1", "10.0.0.6:2", "10.0.0.7:3"]
    assert re.findall(r"server (10[^;\s]+)", several) == [*machines, *machines, "10.0.0.5:1"]
    assert re.findall(r"server (10[^;\s]+) backup max_fails=0;", several) == machines
    assert "non_idempotent" in several
    assert not re.search(r"^[^#]*non_idempotent", text, re.MULTILINE)


def test_what_the_document_says_to_do_to_it_opens_and_fills_in_all_lines() -> None:
    lines = (ROOT / "docs" / "scaling.md").read_text("utf-8").splitlines()
    edits = [re.findall(r"-e '([^']+)'", line) for line in lines if "sed" in line and "#几台" in line]
    assert len(edits) == 2  # machines, and containers
    for edit in edits:
        options = [word for one in edit for word in ("-e", one)]
        command = ["sed", *options, str(DEPLOY / "nginx.conf")]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        servers = re.findall(r"^ *server (\S+:8000)", told, re.MULTILINE)
        assert (len(servers), len(set(servers))) == (7, 3)
        assert servers[0] == servers[-1]  # the first has the console
        assert not any(server.startswith("127.") for server in servers)
        assert re.search(r"^ *proxy_next_upstream .*non_idempotent;", told, re.MULTILINE)


def test_nodes_of_opensearch_find_each_other_and_pass_over_one_that_is_frozen() -> None:
    service, stateful, _, policy = manifests("opensearch")
    (container,) = stateful["spec"]["template"]["spec"]["containers"]
    env = {one["name"]: one.get("value", "") for one in container["env"]}
    name = service["metadata"]["name"]
    nodes = [f"{name}-{number}" for number in range(stateful["spec"]["replicas"])]
    assert stateful["spec"]["serviceName"] == env["discovery.seed_hosts"] == name
    assert env["cluster.initial_cluster_manager_nodes"].split(",") == nodes
    ports = {port["name"] for port in container["ports"]}
    assert {port["targetPort"] for port in service["spec"]["ports"]} == ports
    assert {port["port"] for rule in policy["spec"]["ingress"] for port in rule["ports"]} == ports
    document = (ROOT / "docs" / "scaling.md").read_text("utf-8")
    told = dict(re.findall(r"^    (cluster\.[\w.]+): (\w+)$", document, re.MULTILINE))
    assert told == QUICK
    assert told.items() <= env.items()
    (first,) = (one for one in manifests() if one["kind"] == "StatefulSet")
    (caller,) = policy["spec"]["ingress"][0]["from"]
    assert caller["podSelector"]["matchLabels"] == first["spec"]["selector"]["matchLabels"]
    text = (SEVERAL / "opensearch.yaml").read_text("utf-8")
    (url,) = re.findall(r"BAIGU_SEARCH_URL=(\S+)", text)
    assert load_settings(_env_file=None, search_url=url).search_url
    assert [host.partition(".")[0] for host in url.removeprefix("http://").split(",")] == nodes


def test_opensearch_is_only_there_for_who_asks_for_it() -> None:
    services = composed(SEVERAL / "compose.yaml")["services"]
    assert [name for name, one in services.items() if "profiles" in one] == ["opensearch"]
