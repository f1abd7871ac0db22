"""Words for what is wrong and stops people: data gone, functions blocked, requests failing."""

from midwatch.domain.incidents.reading.lexicon.senses import USERS, Sense

_CANNOT = (
    r"(?:cannot|can ?not|can'?t|couldn'?t|could not|unable to|not able to|aren'?t able to|"
    r"isn'?t able to|"
    r"not being able to)"
)
_DATA = (
    r"(?:data|databases?|dbs?|tables?|schemas?|collections?|keyspaces?|records?|rows?|"
    r"buckets?|volumes?|"
    r"backups?|snapshots?|topics?|namespaces?|pvcs?|persistent volumes?|ind(?:ex|exes|"
    r"ices)|orders|documents|"
    r"uploads|zones?|deployments|domain|columns?|fields|values|entries|profiles|mailboxes|messages|"
    r"user accounts|accounts|"
    r"customer files|uploaded files|files|photos|invoices|"
    r"history|filesystem|"
    r"disk|ledger|(?:production|prod) (?:cluster|environment|env))"
)
_BETWEEN = (
    r"(?:(?!(?:log|logs|old|temp|temporary|expired|unused|connections?|"
    r"pods?)\b)[a-z0-9.']{1,24} ){0,4}"
)
_WAS = (
    r"(?:(?:was|were|got|is|are|been|has|have|had|being|accidentally|mistakenly|just|all|"
    r"partially|completely|"
    r"permanently|by mistake|may|be|might) ){0,4}"
)
_WIPED = (
    r"(?:deleted?|deleting|deletes|wiped?|wiping|truncated?|truncating|purged?|erased?|"
    r"destroy(?:ed|s)?|"
    r"overw(?:rote|ritten|rites?|riting)|corrupt(?:ed|ing|s|ion)?|vanished|gone missing)"
)

