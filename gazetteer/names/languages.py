"""What the build knows about languages: which are kept for what, and how they write some kinds of names."""

from __future__ import annotations

import re
from typing import Final

M49: Final = {
    "002": "geonames:6255146", "003": "geonames:6255149", "005": "geonames:6255150", "009": "geonames:6255151",
    "011": "geonames:7729885", "013": "geonames:7729892", "014": "geonames:7729889", "015": "geonames:7729887",
    "017": "geonames:7729886", "018": "geomap:southern-africa", "019": "geonames:10861432",
    "021": "geonames:7729890", "029": "geonames:7729891", "030": "geonames:7729894", "034": "geonames:7729895",
    "035": "geonames:7729896", "039": "geomap:southern-europe", "053": "geonames:7729898",
    "054": "geonames:7729899", "057": "geonames:7729900", "061": "geonames:7729901", "142": "geonames:6255147",
    "143": "geonames:7729893", "145": "geonames:7729897", "150": "geonames:6255148", "151": "geonames:7729884",
    "154": "geonames:7729883", "155": "geomap:western-europe", "202": "geomap:sub-saharan-africa",
    "419": "geomap:latin-america", "EU": "geonames:6695072", "EZ": "geomap:eurozone",
}  # fmt: skip
"""Places of CLDR's codes that are no country's: UN M49 regions and unions."""

SHORT_FIRST: Final = {"HK": "short", "MO": "short", "CD": "variant", "CG": "variant"}
"""Countries that texts call by what CLDR gives as an alternative: Hong Kong without "SAR China"."""
_UNITS: Final = (
    "ar bg zh hr sr sr-Latn cs nl fi fr de he hi id it fa pl pt ro ru sk sl es sv tr uk "
    "da no hu el ja ko vi ca et lv lt be mk bs ka hy az"
)
_SECOND_ORDER: Final = "ar cs de es fr it nl pl pt ru tr uk zh"
UNITS: Final = frozenset(_UNITS.split())
"""Languages in which first-order units are named."""
SECOND_ORDER: Final = frozenset(_SECOND_ORDER.split())
"""Languages in which second-order units are named: more would take the room that cities need."""
PEOPLE: Final = {"zh": "人", "zh-Hant": "人", "ja": "人", "ko": "인"}

RENAMED_ZONES: Final = {
    "Africa/Asmera": "Africa/Asmara", "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Catamarca": "America/Argentina/Catamarca", "America/Cordoba": "America/Argentina/Cordoba",
    "America/Godthab": "America/Nuuk", "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Jujuy": "America/Argentina/Jujuy", "America/Louisville": "America/Kentucky/Louisville",
    "America/Mendoza": "America/Argentina/Mendoza", "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon", "Asia/Saigon": "Asia/Ho_Chi_Minh", "Atlantic/Faeroe": "Atlantic/Faroe",
    "Europe/Kiev": "Europe/Kyiv", "Pacific/Ponape": "Pacific/Pohnpei", "Pacific/Truk": "Pacific/Chuuk",
}  # fmt: skip
"""Time zones that CLDR keeps under a name which they no longer have."""

HEADS: Final = {
    language: re.compile(pattern, re.IGNORECASE)
    for language, pattern in {
        "de": r"^(?:autonome gemeinschaft|autonome republik|freistaat|gouvernement|provinz|region|oblast|kanton|"
        r"departamento|département|präfektur|bundesstaat|distrikt|woiwodschaft) |-(?:gouvernement|provinz)$",
        "fr": r"^(?:communauté autonome|gouvernorat|province|région|oblast|canton|département|préfecture|district|"
        r"voïvodie|état|comté)(?: de la | de l[’']| du | des | de | d[’']| )",
        "es": r"^(?:comunidad autónoma|gobernación|provincia|región|óblast|cantón|departamento|prefectura|distrito|"
        r"voivodato|estado|condado|república)(?: de la | del | de los | de | )",
        "it": r"^(?:comunità autonoma|governatorato|provincia|regione|oblast[’']?|cantone|dipartimento|prefettura|"
        r"distretto|voivodato|stato|contea)(?: della | dell[’']| del | dei | di | d[’']| )",
        "pt": r"^(?:comunidade autónoma|província|região|oblast|cantão|departamento|prefeitura|distrito|estado)"
        r"(?: da | do | dos | de | )",
        "nl": r"^(?:gouvernement|provincie|regio|oblast|kanton|departement|prefectuur|district) |"
        r" \((?:provincie|staat)\)$",
        "pl": r" \([^)]*\)$",
        "ru": r"^(?:провинция|мухафаза|регион|департамент|штат|кантон|район) | \([^)]*\)$|"
        r" (?:провинция|мухафаза|штат|уезд)$",
        "uk": r"^(?:провінція|мухафаза|регіон|департамент|штат|кантон) | \([^)]*\)$",
        "bg": r"^(?:област|провинция|щат|регион) | \([^)]*\)$",
        "cs": r"^(?:provincie|guvernorát|region|departement|kraj|stát) | \([^)]*\)$",
        "tr": r" (?:ili|valiliği|eyaleti|bölgesi|oblastı|vilayeti|kantonu)$",
        "ar": r"^(?:محافظة|ولاية|مقاطعة|إقليم|منطقة|أوبلاست|كانتون) ",
        "fa": r"^(?:استان|ایالت|ولایت|منطقه) ",
        "he": r"^(?:מחוז|מדינת|נפת|פרובינציית) ",
        "id": r"^(?:provinsi|kegubernuran|negara bagian|wilayah|prefektur) | \([^)]*\)$",
        "zh": r"(?<=..)(?:省|州|县|區|区|大区|府|自治区|特别行政区)$",
        "ja": r"(?<=..)(?:州|県|省|郡)$",
        "ko": r"(?<=..)(?:주|현|성|군)$",
        "hi": r" (?:प्रान्त|प्रांत|राज्य|मुहाफ़ज़ाह)$",
        "sv": r" (?:län|provins|guvernement)$|^(?:provinsen|guvernementet) ",
        "ro": r"^(?:provincia|județul|regiunea|guvernoratul|statul) ",
        "vi": r"^(?:tỉnh|bang|vùng) ",
    }.items()
}
"""What a unit's name loses that is only the word for what it is, by language."""
