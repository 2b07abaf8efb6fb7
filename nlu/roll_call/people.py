"""Reads a name with what belongs to it: さん, the house, the wife; and who is only the source of a word."""

import re
from dataclasses import replace

from nlu.roll_call.mark import Mark
from nlu.roll_call.piece import Piece
from nlu.roll_call.residents import Register

_KIN = (
    "奥さん|奥様|旦那さん|ご主人|息子さん|息子|娘さん|お嫁さん|嫁さん|お孫さん|おばあちゃん|ばあちゃん|おばあさん|ばあさん|ばっぱ|ばんつぁ|ばんちゃ|"
    "おじいちゃん|じいちゃん|おじいさん|じいさん|じっち|じんつぁ|じんちゃ|お母さん|おかあさん|お父さん|おとうさん|赤ちゃん|お子さん|子どもさん|"
    "子ども|子供|弟さん|妹さん|お兄さん|お姉さん|娘"
)
_TITLE = "さん|さま|様|氏|くん|君|ちゃん"
_HOUSE = "ご家族|家族|の家族|のご家族|一家|ご夫婦|夫婦|親子|さんち|さん家|さん宅|んち|ん家|の家|のうち|のお宅|宅|家|ち"
_OF = re.compile(
    rf"(?P<title>{_TITLE})?(?P<house>(?:{_HOUSE})(?!よ|ゃ|ょ|か|っ|に|で|さ|へ|の中|具|電|庭|族))?(?P<kin>の?(?:{_KIN})(?!(?:の|ん)(?:とこ|所|家|うち)|に(?:聞|電)|から))?"
)
_HOUSEMATE = re.compile(rf"(?:さん)?(?:の(?:人|方|家|うち|お宅|老夫婦|夫婦|家族|若夫婦|{_KIN}))?")
_UNKNOWN = re.compile(rf"(?:[一-鿿々ヶ]{{1,4}}|[ぁ-ん]{{2,5}}?)(?=(?:{_TITLE}|宅))")
_FAR_HOUSE = re.compile(
    r"(?:[0-9]{1,2}軒(?:隣|となり|先|目)|[ぁ-ん一-鿿々]{1,8}?の(?:家|うち|お宅))(?!に|で|さ|へ|の中|具|族)"
)
_PARTICLE = re.compile("[はがをもでとへや、。]")
_HEARD = re.compile(
    r"(?:さん)?(?:の人|の方|の奥さん)?(?:に聞|から聞|の話|によると|が言|も言|が教え|情報|に確認し|に聴)(?:い|っ|え)?"
    r"(?P<forward>たら|て|では|だと|たところ|ると)?"
)
_SAYS = re.compile(
    "(?:の人|の方)?(?:が|も|は)(?=[^、。?]{1,16}?(?:って|と|ど|て)(?:言|話し|教え|いって|いった|せって))"
)
_AT_ANOTHERS = re.compile(
    "(?:の家|んち|ち|のうち|のとこ|とこ|のところ|宅|のお宅)?(?:に|さ|へ|で)(?=い|避|泊|世話|行|移|身|お)"
)
_PHONED = re.compile(r"(?:から|に)(?:電話|連絡|メール|ライン)")
_MERGED = re.compile("の?")


def with_belongings(piece: Piece, text: str) -> Piece:
    """佐藤さんち, 佐藤宅: the house. 佐藤さんの奥さん: somebody of it."""
    own = text[piece.start : piece.end]
    match = _OF.match(text, piece.end)
    assert match is not None
    house = bool(match["house"]) or own.endswith(("さんち", "さん宅", "さん家", "宅", "んち", "家"))
    return replace(piece, end=match.end(), household=house and not match["kin"], member=bool(match["kin"]))


def unknown_with_title(text: str, start: int) -> Piece | None:
    """山田さん, of whom no list knows."""
    match = _UNKNOWN.match(text, start)
    return None if match is None else with_belongings(Piece(Mark.NAME, start, match.end()), text)


def house_at(piece: Piece, text: str) -> Piece:
    """隣の人, 向かいのばあちゃん are as much of the house as is told."""
    match = _HOUSEMATE.match(text, piece.end)
    assert match is not None
    return replace(piece, end=match.end())


def house_by_place(text: str, start: int) -> Piece | None:
    """青い屋根の家, 3軒先."""
    match = _FAR_HOUSE.match(text, start)
    if match is None or text[match.end() : match.end() + 1].isdigit() or _PARTICLE.search(match[0].rsplit("の", 1)[0]):
        return None
    return house_at(Piece(Mark.HOUSE, start, match.end()), text)


def source(piece: Piece, text: str, *, spoken_of: bool) -> Piece | None:
    """隣の人に聞いたら: who says it. `spoken_of`: somebody else was named before, so that a call is about them."""
    match = _HEARD.match(text, piece.end)
    phoned = _PHONED.match(text, piece.end)
    if match is not None:
        forward = match["forward"] is not None and not spoken_of
        return Piece(Mark.SOURCE, piece.start, match.end(), forward=forward)
    if spoken_of and piece.mark is not Mark.NAME and (says := _SAYS.match(text, piece.end)) is not None:
        return Piece(Mark.SOURCE, piece.start, says.end())
    if phoned is not None and (spoken_of or piece.mark is Mark.KIN):
        return Piece(Mark.SOURCE, piece.start, phoned.end())
    return None


def at_anothers(piece: Piece, text: str) -> Piece | None:
    """佐藤さんは鈴木さんの家に避難: says where, and nothing of 鈴木さん."""
    match = _AT_ANOTHERS.match(text, piece.end)
    subject = text[piece.start - 1 : piece.start] in ("は", "が", "も", "、") and piece.start > 0
    return Piece(Mark.AT_ANOTHERS, piece.start, match.end()) if match and subject else None


def next_to(piece: Piece, text: str, register: Register) -> Piece:
    """隣の田中さん is 田中さん; 渡部のミヨさん is the one who bears both names; 佐藤さんの隣 is a house."""
    joint = _MERGED.match(text, piece.end)
    assert joint is not None
    found = register.longest(text, joint.end(), opens=True) if joint[0] else None
    if found is None:
        return piece
    end, named = found
    both = tuple(each for each in named if each in piece.named)
    if piece.mark is Mark.NAME and not both:
        return piece
    return with_belongings(Piece(Mark.NAME, piece.start, end, both or named), text)
