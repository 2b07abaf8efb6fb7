"""What waits because the month's LINE messages are used up, as the board says it: nothing is lost in silence. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Short:
    """LINE messages that LINE has refused for want of quota and that are tried again. `needing`: people."""

    drill: bool
    questions: int = 0
    reminders: int = 0
    others: int = 0
    needing: int = 0
    """Who needs support and is among those to whom a question or a reminder waits."""


def short_line(short: Short) -> str:
    waiting = (("安否の質問", short.questions), ("もう一度の呼びかけ", short.reminders), ("ほか", short.others))
    what = "、".join(f"{name} {number:,}通" for name, number in waiting if number)
    call = f"支援が必要な方 {short.needing:,}人にも届いていません。電話や訪問をしてください。" if short.needing else ""
    mark = "【訓練】" if short.drill else ""
    more = "プランを上げると、自動で送られます。待つのは、それぞれ23時間までです。"
    return f"{mark}LINEの通数が足りず、待っているもの: {what}。{call}{more}"
