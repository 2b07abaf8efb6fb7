"""What the box before closing says of those who still need somebody, and what makes it ask anew."""

from admin.closing_words import Left, UnderWay, still_left


def test_names_only_what_is_left() -> None:
    assert still_left(Left(1, 3, 1200)) == "要救助 1人・対応していない知らせ 3件・訪問 1,200件が残っています。"
    assert still_left(Left(visits=2)) == "訪問 2件が残っています。"
    assert still_left(Left()) == ""


def test_asks_anew_where_more_people_need_somebody_but_not_where_fewer_do() -> None:
    seen = UnderWay(left=Left(1, 3, 29))
    assert UnderWay(left=Left(2, 3, 28)).asks_anew(seen)
    assert not UnderWay(left=Left(1, 2, 20)).asks_anew(seen)
    assert UnderWay(talks=1, left=Left(1, 3, 29)).asks_anew(seen)
