"""A small correct town as CSV files, for tests to bend."""

from collections.abc import Mapping

from bot.storage.city_load.problem import listed
from bot.storage.city_load.review import problems_of
from bot.storage.city_load.town import Known, Town, read_town

LINE_ACCOUNT = "U" + "0" * 31 + "1"

GOOD = {
    "districts.csv": (
        "district,name,kana,association,lat,lon\nD1,一箕町,いっきまち,一箕町内会,37.5095,139.9455\nD2,門田町,,,,\n"
    ),
    "people.csv": (
        "person_id,name,kana,birthdate,sex,address,district,block,phone,language,"
        "support_needed,support_reason,disclosure_block,subject,lat,lon\n"
        'P1,会津 花子,アイヅ ハナコ,1944-05-01,女,"一箕町大字八幡1-2, 2号",D1,1班,090-0000-0001,'
        'ja,1,"足が""弱い""",0,sub-1,37.5,139.9\n'
        "P2,会津 京子,,,f,,,,,en,,,,,,\n"
    ),
    "accounts.csv": f"person_id,channel,address\nP1,line,{LINE_ACCOUNT}\nP2,web,kyoko\n",
    "relations.csv": "person_id,other_id,kind,label,confirmed\nP1,P2,family,娘,1\nP2,P1,family,母,\n",
    "roles.csv": "person_id,role,district\nP2,leader,D1\nP2,city_staff,\n",
    "consents.csv": (
        "person_id,purpose,items,recipient_kind,recipient_id,phase,cadence,given_at,expires_at\n"
        "P1,safety_sharing,name;condition,family,,both,once,2026-04-01,2027-03-31\n"
    ),
    "sites.csv": (
        "site,name,kana,district,lat,lon,hazards\n"
        "S1,一箕小学校,いっきしょうがっこう,D1,37.506,139.94,landslide;flood\nS2,本庁舎,,,,,\n"
    ),
    "home_hazards.csv": "person_id,hazard,depth_m,zone\nP1,flood,1.5,\nP1,landslide,,red\n",
}


def as_bytes(files: Mapping[str, str], encoding: str = "utf-8") -> dict[str, bytes]:
    return {name: text.encode(encoding) for name, text in files.items()}


def town(encoding: str = "utf-8", /, **changed: str) -> Town:
    """The good town with some files written otherwise: `town(people="person_id,...")`."""
    files = GOOD | {f"{name}.csv": text for name, text in changed.items()}
    return read_town(as_bytes(files, encoding))


def problems(known: Known | None = None, /, **changed: str) -> list[str]:
    """What is said about the good town with some files written otherwise."""
    return list(listed(problems_of(town(**changed), known or Known())))


def only(known: Known | None = None, /, **files: str) -> list[str]:
    """What is said about these files alone."""
    read = read_town(as_bytes({f"{name}.csv": text for name, text in files.items()}))
    return list(listed(problems_of(read, known or Known())))