TROUBLES: dict[Sense, tuple[str, ...]] = {
    Sense.DESTROYED: (
        f"{_WIPED} {_BETWEEN}{_DATA}", f"{_DATA} {_WAS}{_WIPED}", rf"{_DATA} (?:\w{{1,16}} ){{0,2}}delete",
        "delete topics?", "topics? --delete", "kafka topics --delete",
        (
            r"(?:drop|dropped|dropping)(?: if exists)? (?:(?!connection|packet)\w{1,16} ){0,3}(?:table|"
            "database|db|schema|collection|keyspace|column|partition|tables|databases|topic|bucket|volume)"
        ),
        (
            "(?:table|database|db|schema|collection|keyspace|column|partition|tables|databases) (?:was |were |"
            "got |has been |have been |is |accidentally |just |been ){0,3}dropped"
        ),
        (
            r"lost (?:all |some |the |our |customer |user |recent |\d{1,9} |hours of |minutes of |of |a |few |"
            "day'?s |worth |last |an |hour |production |uncommitted ){0,4}(?:data|orders|records|rows|writes|"
            "transactions|backups|files|uploads|messages|events|payments)"
        ),
        (
            "(?:data|orders|records|rows|writes|transactions|files|payments|messages|events) (?:is |are |was |"
            "were |have been |has been |been |permanently |being ){0,3}(?:lost|missing|gone|disappear(?:ed|"
            "ing)|destroyed)"
        ),
        "data ?loss", r"loss of (?:\w{1,16} )?(?:data|records|orders)", "data corruption", "corrupted",
        "corruption", "rm -?rf", "rm rf", "flush ?all", "terraform destroy(?:ed)?",
        "destroy(?:ed)? (?:the )?prod(?:uction)?", "mkfs", "formatted the (?:wrong )?disk",
        r"delete from \w{1,30}", "update without where", "without (?:a )?where clause", "wiped",
        (
            r"(?:servers?|files?|disks?|shares?|backups?|machines?) (?:\w{1,12} ){0,4}(?:are|is|were|got|have "
            "been) (?:all |now )?encrypted"
        ),
        "(?:un|ir)recoverabl[ey]", "ransomware",
        (
            "(?:cannot|can'?t|could not|no way to) (?:be )?(?:recover(?:ed)?|restored?|brought back|undone|get "
            "(?:it|them) back)"
        ),
        (
            "no (?:usable |valid |recent )?(?:backups?|copy|copies) (?:of it |of them )?(?:exists?|left|"
            "anywhere|to restore)"
        ),
        "(?:nothing|no backup) to restore(?: from)?", "(?:is|are) (?:gone|lost) (?:for good|forever)",
        "kubectl delete (?:ns|namespace|pvc|pv|statefulset|crd)s?",
    ),
    Sense.BREACHED: (
        (
            "breach(?:ed)?(?! of (?:slo|sla|the slo))(?<!slo breached)(?<!sla breached)(?<!slo breach)(?<!sla "
            "breach)(?<!threshold breached)(?<!threshold breach)"
        ),
        "exfiltrat(?:ed|ion|ing)", r"unauthori[sz]ed (?:\w{1,16} )?(?:access|login|root|change|user)",
        "compromised?",
        (
            "(?:secrets?|credentials?|api keys?|keys?|passwords?|tokens?|pii|customer data|personal data|"
            r"private data|user data|data) (?:\w{1,10} ){0,3}(?:leak(?:ed|ing|s)?|exposed|stolen|published|"
            "public)"
        ),
        (
            r"leak(?:ed|ing|s)? (?:of )?(?:\w{1,12} ){0,2}(?:secrets?|credentials?|api keys?|keys|passwords?|"
            "tokens?|pii|customer data|personal data|data)"
        ),
        "attackers? (?:has|have|had|is|are|was|were|got|gained|still)", "extortion",
        (
            "(?:files?|records?|data|details|orders|names) of (?:strangers|others|other people|other customers|"
            "someone else)"
        ),
        "(?:administrator|admin|root) access (?:to|by|from)",
        "(?:accounts?|mailboxes) (?:were |was |got |being )?(?:logged into|taken over|accessed) (?:from|by)",
        "(?:offered|put up|up) for sale", "on the dark ?web", "data (?:dump|theft)", "dumped (?:our|the|all)",
        (
            r"(?:leaked|stolen|exposed|public) (?:\w{1,12} ){0,3}(?:keys?|tokens?|passwords?|credentials?|"
            "dumps?)"
        ),
        (
            r"(?:unknown|foreign|strange|outside|unfamiliar) (?:\w{1,12} ){0,2}(?:is |are |has |was |were "
            "){0,2}(?:copying|downloading|reading|dumping|exporting|connected|logged)"
        ),
        (
            r"(?:copied|copying|downloaded|downloading|exported) (?:\w{1,12} ){0,2}(?:customer|user|patient|"
            r"client|personal) (?:\w{1,12} ){0,1}(?:bucket|data|records|files|table|database)s?"
        ),
        (
            "(?:other|another|foreign|all) (?:tenants?|companies|company|patients?|clients?|members?)'?s?'? "
            r"(?:\w{1,10} )?(?:data|files|records|documents|orders|messages|invoices)"
        ),
        "(?:publicly|openly|world) (?:readable|accessible|writable|listed|visible)",
        "exposed to the (?:internet|public|world)",
        "open to (?:the internet|the world|the public|anyone|everybody)", "back ?door", "phished",
        "session hijack(?:ing|ed)?", "web ?shell", "ransom note", "data leak", "hacked", "hackers?", "defaced",
        "malware", "crypto ?miner", "intru(?:sion|der)s?", "root(?:kit| shell)", "account takeovers?", "stolen",
        (
            "(?:other|each other'?s|another|someone else'?s|wrong) (?:users?'?s?|customers?'?s?|people'?s|"
            "person'?s|account'?s?)(?:'s)? (?:data|orders?|accounts?|information|details|invoices?|profile)"
        ),
    ),
    Sense.BLOCKED: (
        (
            "(?<!scaled )(?<!scale )(?<!scaling )(?<!slow )(?<!slowing )(?<!slowed )(?<!cool )(?<!cut "
            ")(?<!wind )(?<!winding )(?<!drill )(?<!track )(?<!narrowed )(?<!calm )(?<!write )(?<!break "
            r")(?<!top )down(?! ?(?:to|from|by|\d|stream|load|the|grade|on|about|roughly|over|almost|nearly|~))"
        ),
        r"down to (?:0(?![.\d])|zero)", "off ?line", "outage", "unavailab(?:le|ility)", "un ?reachable",
        "un ?responsive", "inaccessible",
        "dead(?! ?(?:letter|line|man|lock|tuple|row|link|zone|code|peer|time|weight|node detection|socket))",
        "broken", "borked", "bricked", "fubar", "kaput", "hosed", "on fire", "is out(?! of)", "(?:are|is) gone",
        "black ?out", "brought down", "knocked out", "halted", "blank page", "white screen", "blank screen",
        "maintenance page",
        (
            "(?:not|isn'?t|aren'?t|stopped|won'?t|doesn'?t|don'?t|no longer|never|didn'?t|not even) (?:been "
            ")?(?:respond(?:ing)?|work(?:ing)?|load(?:ing)?|open(?:ing)?|reachable|available|accessible|"
            "serving(?: traffic)?|process(?:ing)?|accept(?:ing)?|resolv(?:e|ing)|start(?:ing)?|boot(?:ing)?|"
            "connect(?:ing)?|functioning|answer(?:ing)?|running|usable|com(?:e|ing) up|go(?:ing)? through|"
            "complet(?:e|ing))"
        ),
        (
            "no (?:response|answer|healthy (?:upstreams?|hosts?|backends?|targets?|endpoints?|pods?)|backends?|"
            "leader|quorum|connectivity|live (?:upstreams?|nodes?)|(?:pods?|replicas?|instances?) (?:are "
            ")?(?:ready|available|running))"
        ),
        "lost quorum", "quorum lost",
        (
            "(?:not|isn'?t|aren'?t|never) (?:being |getting |be )?(?:processed|served|accepted|completed|"
            "fulfilled|handled|created|saved|charged|authorized|authorised)(?: at all)?"
        ),
        "(?:0|zero|no) (?:healthy|ready|available|running)",
        (
            "(?:no|zero|0) (?:new |successful )?(?:orders?|payments|logins|transactions|traffic|requests|sales|"
            "checkouts|sign ?ups?|bookings|purchases)(?: (?:are|is|since|in|for|going|coming|being|processed|"
            "completed|received))?"
        ),
        r"(?:dropped|fell|fallen|down|gone|drop|went) to (?:zero|0(?![.\d])|nothing)", f"{_CANNOT}",
        "(?:cannot|can'?t) (?:log|sign)", "failed completely",
        "no ?(?:one|body) (?:is |are |was )?(?:able to|can|could)", "neither can",
        r"loss of (?:\w{1,12} )?(?:connectivity|power|network|service|quorum|internet|communication)",
        "(?:is|are|was) toast", "nothing (?:works|is working|loads|works anymore)",
        (
            "(?:refus(?:ed|ing)|reject(?:ed|ing|s)) (?:all |every |new )?(?:connections?|requests?|writes?|"
            "logins?|traffic)"
        ),
        "(?:connections?|requests?|writes?|logins?) (?:are |being |is ){0,2}(?:refused|rejected)",
        "stopped (?:working|serving|processing|accepting|responding|taking)",
        "(?:are|is|all|just|keeps?|been|started|keep|now|currently|completely|totally) failing",
        "read ?only(?: mode)?(?! (?:replica|user|access|token))", "split ?brain", "has disappeared", "is absent",
        "(?:turned|switched|shut) off(?! (?:the )?(?:alert|monitor|debug|log))", "died", "dies", "interrupted",
        "(?:stand(?:s|ing)?|stood) still", "unregistered", "cut off",
        "blocks? (?:port|traffic|all|every|access|the)", "standstill",
        "(?:are|is|went|go|goes|stay|stays) (?:all )?(?:black|dark)", "not been able to",
        "refuses? (?:all|every|any)", "kicked (?:from|out)",
        (
            r"nothing (?:\w{1,12} ){0,4}(?:can|could|is|are|gets?) (?:be )?(?:reached|reachable|accessible|"
            "loaded|used|sent|opened|served|through|available)"
        ),
        (
            "refus(?:e|es|ed|ing) (?:all |every |any |new ){0,2}(?:connections?|requests?|logins?|writes?|"
            "calls?|traffic)"
        ),
        "(?:is|are) (?:being )?(?:rejected|refused|bounced|turned away)", "bounc(?:es|ing|ed)",
        "never (?:finish(?:es)?|complete|loads?|arrives?|starts?)", "gets? nowhere", "locked out", "crashed",
        "wedged", "(?:went|gone|going) dark", "nxdomain", "servfail", "power loss", "lost power",
        "network partition", "partitioned", "black ?holed?", "total failure",
        r"returning (?:http |only )?(?:5\d\ds?|5xxs?)",
        (
            r"(?:throwing|serving|getting|giving|spitting(?: out)?) (?:http |only |nothing but )?(?:5\d\ds?|"
            "5xxs?)"
        ),
        rf"{USERS} (?:\w{{1,10}} ){{0,2}}blocked", "fully blocked",
    ),
    Sense.FAILING: (
        r"fail(?:s|ed|ing|ures?)?(?! ?over(?! (?:the |a |an )?(?:last|past|previous|\d)))",
        "50[0234](?= ?$)", r"5\d\d ?ing",
        (
            r"lost(?= (?:\d|half|an? |one|two|most|all|some|several|connect|contact|heartbeat|leader|quorum|"
            "access))"
        ),
        "stopped(?! (?:fail|crash|err|alert|fir))", "(?:is|are|has|have) gone",
        (
            r"(?:blocks?|blocked|rejects?|refuses|denies)(?= (?:\d{1,3}(?:\.\d{1,3})? ?(?:%|percent\b)|"
            r"(?:half|some|most|many|legitimate|real|valid|good)\b))"
        ),
        (
            r"(?:not|isn\'?t|aren\'?t|never|wasn\'?t|weren\'?t) (?:being |getting |be )?(?!affected|impacted|"
            "expected|needed|required|noticed|planned|red|used|supposed|related|limited|caused|failing|"
            "erroring|increasing|going|blocking|seeing|using|interested|updat|refresh|sure|crashing|growing|"
            "slowing|being|nothing|degrad|concern|tested|merged|reproduc|deployed|alert|firing|worr|urgent|"
            "critical|harmed|hurt|touched|finished|started)(?:[a-z]{2,14}(?:ed|ing)|sent|shown|seen|taken|"
            "written|found)"
        ),
        "nok", "error(?:s|ing|ed)?(?! (?:budgets?|page says ok))", "err(?:s)?", "5xxs?", "50[0234]s",
        (
            "(?:http|status|code|returns?|returning|returned|gives?|giving|gets?|got|getting|throws?|throwing|"
            "sees?|hits?|hitting|serves?|serving|a|an|with|seeing|http status) 50[0234]"
        ),
        "50[0234] (?:errors?|responses?|internal|from|on|status|for|everywhere|bad|service|gateway)", "4xxs?",
        "4(?:0[0134]|29)s",
        (
            "(?:http|status|code|returns?|returning|returned|gives?|giving|gets?|got|getting|throws?|throwing|"
            "sees?|hits?|hitting|serves?|serving|with|seeing) 4(?:0[0134]|29)"
        ),
        "4(?:0[0134]|29) (?:errors?|responses?|not found|too many)", "exceptions?", "reject(?:s|ed|ing)?",
        r"(?:results?|page|list|carts?|response|screen|feed)s? (?:\w{1,10} ){0,2}empty",
        "empty (?:results?|pages?|responses?|carts?|lists?|screens?)", "refused", "timeouts?",
        "tim(?:ed|ing|es?) ?outs?", "bad gateway", "service unavailable",
        (
            "drop(?:s|ped|ping)? (?:all |some |every |incoming |new |the |many ){0,3}(?:requests?|connections?|"
            "calls|messages|packets|traffic|events)"
        ),
        (
            r"(?:calls|connections?|requests?|sessions|messages|packets|events)(?: \w{1,8})? (?:dropping|"
            "dropped)"
        ),
        "packet ?loss", "unhealthy", "not healthy", "malfunction(?:ing)?", "declin(?:ed|ing)",
        "disconnect(?:ed|ing|s)?", "kicked out", "logged out", "abort(?:ed|ing|s)?", "panics?", "panicking",
        "segfault(?:s|ing)?", "stack ?traces?",
        "wrong (?:prices?|data|results?|balance|totals?|content|amounts?)",
        "duplicated? (?:charges?|orders?|payments?|e ?mails?)", "double charged", "charged twice",
        "incorrect(?:ly)?", "missing", "ddos",
        (
            r"(?:do|does|did)(?: not|n'?t) (?:\w{1,8} )?(?:arrive|come|show|appear|reach|send|sync|open|print|"
            "update|match|reply|ring|play|render|register|trigger|fire|unlock|boot|charge|scan|upload|download|"
            "save)(?! up in staging)"
        ),
        r"(?:is|are|stays?|shows?|came|comes|remains?|come up|comes up) (?:\w{1,10} )?(?:empty|blank)",
        "dead ?letter(?:s|ed)?", "dlq", "fell over", "falls over", "gives? up", "gave up", "goes? wrong",
        "went wrong", "not (?:sent|delivered|arriving|received|showing|visible|ready|synced|scheduled|mounted)",
        "misbehav(?:ing|es)", "bug", "mismatch", "not ready", "ssl (?:handshake )?errors?", "thrott?led",
        "rate limited", "success rate", "quota (?:exceeded|reached|hit)",
    ),
    Sense.CRASHING: (
        "crash ?loop(?:s|ing|ed)?(?: ?back ?off)?", "crash(?:es|ing)?", "oom ?kill(?:s|ed|er|ing)?",
        "oom(?:ed|s|ing)?",
        (
            "(?:keeps?|kept|constantly|continuously|repeatedly|are|is|been|unexpectedly|start(?:s|ed)) (?:on "
            ")?restarting"
        ),
        (
            r"restart(?:s|ed)? (?:\d{1,6}|repeatedly|unexpectedly|loops?|frequently|often|again|once|twice|"
            "several|count|storm)"
        ),
        r"(?:pods?|containers?) (?:\S{1,40} ){0,3}restart(?:s|ed|ing)", "restarts",
        "reboot(?:s|ed|ing)? (?:repeatedly|unexpectedly|loop|itself|again)", r"exit code \d{1,3}", "terminated",
        "image ?pull(?: ?back ?off| error)?", "err image pull", "evict(?:ed|ions?|ing)", "flapping",
        "(?:stuck|still) (?:in )?pending", "pending pods?", "not ready", "container (?:waiting|terminated)",
    ),
    Sense.HURT: (
        (
            rf"{USERS} (?:\w{{1,12}} ){{0,2}}(?:report(?:s|ing|ed)?|complain(?:s|ing|ed)?|affected|impacted|"
            "see(?:ing)?|experienc(?:e|ing)|hitting|getting|stuck|suffering|angry|furious|screaming|noticed|"
            "calling)"
        ),
        "complain(?:ts?|ing)", "customer impact(?:ing)?", "user impact(?:ing)?",
        rf"impact(?:s|ed|ing)? (?:\w{{1,12}} ){{0,2}}{USERS}",
        rf"affect(?:s|ed|ing)? (?:\w{{1,12}} ){{0,2}}{USERS}",
        (
            r"(?:support|tickets?|phones?) (?:\w{1,12} ){0,3}(?:flooded|flooding|blowing up|pouring in|piling "
            "up|ringing|exploding)"
        ),
        r"flood of (?:\w{1,12} )?(?:tickets|calls|complaints)", "(?:users?|customers?|client) reports?",
        "reports? from (?:users|customers)", "twitter is", "losing (?:money|revenue|sales)",
        "revenue (?:impact|loss)", "lost revenue",
    ),
    Sense.EXPIRED: (
        (
            "(?:cert(?:ificate)?s?|tls|ssl|token|license|licence|domain|credentials?|key|secret)s? "
            r"(?:\w{1,16} ){0,6}(?:expired|invalid|revoked)"
        ),
        r"expired (?:\w{1,16} ){0,2}(?:cert(?:ificate)?s?|tokens?|credentials?|license|domain)",
        "(?:cert|certificate|x509) (?:has |is )?expired",
    ),
    Sense.FULL: (
        (
            "(?:disk|volume|filesystem|partition|storage|queue|pool|log|fs|drive|space|memory|buffer|table "
            "?space|pvc|it) (?:is |are |now |completely |at |[a-z0-9/]{1,20} ){0,3}(?:full|exhausted|depleted|"
            "maxed out|maxed)(?! (?:in|by|within|table|scan))"
        ),
        (
            "(?:disk|memory|space|pool|connections?|inodes?|quota|port|ip(?:s| address(?:es)?)?|file "
            r"descriptors?|threads?|capacity) (?:\w{1,12} )?(?:exhaust(?:ed|ion)|depleted|maxed)"
        ),
        (
            "(?<!almost )(?<!nearly )(?<!running )out of (?:disk|space|memory|connections|inodes|file "
            "descriptors|ips|capacity|threads|ram|storage)"
        ),
        "no space left", "no (?:free |more )?(?:disk space|connections|ips) (?:left|available)?",
        "too many (?:connections|open files|clients)", "pool exhausted",
        "(?<!budget )(?<!budget is )(?<!budget was )(?<!budget has been )exhausted",
        "max(?:imum)? connections (?:reached|hit|exceeded)", "disk full",
        "hit (?:the |its )?(?:limit|max|ceiling|quota)",
    ),
}  # fmt: skip
"""Patterns by sense over folded text; none repeats without a bound."""
