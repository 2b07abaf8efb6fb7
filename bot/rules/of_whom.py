"""Somebody else as the subject of a sentence: 「母は」, 「渡部さんも」, 「みんな」. Who is meant is for `kinship`."""

import re

KIN_WORD = r"[おご]?(?:母|父|かあ|とう|じい|ばあ|祖母|祖父|両親|娘|息子|夫|妻|兄|姉|弟|妹)(?:さん|ちゃん)?"
NAME = r"[一-龥々ァ-ヶー]{1,6}(?:さん|ちゃん|くん|様)"
_ALL = r"(?:みんな|みなさん|皆|全員|家族|二人とも)"
_REACHED = (
    r"(?:(?:電話|連絡)(?:が|を|で|に)?"
    r"(?:し|してみ|かけ|つい|とれ|取れ|つながっ|聞い|話し|出)(?:たら|て)|(?:聞い|話し)たら)"
)
_NAMED = re.compile(rf"(?:{KIN_WORD}|{NAME})(?:は|も|が|を)")
_SUBJECT = re.compile(
    rf"(?:^|(?<=[。、,.!！\s]))(?:{_REACHED}、?)?(?:(?:{KIN_WORD}|{NAME})(?:は|も|が)|{_ALL}(?:は|も|が|で)?)?"
)

_ASKS_HOW = re.compile(
    rf"(?:{KIN_WORD}|{NAME}|{_ALL})?(?:は|って|も)?(?:いま|今)?"
    r"(?:(?:大丈夫|だいじょう?ぶ|無事|ぶじ|元気|平気|さすけね[えぇ]?)(?:です|でしょう|なの?|なん(?:です)?)?(?:か(?:な|ね)?|の)?"
    r"|どう(?:です|でしょう|して(?:い)?(?:る|ます)|なって(?:い)?(?:る|ます)|なりました)(?:か|の)?)[?？]+"
    rf"|(?:{KIN_WORD}|{NAME}|{_ALL})(?:は|って|も)(?:いま|今)?(?:大丈夫|無事|元気|どう)(?:です|でしょう|なんです)?か[。]?",
)


def names_a_subject(words: str) -> bool:
    """「夫が」, 「渡部さんを」, anywhere."""
    return _NAMED.search(words) is not None


def without_subject(words: str) -> str:
    """「母は無事です」, 「電話したら母は無事でした」 as the mother would say it."""
    return _SUBJECT.sub("", words)


def asks_how_somebody_is(words: str) -> bool:
    """「お母さんは大丈夫?」: a question from end to end."""
    return _ASKS_HOW.fullmatch(words.strip()) is not None
