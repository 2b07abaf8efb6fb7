"""What stands on the demo's page above the phones: buttons in the order in which a newcomer wants them."""

from integrations.sandbox.line_platform import DemoAction, PhonePage

_DRILL = "訓練をためす"
_REAL = "災害のとき（まず市の画面を開いておく）"
_SCREENS = "画面を開く"
_PROPOSED = "数秒で「市の画面」に提案が出ます。市が確かめて送るまで、だれにも届きません。"


def demo_page(console: str, web_chat: str, pace: int) -> PhonePage:
    """`console`, `web_chat`: addresses; `pace`: how much faster than in a city the ladder goes."""
    return PhonePage(
        actions=(
            DemoAction("訓練を始める", post="/demo/drill/open", group=_DRILL),
            DemoAction("訓練を終える", post="/demo/drill/close", group=_DRILL),
            DemoAction(
                "地震の電文を流す",
                post="/demo/alerts/quake",
                group=_REAL,
                told=f"地震の電文を流しました。{_PROPOSED}",
            ),
            DemoAction(
                "避難指示を流す",
                post="/demo/alerts/order",
                group=_REAL,
                told=f"避難指示を流しました。{_PROPOSED}",
            ),
            DemoAction(
                "避難所の開設を流す",
                post="/demo/alerts/shelters",
                group=_REAL,
                told="避難所の開設を流しました。「市の画面」の「届いた電文」に出ます。だれにも何も送られません。",
            ),
            DemoAction(
                "訓練の電文を流す",
                post="/demo/alerts/training",
                group=_REAL,
                told="訓練の電文を流しました。提案は出ません。訓練の電文で、本番の安否確認が始まることはありません。",
            ),
            DemoAction("市の画面", href=console, group=_SCREENS),
            DemoAction("ウェブの窓口", href=web_chat, group=_SCREENS),
        ),
        note=f"返事のない人への呼びかけは、時間を{pace}倍で進めています。" if pace > 1 else "",
    )
