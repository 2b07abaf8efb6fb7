"""What is said before anything is sent: how many, by which road, at what cost, and who waits. Pure.

Of a narrow audience no number below three is told, and nothing that depends on one (bot.rules.headcount).
"""

from collections.abc import Iterator, Sequence

from bot.core.audience import Rank
from bot.core.quota import Quota
from bot.rules.headcount import FEWEST, is_few
from bot.rules.sending import share
from bot.storage.parting import Preview
from bot.storage.questions import Audience

FEW = f"0〜{FEWEST - 1}人"
NARROW = (
    "せまくしぼったときは、だれか一人のことが数から分からないようにしています。"
    "支援措置の方は数に入れず、3人より少ない数は出しません。送ると、全員に届きます。"
)
HELD = "離れて住む家族と役員 {}人には、すぐには送りません。LINEで話しかけてきたときに、無料の返信で届きます。"
_HELD_SOME = HELD.replace(" {}人", "")
_RANK = {
    Rank.SUPPORT: "支援が必要な方",
    Rank.HAZARD: "自宅に危険がある方",
    Rank.OTHERS: "そのほかの方",
}
_IN_ORDER = "通数が足りません。支援が必要な方、自宅に危険がある方、そのほかの方の順に送ります。"
_OTHERS_WAIT = "残りの方へは、通数がふえるまで待ちます。"
_SCARCE = "今月の通数は、ほとんど残っていません。足りなければ、通数がふえるまで待ちます。"
_MORE = "通数は、LINE公式アカウントの管理画面でプランを上げると、すぐふえます。"


def people(number: int, *, narrow: bool) -> str:
    return FEW if is_few(number, narrow=narrow) else f"{number:,}人"


def roads(asked: Audience, *, narrow: bool) -> str:
    """Somebody with both roads counts in both. Empty where even all of them together are too few."""
    if is_few(asked.asked, narrow=narrow):
        return ""
    by_line, by_web = (people(each, narrow=narrow) for each in (asked.by_line, asked.by_web))
    return f"LINE {by_line} ・ ウェブチャット {by_web}"


def unreachable(asked: Audience, *, narrow: bool) -> str:
    if not asked.unreachable or is_few(asked.unreachable, narrow=narrow):
        return ""
    return f"届ける手段のない人 {asked.unreachable:,}人。だれかが行くか、電話が必要です。"


def cost(preview: Preview, quota: Quota | None) -> str:
    """`quota` None: LINE does not say."""
    few = is_few(preview.cost, narrow=preview.narrow)
    if not preview.cost and not few:
        return "LINEの通数はかかりません。"
    said = "LINEの通数は、わずかです" if few else f"LINE {preview.cost}通を使います"
    said += "(1人に1通。返信は無料)。"
    if quota is None:
        return f"{said}今月の残りは分かりません(LINEから答えがありません)。"
    if quota.left is None:
        return f"{said}今月の上限はありません。"
    left = max(quota.left - preview.waiting, 0)
    waiting = f"このうち{preview.waiting}通は、先に送るもので使います。" if preview.waiting else ""
    after = f"送ると残り{left - preview.cost}通です。" if left >= preview.cost and not few else ""
    return f"{said}今月の残りは{quota.left}通。{waiting}{after}"


def shortage(preview: Preview, quota: Quota | None) -> Sequence[str]:
    """Nothing where there is enough, or nobody knows."""
    left = preview.left(quota.left if quota else None)
    if is_few(preview.cost, narrow=preview.narrow):
        return (_SCARCE, _MORE) if left is not None and left < FEWEST else ()
    shares = share(preview.wanted, left)
    if not shares.is_short:
        return ()
    if preview.narrow:
        return (_IN_ORDER, _OTHERS_WAIT, _HELD_SOME, _MORE)
    return (_IN_ORDER, *_by_rank(preview, left), _MORE)


def _by_rank(preview: Preview, left: int | None) -> Iterator[str]:
    shares = share(preview.wanted, left)
    for rank in sorted(shares.now):
        waiting = shares.waiting.get(rank, 0)
        rest = f"、{waiting}人は通数がふえるまで待ちます" if waiting else ""
        yield f"{_RANK[rank]}: {shares.now[rank]}人にすぐ送ります{rest}。"
    if shares.held:
        yield HELD.format(shares.held)
