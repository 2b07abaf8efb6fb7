"""The CSV files of a small town, and how its people are called and reached."""

from collections.abc import Iterable
from pathlib import Path

HANA, MEGUMI, ISAMU, KEN, MIYO, YUMI, TARO, EMILY, LIN, KAZU, FUMI = (f"U{number:032x}" for number in range(1, 12))
STRANGER = "U" + "e" * 32
CONSENTING = frozenset({"会津 花子", "鈴木 健", "佐藤 勇"})
"""Of the north, whose names the leader may read: the leader's own among them."""
GIVEN_NAMES = ("花子", "健", "ミヨ", "由美", "Emily", "Lin", "和夫", "フミ")
"""Of the people of the north but the leader: a name in a message is noticed by it."""
HIDDEN_NAMES = ("渡部", "ミヨ", "星", "由美", "Emily", "Carter", "Lin", "小林", "和夫", "フミ")
"""What the leader must never read."""

PEOPLE = {
    "P-hana": ("会津 花子", "north", "female", "ja", "1", "0", HANA),
    "P-megumi": ("会津 恵", "", "female", "ja", "0", "0", MEGUMI),
    "P-isamu": ("佐藤 勇", "north", "male", "ja", "0", "0", ISAMU),
    "P-ken": ("鈴木 健", "north", "male", "ja", "0", "0", KEN),
    "P-miyo": ("渡部 ミヨ", "north", "female", "ja", "1", "0", MIYO),
    "P-yumi": ("星 由美", "north", "female", "ja", "0", "1", YUMI),
    "P-taro": ("星 太郎", "south", "male", "ja", "0", "0", TARO),
    "P-emily": ("Emily Carter", "north", "female", "en", "0", "0", EMILY),
    "P-lin": ("Lin Mei", "north", "female", "ja-easy", "0", "0", LIN),
    "P-kazu": ("小林 和夫", "north", "male", "ja", "0", "0", KAZU),
    "P-fumi": ("小林 フミ", "north", "female", "ja", "0", "0", FUMI),
    "P-goro": ("栗城 吾郎", "south", "male", "ja", "0", "0", ""),
}
_ALL_ITEMS = "name;condition;whereabouts;needs;location"

SHEETS: dict[str, tuple[str, list[str]]] = {
    "districts.csv": ("district,name,association", ["north,北町,北町内会", "south,南町,南町内会"]),
    "people.csv": (
        "person_id,name,district,sex,language,support_needed,disclosure_block",
        [",".join((id_, *facts[:-1])) for id_, facts in PEOPLE.items()],
    ),
    "accounts.csv": (
        "person_id,channel,address",
        [f"{id_},line,{facts[-1]}" for id_, facts in PEOPLE.items() if facts[-1]],
    ),
    "relations.csv": (
        "person_id,other_id,kind,label,confirmed",
        [
            "P-hana,P-megumi,family,娘,1",
            "P-megumi,P-hana,family,母,1",
            "P-hana,P-ken,supporter,隣人,1",
            "P-yumi,P-taro,family,夫,1",
            "P-taro,P-yumi,family,妻,1",
            "P-fumi,P-kazu,family,夫,1",
            "P-kazu,P-fumi,family,妻,1",
            "P-miyo,P-taro,family,甥,0",
        ],
    ),
    "roles.csv": ("person_id,role,district", ["P-isamu,leader,north"]),
    "consents.csv": (
        "person_id,purpose,items,recipient_kind,phase",
        [
            f"P-hana,safety_sharing,{_ALL_ITEMS},family,both",
            f"P-hana,safety_sharing,{_ALL_ITEMS},supporter,both",
            f"P-hana,safety_sharing,{_ALL_ITEMS},association,both",
            f"P-ken,safety_sharing,{_ALL_ITEMS},association,both",
            f"P-yumi,safety_sharing,{_ALL_ITEMS},family,both",
            f"P-yumi,safety_sharing,{_ALL_ITEMS},association,both",
            f"P-fumi,safety_sharing,{_ALL_ITEMS},family,both",
        ],
    ),
}


def write_town(folder: Path) -> Path:
    folder.mkdir()
    for name, (header, lines) in SHEETS.items():
        write_sheet(folder / name, header, lines)
    return folder


def write_sheet(file: Path, header: str, lines: Iterable[str]) -> None:
    file.write_text("\n".join((header, *lines, "")), encoding="utf-8")
