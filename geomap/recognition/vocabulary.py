"""Closed word classes that the recogniser and the resolver go by: titles, head nouns, words of organisations."""

# ruff: noqa: SIM905 -- word lists read best as text

from __future__ import annotations

TITLES = frozenset(
    "president minister mr mrs ms miss dr sir lord lady dame king queen prince princess duke senator sen "
    "representative rep governor gov general gen colonel col major maj captain capt lieutenant lt sergeant sgt "
    "corporal cpl private pvt admiral adm judge justice mayor coach reverend rev pastor father pope imam sheikh "
    "sheik shaikh ayatollah chief officer detective chancellor secretary ambassador spokesman spokeswoman "
    "spokesperson director professor prof rabbi bishop archbishop cardinal congressman congresswoman commander "
    "deputy chairman chairwoman inspector sheriff emperor sultan emir premier councillor councilman councilwoman "
    "commissioner superintendent attorney prosecutor lawyer actor actress singer author activist journalist "
    "reporter midfielder defender striker goalkeeper quarterback pitcher forward guard player manager analyst "
    "brigadier marshal brother sister uncle aunt hon comrade chairperson vice-president principal dean provost "
    "economist historian scientist filmmaker novelist poet photographer guitarist drummer mp mla mep adviser "
    "advisor envoy leader negotiator tsar czar".split()
)
"""Words before a person's name, folded."""

PARTICLES = frozenset(
    "al el as ar at an ash ad az bin ibn ben abu umm van von der den de da do dos du del della di la le".split()
)
"""Small words inside a person's name."""

CONNECTORS = frozenset("of the and on upon sur am aan op under over next in y e i".split())
"""Small words inside a run that keep its halves apart where no name spans them."""

ORGANISATION_WORDS = frozenset(
    "university college institute school academy police department council court supreme bank times post tribune "
    "herald gazette journal news daily chronicle globe star observer press television tv radio airlines airways "
    "air army navy force forces guard marines club fc united city town rovers association society company corp "
    "corporation inc ltd co group holdings industries systems party parliament congress senate assembly ministry "
    "government embassy consulate commission committee board agency authority bureau office service services "
    "foundation federation league union hospital clinic church cathedral museum library theatre theater orchestra "
    "symphony opera festival championship championships cup open marathon olympics games grand prix series stock "
    "exchange chamber district state tigers lions bears eagles giants rangers wildcats bulldogs cowboys hawks "
    "falcons dolphins panthers steelers packers patriots jets saints raiders chargers broncos chiefs vikings cubs "
    "sox yankees mets dodgers angels braves reds cardinals pirates royals twins astros mariners lakers bulls "
    "celtics knicks heat nets spurs rockets mavericks suns warriors kings clippers jazz nuggets hornets pistons "
    "pacers bucks magic flyers penguins devils blues flames oilers canucks leafs senators canadiens bruins sabres "
    "capitals hurricanes predators stars wild coyotes ducks sharks partners capital motors steel energy electric "
    "power railway railroad airport center centre college's".split()
)
"""Words after a place's name that make it part of an organisation's name."""

ORGANISATION_OF = frozenset(
    "university bank college church bishop archbishop diocese institute museum court parliament association "
    "federation government embassy ministry academy school board chamber commonwealth".split()
)
"""Words before "of" and a place's name that make it part of an organisation's name."""

CHANNEL_WORDS = frozenset(
    "channel newspaper network agency broadcaster magazine website company firm airline band album song film "
    "movie novel ship vessel yacht team club startup brand app outlet station daily weekly rapper singer".split()
)
"""Nouns before a name that is then no place: "television channel Alekhbariah"."""

PLACE_PREPOSITIONS = frozenset(
    "in at near from to across around outside inside into toward towards between via throughout within".split()
)
"""Prepositions that places follow."""

DISTRICT_HEADS = frozenset(
    "county parish province governorate prefecture district state oblast region territory canton township borough "
    "department municipality emirate krai voivodeship subdistrict republic shire raion counties provinces "
    "districts governorates".split()
)
"""Nouns after the name of an area: "Sweida province"."""

NATURE_HEADS = frozenset(
    "river lake island islands mountain mountains valley bay creek peninsula strait hills hill desert forest "
    "canyon plateau plain plains gulf sea ocean basin reef falls heights canal channel delta mount cape glacier "
    "reservoir dam beach pass ridge range highlands lowlands archipelago oasis".split()
)
"""Nouns after the name of a natural feature."""

SITE_HEADS = (
    "air base",
    "airbase",
    "air force base",
    "airfield",
    "naval base",
    "naval facility",
    "military base",
    "army base",
    "international airport",
    "airport",
    "seaport",
    "port",
    "harbour",
    "harbor",
    "border crossing",
    "crossing",
    "refugee camp",
    "camp",
    "power plant",
    "power station",
    "nuclear plant",
    "refinery",
    "dam",
    "prison",
    "bridge",
    "checkpoint",
    "barracks",
    "garrison",
    "railway station",
    "train station",
    "station",
    "stadium",
    "hospital",
    "mosque",
    "cathedral",
    "square",
)
"""Nouns after the name of a facility, the longer first."""

HEADS_BEFORE = frozenset(
    "province governorate state city town village county district region river lake mount mt cape port fort camp "
    "island isle gulf bay strait sea prefecture republic kingdom municipality suburb neighbourhood neighborhood "
    "parish territory capital hamlet borough".split()
)
"""Nouns before a name, with or without "of": "the city of Homs", "Lake Michigan"."""

TOPONYM_PREFIXES = frozenset(
    "tel tell tal ain ayn ein khirbet khirbat kafr kfar kufr deir dayr jabal jebel djebel wadi umm beit bayt beth "
    "bir qasr qalat ras sidi oued souk suq nahr rio cerro mont san santa santo sao saint st ste fort port lake "
    "mount mt cape puerto villa ciudad camp nova novo nizhny novy bad".split()
)
"""First words of names of places: a capitalised word after one of them makes a name."""

CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu "
    "thur thurs fri sat sun".split()
)
"""Months and days, folded."""

COMPASS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern upper lower greater mid downtown coastal inner outer "
    "rural mainland metropolitan metro suburban".split()
)
"""Words before a name that narrow it."""
