from bot.pages.sharing import JsSdk


def test_the_signature_is_the_one_of_the_platforms_own_example() -> None:
    """JS-SDK 说明文档, 附录 1."""
    ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
    sdk = JsSdk("wx1", lambda: ticket, lambda: 1414587457.9, lambda: "Wm3WZYTPz0wzccnW")
    assert sdk.share_signature("http://mp.weixin.qq.com?params=value#here") == {
        "appId": "wx1",
        "timestamp": 1414587457,
        "nonceStr": "Wm3WZYTPz0wzccnW",
        "signature": "0f9de62fce790f9a083d5c99e95740ceb90c27ed",
    }


def test_without_a_ticket_there_is_no_signature() -> None:
    assert JsSdk("wx1", lambda: None, lambda: 0.0).share_signature("https://x.cn/") is None
