"""Debian's nginx with deploy/nginx.conf, as an office sets it for several machines, on ports of our own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.builders import ROOT
from tests.journeys.messages import connect
from tests.journeys.service import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_WHOLE = """
daemon off;
pid {folder}/pid;
error_log {folder}/all.log;
worker_processes 2;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/baigu.conf;
}}
"""


def configured(text: str, machines: Sequence[str], folder: Path, port: int, plain_port: int) -> str:
    """What stands in deploy/nginx.conf, with the lines for several machines opened."""
    first, *others = machines
    text = text.replace("#几台 ", "").replace("server 127.0.0.1:8000", f"server {first}")
    for example, machine in zip(("10.0.0.6:8000", "10.0.0.7:8000"), others, strict=True):
        assert example in text
        text = text.replace(example, machine)
    text = re.sub(r"\n *listen \[::\].*", "", text)  # not every machine that tests has IPv6
    text = text.replace("listen 443", f"listen 127.0.0.1:{port}").replace(
        "listen 80", f"listen 127.0.0.1:{plain_port}"
    )
    return text.replace("/etc/ssl/baigu", str(folder)).replace("/var/log/baigu", str(folder))


def program() -> str:
    """Where nginx is; skips where it is not installed, but fails in CI."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None and "CI" not in os.environ:
        pytest.skip("needs nginx: apt install nginx")
    assert nginx, "nginx is not installed"
    return nginx


@contextmanager
def running(folder: Path, machines: Sequence[str]) -> Iterator[str]:
    """Its address, until stopped.

    Args:
        machines: three services, as host and port, of which the first has the console.
    """
    nginx, port = program(), free_port()
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    (folder / "baigu.conf").write_text(configured(text, machines, folder, port, free_port()), "utf-8")
    (folder / "nginx.conf").write_text(_WHOLE.format(folder=folder), "utf-8")
    certificate = ("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem")
    made = (
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=a",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        *certificate,
    )
    subprocess.run(made, check=True, capture_output=True)
    command = (nginx, "-p", folder, "-e", folder / "all.log", "-c", folder / "nginx.conf")
    told = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True).stderr
    assert "test is successful" in told, told
    process = subprocess.Popen(command)
    try:
        _wait(f"https://127.0.0.1:{port}", process)
        yield f"https://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 10
    while True:
        try:
            with closing(connect(url)) as connection:
                connection.connect()
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
        else:
            return
