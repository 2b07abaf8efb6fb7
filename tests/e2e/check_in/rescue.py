"""The chapters of a real disaster: calls for help, who hears of them and who does not."""

from tests.e2e.check_in import town
from tests.e2e.check_in.browser import says_in_the_web_chat
from tests.e2e.check_in.city import City
from tests.e2e.check_in.phone import PUSH, Heard

AT_ONCE_MS = 1_000


def says_first_that_this_is_not_119(heard: Heard) -> bool:
    return "119番ではありません" in heard.first and "tel:119" in heard.first


async def all_who_may_know_are_told_at_once(city: City) -> None:
    others = [city.phone(each) for each in (town.MEGUMI, town.KEN, town.ISAMU)]
    since = len(city.world.journal.sends)
    answer = await city.phone(town.HANA).says("たすけて、動げねぇ")
    assert says_first_that_this_is_not_119(answer)
    assert "いま、どこにいますか" in answer.words
    for each in others:
        told = await each.hears_since(since, "会津 花子さん: 助けが必要")
        assert told.send.route == PUSH
        assert abs(told.send.at_ms - answer.send.at_ms) < AT_ONCE_MS
        assert told.send.retry_key


async def a_cry_is_no_place(city: City) -> None:
    hana, megumi = city.phone(town.HANA), city.phone(town.MEGUMI)
    assert "いま、どこにいますか" in (await hana.says("早く助けて")).words
    since = len(city.world.journal.sends)
    assert "場所を受け取りました" in (await hana.says("家の2階、たんすの下")).words
    await megumi.is_told_since(since, "場所: 家の2階、たんすの下")


async def the_leader_hears_of_others_without_a_name(city: City) -> None:
    leader = city.phone(town.ISAMU)
    for user in (town.MIYO, town.YUMI):
        await city.settles()
        since = len(city.world.journal.sends)
        assert says_first_that_this_is_not_119(await city.phone(user).taps("助けてほしい"))
        await leader.is_told_since(since, "お名前は、ここではお伝えできません")
    listed = (await leader.says("助けが必要な人")).words
    assert "助けが必要な人 3人" in listed
    assert "会津 花子" in listed
    assert "ほかに2人います" in listed
    assert not any(name in leader.everything for name in town.HIDDEN_NAMES)


async def her_former_husband_learns_nothing(city: City) -> None:
    taro = city.phone(town.TARO)
    answers = {(await taro.says(f"{who}は大丈夫?")).words for who in ("妻", "由美", "だれだれ次郎")}
    assert len(answers) == 1
    about_her, about_nobody = [(await taro.says(f"{who}は無事です")).words for who in ("妻", "甥")]
    assert about_her == about_nobody
    await city.settles()
    assert not taro.unheard(PUSH)
    assert "由美" not in taro.everything


async def a_daughters_word_does_not_end_her_mothers_call(city: City) -> None:
    hana = city.phone(town.HANA)
    hana.listens_from_now()
    assert "ご本人に確かめます" in (await city.phone(town.MEGUMI).says("母は無事です")).words
    assert "娘さんが、あなたのことを「無事」と答えました" in (await hana.is_told(PUSH)).words


async def others_answer(city: City) -> None:
    place_and_question = (await city.phone(town.LIN).says("水が ありません")).words
    assert "わかりました" in place_and_question
    assert "だいじょうぶ" in place_and_question
    assert "safe" in (await city.phone(town.EMILY).says("I'm at the shelter")).words
    assert "119" in (await city.phone(town.FUMI).says("転んでけがをした")).words
    assert "「無事」と受け取りました" in await says_in_the_web_chat(city.address, "さすけねぇ")
    assert "「けが」と受け取りました" in (await city.phone(town.STRANGER).says("けがをしました")).words
