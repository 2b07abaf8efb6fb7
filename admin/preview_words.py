"""What is said before anything is sent: how many, by which road, at what cost, and who waits. Pure.

Of a narrow audience no exact number is told, and nothing that depends on one (bot.rules.headcount). Of a wide one
no part is counted: less the count of a narrow one, it would be how many are under a disclosure block.
"""

from collections.abc import Iterator, Sequence

from bot.core.audience import Rank
from bot.core.quota import Quota
from bot.rules.headcount import FEWEST, is_few, size
from bot.rules.sending import share
from bot.storage.parting import Preview
from bot.storage.questions import Audience

FEW = f"0〜{FEWEST - 1}人"
NARROW = (
    "せまくしぼったときは、だれか一人のことが数から分からないようにしています。"
    "支援措置の方は数に入れず、人数はおおよその大きさだけ出します。送ると、全員に届きます。"
)
HELD = "離れて住む家族と役員には、すぐには送りません。1日のうちにLINEで話しかけてくれば、無料の返信で届きます。"
HELPERS = (
    "ほかの地区に住むご家族と支援者には、ご本人の同意か有事の宣言があるときだけ、お名前を出して別に知らせます。"
    "上の数には入っていません。通数が足りないときは送りません。"
)
_RANK = {
    Rank.SUPPORT: "支援が必要な方",
    Rank.HAZARD: "自宅に危険がある方",
    Rank.OTHERS: "そのほかの方",
}
_IN_ORDER = "通数が足りません。支援が必要な方、自宅に危険がある方、そのほかの方の順に送ります。"
_NOT_MORE = "それまでにふえなければ届きません。電話か訪問をしてください。"
_OTHERS_WAIT = f"残りの方には、通数がふえしだい送ります(23時間まで)。{_NOT_MORE}"
_SCARCE = f"今月の通数は、ほとんど残っていません。足りなければ、通数がふえしだい送ります(23時間まで)。{_NOT_MORE}"
_MORE = "通数は、LINE公式アカウントの管理画面でプランを上げると、すぐふえます。"


def people(number: int, *, narrow: bool) -> str:
    return FEW if is_few(number, narrow=narrow) else number_of(number, "人", narrow=narrow)


def number_of(number: int, unit: str, *, narrow: bool) -> str:
    """Of one that is not few."""
    return f"{size(number):,}{unit}以上" if narrow else f"{number:,}{unit}"


def roads(asked: Audience, *, narrow: bool) -> str:
    """Somebody with both roads counts in both. Empty where even all of them together are too few."""
    if is_few(asked.asked, narrow=narrow):
        return ""
    by_line, by_web = (people(each, narrow=narrow) for each in (asked.by_line, asked.by_web))
    return f"LINE {by_line} ・ ウェブチャット {by_web}"


def unreachable(asked: Audience, *, narrow: bool) -> str:
    if not asked.unreachable or is_few(asked.unreachable, narrow=narrow):
        return ""
    return f"届ける手段のない人 {people(asked.unreachable, narrow=narrow)}。だれかが行くか、電話が必要です。"


def cost(preview: Preview, quota: Quota | None) -> str:
    """`quota` None: LINE does not say. Of a narrow audience whether it is enough: two rests of the month subtracted
    would be the true number.
    """
    few = is_few(preview.cost, narrow=preview.narrow)
    if not preview.cost and not few:
        return "LINEの通数はかかりません。"
    said = (
        "LINEの通数は、わずかです" if few else f"LINE {number_of(preview.cost, '通', narrow=preview.narrow)}を使います"
    )
    said += "(1人に1通。返信は無料)。"
    if quota is None:
        return f"{said}今月の残りは分かりません(LINEから答えがありません)。"
    if quota.left is None:
        return f"{said}今月の上限はありません。"
    left = max(quota.left - preview.waiting, 0)
    if preview.narrow:
        enough = left >= (FEWEST if few else preview.cost)
        return f"{said}今月の残りで{'足ります' if enough else 'は足りません'}。"
    waiting = f"このうち{preview.waiting}通は、先に送るもので使います。" if preview.waiting else ""
    after = f"送ると残り{left - preview.cost}通です。" if left >= preview.cost else ""
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
        return (_IN_ORDER, _OTHERS_WAIT, HELD, _MORE)
    return (_IN_ORDER, *_by_rank(preview, left), _MORE)


def _by_rank(preview: Preview, left: int | None) -> Iterator[str]:
    shares = share(preview.wanted, left)
    for rank, now in sorted(shares.now.items()):
        later = f"{'一部の方には、' if now else ''}通数がふえしだい送ります(23時間まで)"
        yield f"{_RANK[rank]}: {later if rank in shares.waiting else '全員にすぐ送ります'}。"
    if shares.waiting:
        yield _NOT_MORE
    if shares.held:
        yield HELD
