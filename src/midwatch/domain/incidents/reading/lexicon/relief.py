"""What makes a trouble smaller: others are fine, nobody is hit, something else does it, it hardly matters."""

from midwatch.domain.incidents.reading.lexicon.senses import USERS, Sense

_FINE = (
    r"(?:fine|ok|okay|good|great|work(?:s|ing)?|can(?! ?not|'?t)\b|unaffected|not affected|normal(?:ly)?|healthy|"
    r"serv(?:e|es|ing)|up|operational|succeeds?|pass(?:es)?|go(?:es)? through|notice nothing|untouched|unimpacted|"
    r"available|stable|alive|running|respond(?:s|ing)?|answers?|load(?:s|ing)?|usable|reachable|intact|"
    r"carry on|carries on|not concerned|open(?:s)? normally|keep(?:s)? (?:working|going|running))"
)
_KINDS = (
    r"(?:web|mobile|desktop|browsers?|apps?|ios|android|iphones?|chrome|firefox|safari|edge browser|cards?|cash|pcs?|"
    r"consoles?|phones?|tablets?|cable|wi ?fi|older|newer|old ones?|new ones?|old version|new version|current ones?|"
    r"current|existing|smaller|larger|small|large|bigger|short|shorter|guests?|eu|us|europe|asia|apac|emea|america|"
    r"english|domestic|ipv4|ipv6|logged in|regular|normal|free|paid|smaller ones|passwords?|transfers|"
    r"reads?|reading|browsing|writes?|search(?:ing)?|viewing|uploads?|downloads?|incoming|outgoing|inbound|outbound|"
    r"everything else|the site itself|the page itself)"
)
_NOBODY = rf"(?:no ?body|no ?one|no (?:single )?(?:one )?{USERS}|none of (?:the |our )?{USERS}|not a single {USERS})"
_TURNED = (
    "(?:affected|impacted|hit|hurt|harmed|disturbed|concerned|notic(?:es|ed|ing|e)|complain(?:s|ed|ing)?|"
    "feels?|felt|sees? (?:it|anything|a difference|any of it)|saw (?:it|anything)|waited|waiting|at risk|"
    "depends|uses|needs|is on|aware|suffer(?:s|ed|ing)?|exposed|blocked by it|was on|worse off|impact)"
)

