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
        rf"{_WIPED} {_BETWEEN}{_DATA}", rf"{_DATA} {_WAS}{_WIPED}", rf"{_DATA} (?:\w{{1,16}} ){{0,2}}delete",
        r"delete topics?", r"topics? --delete", r"kafka topics --delete",
        (
            r"(?:drop|dropped|dropping)(?: if exists)? (?:(?!connection|"
            r"packet)\w{1,16} ){0,3}(?:table|"
            r"database|db|schema|collection|keyspace|column|partition|tables|"
            r"databases|topic|bucket|"
            r"volume)"
        ),
        (
            r"(?:table|database|db|schema|collection|keyspace|column|partition|"
            r"tables|databases) (?:was |"
            r"were |got |has been |have been |is |accidentally |just |been ){0,3}dropped"
        ),
        (
            r"lost (?:all |some |the |our |customer |user |recent |\d{1,9} |hours of |"
            r"minutes of |of |a |few |"
            r"day'?s |worth |last |an |hour |production |uncommitted ){0,4}(?:data|orders|"
            r"records|rows|writes|"
            r"transactions|backups|files|uploads|messages|events|payments)"
        ),
        (
            r"(?:data|orders|records|rows|writes|transactions|files|payments|messages|"
            r"events) (?:is |are |was |"
            r"were |have been |has been |been |permanently |being ){0,3}(?:lost|missing|"
            r"gone|disappear(?:ed|"
            r"ing)|destroyed)"
        ),
        r"data ?loss", r"loss of (?:\w{1,16} )?(?:data|records|orders)", r"data corruption", r"corrupted",
        r"corruption", r"rm -?rf", r"rm rf", r"flush ?all", r"terraform destroy(?:ed)?",
        r"destroy(?:ed)? (?:the )?prod(?:uction)?", r"mkfs", r"formatted the (?:wrong )?disk",
        r"delete from \w{1,30}", r"update without where", r"without (?:a )?where clause", r"wiped",
        (
            r"(?:servers?|files?|disks?|shares?|backups?|machines?) (?:\w{1,12} ){0,4}(?:are|is|were|got|"
            r"have been) (?:all |now )?encrypted"
        ),
        r"(?:un|ir)recoverabl[ey]", r"ransomware",
        (
            r"(?:cannot|can'?t|could not|no way to) (?:be )?(?:recover(?:ed)?|restored?|brought back|undone|"
            r"get (?:it|them) back)"
        ),
        (
            r"no (?:usable |valid |recent )?(?:backups?|copy|copies) (?:of it |of them )?(?:exists?|left|"
            r"anywhere|to restore)"
        ),
        r"(?:nothing|no backup) to restore(?: from)?", r"(?:is|are) (?:gone|lost) (?:for good|forever)", (
            r"kubectl delete (?:ns|namespace|pvc|pv|statefulset|crd)s?"
        ),
    ),
    Sense.BREACHED: (
        (
            r"breach(?:ed)?(?! of (?:slo|sla|"
            r"the slo))(?<!slo breached)(?<!sla breached)(?<!slo breach)(?<!sla breach)"
            r"(?<!threshold breached)(?<!threshold breach)"
        ),
        r"exfiltrat(?:ed|ion|ing)", (
            r"unauthori[sz]ed (?:\w{1,16} )?(?:access|login|root|change|user)"
        ),
        r"compromised?",
        (
            r"(?:secrets?|credentials?|api keys?|keys?|passwords?|tokens?|pii|"
            r"customer data|personal data|"
            r"private data|user data|data) (?:\w{1,10} ){0,3}(?:leak(?:ed|ing|s)?|exposed|"
            r"stolen|published|"
            r"public)"
        ),
        (
            r"leak(?:ed|ing|s)? (?:of )?(?:\w{1,12} ){0,2}(?:secrets?|credentials?|"
            r"api keys?|keys|passwords?|"
            r"tokens?|pii|customer data|personal data|data)"
        ),
        r"attackers? (?:has|have|had|is|are|was|were|got|gained|still)", r"extortion",
        (
            r"(?:files?|records?|data|details|orders|names) of (?:strangers|others|other people|other customers|"
            r"someone else)"
        ),
        r"(?:administrator|admin|root) access (?:to|by|from)",
        r"(?:accounts?|mailboxes) (?:were |was |got |being )?(?:logged into|taken over|accessed) (?:from|by)",
        r"(?:offered|put up|up) for sale", r"on the dark ?web", r"data (?:dump|theft)", r"dumped (?:our|the|all)",
        r"(?:leaked|stolen|exposed|public) (?:\w{1,12} ){0,3}(?:keys?|tokens?|passwords?|credentials?|dumps?)",
        (
            r"(?:unknown|foreign|strange|outside|unfamiliar) (?:\w{1,12} ){0,2}(?:is |are |has |was |"
            r"were ){0,2}(?:copying|downloading|reading|dumping|exporting|connected|logged)"
        ),
        (
            r"(?:copied|copying|downloaded|downloading|exported) (?:\w{1,12} ){0,2}(?:customer|user|patient|"
            r"client|personal) (?:\w{1,12} ){0,1}(?:bucket|data|records|files|table|database)s?"
        ),
        (
            r"(?:other|another|foreign|all) (?:tenants?|companies|company|patients?|clients?|"
            r"members?)'?s?'? (?:\w{1,10} )?(?:data|files|records|documents|orders|messages|invoices)"
        ),
        r"(?:publicly|openly|world) (?:readable|accessible|writable|listed|visible)",
        r"exposed to the (?:internet|public|world)",
        r"open to (?:the internet|the world|the public|anyone|everybody)", r"back ?door", r"phished",
        r"session hijack(?:ing|ed)?",
        r"web ?shell", r"ransom note", r"data leak", r"hacked", r"hackers?", r"defaced", r"malware",
        r"crypto ?miner", r"intru(?:sion|der)s?",
        r"root(?:kit| shell)", r"account takeovers?", r"stolen",
        (
            r"(?:other|each other'?s|another|someone else'?s|wrong) (?:users?'?s?|"
            r"customers?'?s?|people'?s|"
            r"person'?s|account'?s?)(?:'s)? (?:data|orders?|accounts?|information|details|"
            r"invoices?|profile)"
        ),
    ),
    Sense.BLOCKED: (
        (
            r"(?<!scaled )(?<!scale )(?<!scaling )(?<!slow )(?<!slowing )(?<!slowed )"
            r"(?<!cool )(?<!cut )(?<!wind )(?<!winding )(?<!drill )(?<!track )"
            r"(?<!narrowed )(?<!calm )(?<!write )(?<!break )(?<!top )down(?! ?(?:to|"
            r"from|by|\d|stream|load|the|grade|on|about|roughly|over|almost|nearly|~))"
        ),
        r"down to (?:0(?![.\d])|zero)", r"off ?line", r"outage", r"unavailab(?:le|ility)", r"un ?reachable",
        r"un ?responsive", r"inaccessible", r"dead(?! ?(?:letter|line|man|lock|tuple|row|link|zone|code|peer|time|weight|node detection|socket))", r"broken", r"borked",
        r"bricked", r"fubar", r"kaput", r"hosed", r"on fire", r"is out(?! of)", r"(?:are|is) gone", r"black ?out",
        r"brought down", r"knocked out", r"halted", r"blank page", r"white screen", r"blank screen",
        r"maintenance page",
        (
            r"(?:not|isn'?t|aren'?t|stopped|won'?t|doesn'?t|don'?t|no longer|never|didn'?t|"
            r"not even) (?:been )?(?:respond(?:ing)?|work(?:ing)?|load(?:ing)?|"
            r"open(?:ing)?|reachable|"
            r"available|accessible|serving(?: traffic)?|process(?:ing)?|accept(?:ing)?|"
            r"resolv(?:e|ing)|"
            r"start(?:ing)?|boot(?:ing)?|connect(?:ing)?|functioning|answer(?:ing)?|"
            r"running|usable|com(?:e|"
            r"ing) up|go(?:ing)? through|complet(?:e|ing))"
        ),
        (
            r"no (?:response|answer|healthy (?:upstreams?|hosts?|backends?|targets?|"
            r"endpoints?|pods?)|"
            r"backends?|leader|quorum|connectivity|live (?:upstreams?|nodes?)|(?:pods?|replicas?|"
            r"instances?) (?:are )?(?:ready|available|running))"
        ),
        r"lost quorum", r"quorum lost",
        (
            r"(?:not|isn'?t|aren'?t|never) (?:being |getting |be )?(?:processed|served|"
            r"accepted|completed|"
            r"fulfilled|handled|created|saved|charged|authorized|authorised)(?: at all)?"
        ),
        r"(?:0|zero|no) (?:healthy|ready|available|running)",
        (
            r"(?:no|zero|0) (?:new |successful )?(?:orders?|payments|logins|transactions|"
            r"traffic|requests|"
            r"sales|checkouts|sign ?ups?|bookings|purchases)(?: (?:are|is|since|in|for|"
            r"going|coming|being|"
            r"processed|completed|received))?"
        ),
        (
            r"(?:dropped|fell|fallen|down|gone|drop|went) to (?:zero|0(?![.\d])|nothing)"
        ), rf"{_CANNOT}",
        r"(?:cannot|can'?t) (?:log|sign)", r"failed completely",
        r"no ?(?:one|body) (?:is |are |was )?(?:able to|can|could)", r"neither can",
        (
            r"loss of (?:\w{1,12} )?(?:connectivity|power|network|service|quorum|internet|"
            r"communication)"
        ),
        r"(?:is|are|was) toast", r"nothing (?:works|is working|loads|works anymore)",
        (
            r"(?:refus(?:ed|ing)|reject(?:ed|ing|s)) (?:all |every |new )?(?:connections?|"
            r"requests?|writes?|"
            r"logins?|traffic)"
        ),
        r"(?:connections?|requests?|writes?|logins?) (?:are |being |is ){0,2}(?:refused|rejected)",
        r"stopped (?:working|serving|processing|accepting|responding|taking)",
        r"(?:are|is|all|just|keeps?|been|started|keep|now|currently|completely|totally) failing",
        (
            r"read ?only(?: mode)?(?! (?:replica|user|access|token))"
        ), r"split ?brain", r"has disappeared",
        r"is absent", r"(?:turned|switched|shut) off(?! (?:the )?(?:alert|monitor|debug|log))", r"died", r"dies",
        r"interrupted", r"(?:stand(?:s|ing)?|stood) still", r"unregistered", r"cut off",
        r"blocks? (?:port|traffic|all|every|access|the)", r"standstill",
        r"(?:are|is|went|go|goes|stay|stays) (?:all )?(?:black|dark)", r"not been able to",
        r"refuses? (?:all|every|any)", r"kicked (?:from|out)",
        (
            r"nothing (?:\w{1,12} ){0,4}(?:can|could|is|are|gets?) (?:be )?(?:reached|reachable|accessible|"
            r"loaded|used|sent|opened|served|through|available)"
        ),
        (
            r"refus(?:e|es|ed|ing) (?:all |every |any |new ){0,2}(?:connections?|requests?|logins?|writes?|"
            r"calls?|traffic)"
        ),
        r"(?:is|are) (?:being )?(?:rejected|refused|bounced|turned away)", r"bounc(?:es|ing|ed)",
        r"never (?:finish(?:es)?|complete|loads?|arrives?|starts?)",
        r"gets? nowhere", r"locked out", r"crashed", r"wedged",
        r"(?:went|gone|going) dark", r"nxdomain", r"servfail", r"power loss", r"lost power", r"network partition",
        r"partitioned", r"black ?holed?", r"total failure", r"returning (?:http |only )?(?:5\d\ds?|5xxs?)",
        (
            r"(?:throwing|serving|getting|giving|spitting(?: out)?) (?:http |only |"
            r"nothing but )?(?:5\d\ds?|"
            r"5xxs?)"
        ),
        rf"{USERS} (?:\w{{1,10}} ){{0,2}}blocked", r"fully blocked",
    ),
    Sense.FAILING: (
        r"fail(?:s|ed|ing|ures?)?(?! ?over)", r"50[0234](?= ?$)", r"5\d\d ?ing",
        (
            r"lost(?= (?:\d|half|an? |one|two|most|all|some|several|connect|contact|"
            r"heartbeat|leader|quorum|"
            r"access))"
        ),
        r"stopped(?! (?:fail|crash|err|alert|fir))", r"(?:is|are|has|have) gone",
        (
            r"(?:not|isn\'?t|aren\'?t|never|wasn\'?t|weren\'?t) (?:being |getting |"
            r"be )?(?!affected|impacted|"
            r"expected|needed|required|noticed|planned|red|used|supposed|related|limited|"
            r"caused|failing|"
            r"erroring|increasing|going|blocking|seeing|using|interested|updat|refresh|"
            r"sure|crashing|growing|"
            r"slowing|being|nothing|degrad|concern|tested|merged|reproduc|deployed|alert|"
            r"firing|worr|urgent|"
            r"critical|harmed|hurt|touched|finished|started)(?:[a-z]{2,14}(?:ed|ing)|sent|"
            r"shown|seen|taken|"
            r"written|found)"
        ),
        r"nok", r"error(?:s|ing|ed)?(?! (?:budgets?|page says ok))", r"err(?:s)?", r"5xxs?", r"50[0234]s",
        (
            r"(?:http|status|code|returns?|returning|returned|gives?|giving|gets?|got|"
            r"getting|throws?|throwing|"
            r"sees?|hits?|hitting|serves?|serving|a|an|with|seeing|http status) 50[0234]"
        ),
        (
            r"50[0234] (?:errors?|responses?|internal|from|on|status|for|everywhere|bad|"
            r"service|gateway)"
        ), r"4xxs?",
        r"4(?:0[0134]|29)s",
        (
            r"(?:http|status|code|returns?|returning|returned|gives?|giving|gets?|got|"
            r"getting|throws?|throwing|"
            r"sees?|hits?|hitting|serves?|serving|with|seeing) 4(?:0[0134]|29)"
        ),
        (
            r"4(?:0[0134]|29) (?:errors?|responses?|not found|too many)"
        ), r"exceptions?", r"reject(?:s|ed|ing)?",
        r"(?:results?|page|list|carts?|response|screen|feed)s? (?:\w{1,10} ){0,2}empty",
        r"empty (?:results?|pages?|responses?|carts?|lists?|screens?)", r"refused", r"timeouts?",
        r"tim(?:ed|ing|es?) ?outs?", r"bad gateway", r"service unavailable",
        (
            r"drop(?:s|ped|ping)? (?:all |some |every |incoming |new |the |many ){0,3}(?:requests?|"
            r"connections?|calls|messages|packets|traffic|events)"
        ),
        (
            r"(?:calls|connections?|requests?|sessions|messages|packets|"
            r"events)(?: \w{1,8})? (?:dropping|"
            r"dropped)"
        ),
        r"packet ?loss", r"unhealthy", r"not healthy", r"malfunction(?:ing)?", r"declin(?:ed|ing)",
        r"disconnect(?:ed|ing|s)?", r"kicked out", r"logged out", r"abort(?:ed|ing|s)?", r"panics?", r"panicking",
        r"segfault(?:s|ing)?", r"stack ?traces?",
        r"wrong (?:prices?|data|results?|balance|totals?|content|amounts?)",
        (
            r"duplicated? (?:charges?|orders?|payments?|e ?mails?)"
        ), r"double charged", r"charged twice",
        r"incorrect(?:ly)?", r"missing", r"ddos",
        (
            r"(?:do|does|did)(?: not|n'?t) (?:\w{1,8} )?(?:arrive|come|show|appear|reach|send|sync|open|print|"
            r"update|match|reply|ring|play|render|register|trigger|fire|unlock|boot|charge|scan|upload|download|"
            r"save)(?! up in staging)"
        ),
        r"(?:is|are|stays?|shows?|came|comes|remains?|come up|comes up) (?:\w{1,10} )?(?:empty|blank)",
        r"dead ?letter(?:s|ed)?", r"dlq",
        r"fell over", r"falls over", r"gives? up", r"gave up", r"goes? wrong", r"went wrong",
        r"not (?:sent|delivered|arriving|received|showing|visible|ready|synced|scheduled|mounted)",
        r"misbehav(?:ing|es)", r"bug", r"mismatch", r"not ready", r"ssl (?:handshake )?errors?", r"thrott?led",
        r"rate limited", r"success rate", r"quota (?:exceeded|reached|hit)",
    ),
    Sense.CRASHING: (
        r"crash ?loop(?:s|ing|ed)?(?: ?back ?off)?", r"crash(?:es|ing)?", r"oom ?kill(?:s|ed|er|ing)?",
        r"oom(?:ed|s|ing)?",
        (
            r"(?:keeps?|kept|constantly|continuously|repeatedly|are|is|been|unexpectedly|start(?:s|"
            r"ed)) (?:on )?restarting"
        ),
        (
            r"restart(?:s|ed)? (?:\d{1,6}|repeatedly|unexpectedly|loops?|frequently|often|"
            r"again|once|twice|"
            r"several|count|storm)"
        ),
        r"(?:pods?|containers?) (?:\S{1,40} ){0,3}restart(?:s|ed|ing)", r"restarts",
        (
            r"reboot(?:s|ed|ing)? (?:repeatedly|unexpectedly|loop|itself|again)"
        ), r"exit code \d{1,3}", r"terminated",
        r"image ?pull(?: ?back ?off| error)?", r"err image pull", r"evict(?:ed|ions?|ing)", r"flapping",
        r"(?:stuck|still) (?:in )?pending", r"pending pods?", r"not ready", r"container (?:waiting|terminated)",
    ),
    Sense.HURT: (
        (
            rf"{USERS} (?:\w{{1,12}} ){{0,2}}(?:report(?:s|ing|ed)?|complain(?:s|ing|ed)?|affected|impacted|"
            r"see(?:ing)?|experienc(?:e|ing)|hitting|getting|stuck|suffering|angry|"
            r"furious|screaming|noticed|"
            r"calling)"
        ),
        r"complain(?:ts?|ing)", r"customer impact(?:ing)?", r"user impact(?:ing)?",
        rf"impact(?:s|ed|ing)? (?:\w{{1,12}} ){{0,2}}{USERS}",
        rf"affect(?:s|ed|ing)? (?:\w{{1,12}} ){{0,2}}{USERS}",
        (
            r"(?:support|tickets?|phones?) (?:\w{1,12} ){0,3}(?:flooded|flooding|"
            r"blowing up|pouring in|"
            r"piling up|ringing|exploding)"
        ),
        (
            r"flood of (?:\w{1,12} )?(?:tickets|calls|complaints)"
        ), r"(?:users?|customers?|client) reports?",
        r"reports? from (?:users|customers)", r"twitter is", r"losing (?:money|revenue|sales)",
        r"revenue (?:impact|loss)", r"lost revenue",
    ),
    Sense.EXPIRED: (
        (
            r"(?:cert(?:ificate)?s?|tls|ssl|token|license|licence|domain|credentials?|key|"
            r"secret)s? (?:\w{1,16} ){0,6}(?:expired|invalid|revoked)"
        ),
        r"expired (?:\w{1,16} ){0,2}(?:cert(?:ificate)?s?|tokens?|credentials?|license|domain)",
        r"(?:cert|certificate|x509) (?:has |is )?expired",
    ),
    Sense.FULL: (
        (
            r"(?:disk|volume|filesystem|partition|storage|queue|pool|log|fs|drive|space|"
            r"memory|buffer|"
            r"table ?space|pvc|it) (?:is |are |now |completely |at |"
            r"[a-z0-9/]{1,20} ){0,3}(?:full|exhausted|"
            r"depleted|maxed out|maxed)(?! (?:in|by|within|table|scan))"
        ),
        (
            r"(?:disk|memory|space|pool|connections?|inodes?|quota|port|ip(?:s| address(?:es)?)?|"
            r"file descriptors?|threads?|capacity) (?:\w{1,12} )?(?:exhaust(?:ed|ion)|"
            r"depleted|maxed)"
        ),
        (
            r"(?<!almost )(?<!nearly )(?<!running )out of (?:disk|space|memory|connections|inodes|"
            r"file descriptors|ips|capacity|threads|ram|storage)"
        ),
        r"no space left", r"no (?:free |more )?(?:disk space|connections|ips) (?:left|available)?",
        r"too many (?:connections|open files|clients)", r"pool exhausted",
        r"(?<!budget )(?<!budget is )(?<!budget was )(?<!budget has been )exhausted",
        r"max(?:imum)? connections (?:reached|hit|exceeded)", r"disk full",
        r"hit (?:the |its )?(?:limit|max|ceiling|quota)",
    ),
}  # fmt: skip
"""Patterns by sense over folded text; none repeats without a bound."""
