"""Words for who and what is hit, and for how much of it."""

from midwatch.domain.incidents.reading.lexicon.senses import NO_GOOD, USERS, Sense

_NOT_TELLING = (
    r"(?! ?(?:shows?|showing|says?|alert|alerts|alerted|alerting|report|reports|reporting|"
    r"indicates?|looks|"
    r"paged|tells|fired|:|\]))"
)

SUBJECTS: dict[Sense, tuple[str, ...]] = {
    Sense.CRITICAL: (
        "(?:master|primary|writer|leader) (?:node|instance|host|server|database|db|member)", "log ?ins?",
        "log ?ons?", "logg?ing in", "log(?:ged)? ?in", "sign(?:ing)? ?(?:in|up|on)s?", "sso", r"oauth\d?",
        "oidc", "auth", "authn", "authenti?cat(?:ion|e|ing|or)", "authoriz(?:ation|ing)",
        "authoris(?:ation|ing)", "identity(?: provider)?", "idp", "session service", "payments?", "pay",
        "paying", "billing", "check ?outs?", "check(?:ing)? out", "purchas(?:e|es|ing)", "orders?", "ordering",
        "buy", "card transactions?", "transactions?", "charges?", "cart", "shopping cart", "basket", "stripe",
        "transfers?", "primary(?! (?:key|on ?call))", "master db", "(?:db|database|postgres|mysql) master",
        "databases?", "(?:prod(?:uction)? )?db", "postgres(?:ql)?", "postgre sql", "my ?sql", "aurora", "rds",
        "dns", "name resolution", "(?<!kube )(?<!kubernetes )apis?(?! server)", "(?:api )?gateway",
        "ingress(?:es)?", "load balancers?", "alb", "elb", "edge", "cdn", "lb", "(?:main |web ?)?site",
        "web ?sites?", "home ?page", "store ?front",
        "app (?:is )?(?:down|unreachable|dead|unavailable|offline|not (?:reachable|available|loading))",
        "the app", "mobile apps?", "platform(?! (?:team|eng))",
        (
            "(?<!in )(?<!on )(?<!to )prod(?:uction)? (?:is|site|down|outage|dead|broken|completely|all|offline|"
            "unreachable)"
        ),
        "calls?(?! (?:to|the|it|for|on|of|stack|back|out|center))", "calling", "dial(?:s|ling|ing)?", "voice",
        "sms", "(?:9 ?1 ?1|1 ?1 ?2|999)", "emergency", "booking(?:s| flow| engine)?", "boarding", "check ?in",
        "ticketing", "tickets? (?:sales?|machines?|gates?)", "departures?", "flight plans?", "trips?", "rides?",
        "play ?back", "streams?", "live (?:stream|match|event|tv)", "match ?making", "game servers?", "lobby",
        "prescriptions?", "medication", "patient records?", "vital signs", "triage", "atms?", "cash",
        "card (?:payments?|terminals?|readers?)", "terminals?", "point of sale", "pos", "wire", "balances?",
        "turnstiles?", "gates?", "doors?", "locks?", r"unlock\w{0,3}", "meters?", "control plane",
        "core network", "core router", "deliver(?:y|ies)", "dispatching", "exams?", r"enrol\w{0,6}", "claims?",
        "tax(?:es)?", "votes?", "voting", "portal", "transit (?:providers?|links?)", "bgp", "uplinks?",
        "internet access", "switchboard", "phone lines?", "dispatch(?:ing|er)?", "nothing of ours", "front ?end",
        "web ?app", "(?:web ?)?shop", "core service", "all services", "everything", "data ?cent(?:er|re)",
        "backbone", "entire (?:cluster|stack|system|service|fleet)", "dispatch", "emergency calls", "bookings?",
        "nothing (?:loads|works|is working|responds)",
        r"(?:no|zero) (?:\w{1,12} )?(?:traffic|requests|orders|logins|payments|transactions|sales)",
        (
            "access(?:ing)? (?:to )?(?:their|the|our|your|my)? ?(?:accounts?|site|app|service|platform|system|"
            "website|product|portal|anything)"
        ),
        "reach(?:ing)? (?:us|our|the) ?(?:site|app|service|platform|website)?",
        "us(?:e|ing) (?:the|our) (?:app|product|service|site|platform)", "txns?", "pmts?", "api gw", "gw",
        "reservations?", "trading", "core banking", "withdrawals?", "deposits?",
    ),
    Sense.PERIPHERAL: (
        (
            "(?:toggles?|flags?|settings|management|filter|sort|export|import|preferences|notification) (?:ui|"
            "screen|panel|dialog)"
        ),
        "(?:non|not|none) (?:business |mission )?critical", "noncritical", "non essential",
        "not (?:that )?important", "low priority", "low prio", "analytics",
        (
            "report(?:s|ing)? (?:job|service|dashboard|page|pipeline|export|db|database|module|tool|generation|"
            "generator|query|queries)"
        ),
        "reporting", "daily report", "weekly report", "monthly report", f"dashboards?{_NOT_TELLING}", "batch",
        "background",
        (
            "(?:nightly|hourly|weekly|daily|cron|etl|scheduled|import|export|sync|cleanup|indexing) ?(?:jobs?|"
            "runs?|tasks?|pipelines?|import|export|sync|builds?|report)"
        ),
        (
            r"(?:weekly|daily|monthly|nightly|hourly|quarterly|yearly|scheduled|regular) (?:\w{1,12} "
            "){0,2}(?:report|export|job|run|import|sync|digest|mail|statement|rebuild|summary|refresh|"
            "recalculation|rollup)s?"
        ),
        "cron ?jobs?", "(?<!of )(?<!of the )jobs?(?! queue)", "etl", "back ?ups?(?! (?:and|again))",
        f"jenkins{_NOT_TELLING}", "ci", "ci/cd", "build (?:server|agents?|pipeline|runners?)", "runners?",
        f"grafana{_NOT_TELLING}", f"(?<!from )prometheus{_NOT_TELLING}", f"kibana{_NOT_TELLING}",
        f"alert ?manager{_NOT_TELLING}", f"monitoring{_NOT_TELLING}", f"metrics?{_NOT_TELLING}",
        "log(?:s|ging)? (?:pipeline|shipping|ingestion|aggregation|collector|forwarder|search)",
        f"telemetry{_NOT_TELLING}", "tracing", "newsletters?", "marketing", "recommend(?:ation|ed|er)s?",
        "avatars?", "thumbnails?", "wiki", "confluence", f"jira{_NOT_TELLING}", "docs(?: site)?",
        "documentation", "blog", "status badge", "favicon", "data ?warehouse", "dwh", "data lake", "bi",
        "looker", "tableau", "metabase", "admin (?:panel|ui|tool|console|page|dashboard|portal|interface)",
        "backoffice", "back ?office", "feature flag ui", "legacy", "deprecated", "cosmetic", "typo",
        "(?:csv|pdf|excel) exports?", "exports?", "test suite", "unit tests?", "slack (?:bot|integration)",
        "chat ?bot", "gitlab", "sonar ?qube", "nexus", "artifactory", "audit logs?", "surveys?",
        "digest(?: emails?)?", "pdf (?:generation|rendering)", "data science", "ml training", "training jobs?",
        "node exporter", "exporter", f"sentry{_NOT_TELLING}", "airflow(?: dags?)?", "dags?", "spark jobs?",
        "themes?", "skins?", "dark mode", "emojis?", "stickers?", "badges?", "wish ?lists?", "favou?rites",
        "share buttons?", "star ratings", "suggestions?", "autocomplete", "tooltips?", "animations?",
        "cookie (?:notice|banner)", "footer", "logo", "banners?", "release notes",
        "help ?(?:cent(?:er|re)|pages?)", "printers?", "vpn",
    ),
    Sense.INTERNAL: (
        "internal(?:ly)?(?! (?:server )?errors?)", "staff", "employees?", "colleagues", "office", "back ?office",
        "support (?:team|agents?|tool)", "devs?", "developers?", "engineers?", "hr", "intranet",
        "(?:finance|sales|data|marketing|ops|qa) (?:team|folks|people|department)", "analysts?", "in ?house",
    ),
    Sense.SPARE: (
        (
            "(?:server|instance|node|replica|member|peer|source|site|proxy|switch|router|sensor|backend|"
            r"endpoint) (?:\d{1,3}|[a-f])\b"
        ),
        "(?:read )?replicas?", "stand ?by", "secondary", "follower",
        (
            r"one (?:of (?:the )?)?(?:\w{1,12} )?(?:pods?|nodes?|instances?|hosts?|servers?|brokers?|replicas?|"
            "workers?|members?|shards?|machines?)"
        ),
        "(?:a )?single (?:pod|node|instance|host|server|broker|replica|worker)",
        (
            r"(?:1|an?) (?:\w{1,12} )?(?:pod|node|instance|host|broker|replica|worker|member|machine|server|vm|"
            "container)"
        ),
        "redundan(?:t|cy)",
        (
            "(?:pod|node(?! exporter)|(?<!db )(?<!database )(?<!rds )(?<!postgresql )(?<!postgres )(?<!mysql "
            ")(?<!my sql )(?<!postgre sql )(?<!sql )(?<!primary )(?<!master )instance|host(?! ?(?:not|name|key|"
            "header|of))|container|worker|broker|machine|vm)"
        ),
        "kubelet", "raid", "spare",
        (
            "(?:uplink|link|power supply|supply|circuit|controller|psu|ups|internet line|line|feed|fan|drive|"
            r"disk|port|resolver) (?:[a-d]|\d{1,2}|one|two)\b"
        ),
        (
            r"(?:second|secondary|backup|third|redundant|other) (?:\w{1,12} )?(?:line|link|uplink|circuit|"
            "supply|controller|path|router|switch|disk|drive|connection|resolver|generator|feed|firewall|"
            "provider)"
        ),
        (
            "(?:only )?(?:one|two|1|2) of (?:the |our |its )?(?:two|three|four|five|six|seven|eight|nine|ten|"
            r"\d{1,2}) (?:\w{1,12} )?(?:links|lines|uplinks|circuits|supplies|name ?servers|resolvers|disks|"
            "drives|fans|controllers|switches|routers|ports|generators|paths|feeds|tunnels|peers|mirrors|psus|"
            "modules)"
        ),
    ),
    Sense.USERS: (
        f"{USERS}", "end users?", "every(?:one|body)", "anyone", "anybody", "no ?(?:one|body)",
        "(?:the )?public", "callers", "support (?:tickets?|queue|lines?|phones?)", "complaints?", "twitter",
        "patients", "drivers", "passengers", "students", "user facing", "customer facing", "client facing",
        "sellers", "traders", "patrons",
    ),
    Sense.PRODUCT: (
        "services?", "svc", "search", "servers?", "cluster", "redis", "cache", "kafka", "rabbit ?mq", "queues?",
        "consumers?", "endpoints?", "pods?", "requests?", "system", "backend", "upstream", "app", "uploads?",
        "downloads?", "e ?mails?", "notifications?", "webhooks?", "integration", "feature", "network", "storage",
        "s3", "deployments?", "microservice", "elasticsearch", "etcd", "vault", "images?", "profiles?",
        "messages?", "workers?",
    ),
    Sense.ALL: (
        rf"no {NO_GOOD}(?:\w{{2,14}} ){{1,2}}(?:is |are )?(?:available|possible|reachable|working|online)",
        (
            "nothing (?:is |was |gets )?(?:reachable|works|usable|accessible|available|responds|loads|answers|"
            "resolves|connects)"
        ),
        (
            r"(?:to|for|of|by|with|into) (?:any|every|all) (?!of\b|the\b|other|longer|more|case|time|means|day|"
            r"rush|hurry|hour|minute|second|night|week)\w{3,14}"
        ),
        "any(?:one|body) who (?:tries|wants|opens|visits|comes|calls|logs|signs|attempts|pays|orders)",
        r"(?:0|zero|none|not one) of (?:the |our )?\d{1,6}(?! (?:errors|failures|failed))",
        "(?:fleet|system|company|group|estate|campus|enterprise) wide",
        r"nothing but (?:errors?|5xx|5\d\ds?|timeouts?)",
        (
            rf"no {NO_GOOD}(?:\w{{2,14}} ){{1,3}}(?:left|leaves?|reach(?:es|ed)?|arrive[sd]?|(?:comes?|came|"
            rf"went) (?:in|through|"
            "out|back)|goes|start(?:s|ed)?|work(?:s|ed)?|load(?:s|ed)?|open(?:s|ed)?|pass(?:es|ed)|succeed(?:s|ed)?|"
            "complete[sd]?|finish(?:es|ed)?|print(?:s|ed)?|play(?:s|ed)?|connect(?:s|ed)?|resolve[sd]?|answer(?:s|ed)?|"
            "respond(?:s|ed)?)"
        ),
        (
            r"no (?:\w{2,14} ){1,3}(?:from|on|at|in|to|for) (?:any|all|every|anyone|anybody|everyone|"
            r"everybody)(?: \w{2,14})?"
        ),
        (
            r"all (?:of )?(?:the |our |its |these |\d{1,6} )?(?!day|night|morning|week|month|year|evening|"
            r"afternoon|time|the|good|ok|okay|fine|clear|green|hands|at|after|alerts?|errors?|fail\w{0,4}|"
            r"checks|tests|retries|staff|over|of|done|right|sorts|kinds|\d|others?|in all|have|has|is|are|was|"
            "were|about|we|i|this|that|but|along|too|it took|got|get|went|go|works?)[a-z][a-z0-9]{1,16}"
        ),
        (
            rf"no (?:single )?(?:\w{{1,14}} )?(?:{USERS}|user|customer|client|device|stream|call|order|payment|"
            "login|session|page|site|booking|message|mail|request|transfer|transaction|trip|ride|game|match|"
            "player|driver|door|lock|meter|phone|app|host|hostname|domain|query|write|upload|download|flight|"
            "passenger|patient|appointment|shop|store|branch|office|terminal|card|ticket|parcel|shipment|video|"
            "channel|viewer|student|exam|teacher|tenant|member|account|service|region|token|connection|"
            "reservation|sale|purchase|checkout|traffic|data|event|reading|sms|code|gate|train|car|charger)s? "
            "(?:can|could|gets?|got|start(?:s|ed)?|arrive[sd]?|goes|go|went|comes?|came|work(?:s|ed)?|open(?:s|ed)?|"
            "load(?:s|ed)?|resolve[sd]?|connect(?:s|ed)?|"
            r"complete[sd]?|succeed(?:s|ed)?|pass(?:es|ed)|(?:is|are|was|were|has been|"
            r"have been) (?:\w{1,10} )?(?:accepted|"
            "processed|delivered|served|reachable|possible|sent|loading|working|opened|played|starting|going|"
            "coming|arriving|completed|recorded|able|getting|up|available|online|answered|authori[sz]ed|"
            "approved))"
        ),
        "(?:none|not one|not a single one) of (?:our|the|its|them|those|us)",
        (
            "(?:whatsoever|altogether|utterly|across (?:all|every|the (?:fleet|world|country|company|board))|"
            r"on (?:any|every|all) \w{3,14}|in (?:any|every|all) \w{3,14}|from (?:all|every|any) \w{3,14}|at "
            r"(?:all|every|any) \w{3,14})"
        ),
        "(?:any ?more)(?= ?$)", r"(?:literally|absolutely) (?:every\w{0,5}|all|zero|no ?body|no ?one)",
        r"(?:the )?(?:whole|entire) (?!time|day|night|morning|week|point)\w{3,14}", r"whole of \w{3,14}",
        (
            "(?:entirely|completely|totally|fully|utterly) (?:dead|gone|dark|black|blocked|unusable|failing|"
            "failed|hosed|busted|borked|crashed|frozen|stuck|lost|refused|out|offline|cut off)"
        ),
        "every(?:one|body|thing)", "(?:for |of |by |to )any(?:one|body)(?! (?:on|in|using|with|who|from))",
        "all of (?:them|us|it)", "every one of", "none of (?:our|the|its) [a-z]{3,16}",
        "not (?:one|a single) [a-z]{3,16}", "nation ?wide", "country ?wide", "at every [a-z]{3,16}",
        "for all [a-z]{3,16}",
        (
            "no (?:single )?(?:customer|user|client|caller|patient|passenger|driver|call|order)(?:s)? (?:can|"
            "could|is|are|gets?)"
        ),
        r"(?:cannot|can'?t|not) (?:\w{1,12} ){0,4}at all", "anywhere",
        (
            r"all (?:of )?(?:the |our )?(?:\w{1,16} ){0,2}(?:users|customers|clients|people|requests|traffic|"
            "writes|reads|services|calls|logins|orders|payments|transactions|regions|tenants|sites|endpoints|"
            "queries|apis|workloads|systems|devices|stores|shops|pages)"
        ),
        (
            r"every (?:single )?(?!\d|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|"
            "hundredth|day|minute|hour|night|week|month|second|few|time|so|now|other|once|couple|morning|year|"
            r"quarter)\w{2,16}(?! minutes| hours| seconds| days)|every (?:single )?(?:\w{1,16} )?(?:user|"
            "customer|client|request|call|write|read|login|order|payment|transaction|tenant|query|page|"
            "endpoint|service|region)"
        ),
        "entire(?:ly)?", "whole (?:site|platform|app|cluster|region|company|system|service|stack|thing|shop)",
        "global(?:ly)?", "no ?(?:one|body)", "none of (?:the |our )?(?:users|customers|clients|requests)",
        "no (?:users?|customers?|client|request) (?:is|are|can|could)", "across the board",
        "all (?:over|down|dead|gone|failing|broken)", "site ?wide", "worldwide", "everywhere", "100 ?% of",
        "world wide", "platform wide",
        (
            r"(?:complete|total|full|major|massive|widespread|hard) (?:\w{1,12} )?(?:outage|loss|failure|"
            "down(?:time)?|blackout|unavailability)"
        ),
        (
            "(?:completely|totally|fully|entirely) (?:down|unavailable|offline|broken|unreachable|dead|"
            "inaccessible)"
        ),
        "hard down",
    ),
    Sense.SOME: (
        (
            "(?:those|these|such|affected|the affected) (?:users?|customers?|people|accounts?|tenants?|"
            "clients?|devices?|sessions?|requests?|players?|orders?|shops?|stores?|drivers?|patients?|calls?|"
            "regions?|pods|shards?|hosts|versions|phones|students|viewers|members|ones|homes|merchants|"
            "partners|passengers|subscribers|locations|records|bookings)(?:')?"
        ),
        (
            f"(?:(?:{USERS}|any(?:one|body)|those|accounts?|sessions?|devices?|locks?|homes|phones?|payments?|"
            "orders?|transfers?|logins?|uploads?|downloads?|files?|documents?|videos?|pages?|quer(?:y|ies)|"
            "searches|bookings?|messages?|mails|cards?|requests?|calls?|tablets?|browsers?|meters?|households?|"
            "writes) (?:on|in|from|with|without|using|running|whose|who|that|behind|above|below|over|under|"
            "larger than|bigger than|smaller than|longer than|older than|newer than|containing|via|near|"
            r"outside|inside|abroad|named) (?:the |our |an? |some |certain |one |two |their )?(?!prod|all\b|"
            r"every|any\b|app\b|site\b|platform\b|total|general|need|wait|numbers|droves|line\b|queue|world|"
            r"internet|public|try|tries|want|log\b|sign|attempt|pay|order|buy|visit|come|open|call|us\b|"
            r"users?\b|customers?\b|last\b|this\b|now\b|today|yesterday|place\b|charts?|progress|flight|"
            r"transit|most\b|minutes|hours|\d{1,4} ?(?:s|m|h|min|sec|seconds|minutes|hours|ms)\b|are\b|is\b|"
            r"have\b|has\b|can\b|cannot|could|do\b|get\b|fail|time)[\w.]{2,20})"
        ),
        (
            "(?:one|two|three|a (?:few|couple of|handful of|number of|bunch of|minority of|subset of|group "
            r"of)) (?:of (?:our|the|its) )?(?:\w{1,12} )?(?:carriers?|providers?|countr(?:y|ies)|cit(?:y|ies)|"
            "regions?|zones?|brands?|banks?|partners?|customers?|tenants?|shops?|stores?|districts?|offices?|"
            "warehouses?|routes?|shards?|partitions?|cells?|tables?|versions?|models?|vendors?|languages?|"
            "currenc(?:y|ies)|plans?|schools?|hospitals?|wards?|clinics?|sites?|markets?|locales?|isps?|"
            "networks?|airlines?|airports?|hotels?|depots?|accounts?|endpoints?|channels?|lines?)"
        ),
        (
            "(?<!entire )(?<!whole )(?:north|south|west|east|central|northern|southern|western|eastern|sa|eu|"
            r"us|ap|asia|europe|africa|america|latam|apac|emea|dach|nordic|uk|canada)(?: \w{1,10})? (?:region|"
            "zone|users?|customers?|traffic|only|cluster|site|dc|data cent(?:er|re)|shard|cell|pop|edge|"
            "offices?|subscribers|grid|media servers)"
        ),
        (
            "(?:free|premium|enterprise|trial|legacy|beta|new|existing|large|largest|big|biggest|small|old|"
            "older|vip|business|corporate|prepaid|postpaid|guest|anonymous) (?:users?|customers?|accounts?|"
            "tenants?|clients?|plans?|merchants?|subscribers?|members?|partners?|devices?|sign ?ups?|"
            "registrations?|versions?)"
        ),
        rf"{USERS} [a-z] (?:to|thru|through|and) [a-z]\b", r"shard (?:for|of|\d{1,3}|[a-z]\b)",
        r"(?:the |one |a )(?:\w{1,10} )?shard\b", "(?:every )?now and then", "at random", "off and on",
        "from time to time", "here and there", "once in a while", r"perhaps an? \w{3,10} of", "by no means all",
        "half ?way", "canary", "hot partition", "hot shard",
        (
            "(?:chrome|firefox|safari|edge|ie ?11|internet explorer|iphones?|ipads?|android|ios|windows|mac "
            "?os|linux|smart tv|tv|desktop|mobile|tablet|watch|console|playstation|xbox|roku)(?: tv)? (?:app|"
            "users?|clients?|version|only|players?|build)"
        ),
        (
            "(?:ipv6|ipv4|ldap|saml|apple|google|facebook|microsoft|paypal|amex|visa|mastercard|klarna|ideal|"
            "sepa|sso) (?:users?|customers?|logins?|sign ?ins?|payments?|cards?|accounts?|clients?|wallets?)"
        ),
        (
            "(?:log ?ins?|sign ?ins?|sign ?in|log ?in|payments?|paying|checkout) (?:with|via|by|through|over) "
            r"(?!an? error|error|the app)\w{2,14}"
        ),
        r"(?:two|three|four|five|six|\d{1,3}) of (?:our|the|its) (?:biggest |largest |many )?[a-z]{3,16}",
        (
            r"(?:some|about|around|roughly|nearly|almost) (?:\w{2,8} )?(?:thousand|hundred|dozen|\d{2,6}) "
            "(?:homes|households|users|customers|accounts|devices|people|clients)"
        ),
        "on (?:an? |the )?(?:android|iphones?|ios|ipads?|windows|macs?|firefox|chrome|safari)",
        "(?:iphone|ipad|android|ios|windows|mac|linux) (?:users|app|clients?)",
        "(?:the )?others? (?:can|are fine|are ok|works?)",
        (
            "other (?:tenants|customers|users|regions|offices|clients|stores|apps) (?:are|is|work) ?(?:fine|ok|"
            "unaffected)?"
        ),
        r"(?<!every )one of (?:our|the|its|their|my) (?:two |three |four |five |six |\d{1,2} )?\w{2,20}",
        (
            "(?:users?|people|customers?|visitors?|clients?|guests?|members?|players?|riders?|drivers?|"
            "patients?|callers?|shoppers?|subscribers?|tenants?) (?:in|from|using|with|running) (?!prod|"
            r"production|the (?:app|site)|all|total|general)\w{2,20}"
        ),
        (
            "(?:users?|people|customers?|visitors?|clients?|guests?|members?|players?) (?:who|that|whose) "
            r"(?!try|tries|want|log|sign|attempt|pay|order|buy|visit|come|open|call)\w{2,20}"
        ),
        "some", "few", "several", "handful", "subset", "partial(?:ly)?", "intermittent(?:ly)?",
        "occasional(?:ly)?", "sporadic(?:ally)?", "sometimes", "flaky", "flapping", "randomly", "certain",
        "minority", "elevated", "increased?", "increasing", "spik(?:e|es|ed|ing)", "higher than", "many",
        "not all", "on and off", "on/off", "now and then",
        "(?:one|single|a) (?:region|zone|az|tenant|browser|country|locale)",
        (
            "(?<!entire )(?<!whole )(?:eu|us|uk|apac|emea|asia|european|german|french|japanese|enterprise|ios|"
            "android|safari|firefox|free tier|mobile) (?:users|customers|clients|region|tenants|only)"
        ),
        "only (?:in|for|on|affects|affecting|the)",
        "(?:on|for|in) (?:ios|android|safari|firefox|chrome|ie|edge browser)(?: only)?", "multiple", "slightly",
        "a bit", "every now", "at times", "one in", "portion", "fraction", "limited number", "degraded",
        "degradation", "some of",
    ),
    Sense.ONE: (
        (
            "(?<!every )(?<!each )(?<!any )(?:user|customer|client|visitor|guest|subscriber|tenant|colleague) "
            "(?:says|said|reports|reported|complains|asks|writes|wonders|claims|tells|mentions)"
        ),
        r"(?:one|a single|single|1|an|a) (?:\w{1,12} )?(?:user|customer|client|tenant|account)", "only me",
        "just me", "for me", "my (?:machine|laptop|account)", "edge case",
    ),
}  # fmt: skip
"""Patterns by sense over folded text; none repeats without a bound."""
