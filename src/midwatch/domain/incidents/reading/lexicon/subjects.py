"""Words for who and what is hit, and for how much of it."""

from midwatch.domain.incidents.reading.lexicon.senses import NO_GOOD, USERS, Sense

_NOT_TELLING = (
    r"(?! ?(?:shows?|showing|says?|alert|alerts|alerted|alerting|report|reports|reporting|"
    r"indicates?|looks|"
    r"paged|tells|fired|:|\]))"
)

SUBJECTS: dict[Sense, tuple[str, ...]] = {
    Sense.CRITICAL: (
        r"log ?ins?", r"log ?ons?", r"logg?ing in", r"log(?:ged)? ?in", r"sign(?:ing)? ?(?:in|up|on)s?", r"sso",
        r"oauth\d?", r"oidc", r"auth", r"authn", r"authenti?cat(?:ion|e|ing|or)", r"authoriz(?:ation|ing)",
        r"authoris(?:ation|ing)", r"identity(?: provider)?", r"idp", r"session service", r"payments?", r"pay",
        r"paying", r"billing", r"check ?outs?", r"check(?:ing)? out", r"purchas(?:e|es|ing)", r"orders?",
        r"ordering", r"buy", r"card transactions?", r"transactions?", r"charges?", r"cart", r"shopping cart",
        r"basket", r"stripe", r"transfers?", r"primary(?! (?:key|on ?call))", r"master db",
        r"(?:db|database|postgres|mysql) master", r"databases?", r"(?:prod(?:uction)? )?db", r"postgres(?:ql)?",
        r"postgre sql", r"my ?sql", r"aurora", r"rds", r"dns", r"name resolution",
        r"(?<!kube )(?<!kubernetes )apis?(?! server)", r"(?:api )?gateway", r"ingress(?:es)?", r"load balancers?",
        r"alb", r"elb", r"edge", r"cdn", r"lb", r"(?:main |web ?)?site", r"web ?sites?", r"home ?page",
        r"store ?front", r"app (?:is )?(?:down|unreachable|dead|unavailable|offline|not (?:reachable|available|loading))", r"the app", r"mobile apps?", r"platform(?! (?:team|eng))",
        (
            r"(?<!in )(?<!on )(?<!to )prod(?:uction)? (?:is|site|down|outage|dead|broken|"
            r"completely|all|"
            r"offline|unreachable)"
        ),
        r"calls?(?! (?:to|the|it|for|on|of|stack|back|out|center))", r"calling", r"dial(?:s|ling|ing)?", r"voice",
        r"sms", r"(?:9 ?1 ?1|1 ?1 ?2|999)", r"emergency",
        r"booking(?:s| flow| engine)?", r"boarding", r"check ?in", r"ticketing",
        r"tickets? (?:sales?|machines?|gates?)", r"departures?", r"flight plans?",
        r"trips?", r"rides?", r"play ?back", r"streams?", r"live (?:stream|match|event|tv)", r"match ?making",
        r"game servers?", r"lobby",
        r"prescriptions?", r"medication", r"patient records?", r"vital signs", r"triage", r"atms?", r"cash",
        r"card (?:payments?|terminals?|readers?)", r"terminals?",
        r"point of sale", r"pos", r"wire", r"balances?", r"turnstiles?", r"gates?", r"doors?", r"locks?",
        r"unlock\w{0,3}", r"meters?", r"control plane",
        r"core network", r"core router", r"deliver(?:y|ies)", r"dispatching", r"exams?", r"enrol\w{0,6}",
        r"claims?", r"tax(?:es)?", r"votes?", r"voting",
        r"portal", r"transit (?:providers?|links?)", r"bgp", r"uplinks?", r"internet access", r"switchboard",
        r"phone lines?", r"dispatch(?:ing|er)?",
        r"nothing of ours", r"front ?end", r"web ?app", r"(?:web ?)?shop", r"core service", r"all services",
        r"everything",
        r"data ?cent(?:er|re)", r"backbone", r"entire (?:cluster|stack|system|service|fleet)", r"dispatch",
        r"emergency calls", r"bookings?", r"nothing (?:loads|works|is working|responds)",
        r"(?:no|zero) (?:\w{1,12} )?(?:traffic|requests|orders|logins|payments|transactions|sales)",
        (
            r"access(?:ing)? (?:to )?(?:their|the|our|your|my)? ?(?:accounts?|site|app|"
            r"service|platform|system|"
            r"website|product|portal|anything)"
        ),
        r"reach(?:ing)? (?:us|our|the) ?(?:site|app|service|platform|website)?",
        (
            r"us(?:e|ing) (?:the|our) (?:app|product|service|site|platform)"
        ), r"txns?", r"pmts?", r"api gw", r"gw",
        r"reservations?", r"trading", r"core banking", r"withdrawals?", r"deposits?",
    ),
    Sense.PERIPHERAL: (
        r"(?:non|not|none) (?:business |mission )?critical", r"noncritical", r"non essential",
        r"not (?:that )?important", r"low priority", r"low prio", r"analytics",
        (
            r"report(?:s|ing)? (?:job|service|dashboard|page|pipeline|export|db|database|"
            r"module|tool|"
            r"generation|generator|query|queries)"
        ),
        r"reporting", r"daily report", r"weekly report", r"monthly report", r"dashboards?" + _NOT_TELLING,
        r"batch", r"background",
        (
            r"(?:nightly|hourly|weekly|daily|cron|etl|scheduled|import|export|sync|"
            r"cleanup|indexing) ?(?:jobs?|"
            r"runs?|tasks?|pipelines?|import|export|sync|builds?|report)"
        ),
        r"(?:weekly|daily|monthly|nightly|hourly|quarterly|yearly|scheduled|regular) (?:\w{1,12} ){0,2}(?:report|export|job|run|import|sync|digest|"
        r"mail|statement|rebuild|summary|refresh|recalculation|rollup)s?",
        r"cron ?jobs?", r"(?<!of )(?<!of the )jobs?(?! queue)", r"etl", r"back ?ups?(?! (?:and|again))",
        r"jenkins" + _NOT_TELLING, r"ci", r"ci/cd", r"build (?:server|agents?|pipeline|runners?)", r"runners?",
        r"grafana" + _NOT_TELLING, r"(?<!from )prometheus" + _NOT_TELLING, r"kibana" + _NOT_TELLING,
        r"alert ?manager" + _NOT_TELLING, r"monitoring" + _NOT_TELLING, r"metrics?" + _NOT_TELLING,
        r"log(?:s|ging)? (?:pipeline|shipping|ingestion|aggregation|collector|forwarder|search)",
        r"telemetry" + _NOT_TELLING, r"tracing", r"newsletters?", r"marketing", r"recommend(?:ation|ed|er)s?",
        r"avatars?", r"thumbnails?", r"wiki", r"confluence", r"jira" + _NOT_TELLING, r"docs(?: site)?",
        r"documentation", r"blog", r"status badge", r"favicon", r"data ?warehouse", r"dwh", r"data lake", r"bi",
        r"looker", r"tableau", r"metabase", (
            r"admin (?:panel|ui|tool|console|page|dashboard|portal|interface)"
        ),
        r"backoffice", r"back ?office", r"feature flag ui", r"legacy", r"deprecated", r"cosmetic", r"typo",
        r"(?:csv|pdf|excel) exports?", r"exports?", r"test suite", r"unit tests?", r"slack (?:bot|integration)",
        r"chat ?bot", r"gitlab", r"sonar ?qube", r"nexus", r"artifactory", r"audit logs?", r"surveys?",
        r"digest(?: emails?)?", r"pdf (?:generation|rendering)", r"data science", r"ml training",
        r"training jobs?", r"node exporter", r"exporter", r"sentry" + _NOT_TELLING, r"airflow(?: dags?)?",
        r"dags?", r"spark jobs?", r"themes?", r"skins?", r"dark mode", r"emojis?", r"stickers?", r"badges?",
        r"wish ?lists?",
        r"favou?rites", r"share buttons?", r"star ratings", r"suggestions?", r"autocomplete", r"tooltips?",
        r"animations?",
        r"cookie (?:notice|banner)", r"footer", r"logo", r"banners?", r"release notes",
        r"help ?(?:cent(?:er|re)|pages?)", r"printers?",
        r"vpn",
    ),
    Sense.INTERNAL: (
        r"internal(?:ly)?(?! (?:server )?errors?)", r"staff", r"employees?", r"colleagues", r"office",
        r"back ?office", r"support (?:team|agents?|tool)", r"devs?", r"developers?", r"engineers?", r"hr",
        r"intranet", (
            r"(?:finance|sales|data|marketing|ops|qa) (?:team|folks|people|department)"
        ), r"analysts?",
        r"in ?house",
    ),
    Sense.SPARE: (
        r"(?:read )?replicas?", r"stand ?by", r"secondary", r"follower",
        (
            r"one (?:of (?:the )?)?(?:\w{1,12} )?(?:pods?|nodes?|instances?|hosts?|"
            r"servers?|brokers?|replicas?|"
            r"workers?|members?|shards?|machines?)"
        ),
        r"(?:a )?single (?:pod|node|instance|host|server|broker|replica|worker)",
        (
            r"(?:1|an?) (?:\w{1,12} )?(?:pod|node|instance|host|broker|replica|worker|"
            r"member|machine|server|vm|"
            r"container)"
        ),
        r"redundan(?:t|cy)",
        (
            r"(?:pod|node(?! exporter)|"
            r"(?<!db )(?<!database )(?<!rds )(?<!postgresql )(?<!postgres )(?<!mysql )"
            r"(?<!my sql )(?<!postgre sql )(?<!sql )(?<!primary )(?<!master )instance|"
            r"host|container|worker|broker|machine|vm)"
        ),
        r"kubelet", r"raid", r"spare",
        r"(?:uplink|link|power supply|supply|circuit|controller|psu|ups|internet line|line|feed|fan|drive|disk|port|resolver) "
        r"(?:[a-d]|\d{1,2}|one|two)\b",
        r"(?:second|secondary|backup|third|redundant|other) (?:\w{1,12} )?(?:line|link|uplink|circuit|supply|controller|path|"
        r"router|switch|disk|drive|connection|resolver|generator|feed|firewall|provider)",
        r"(?:only )?(?:one|two|1|2) of (?:the |our |its )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:\w{1,12} )?"
        r"(?:links|lines|uplinks|circuits|supplies|name ?servers|resolvers|disks|drives|fans|controllers|switches|routers|"
        r"ports|generators|paths|feeds|tunnels|peers|mirrors|psus|modules)",
    ),
    Sense.USERS: (
        USERS, r"end users?", r"every(?:one|body)", r"anyone", r"anybody", r"no ?(?:one|body)",
        r"(?:the )?public", r"callers", r"support (?:tickets?|queue|lines?|phones?)", r"complaints?", r"twitter",
        r"patients", r"drivers", r"passengers", r"students", r"user facing", r"customer facing", r"client facing",
        r"sellers", r"traders", r"patrons",
    ),
    Sense.PRODUCT: (
        r"services?", r"svc", r"search", r"servers?", r"cluster", r"redis", r"cache", r"kafka", r"rabbit ?mq",
        r"queues?", r"consumers?", r"endpoints?", r"pods?", r"requests?", r"system", r"backend", r"upstream",
        r"app", r"uploads?", r"downloads?", r"e ?mails?", r"notifications?", r"webhooks?", r"integration",
        r"feature", r"network", r"storage", r"s3", r"deployments?", r"microservice", r"elasticsearch", r"etcd",
        r"vault", r"images?", r"profiles?", r"messages?", r"workers?",
    ),
    Sense.ALL: (
        rf"no {NO_GOOD}(?:\w{{2,14}} ){{1,3}}(?:leaves?|reach(?:es)?|arrives?|comes? (?:in|through|out|back)|goes|starts?|works?|loads?|opens?|"
        r"passes|succeeds?|completes?|finish(?:es)?|prints?|plays?|connects?|resolves?|answers?|responds?)",
        r"no (?:\w{2,14} ){1,3}(?:from|on|at|in|to|for) (?:any|all|every|anyone|anybody|everyone|everybody)(?: \w{2,14})?",
        r"all (?:of )?(?:the |our |its |these |\d{1,6} )?(?!day|night|morning|week|month|year|evening|afternoon|time|the|good|"
        r"ok|okay|fine|clear|green|hands|at|after|alerts?|errors?|fail\w{0,4}|checks|tests|retries|staff|over|of|done|right|"
        r"sorts|kinds|\d|others?|in all|have|has|is|are|was|were|about|we|i|this|that|but|along|too|it took|got|get|went|go|works?)"
        r"[a-z][a-z0-9]{1,16}",
        rf"no (?:single )?(?:\w{{1,14}} )?(?:{USERS}|user|customer|client|device|stream|call|order|payment|login|session|page|site|"
        r"booking|message|mail|request|transfer|transaction|trip|ride|game|match|player|driver|door|lock|meter|phone|app|host|"
        r"hostname|domain|query|write|upload|download|flight|passenger|patient|appointment|shop|store|branch|office|terminal|card|"
        r"ticket|parcel|shipment|video|channel|viewer|student|exam|teacher|tenant|member|account|service|region|token|connection|"
        r"reservation|sale|purchase|checkout|traffic|data|event|reading|sms|code|gate|train|car|charger)s? "
        r"(?:can|could|gets?|starts?|arrives?|goes|go|comes?|works?|opens?|loads?|resolves?|connects?|completes?|succeeds?|passes|"
        r"(?:is|are|was|were|has been|have been) (?:\w{1,10} )?(?:accepted|processed|delivered|served|reachable|possible|sent|"
        r"loading|working|opened|played|starting|going|coming|arriving|completed|recorded|able|getting|up|available|online|"
        r"answered|authori[sz]ed|approved))",
        r"(?:none|not one|not a single one) of (?:our|the|its|them|those|us)",
        r"(?:whatsoever|altogether|utterly|across (?:all|every|the (?:fleet|world|country|company|board))|on (?:any|every|all) \w{3,14}|"
        r"in (?:any|every|all) \w{3,14}|from (?:all|every|any) \w{3,14}|at (?:all|every|any) \w{3,14})",
        r"(?:any ?more)(?= ?$)", r"(?:literally|absolutely) (?:every\w{0,5}|all|zero|no ?body|no ?one)",
        r"(?:the )?(?:whole|entire) (?!time|day|night|morning|week|point)\w{3,14}", r"whole of \w{3,14}",
        r"(?:entirely|completely|totally|fully|utterly) (?:dead|gone|dark|black|blocked|unusable|failing|failed|hosed|busted|"
        r"borked|crashed|frozen|stuck|lost|refused|out|offline|cut off)",
        r"every(?:one|body|thing)", r"(?:for |of |by |to )any(?:one|body)(?! (?:on|in|using|with|who|from))", r"all of (?:them|us|it)", r"every one of",
        r"none of (?:our|the|its) [a-z]{3,16}",
        r"not (?:one|a single) [a-z]{3,16}", r"nation ?wide", r"country ?wide", r"at every [a-z]{3,16}",
        r"for all [a-z]{3,16}",
        (
            r"no (?:single )?(?:customer|user|client|caller|patient|passenger|driver|call|order)(?:s)? (?:can|"
            r"could|is|are|gets?)"
        ),
        r"(?:cannot|can'?t|not) (?:\w{1,12} ){0,4}at all", r"anywhere",
        (
            r"all (?:of )?(?:the |our )?(?:\w{1,16} ){0,2}(?:users|customers|clients|"
            r"people|requests|traffic|"
            r"writes|reads|services|calls|logins|orders|payments|transactions|regions|"
            r"tenants|sites|endpoints|"
            r"queries|apis|workloads|systems|devices|stores|shops|pages)"
        ),
        (
                r"every (?:single )?(?!\d|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth|day|minute|hour|night|week|month|second|few|time|so|now|other|once|couple|"
                r"morning|year|quarter)\w{2,16}(?! minutes| hours| seconds| days)|"
                r"every (?:single )?(?:\w{1,16} )?(?:user|customer|client|request|call|write|"
            r"read|login|order|"
            r"payment|transaction|tenant|query|page|endpoint|service|region)"
        ),
        r"entire(?:ly)?", (
            r"whole (?:site|platform|app|cluster|region|company|system|service|stack|thing|"
            r"shop)"
        ),
        r"global(?:ly)?", r"no ?(?:one|body)", (
            r"none of (?:the |our )?(?:users|customers|clients|requests)"
        ),
        r"no (?:users?|customers?|client|request) (?:is|are|can|could)", r"across the board",
        r"all (?:over|down|dead|gone|failing|broken)", r"site ?wide", r"worldwide", r"everywhere", r"100 ?% of",
        r"world wide", r"platform wide",
        (
            r"(?:complete|total|full|major|massive|widespread|hard) "
            r"(?:\w{1,12} )?(?:outage|loss|failure|"
            r"down(?:time)?|blackout|unavailability)"
        ),
        (
            r"(?:completely|totally|fully|entirely) (?:down|unavailable|offline|broken|"
            r"unreachable|dead|"
            r"inaccessible)"
        ),
        r"hard down",
    ),
    Sense.SOME: (
        r"(?:those|these|such|affected|the affected) (?:users?|customers?|people|accounts?|tenants?|clients?|devices?|sessions?|"
        r"requests?|players?|orders?|shops?|stores?|drivers?|patients?|calls?|regions?|pods|shards?|hosts|versions|phones|"
        r"students|viewers|members|ones|homes|merchants|partners|passengers|subscribers|locations|records|bookings)(?:')?",
        rf"(?:(?:{USERS}|any(?:one|body)|those|accounts?|sessions?|devices?|locks?|homes|phones?|payments?|orders?|transfers?|logins?|"
        r"uploads?|downloads?|files?|documents?|videos?|pages?|quer(?:y|ies)|searches|bookings?|messages?|mails|cards?|requests?|"
        r"calls?|tablets?|browsers?|meters?|households?|writes) "
        r"(?:on|in|from|with|without|using|running|whose|who|that|behind|above|below|over|under|larger than|bigger than|"
        r"smaller than|longer than|older than|newer than|containing|via|near|outside|inside|abroad|named) (?:the |our |an? |some |"
        r"certain |one |two |their )?(?!prod|all\b|every|any\b|app\b|site\b|platform\b|total|general|need|wait|numbers|droves|line\b|queue|world|"
        r"internet|public|try|want|log\b|sign|attempt|pay|order|buy|visit|come|open|call|us\b|users?\b|customers?\b|last\b|this\b|"
        r"now\b|today|yesterday|place\b|charts?|progress|flight|transit|most\b|minutes|hours|\d{1,4} ?(?:s|m|h|min|sec|seconds|minutes|"
        r"hours|ms)\b|are\b|is\b|have\b|has\b|can\b|cannot|could|do\b|get\b|fail|time)[\w.]{2,20})",
        r"(?:one|two|three|a (?:few|couple of|handful of|number of|bunch of|minority of|subset of|group of)) (?:of (?:our|the|its) )?"
        r"(?:\w{1,12} )?(?:carriers?|providers?|countr(?:y|ies)|cit(?:y|ies)|regions?|zones?|brands?|banks?|partners?|customers?|"
        r"tenants?|shops?|stores?|districts?|offices?|warehouses?|routes?|shards?|partitions?|cells?|tables?|"
        r"versions?|models?|vendors?|languages?|currenc(?:y|ies)|plans?|schools?|hospitals?|wards?|clinics?|sites?|markets?|locales?|"
        r"isps?|networks?|airlines?|airports?|hotels?|depots?|accounts?|endpoints?|channels?|lines?)",
        r"(?<!entire )(?<!whole )(?:north|south|west|east|central|northern|southern|western|eastern|sa|eu|us|ap|asia|europe|africa|america|"
        r"latam|apac|emea|dach|nordic|uk|canada)(?: \w{1,10})? (?:region|zone|users?|customers?|traffic|only|cluster|site|dc|"
        r"data cent(?:er|re)|shard|cell|pop|edge|offices?|subscribers|grid|media servers)",
        r"(?:free|premium|enterprise|trial|legacy|beta|new|existing|large|largest|big|biggest|small|old|older|vip|business|corporate|"
        r"prepaid|postpaid|guest|anonymous) (?:users?|customers?|accounts?|tenants?|clients?|plans?|merchants?|subscribers?|"
        r"members?|partners?|devices?|sign ?ups?|registrations?|versions?)",
        rf"{USERS} [a-z] (?:to|thru|through|and) [a-z]\b", r"shard (?:for|of|\d{1,3}|[a-z]\b)", r"(?:the |one |a )(?:\w{1,10} )?shard\b",
        r"(?:every )?now and then", r"at random", r"off and on", r"from time to time", r"here and there", r"once in a while",
        r"perhaps an? \w{3,10} of", r"by no means all", r"half ?way", r"canary", r"hot partition", r"hot shard",
        r"(?:chrome|firefox|safari|edge|ie ?11|internet explorer|iphones?|ipads?|android|ios|windows|mac ?os|linux|smart tv|tv|"
        r"desktop|mobile|tablet|watch|console|playstation|xbox|roku)(?: tv)? (?:app|users?|clients?|version|only|players?|build)",
        r"(?:ipv6|ipv4|ldap|saml|apple|google|facebook|microsoft|paypal|amex|visa|mastercard|klarna|ideal|sepa|sso) (?:users?|"
        r"customers?|logins?|sign ?ins?|payments?|cards?|accounts?|clients?|wallets?)",
        r"(?:log ?ins?|sign ?ins?|sign ?in|log ?in|payments?|paying|checkout) (?:with|via|by|through|over) (?!an? error|error|the app)\w{2,14}",
        r"(?:two|three|four|five|six|\d{1,3}) of (?:our|the|its) (?:biggest |largest |many )?[a-z]{3,16}",
        (
            r"(?:some|about|around|roughly|nearly|almost) (?:\w{2,8} )?(?:thousand|hundred|dozen|"
            r"\d{2,6}) (?:homes|households|users|customers|accounts|devices|people|clients)"
        ),
        r"on (?:an? |the )?(?:android|iphones?|ios|ipads?|windows|macs?|firefox|chrome|safari)",
        r"(?:iphone|ipad|android|ios|windows|mac|linux) (?:users|app|clients?)",
        r"(?:the )?others? (?:can|are fine|are ok|works?)",
        (
            r"other (?:tenants|customers|users|regions|offices|clients|stores|apps) (?:are|is|work) ?(?:fine|ok|"
            r"unaffected)?"
        ),
        r"(?<!every )one of (?:our|the|its|their|my) (?:two |three |four |five |six |\d{1,2} )?\w{2,20}",
        (
            r"(?:users?|people|customers?|visitors?|clients?|guests?|members?|players?|riders?|drivers?|"
            r"patients?|callers?|shoppers?|subscribers?|tenants?) (?:in|from|using|with|running) (?!prod|"
            r"production|the (?:app|site)|all|total|general)\w{2,20}"
        ),
        (
            r"(?:users?|people|customers?|visitors?|clients?|guests?|members?|players?) (?:who|that|"
            r"whose) (?!try|want|log|sign|attempt|pay|order|buy|visit|come|open|call)\w{2,20}"
        ),
        r"some", r"few", r"several", r"handful", r"subset", r"partial(?:ly)?", r"intermittent(?:ly)?",
        r"occasional(?:ly)?", r"sporadic(?:ally)?", r"sometimes", r"flaky", r"flapping", r"randomly", r"certain",
        r"minority", r"elevated", r"increased?", r"increasing", r"spik(?:e|es|ed|ing)", r"higher than", r"many",
        r"not all", r"on and off", r"on/off", r"now and then",
        r"(?:one|single|a) (?:region|zone|az|tenant|browser|country|locale)",
        (
            r"(?<!entire )(?<!whole )(?:eu|us|uk|apac|emea|asia|european|german|french|japanese|enterprise|ios|"
            r"android|safari|firefox|"
            r"free tier|mobile) (?:users|customers|clients|region|tenants|only)"
        ),
        r"only (?:in|for|on|affects|affecting|the)",
        (
            r"(?:on|for|in) (?:ios|android|safari|firefox|chrome|ie|edge browser)(?: only)?"
        ), r"multiple",
        r"slightly", r"a bit", r"every now", r"at times", r"one in", r"portion", r"fraction", r"limited number",
        r"degraded", r"degradation", r"some of",
    ),
    Sense.ONE: (
        (
            r"(?:one|a single|single|1|an|a) (?:\w{1,12} )?(?:user|customer|client|tenant|"
            r"account)"
        ), r"only me",
        r"just me", r"for me", r"my (?:machine|laptop|account)", r"edge case",
    ),
}  # fmt: skip
"""Patterns by sense over folded text; none repeats without a bound."""