RELIEF: dict[Sense, tuple[str, ...]] = {
    Sense.OTHERS_FINE: (
        rf"\d{{1,3}} (?:and|to|or|\+) \d{{1,3}} (?:are |is |both )?{_FINE}",
        (
            "(?:the )?(?:others?|rest|remaining|remainder|everything else|every ?(?:one|body) else|anyone else|"
            r"elsewhere|all other|any other|other|another)(?: (?!no\b|not\b|cannot\b|can't\b|"
            rf"down\b)[\w']{{1,16}}){{0,5}} {_FINE}"
        ),
        rf"(?:other|remaining) half (?:\w{{1,10}} ){{0,2}}{_FINE}",
        (
            rf"{_KINDS}(?: (?:and|or|plus|\+|sessions?|users?|accounts?|versions?|clients?|apps?|devices?|"
            "customers?|ones|files|payments?|sites?|traffic|(?!cannot|can.?t|not|no|don.?t|doesn.?t|never|"
            "fail)[a-z]{1,8})){0,3} (?:is |are |still |all |seems? |looks? |r |keeps? |remains? |perfectly "
            f"){{0,3}}(?!cannot|can't){_FINE}"
        ),
        (
            r"(?:works?|working|fine|ok|okay|good|normal|reachable|unaffected) (?:\w{1,8} ){0,2}(?:for (?:the "
            ")?(?:others?|rest|most|everybody else|everyone else)|elsewhere|everywhere else|on (?:the "
            r")?(?:others?|web|mobile|desktop|android|ios|phones?|other \w{3,12})|in (?:the )?(?:others?|other "
            r"\w{3,12}))"
        ),
        r"everything else (?:works|is|looks|can|goes|runs)\b(?! (?:down|broken|failing|dead))",
        "(?:everybody|everyone|all) else",
        r"(?:others|other \w{3,14}|the rest) (?:do|does|go|goes|work|works|continue|continues)",
        r"while (?:\w{1,14} ){1,4}(?:work|works|are fine|is fine|ok)",
        (
            "(?:only|just) (?:for|in|on|with|users|customers|some|those|affects?|affecting|hits?|concerns?|"
            r"people|the \w{3,14} (?:region|app|site|version|users?|customers?|zone|tenants?|clients?))"
        ),
        "limited to", "confined to", "isolated to", "restricted to", "as long as (?:they|you)",
        "except (?:for|in|on|those)", "specific to", "hit(?:s)? only", "affects? only",
        "(?:not|n't) affect (?:others|other|the rest|everyone)",
    ),
    Sense.MINOR: (
        (
            r"(?:not|non|isn'?t|hardly) (?:\w{1,8} )?(?:critical|urgent|important|essential|needed (?:today|"
            "now|before))"
        ),
        "low (?:traffic|priority|prio|impact|urgency|usage|severity)",
        "no (?:rush|hurry|urgency|big deal|biggie)", "(?:rarely|hardly|seldom|barely|little) (?:ever )?used",
        "few (?:people )?(?:use|need|visit)", "harmless", "cosmetic",
        "when(?:ever)? (?:convenient|you (?:have|find|get) (?:a )?(?:time|minute|moment|chance))",
        "nice to have", "annoying(?:,? but)?", "embarrassing", "can wait",
        (
            "(?:fix|look) (?:it )?(?:at it )?(?:tomorrow|monday|next week|sometime|some day|later|in the "
            "morning)"
        ),
        "minor", "trivial", "nit", "small (?:thing|issue|bug|glitch|nuisance)",
        "nothing (?:serious|urgent|dramatic)", "no (?:deadline|money|revenue) (?:at stake|involved|impact)?",
        "(?:not|n't) (?:a )?(?:blocker|blocking|big deal|the end of the world)", "nobody (?:has|needs) to act",
    ),
    Sense.UNAFFECTED: (
        "(?:no|without) exposure",
        "retr(?:y|ies) (?:all )?(?:succeed(?:ed|s)?|worked|works?|went through|go through|helped)",
        "(?:quorum|redundancy|majority) (?:is |was )?(?:kept|held|intact|still there|maintained)",
        "no (?:client|user|customer) (?:errors?|failures?|timeouts?)", "harmless",
        (
            "(?:service|site|app|everything|traffic|api|system|shop|platform|all|cluster) (?:stayed|stays|"
            r"remained|remains|kept|is still|was still|continued|continues|still) (?:\w{1,8} )?(?:up|online|"
            "available|running|serving|fine|working|ok|stable)"
        ),
        (
            "(?:primary|main|first|other) (?:link|path|line|node|circuit|route|feed|site|supply) (?:is |was "
            ")?(?:used|in use|active|serves|serving)"
        ),
        "no delays?", "within (?:its |the |our )?(?:usual |agreed )?limits?",
        (
            "(?:and )?(?:shrinking|draining|recovering|catching up|going down|decreasing|improving|coming "
            "down)(?= ?$)"
        ),
        (
            "(?:active|primary|main|other|first|second)(?: one| node| unit| link| member)? (?:is |was |stays? |"
            "remains? )?(?:untouched|unaffected|not affected|unharmed)"
        ),
        r"no (?:timeouts|failures|drops|dropped \w{4,12})(?= ?$)",
        r"not (?:on|running|using) the (?:affected|vulnerable) \w{3,12}",
        "within (?:the |our |its |their )?(?:slo|sla|objectives?|targets?|error budget)",
        rf"{_NOBODY} (?:\w{{1,8}} ){{0,3}}{_TURNED}",
        (
            f"(?:{USERS}|they|people) (?:will |would |do |did )?(?:notice|noticed|feel|felt|see|saw) "
            r"(?:\w{1,8} )?(?:nothing|no difference)"
        ),
        (
            r"(?:un ?noticed|transparent|invisible|not visible (?:to|for) (?:users?|customers?|any\w{3,5}|"
            "clients?|people|visitors?)|not noticeable|unnoticeable|seamless(?:ly)?)(?: (?:by|to|for) "
            r"\w{2,12})?"
        ),
        (
            "(?:our|the) (?:own )?(?:latency|slo|slos|error rate|errors|service|users|availability|traffic|"
            "objectives?|page speed|response times?|checkout|site|api|production|prod)(?: is| are| stays?| "
            "remains?| still)? (?:within|unchanged|fine|ok|holds?|met|as usual|stable|normal|flat|safe|"
            "unaffected|untouched|not affected|in (?:the )?green|healthy|good)"
        ),
        (
            "(?:latency|errors?|error (?:ratio|rate)|page speed|response times?|traffic|throughput|slo|"
            "performance|availability|success rate|encode times?|queries|requests|lookups|users|"
            r"temperature)(?: and \w{3,12})? (?:is |are |stays? |remains? |still |all |were |was |have |has "
            "){0,3}(?:within (?:the |its |our |their )?(?:target|objectives?|slo|limits?|bounds|budget|normal|"
            "tolerance|range|spec)|unchanged|flat|as usual|as before|stable|normal|not affected|unaffected|"
            "succeed(?:ed)?|succeeded|fine|ok|untouched|steady|in range)"
        ),
        r"no \w{3,14} (?:has |have |even )?(?:noticed|notices|saw it|felt it)",
        "(?:keep|keeps|keeping|kept) (?:up|pace)(?! (?:with )?(?:failing|crash))", "catch(?:es|ing)? up",
        "drains? (?:fine|ok|well|normally)",
        "keeps? (?:serving|working|running|answering)(?: (?:as usual|normally|fine))?",
        r"no (?:failed|lost|dropped|rejected|slow|waiting|missed) \w{3,12}",
        (
            r"(?:nothing|none|no \w{3,12}) (?:is |are |was |were |has been |have been |got )?(?:lost|dropped|"
            "missed|down|rejected|refused|failed|late|affected|impacted)(?! yet)"
        ),
        (
            "no (?:errors?|timeouts?|failures?|failed requests|restarts?|impact|effect|loss|downtime|outage|"
            r"complaints?|data loss|customer\w{0,4}|alerts?|symptoms?|slow ?down|latency|degradation|harm|"
            r"slo)(?: \w{1,10})? (?:yet|so far|seen|observed|noticed|for \w{3,12}|on|to|at (?:the|this) "
            "(?:moment|time)|reported|impact|involved|visible|expected|or)"
        ),
        (
            "(?:primary|master|leader|active|main one|first one|second one|other one|other link|other two|twin|"
            r"partner|backup link|spare|secondary link)(?: \w{1,10}){0,2} (?:is |are |stays? |remains? |still |"
            r"and |all )?(?:healthy|fine|ok|serv(?:es|ing)|up|carr(?:y|ies)(?: \w{1,10}){0,2}|handles?|"
            "takes?(?: over)?|works?|stable|good)"
        ),
        (
            "(?:supply|link|uplink|line|feed|node|unit|controller|path|router|circuit|pump|fan|switch|member|"
            r"replica|zone|disk|instance|generator|ups|psu) ?(?:\w{1,6} )?(?:carr(?:y|ies)|takes over|took "
            r"over|handles?|covers?|bears?|is enough|suffices?)(?: \w{1,10}){0,3}"
        ),
        (
            "(?:carr(?:y|ies|ied|ying)) (?:everything|it all|the (?:load|traffic)|all (?:the )?(?:load|"
            "traffic))"
        ),
        (
            "(?:array|raid|mirror|pool) (?:is |keeps? |still |itself ){0,3}(?:rebuilding|resyncing|serving|"
            "healthy|online)"
        ),
        (
            "(?:partitions?|shards?|pods?|traffic|load|leadership|workloads?|requests|sessions|everything|all|"
            r"work|clients|connections|leaders?) (?:(?!not|never|no\b|cannot|stuck|fail)\w{1,10} "
            "){0,3}(?:moved|rescheduled|rebalanced|re ?routed|redistributed|failed over|shifted|taken over|"
            "reassigned|elected|migrated|restarted elsewhere|were moved|have new leaders)"
        ),
        (
            "new (?:leader|primary|master)s? (?:was |were |is |are |has been |have been )?(?:elected|chosen|in "
            "place|took over)?"
        ),
        (
            r"(?:still|well|comfortably|safely) (?:\w{1,8} ){0,2}(?:within|under|below|inside) (?:\w{1,10} "
            r"){0,3}(?:target|slo|objectives?|limits?|\d{1,5})"
        ),
        r"(?:still|well) under the \d{1,5}",
        (
            "(?:old|previous|existing|current|remaining) (?:pods|version|release|instances|replicas|"
            r"deployment) (?:\w{1,8} )?(?:serves?|handles?|keeps?|runs?|carr)(?:y|ies|ing)?(?: \w{1,8}){0,3} "
            "(?:all|traffic|everything|on)"
        ),
        "redundan(?:t|cy) (?:holds|works|kept|took|covers)", "resolution works", "works for every ?(?:one|body)",
        (
            "(?:redundant|second|backup|other) (?:path|link|node|member|line|route|feed) (?:took|takes|is|"
            "carries)"
        ),
        "rebalanc(?:es|ed|ing)", "no (?:one|body) is (?:blocked|hit|hurt)",
        (
            r"(?:prod|production)(?: \w{1,12}){0,6} (?:is |are )?(?:fine|ok|untouched|not affected|not touched|"
            "unaffected|good|safe|green|separate)"
        ),
        "never (?:reached|touched|hit|got to) (?:prod|production|users?|customers?|live)",
        (
            r"(?:rolled|auto ?roll(?:ed)?|automatic rollback|auto rollback|rollback) (?:\w{1,10} "
            "){0,3}(?:caught|kicked in|before|back automatically)"
        ),
        "caught (?:it )?(?:early|before|in (?:canary|staging|time|review))",
        (
            r"not (?:exposed|accessible|visible|used|needed) (?:from|by|to|on|in) (?:\w{1,6} )?(?:outside|"
            r"internet|anyone|anybody|public|customers?|users?|prod\w{0,7})"
        ),
        r"not (?:\w{1,8} )?exploitable",
        r"blocked by (?:\w{1,4}2ban|fail ?2 ?ban|the (?:firewall|waf)|waf|rate limit\w{0,3})", "not exploited",
        "no (?:known )?exploit(?:ation)?", "no evidence of (?:abuse|exploitation|access|misuse)",
        r"(?:not|never) (?:been )?(?:used|abused|exploited|accessed|downloaded) by (?:any|some|no)\w{0,6}",
        "within (?:tolerance|range|spec|what we expect)", "idle(?: anyway)?", "not in use", "unused",
        "behind (?:a |the )?(?:vpn|firewall) only",
    ),
    Sense.WORKAROUND: (
        (
            r"can (?:still |also )?be (?:\w{2,12}ed|set|done|seen|sent|read|put|made|run|written) (?:with|by|"
            r"via|through|in|on|from|over|using) (?:the |a |an )?\w{2,12}"
        ),
        "by hand", "manual(?:ly)?(?! (?:fail|run failed))", "on paper(?= in the meantime| for now| works)",
        "in the mean ?(?:time|while)", "for (?:now|the time being)",
        "instead(?= (?:for now|until|meanwhile|works))",
        (
            "(?:can|could|may) (?:also |still |simply |just |be |always ){0,3}(?:use|used|be seen|seen|sent|"
            "done|downloaded|retried|reached|open|read|type|browse|search|export|import|enter|download|refresh|"
            r"reload|retry|log (?:back )?in again)(?: \w{1,14}){0,5}"
        ),
        (
            "(?:we|they|staff|users|customers|people|folks|agents|engineers|you|operators|teams?|editors) "
            "(?:can |could |just |now |simply |still ){0,3}(?:use|type|browse|switch to|fall back (?:to|on)|go "
            r"through|click through|retry|export|log back in)(?: \w{1,14}){0,5}"
        ),
        (
            "(?:downloading|exporting|printing|reloading|refreshing|restarting|retrying|typing|searching|"
            "browsing|sorting|opening|clicking|uploading|importing|entering|calling|resending|logging (?:out "
            "and )?(?:back )?in|clearing the cache|incognito|scrolling|viewing|a (?:second|third) (?:try|"
            r"attempt)|the second (?:try|attempt|click))(?: \w{1,14}){0,4} (?:works?|helps?|fixes|is (?:fine|"
            "possible|ok)|does it|goes through|still works)"
        ),
        (
            "(?:command line|cli|api|old|legacy|second|other|web|csv|mobile|desktop|manual|classic|backup|"
            r"previous|alternative)(?: \w{1,14}){0,2} (?:works|can be used|does the job|is (?:used|available|"
            "fine)|still works|is there)"
        ),
        (
            r"(?:works?|succeed(?:s)?|passes|goes through|loads?|delivered) (?:\w{1,10} ){0,3}(?:on (?:a |the "
            r")?(?:retry|second|third)|after (?:a |one |two |several )?(?:retr\w{1,3}|reload|refresh|restart|"
            "few|while|tries))"
        ),
        r"(?:falls?|fell|falling) back (?:to|on)(?: \w{1,14}){0,3}", "fallback", "placeholder (?:is )?shown",
        "(?:is|are) shown instead",
        (
            r"(?:by|over|via|through|with) (?:the )?(?:phone|post|e ?mail|paper|old \w{3,12}|other \w{3,12}|"
            "usb|cable)(?= (?:instead|meanwhile|for now|until|works))"
        ),
        "another way", "cable works", "cash works", r"log back in(?: and \w{2,8} on)?", "resent by hand",
        "one by hand",
        (
            r"(?:is|are|get|gets) (?:all )?(?:delivered|done|sent|processed|served|shown) (?:\w{1,10} "
            "){0,2}(?:in the end|eventually|anyway|all the same|later)"
        ),
    ),
    Sense.HEALTHY: (
        r"(?:incident|ticket|alert|case|issue|outage) (?:\w{1,8} )?(?:is |was |now ){0,2}(?:closed|over)",
        "closing(?= ?$| this| it| the (?:ticket|alert|incident|issue|page))",
        (
            r"(?:rollback|roll ?out|deploy\w{0,4}|release|migration|upgrade|fail ?over|cut ?over|maintenance|"
            r"patching) (?:is |was |now )?(?:done|finished|complete\w{0,1}|over)"
        ),
        "(?:users?|customers?|everyone|everybody|all) (?:are |is )?happy",
        (
            "(?:errors?|error rates?|failures?|5xx|lag|backlog|queue) (?:(?:are|is|at|back|to|now|rates?|down|"
            r"again|has|have|been|gone|count) ){1,4}(?:at |to )?(?:zero|0(?![.\d])|nil|none)(?! to)"
        ),
        "(?:was|were) (?:just |only |all )?(?:noise|a hiccup|a blip|nothing|fine|my vpn|mine)",
        "keeps? the lights on",
        (
            r"(?:nothing|none|no \w{3,14}) (?:is |was |are |were )?(?:actually |really )?(?:broken|wrong|down|"
            "failing|failed)"
        ),
        (
            r"(?:all|every \w{3,14}|everything) (?:\w{1,10} ){0,3}(?:within|inside) (?:\w{1,8} "
            ")?(?:objectives?|slos?|targets?|limits?)"
        ),
        "rejoined", "caught up", "in sync(?! by)", "lag (?:is |at )?0", "valid (?:for|until)", "renewed",
        "good for another",
    ),
    Sense.NOTICE: (
        (
            r"(?:outdated|unsupported|eol|obsolete) (?:\w{1,12} ){0,2}(?:image|library|version|package|kernel|"
            "firmware|agent|plugin|driver|dependency|client|runtime)s?"
        ),
        "(?:security )?patches (?:are )?(?:pending|missing|outstanding|due)",
        r"(?:temporarily|currently) (?:\w{1,8} )?\d instead of \d",
        "redundancy (?:is |was )?(?:degraded|reduced|lost|gone)",
        "replacement (?:is |was )?(?:ordered|coming|on its way|scheduled|planned)",
        r"(?:disk|drive) (?:failure|failed|died|fault)(?: \w{1,8}){0,2} raid",
        r"raid (?:\w{1,8} ){0,2}(?:disk|drive) (?:failure|failed|died|fault)",
        "known (?:bug|issue|vulnerability|flaw|defect)",
        r"\d{1,6} of (?:max|maximum|allowed|at most|possible) \d{1,6}",
        (
            "(?:ends?|lapses?|runs? out|expires?|valid (?:only )?(?:till|until)) (?:on )?(?:the "
            r")?\d{1,2}(?:st|nd|rd|th|\.)? (?:of )?(?:january|february|march|april|may|june|july|august|"
            "september|october|november|december)"
        ),
        r"(?:auto(?:matic)? )?renewal (?:\w{1,14} ){0,6}(?:off|disabled|stopped|pending)",
        r"(?:near|close to|at) (?:the |its |our )?(?:\w{1,10} ){0,2}(?:ceiling|cap)\b",
        (
            r"(?:\d{1,3}|some|a few) (?:days?|weeks?|months?) (?:of \w{2,12} )?(?:left|remain(?:s|ing)?|to go|"
            "from now)"
        ),
        "headroom", "(?:out of|end of) (?:support|life|maintenance|warranty)", "reserved instances?",
        (
            "(?:ends?|lapses?|runs? out|expires?|closes|due|stops|retires?) (?:in|by|within|on|next|before|at "
            r"the end) (?:\w{1,8} ){0,2}(?:days?|weeks?|months?|week|month|quarter|year|\w{3,6}day|spring|"
            "summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|"
            "december)"
        ),
        (
            r"will (?:\w{1,10} ){0,3}(?:exceed|reach|hit|fill|overflow|run out|be (?:full|out|over|exhausted|"
            "needed|used up)|need|end|lapse|expire)"
        ),
        (
            "(?:image|library|libraries|version|packages?|openssl|kernel|firmware|agent|plugin|os|driver|"
            r"dependenc(?:y|ies)|tls|protocol|client|runtime) (?:\S{1,10} ){0,5}(?:outdated|out of date|"
            "unsupported|eol|end of life|deprecated|still enabled|old)"
        ),
        "(?:fan|psu|power supply|battery) (?:failure|failed|fault|error)",
        (
            r"(?:must|should|needs? to|has to|have to|ought to|to) be (?:\w{1,10} )?(?:rotated|renewed|"
            "replaced|upgraded|patched|migrated|extended|increased|raised|cleaned|moved|re ?issued|ordered|"
            "expanded)"
        ),
        (
            r"(?:needs?|needing|requires?|due for|wants) (?:a |an |some |new |more )?(?:\w{1,10} )?(?:renewal|"
            "rotation|upgrade|replacement|patch(?:ing)?|extension|clean ?up|attention|capacity|disks?|shelves|"
            "nodes?|memory|space)"
        ),
        "(?:run|runs|running) out (?:in|by|within|next|at|on|before)", "lapse(?:s)?",
        "(?:used|full|filled) up (?:in|by|within|next|at|about)", "(?:ran|runs?|running) hot",
        "over ?heat(?:s|ed|ing)?", "pegged", "wrap ?around", "bloat", "fragment(?:ed|ation)",
        "wear(?:[- ]?out)?(?: level)?", "bad sectors?", "smart (?:error|warning|status)s?", "ecc errors?",
        "vulnerab(?:le|ility|ilities)", "advisor(?:y|ies)", "cves?", "lacks?", "keeping an eye",
        "(?:is|are|runs?|running) hot", "audit findings?", "pen ?tests?",
        "(?:no|without|missing|lacks?) (?:mfa|2fa|encryption at rest)", "(?:weak|old) ciphers?",
        (
            "(?:still )?on (?:the |an )?(?:old|outdated|unsupported) (?:kernel|version|release|image|os|"
            "firmware)"
        ),
        "(?:xid|txid) age", "heads up", "worth (?:a look|watching|looking)",
        "(?:support|maintenance) (?:ends|ended|runs out|stops)", "obsolete", "under ?replicated", "not in sync",
        "no longer in sync", "no spare", "without (?:a )?spare", "single point of failure", "longer than usual",
        "trend(?:s|ing)? (?:reaches|towards?|to)", "at (?:its|the) maximum",
    ),
    Sense.WARNING: (
        "hot", "fan(?: speed)?", r"(?:evictions?|retransmit\w{0,5}|collisions?)", "hit (?:ratio|rate)", "scarce",
        "tight", "thin", "maxed", r"(?:slowly|steadily) \w{3,12}ing",
    ),
    Sense.FORESEEN: (
        (
            "(?:before|until|by|at|within|towards?) (?:the )?(?:end of (?:the |this |next )?(?:week|month|"
            "quarter|year|summer)|next (?:week|month|quarter|year)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
            "january|february|march|april|may|june|july|august|september|october|november|december|christmas|"
            "black friday|tomorrow)"
        ),
        "at (?:the |this )?(?:present|this|current) (?:growth|pace|rate|speed)",
        r"if (?:\w{1,10} ){1,5}(?:continues?|goes on|go on|keeps? up|stays?)",
        (
            r"(?:will|would|shall) (?:\w{1,10} ){0,2}(?:need|be (?:full|used up|needed|over|gone|switched)|"
            "exceed|last|lapse|fill|end|stop)"
        ),
        r"in (?:about |around |roughly |some )?(?:ten|twelve|twenty|\d{1,3}) (?:days|weeks|months)",
    ),
}  # fmt: skip
"""Patterns by sense over folded text; none repeats without a bound."""
