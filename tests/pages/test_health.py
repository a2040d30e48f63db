from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.app.web_service import WebService


def test_the_service_says_whether_it_lives_and_whether_it_can_answer(
    serve: Callable[..., WebService],
) -> None:
    baigu = serve()
    client = baigu.wsgi().test_client()
    assert client.get("/readyz").text == "ok\n"
    with baigu.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE replies")
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.text.startswith("degraded\n数据库 ")


@pytest.mark.parametrize(
    ("address", "passed_on", "status"),
    [
        ("127.0.0.1", None, 200),
        ("10.3.4.5", None, 200),
        ("8.8.4.4", None, 404),
        ("127.0.0.1", "8.8.8.8", 404),  # a visitor whom the proxy passes on
        ("127.0.0.1", "10.3.4.5", 200),
        ("127.0.0.1", "nonsense", 404),
    ],
)
def test_figures_are_for_the_offices_own_network(
    serve: Callable[..., WebService], address: str, passed_on: str | None, status: int
) -> None:
    headers = {"X-Forwarded-For": passed_on} if passed_on else {}
    response = (
        serve().wsgi().test_client().get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=headers)
    )
    assert response.status_code == status
