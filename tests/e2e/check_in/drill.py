"""The chapters of a drill in the north: the question, the answers, the family, the leader, the strangers."""

from integrations.sandbox.line_platform.phone.friendship import invite_bot, remove_bot
from integrations.sandbox.line_platform.phone.writing import say, send_photo, send_sticker, unsend
from tests.e2e.check_in import town
from tests.e2e.check_in.city import City
from tests.e2e.check_in.phone import MULTICAST, PUSH

GROUP = "C" + "a" * 32


async def before_anything_happened(city: City) -> None:
    heard = await city.phone(town.MEGUMI).says("お母さんは大丈夫?")
    assert "お母さん(会津 花子さん)" in heard.words
    assert "いまは安否確認をしていません" in heard.words
    assert "いまは安否確認をしていません" in (await city.phone(town.ISAMU).says("まとめ")).words
    await city.phone(town.KAZU).blocks()
    await city.settles()


async def all_are_asked(city: City) -> None:
    """Those who need support first; nobody elsewhere, nobody who has blocked us."""
    asked = await city.phone(town.HANA).is_told(MULTICAST)
    everybody = {town.HANA, town.MEGUMI, town.ISAMU, town.KEN, town.MIYO, town.YUMI, town.FUMI}
    for each in everybody - {town.HANA}:
        await city.phone(each).is_told(MULTICAST)
    by_call = [set(each.recipients) for each in city.world.journal.sends if each.route == MULTICAST]
    assert set.union(*by_call) == everybody
    assert len(by_call) < len(everybody), "one call for many"
    assert asked.send.retry_key
    for words in (
        "【訓練】安否確認",
        "会津若松市です",
        "「秋の防災訓練」(震度5強)",
        "北町",
        "ご無事ですか",
        "本物かどうか",
    ):
        assert words in asked.words
    labels = ["無事です", "けがをした", "助けてほしい", "避難しました", "家族のことを答える"]
    assert city.phone(town.HANA).labels[:5] == labels
    assert "Are you safe?" in (await city.phone(town.EMILY).is_told(PUSH)).words
    assert "だいじょうぶ" in (await city.phone(town.LIN).is_told(PUSH)).words


async def they_answer(city: City) -> None:
    hana, megumi = city.phone(town.HANA), city.phone(town.MEGUMI)
    assert "まだ回答が届いていません" in (await megumi.says("お母さんは大丈夫?")).words
    megumi.listens_from_now()
    assert "【訓練】「無事」と受け取りました" in (await hana.says("さすけねぇ")).words
    told = await megumi.is_told(PUSH)
    assert told.send.retry_key
    assert "【訓練】会津 花子さん: 無事" in told.words
    await hana.taps("家にいる")
    assert "ほかに足りないもの" in (await hana.taps("水")).words
    assert "娘さんにお知らせしました" in (await hana.taps("ほかはありません")).words
    assert "いる場所: 自宅" in (await megumi.says("お母さんは大丈夫?")).words
    assert "safe" in (await city.phone(town.EMILY).taps("I am safe")).words
    await city.phone(town.YUMI).taps("避難しました")
    assert "119" in (await city.phone(town.KEN).taps("けがをした")).words


async def one_comes_back_and_answers_for_his_wife(city: City) -> None:
    kazu, fumi = city.phone(town.KAZU), city.phone(town.FUMI)
    fumi.listens_from_now()
    assert "ご無事ですか" in (await kazu.follows()).words
    assert "奥さまは「無事」と受け取りました" in (await kazu.says("妻は避難所にいます。無事です")).words
    assert "あなたのことを「無事」と答えました" in (await fumi.is_told(PUSH)).words


async def a_stranger_learns_nothing(city: City) -> None:
    stranger = city.phone(town.STRANGER)
    assert "「無事」と受け取りました" in (await stranger.says("無事です")).words
    await stranger.says("北町の山田です")
    for question in ("まとめ", "まだの人", "花子さんは大丈夫?", "母は大丈夫?", "助けが必要な人"):
        assert "【訓練】" in (await stranger.says(question)).words, question
    assert not any(name in stranger.everything for name in (*town.GIVEN_NAMES, "会津 ", "佐藤"))


async def the_leader_sees_counts_and_the_names_of_those_who_agreed(city: City) -> None:
    leader = city.phone(town.ISAMU)
    summary = (await leader.says("まとめ")).words
    assert "【訓練】北町のまとめ 回答 5/9人" in summary
    by_button, by_words = await leader.taps("まだの人"), await leader.says("まだの人")
    assert by_button.words == by_words.words
    assert "まだの人 4人" in by_words.words
    assert "あなた" in by_words.words
    assert "佐藤 勇" not in by_words.words
    assert "ほかに3人います" in by_words.words
    by_button, by_words = await leader.taps("助けが必要な人"), await leader.says("助けが必要な人")
    assert by_button.words == by_words.words
    assert "鈴木 健" in by_words.words
    assert not any(name in leader.everything for name in town.HIDDEN_NAMES)


async def nobody_else_sees_any_of_it(city: City) -> None:
    """Asked about a hidden wife, about a person nobody confirmed and about nobody at all: one answer."""
    taro = city.phone(town.TARO)
    answers = {
        (await taro.says(f"{who}は大丈夫?")).words for who in ("妻", "由美", "ミヨさん", "花子さん", "だれだれ次郎")
    }
    assert len(answers) == 1
    assert "民生委員の方だけ" in (await city.phone(town.KEN).says("まとめ")).words
    assert "由美" not in taro.everything


async def languages_are_spoken_as_chosen(city: City) -> None:
    lin = city.phone(town.LIN)
    assert "I will speak English" in (await lin.says("English")).words
    assert "Are you safe?" in (await lin.says("???")).words
    assert "日本語でお話しします" in (await lin.says("日本語")).words


async def odd_things_are_answered(city: City) -> None:
    miyo = city.phone(town.MIYO)
    hand = miyo.hand
    assert "スタンプ" in (await miyo.answer_to(lambda: send_sticker(hand, "1", "2"))).words
    assert "写真" in (await miyo.answer_to(lambda: send_photo(hand, b"not really"))).words
    assert "よく分かりませんでした" in (await miyo.says("あ" * 5_000)).words
    for kind, content in (("membership", {}), ("postback", {"postback": {"data": "1|report"}}), ("no_such_kind", {})):
        heard = await miyo.answer_to(lambda kind=kind, content=content: hand.tell(kind, content, repliable=True))
        assert "よく分かりませんでした" in heard.words, kind
    await miyo.does(lambda: hand.tell("accountLink", {"link": {"result": "ok", "nonce": "n"}}, repliable=True))
    await miyo.does(lambda: unsend(hand, say(hand, "取り消す言葉").message_id or ""))


async def a_group_is_greeted_and_its_talk_is_left_alone(city: City) -> None:
    city.world.add_group("北町内会", [town.ISAMU, town.MIYO], GROUP, bot_inside=False)
    inside = city.phone(town.ISAMU, GROUP)
    for _ in range(2):
        assert "1対1のトーク" in (await inside.answer_to(lambda: invite_bot(city.platform, GROUP))).words
        assert "まだ決まっていません" in (await inside.says("まとめ")).words
        assert "119" in (await inside.says("助けて")).words
        await inside.does(lambda: say(inside.hand, "母は大丈夫?"))
        await inside.does(lambda: remove_bot(city.platform, GROUP))
    await city.settles()
    assert sum(GROUP in each.delivered for each in city.world.journal.sends) == 2 * 3
