"""CPU of an answer over each channel, in one process: `python -m tests.benchmarks.channels`."""

from __future__ import annotations

import json
import logging
import time
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import structlog

from bot.app.web_service import WebService
from bot.settings import load_settings
from tests.builders import KNOWLEDGE
from tests.channel.sides import WECHAT, WECOM, Side
from tests.wechat.counterpart import NOW

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ROUNDS = 15


def seconds(client: FlaskClient, side: Side, questions: list[str], number: int) -> float:
    """CPU that the service takes to answer all of them; what the platform's side takes is left out."""
    sent = [
        side.platform.sent(side.text(text, person=f"p{number}-{n}", msg_id=f"{number}-{n}"), "safe")
        for n, text in enumerate(questions)
    ]
    started = time.process_time()
    for one in sent:
        client.post(side.path, query_string=dict(one.query), data=one.body)
    return time.process_time() - started


def main() -> None:
    """Channels take turns; the ratio is of medians."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    lines = (KNOWLEDGE / "questions" / "check.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["q"] for line in lines if line.strip().startswith("{")]
    with TemporaryDirectory() as folder:
        settings = load_settings(
            _env_file=None,
            knowledge=KNOWLEDGE,
            database_url=f"sqlite:///{folder}/b.db",
            secret_key="benchmark",
            token=WECHAT.platform.token,
            app_id=WECHAT.platform.app_id,
            aes_key=WECHAT.platform.aes_key,
            wecom_corp_id=WECOM.platform.app_id,
            wecom_token=WECOM.platform.token,
            wecom_aes_key=WECOM.platform.aes_key,
        )
        service = WebService(settings, lambda: NOW)
        client = service.wsgi().test_client()
        for side in (WECHAT, WECOM):  # what is loaded once is loaded
            seconds(client, side, questions, -1)
        taken: dict[str, list[float]] = {"wechat": [], "wecom": []}
        for number in range(ROUNDS):
            for side in (WECHAT, WECOM) if number % 2 else (WECOM, WECHAT):
                taken[side.name].append(seconds(client, side, questions, number) / len(questions))
        service.close()
    wechat, wecom = (median(taken[name]) * 1000 for name in ("wechat", "wecom"))
    print(
        f"{len(questions)} questions, {ROUNDS} rounds: wechat {wechat:.2f} ms, wecom {wecom:.2f} ms of CPU an answer"
    )
    print(f"ratio {wecom / wechat:.3f}")


if __name__ == "__main__":
    main()
