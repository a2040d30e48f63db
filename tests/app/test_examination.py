"""The doctor before a real service, behind proxies that do what proxies are seen to do."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from bot.app.examination import Examination
from bot.app.simulating import simulate_wechat
from bot.app.web_service import WebService
from bot.doctor.webhook import check_webhook
from bot.settings import Settings, load_settings
from tests.builders import KNOWLEDGE
from tests.doctor.findings import bad, severities
from tests.wechat.counterpart import Counterpart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from bot.retrieval.dictionary import Dictionary

WECHAT = Counterpart()
PAGE = "<!DOCTYPE html><html><title>安全验证</title></html>"


def settings(**changes: str) -> Settings:
    account = {"token": WECHAT.token, "app_id": WECHAT.app_id, "aes_key": WECHAT.aes_key}
    return load_settings(_env_file=None, knowledge=KNOWLEDGE, **{**account, **changes})


@pytest.fixture(scope="module")
def service(dictionary: Dictionary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebService]:
    folder = tmp_path_factory.mktemp("service")
    url = f"sqlite:///{folder / 'baigu.db'}"
    service = WebService(
        settings(database_url=url, secret_key="test", home=str(folder)), dictionary=dictionary
    )
    yield service
    service.close()


@contextmanager
def before(service: WSGIApplication, proxy: Callable[[WSGIEnvironment], Response | None]) -> Iterator[str]:
    """The address of a proxy that answers by itself, or passes on what it has made of a request."""

    def passes_on(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        own = proxy(environ)
        return own(environ, start) if own else service(environ, start)

    server = make_server("127.0.0.1", 0, passes_on, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/wechat"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def strips_the_query(environ: WSGIEnvironment) -> None:
    environ["QUERY_STRING"] = ""


def keeps_but_the_first_parameters(environ: WSGIEnvironment) -> None:
    environ["QUERY_STRING"] = "&".join(environ["QUERY_STRING"].split("&")[:4])


def on_post(answer: Any) -> Callable[[WSGIEnvironment], Response | None]:
    return lambda environ: answer if environ["REQUEST_METHOD"] == "POST" else None


def swallows_the_body(environ: WSGIEnvironment) -> None:
    environ["CONTENT_LENGTH"] = ""


@pytest.mark.parametrize(
    ("proxy", "said"),
    [
        (strips_the_query, "参数却丢了"),
        (keeps_but_the_first_parameters, "代理丢了一部分参数"),
        (lambda _: Response(PAGE, 200, mimetype="text/html"), "一张网页"),
        (lambda _: Response('{"code": 401}', 401, mimetype="application/json"), "JSON"),
        (lambda _: Response("", 301, {"Location": "https://www.example/"}), "转到别的网址"),
        (on_post(Response("Method Not Allowed", 405)), "不让 POST 过去"),
        (on_post(Response(PAGE, 403, mimetype="text/html")), "防火墙"),
        (on_post(Response(PAGE, 200, mimetype="text/html")), "没有回 success：回的是一张网页"),
        (on_post(Response('{"ok": true}', 200)), "没有回 success：回的是 JSON"),
        (on_post(Response("", 200)), "没有回 success：回的是 b''"),
        (swallows_the_body, "正文却不是原来的"),
    ],
)
def test_a_proxy_that_keeps_messages_from_the_service_is_found(
    service: WebService, proxy: Callable[[WSGIEnvironment], Response | None], said: str
) -> None:
    with before(service.wsgi(), proxy) as url:
        wechat = simulate_wechat(settings(), url)
        (found,) = bad(check_webhook("wechat", url, wechat.verify, wechat.notify))
    assert said in found.what


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"token": "another"}, "Token"),
        ({"aes_key": "b" * 43}, "EncodingAESKey 不一样"),
        ({"app_id": "wx00000000000000ff"}, "却不一样"),
    ],
)
def test_a_service_that_runs_with_other_settings_than_these_is_found(
    service: WebService, changed: dict[str, str], said: str
) -> None:
    with before(service.wsgi(), lambda _: None) as url:
        wechat = simulate_wechat(settings(**changed), url)
        (found,) = bad(check_webhook("wechat", url, wechat.verify, wechat.notify))
    assert said in found.what
    assert "重启" in found.what


@pytest.mark.parametrize("changed", [{}, {"aes_key": ""}])
def test_an_event_that_comes_through_leaves_nothing_behind(
    service: WebService, changed: dict[str, str]
) -> None:
    running = WebService(
        settings(database_url=service.settings.database_url, secret_key="test", **changed),
        dictionary=service.dictionary,
    )
    with before(running.wsgi(), lambda _: None) as url:
        wechat = simulate_wechat(settings(**changed), url)
        assert severities(check_webhook("wechat", url, wechat.verify, wechat.notify)) == ["good", "good"]
    with running.database.reading() as connection:
        for table in ("replies", "conversations", "outbox", "journal"):
            assert connection.exec_driver_sql(f"select count(*) from {table}").scalar_one() == 0  # noqa: S608
    running.refusals.write()
    assert running.refusals.since(0) == {}
    running.close()


def test_a_database_that_was_lost_is_told_once_and_left_to_be_put_back(
    dictionary: Dictionary, tmp_path: Path
) -> None:
    def told(**changes: str) -> list[str]:
        settings = load_settings(_env_file=None, knowledge=tmp_path / "none", **changes)
        looked = WebService(settings, dictionary=dictionary)
        found = Examination(looked).diagnoses()
        looked.close()
        return [diagnosis.what for diagnosis in found]

    file, secret = tmp_path / "var" / "baigu.db", tmp_path / "var" / "secret.key"
    assert f"还没有数据库 {file}；第一次启动服务或发布时建" in told()
    assert not file.exists()
    file.parent.mkdir(exist_ok=True)
    secret.write_bytes(b"of old")
    assert [what.partition("；")[0] for what in told() if "数据库" in what] == [
        f"数据库 {file} 不见了，旁边的 secret.key 说明有过"
    ]
    assert not list(file.parent.glob("baigu.db*"))
    assert [what for what in told(database_url="nonsense") if "出错" in what or "DATABASE" in what] == [
        "BAIGU_DATABASE_URL 写得不对；要写成 sqlite:///var/baigu.db 的样子"
    ]
    assert "300.1.1.1 不是地址，也查不到这个名字；改 BAIGU_HOST" in told(host="300.1.1.1")
