"""Words that ask for the link or for its end, and that answer 「つなぎますか」: whole messages, never a part of one."""

import re
import unicodedata

_PLEASE = r"(?:する|します|したい|して|したいです|してください|をする|をしたい|ください|お願いします|たい|です)?"
_START = re.compile(
    r"(?:市役所|市|line|ライン|アカウント|住民)?(?:と|に|を|へ|の)?"
    r"(?:つなぐ|つなぎたい|つなげる|つなげたい|つないで|つながる|連携|登録|ログイン|サインイン|コード|紐づけ|紐付け|ひもづけ)"
    rf"(?:を入れる|を入力|の入力|を使う|方法|のしかた)?{_PLEASE}"
    r"|(?:link|connect|login|signin|register|code)(?:me|myaccount|account)?"
)
_STOP = re.compile(
    r"(?:市との|市と|市への|アカウントの|アカウント|line|ライン)?(?:の)?(?:つながり|連携|登録|リンク|紐づけ|紐付け)(?:を)?"
    rf"(?:やめる|やめたい|やめて|止める|解除|切る|切りたい|消す|消して|削除|はずす|外す|取り消し|取消){_PLEASE}"
    r"|ログアウト|(?:unlink|disconnect|logout|signout)(?:me|myaccount|account)?"
)
_SHOW = re.compile(
    r"(?:つながって(?:い)?る|つないで(?:い)?る|連携(?:して(?:い)?る|中の)|ログイン中の|登録した)"
    r"(?:スマホ|電話|端末|line|ライン|アカウント|窓口|ところ|もの|機器|chat|チャット)"
    r"(?:を|は|の)?(?:見る|見たい|見せて|確認|一覧|どれ|どこ)?(?:を)?(?:する|したい|して)?(?:ください|です|ですか)?"
    r"|(?:つながり|連携|リンク|アカウント)(?:を|の)?(?:確認|一覧|見る|見たい|見せて)(?:を)?(?:する|したい|して)?(?:ください)?"
    r"|(?:だれ|誰)(?:が|と)(?:つながって|連携して)(?:い)?(?:る|ます)(?:の|か)?"
    r"|(?:show|list)?(?:me)?(?:my)?linked(?:accounts|phones|devices)|(?:show)?myaccounts"
)
_OTHER_SPEAKER = re.compile(
    r"(?:べつ|別|ほか|他)の(?:人|ひと|者|もの)(?:が|です|の|に)?(?:こたえる|答える|答えます|話す|話します|かわる|代わる)?"
    r"|(?:人|話す人)(?:が|を)?(?:かわる|かわります|代わります|かわりました|代わりました|変える)"
    r"|(?:someoneelse|somebodyelse|anotherperson)(?:isspeaking|answers)?"
)
_YES = re.compile(
    r"(?:はい|はーい|うん|ええ|そうです|そう|わたしです|私です|ok|yes|yesplease|お願いします|つなぎます|つなぐ|つないでください|"
    r"やめます|いいです|はいお願いします|はいつなぎます|はいやめます)"
)
_NO = re.compile(
    r"(?:いいえ|いや|いえ|ちがいます|ちがう|違います|違う|no|nothanks|notme|つなぎません|つながない|やめません|"
    r"そのまま|このまま|しない|しません)"
)
_SIGNS = re.compile(r"[\s。、.,!?~〜'’]+")
_LONGEST = 40


def asks_to_link(words: str) -> bool:
    return _START.fullmatch(_squeezed(words)) is not None


def asks_to_unlink(words: str) -> bool:
    return _STOP.fullmatch(_squeezed(words)) is not None


def asks_for_accounts(words: str) -> bool:
    """「つながっているスマホ」「連携を確認」"""
    return _SHOW.fullmatch(_squeezed(words)) is not None


def says_another_speaks(words: str) -> bool:
    return _OTHER_SPEAKER.fullmatch(_squeezed(words)) is not None


def says_yes(words: str) -> bool:
    return _YES.fullmatch(_squeezed(words)) is not None


def says_no(words: str) -> bool:
    return _NO.fullmatch(_squeezed(words)) is not None


def _squeezed(words: str) -> str:
    """Small letters without spaces and signs; nothing of a long message, which is never such a word."""
    return "" if len(words) > _LONGEST else _SIGNS.sub("", unicodedata.normalize("NFKC", words).lower())
