"""What a request met on its way to a webhook, told by what came back: another's answer, or our own webhook's refusal."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.errors import Refusal

if TYPE_CHECKING:
    from bot.simulator.line import Attempt

_REDIRECTED = "被转到别的网址，平台不会跟着走；请填转到的那个网址"
_STATUS_MEANINGS = {
    301: _REDIRECTED,
    302: _REDIRECTED,
    307: _REDIRECTED,
    308: _REDIRECTED,
    403: "被拒绝：两边的 Token 不一样，或服务器时钟不准，或前面的防火墙挡住了",
    404: "网址里的路径不对，或前面的代理没有把它转给服务",
    405: "前面的代理不让 {method} 过去；GET 和 POST 都要转给服务",
    411: "前面的代理收不下没有写明长度的正文",
    413: "前面的代理嫌正文太大；至少要放行 64 KiB",
    429: "前面的代理限制了次数；给平台的网址不要限",
    502: "前面的网页服务器（如 nginx）找不到后面的程序",
    503: "服务没有准备好，或还没有填 Token",
    504: "前面的网页服务器（如 nginx）等不到后面的程序",
}

_RESTARTED = "改过 .env 要重启服务"
_REFUSALS = {
    Refusal.UNSIGNED: "到了服务，网址里问号后面的参数却丢了；前面的代理要原样转发整个网址",
    Refusal.SIGNATURE: f"到了服务，Token 却对不上；{_RESTARTED}",
    Refusal.MSG_SIGNATURE: f"到了服务，msg_signature 却对不上：Token 不一样，或代理动了参数、正文；{_RESTARTED}",
    Refusal.STALE: "到了服务，时间却差了 10 分钟以上；校准两边的时钟",
    Refusal.PLAIN: f"到了服务，服务却只收加密的：这边没有填 BAIGU_AES_KEY，或代理丢了一部分参数；{_RESTARTED}",
    Refusal.NO_KEY: f"到了服务，服务却没有填 BAIGU_AES_KEY；{_RESTARTED}",
    Refusal.OTHER_KEY: f"到了服务，服务却解不开：EncodingAESKey 不一样；{_RESTARTED}",
    Refusal.OTHER_ACCOUNT: f"到了服务，AppID（企业微信是企业ID）却不一样；{_RESTARTED}",
    Refusal.OVERSIZED: "到了服务，正文却变大了；前面的代理要原样转发正文",
    Refusal.MALFORMED: "到了服务，正文却不是原来的；前面的代理要原样转发正文",
}


def obstacle(attempt: Attempt, method: str) -> str | None:
    """What kept a request from being answered with 200; None where it was."""
    if attempt.problem:
        return f"网址不通：{attempt.problem}"
    if attempt.status == HTTPStatus.OK:
        return None
    why = _refusal(attempt.body)
    meaning = _REFUSALS[why] if why else _STATUS_MEANINGS.get(attempt.status, "").format(method=method)
    is_told = why or attempt.status == HTTPStatus.NOT_FOUND  # of which our own site has a page
    return "：".join(
        filter(None, (f"HTTP {attempt.status}", meaning, "" if is_told else answered_by_another(attempt)))
    )


def answered_by_another(attempt: Attempt) -> str:
    """Who answered, where that cannot have been a webhook; empty where it may have."""
    for begins, what in (
        (b"<!doctype", "一张网页"),
        (b"<html", "一张网页"),
        (b"{", " JSON"),
        (b"[", " JSON"),
    ):
        if attempt.body.lstrip()[:20].lower().startswith(begins):
            return f"回的是{what}，是前面的代理、防火墙或 CDN 自己答的，没有转给服务"
    return ""


def _refusal(body: bytes) -> Refusal | None:
    """Why our own webhook refused, which says so in one word; other webhooks say other things."""
    said = body[:40].decode("ascii", "replace").strip()
    return Refusal(said) if said in {why.value for why in Refusal} else None
