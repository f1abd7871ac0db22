"""Words for what is wrong and lets people go on, for what is right, and for what is only foreseen."""

from midwatch.domain.incidents.reading.lexicon.senses import USERS, Sense

LESSER: dict[Sense, tuple[str, ...]] = {
    Sense.SLOW: (
        (
            r"slow(?! (?:memory|growth|increase|leak|climb|creep|rise|drift|start|"
            r"burn))(?:er|ness|ing|ed|"
            r"down)?"
        ),
        (
            r"(?:load|respond|open|run|work|react|render)(?:s|ing)? (?:very |really |so |"
            r"extremely )?slowly"
        ),
        r"super slow", r"latenc(?:y|ies)", r"laggy", r"sluggish", r"degraded?", r"degradation", r"degrading",
        r"response times?", r"response latency", r"p(?:50|9\d|99 ?9|99\.9)",
        (
            r"(?:takes?|taking|took) (?:\w{1,8} ){0,3}(?:\d{1,6}(?:\.\d{1,3})?[a-z]{0,3}|"
            r"forever|ages|long|"
            r"longer|minutes|seconds)"
        ),
        r"(?:load|page|query|request) times?", r"crawling", r"buffering", r"freez(?:es|ing)", r"choppy",
        r"stutter(?:s|ing)", r"jitter", r"apdex", r"performance", r"rtt", r"percentile", r"spinn(?:er|ing)",
        r"hang(?:s|ing)", r"forever to load", r"duration",
    ),
    Sense.STALE: (
        r"stale",
        (
            r"(?:serv(?:ing|es)|see(?:ing)?|show(?:ing|s|n)?|read(?:ing|s)?|return(?:ing|s)?|"
                r"get(?:ting)?|served|sent|given) (?:\w{1,8} )?(?:old|outdated|stale|last week'?s|this morning'?s|"
                r"yesterday'?s)(?: \w{1,12})?"
        ),
        r"out ?dated", r"out of date", r"not (?:updating|refreshing|up to date)",
        (
            r"(?:stopped|hasn'?t|haven'?t|hasnt|not been|no longer) "
            r"(?:been )?(?:updat(?:ed|ing)|refresh(?:ed|"
            r"ing))"
        ),
        r"(?<!clock is )(?<!clock )out of sync(?! by)", r"recent activity",
        r"not see(?:ing)? (?:recent|new|their|latest)",
    ),
    Sense.REPLICA_LAG: (
        (
            r"(?:replica(?:tion|s|set)?|slaves?|standby|secondary|"
            r"follower)(?: \S{1,20}){0,2} (?:lag(?:s|"
            r"ging)?|delay(?:ed)?|behind|stale|out of sync|stopped|broken)"
        ),
        r"repl(?:ication)? ?lag", r"lagging replicas?", r"seconds behind (?:master|source|primary)",
        r"stale reads?",
        (
            r"replication (?:is |has |was )?(?:broken|stopped|halted|failing|failed|behind|"
            r"delayed|down)"
        ),
        r"(?:replica|slave|standby|secondary|follower)s? (?:\S{1,20} ){0,5}behind",
        r"lag(?:s|ging)? (?:\S{1,12} ){0,3}behind (?:the )?(?:primary|master|leader)",
    ),
    Sense.DELAYED: (
        r"delay(?:s|ed|ing)?", r"back ?log(?:s|ged)?", r"lag(?:s|ged|ging)?", r"behind", r"late",
        (
            r"queue (?:\w{1,12} )?(?:depth|length|size|growing|growth|building|build ?up|"
            r"backed|backing|is)"
        ),
        r"piling up", r"building up", r"backed up", r"backing up", r"stall(?:ed|ing|s)?", r"stuck", r"overdue",
        r"pending", r"(?:has not|hasn'?t|did not|didn'?t|not) (?:run|finish(?:ed)?|complete(?:d)?)",
        (
            r"missed (?:\w{1,12} )?(?:run|schedule|deadline|window)"
        ), r"consumer lag", r"long running", r"waiting",
    ),
    Sense.PROBED: (
        r"targets? (?:\S{1,30} ){0,2}(?:down|unreachable|missing)", r"target ?down",
        (
            r"scrap(?:e|es|ing) (?:\w{1,12} ){0,2}fail(?:s|ed|ing|ures?)?"
        ), r"exporter (?:\w{1,12} ){0,2}down",
    ),
    Sense.IMPAIRED: (
        r"impair(?:ed|ment)", r"flaky", r"intermittent(?:ly)?", r"(?<!priority )issues?", r"problems?", r"trouble", r"weird",
        r"anomal(?:y|ies|ous)", r"incident", r"disruption", r"disrupted", r"instability", r"unstable",
        r"glitch(?:es|y)?", r"affected", r"impacted", r"deadlocks?", r"acting up", r"suspicious", r"brute force",
        r"vulnerabilit(?:y|ies)", r"cve", r"phishing", r"drift(?:ed)?", r"misconfigured", r"inconsistent",
        r"failed backups?", r"odd(?:ly|ities)?", r"strange(?:ly)?", r"weirdly", r"complains?", r"noisy", r"garbled",
        r"distorted", r"wrong(?:ly)?",
        r"budget burn", r"burn(?:ing)? (?:rate|too|through|fast|at)",
    ),
    Sense.WARNING: (
        (
            r"(?:will|is going to) (?:switch|shut|turn|remove|discontinue|retire|drop) (?:\w{1,8} )?(?:off|down|"
            r"support)?"
        ),
        r"warn(?:s|ing|ings)?", r"reboot(?:ed|s)?", r"restart(?:ed|s)?", r"reschedul(?:ed|ing)", r"steal",
        r"retir(?:e|es|ed|ing|ement)", r"decommission(?:ed|ing)?", r"sunset", r"approach(?:es|ing)",
        r"near(?:ing|ly|s)?", r"close to", r"almost", r"fill(?:ing|s)(?: up)?", r"fill up",
        r"expir(?:y|es|ing|ation|e)", r"running (?:out|low)", r"low (?:on|disk|memory|space)",
        r"leak(?:s|ing|ed)?", r"projected", r"predict(?:s|ed|ion|ive)?", r"forecast(?:ed|s)?(?! (?:sheet|page|report|tool|model|job|dash|screen|view|app|service|api))", r"usage",
        r"utili[sz]ation", r"saturat(?:ed|ion|ing)", r"burst balance", r"cpu credits?", r"free (?:space|memory|disk|ips?|ports?)", r"cpu", r"memory", r"disk", r"heap", r"headroom",
        r"high load", r"load average", r"thrott?ling", r"overcommit(?:ted)?", r"swap(?:ping)?", r"skew", r"clock",
        r"gc(?: pauses?)?", r"retr(?:y|ies|ying)", r"capacity", r"threshold", r"deprecat(?:ed|ion)",
        r"renew(?:al)?", r"end of life", r"eol", r"outdated version", r"quota", r"connections", r"temperature",
        r"redundancy", r"degraded raid", r"inodes?", r"file descriptors?", r"iops", r"bandwidth",
        r"hot ?spot(?:ting)?", r"failed over", r"fail ?over(?:ed)?",
    ),
    Sense.RISING: (
        r"increas(?:e|es|ed|ing)", r"ris(?:e|es|ing)", r"grow(?:s|n|ing|th)?", r"climb(?:s|ed|ing)?",
        r"creep(?:s|ing)(?: up)?", r"crept up", r"trend(?:s|ing)?(?: up(?:wards?)?)?", r"fill(?:ing|s)(?: up)?",
        r"approach(?:es|ing)", r"near(?:ing|ly)", r"close to", r"almost", r"leak(?:s|ing)?",
        r"getting (?:longer|bigger|larger|higher)", r"going up", r"higher", r"high", r"up", r"steadily",
        r"slowly", r"worsening", r"getting worse", r"and (?:falling|dropping|shrinking|declining|sinking)", r"running (?:out|low)",
    ),
    Sense.RAISED: (
        r"high(?:er)?", r"elevated", r"spik(?:e|es|ed|ing)", r"jump(?:ed|s)?", r"surg(?:e|ed|ing)",
        r"through the roof", r"abnormal(?:ly)?", r"unusual(?:ly)?", r"above (?:normal|usual|threshold|average)",
        r"exceed(?:s|ed|ing)?", r"too (?:high|long|slow|large|many)", r"increas(?:e|es|ed|ing)",
        r"ris(?:e|es|ing)", r"grow(?:s|n|ing)", r"worse", r"bad", r"terrible", r"awful", r"up", r"double[sd]?",
        r"tripled?", r"over",
    ),
    Sense.HEALTHY: (
        r"(?:is|are) back(?! ?(?:log|ed))", r"at (?:the )?baseline", r"solved", r"sorted(?: out)?",
        r"full recovery", r"back (?:to )?(?:normal|up|online|to baseline|in business)",
        r"back (?:under|below|within) (?:\w{1,12} ){0,2}(?:threshold|limits?|slo|target|\d{1,6})",
        r"recover(?:ed|y complete|s)", r"can (?:\w{1,10} ){1,4}again",
        r"(?:well|comfortably) (?:within|below|under)", r"(?<!be )(?<!not )resolved", r"(?<!be )(?<!being )restored", r"mitigated", r"fixed",
        r"heal(?:ed|thy)", r"green", r"(?:all )?clear(?:ed)?", r"works? (?:fine|ok|again|normally|as expected)",
        r"working (?:fine|ok|again|normally|as expected|now)",
        (
            r"(?:is|are|looks?|looking|all|everything'?s?|remains?) (?:fine|ok|okay|good|"
            r"stable|nominal|normal|"
            r"operational)"
        ),
        r"normal (?:again|now|levels?|operations?)", r"nominal", r"success(?:ful|fully)?(?! rate)",
        r"succeed(?:s|ed)?", r"passed", r"finished", r"completed?", r"stable", r"stabili[sz]ed",
        (
            r"no longer (?:\w{1,12} ){0,2}(?:failing|erroring|down|slow|firing|crashing|"
            r"degraded|occurring|"
            r"an issue|broken|timing|unavailable|seeing)"
        ),
        r"is (?:back )?up(?! (?:by|to|from|\d|\w{2,8}fold|sharply|slightly|some|almost|nearly|over|against|on))", r"within (?:normal|limits?|slo|target|bounds|budget)", r"all good",
        r"false (?:alarm|positive)", (
            r"stopped (?:failing|crashing|erroring|alerting|firing)"
        ), r"operational",
        r"subsided", r"normali[sz]ed", r"dropped back", r"healthy", r"up and running", r"handled", r"caught up",
        r"drained",
    ),
    Sense.UNAFFECTED: (
        r"serves? everything(?: as usual)?", r"service (?:continues|goes on|is up)",
        r"traffic (?:runs|goes|flows) over",
        r"(?:0|no|zero) (?:failed|lost|dropped|rejected) [a-z]{3,12}", r"no packet loss",
        r"carr(?:y|ies) (?:the|all) (?:load|traffic)",
        (
            r"no (?:requests?|users?|customers?|calls?|orders?) (?:has|have|was|were|is|"
            r"are) (?:\w{1,8} )?(?:waited|failed|lost|dropped|hit|rejected)"
        ),
        r"error (?:ratio|rate)s? (?:is |are |stays? )?(?:unchanged|flat|normal)",
        r"nobody (?:reads|uses|depends|is on)\b[a-z ]{0,20}",
        r"works? for every(?:one|body)", r"(?:nothing|none) (?:is |was )?(?:felt|seen|noticed)",
        r"before (?:any|real|it reached|it hit)(?: real)? (?:traffic|users?|customers?)",
        r"never used by any(?:one|body)",
        r"(?:second|first|main) \w{2,12}(?: \w{2,12})? (?:is|are) (?:fine|healthy|ok|stable|up)",
        r"not exposed", r"no (?:way|sign) (?:to exploit|of exploitation)", r"not exploitable",
        r"(?:users?|customers?|clients) (?:are|r) (?:ok|okay|fine)",
        r"still (?:connect|works? for (?:all|everyone))", r"pods (?:were |got )?(?:moved|rescheduled)",
        r"(?:prod|production) (?:is |was )?(?:untouched|fine|ok)",
        r"none of them (?:customer|user) [a-z]{3,10}", r"no rush",
        r"un ?affected",
        (
            r"not (?:\w{1,12} )?(?:affected|impacted|affecting|impacting|noticed|"
            r"user visible|customer facing|"
            r"user facing|customer visible)"
        ),
        (
            rf"(?:no|without|zero|nil) (?:\w{{1,12}} ){{0,2}}(?:{USERS} |production |prod |business |service |"
            rf"visible |external |end |traffic )(?:\w{{1,12}} )?(?:impact(?:ing|ed)?|affected|effect|harm|"
            r"visible|facing|complaints|reports?|errors)"
        ),
        r"no impact", r"without impact",
        rf"no (?:one|{USERS}) (?:\w{{1,8}} ){{0,2}}(?:affected|impacted|noticed|complain\w{{0,4}})",
        (
            r"(?:does not|doesn'?t|did not|didn'?t|isn'?t|aren'?t|not) (?:yet )?(?:affect(?:ing)?|"
            rf"impact(?:ing)?|hurt(?:ing)?) (?:\w{{1,12}} ){{0,2}}(?:{USERS}|production|prod|traffic|anything|"
            r"the slo)"
        ),
        (
            r"slos? (?:is |are |still |not |remains? ){0,3}(?:ok|fine|met|green|intact|"
            r"within|safe|unaffected|"
            r"healthy|at risk)"
        ),
        r"(?:serving|traffic) (?:is )?(?:normal(?:ly)?|unaffected|fine)",
        rf"{USERS} (?:are |is |see |notice )(?:fine|ok|okay|nothing|happy)", r"no user visible",
        r"impact:? (?:is )?none", r"not user facing", r"no (?:visible )?symptoms",
        r"(?:automatically|auto) (?:recovered|healed|failed over)",
        (
            r"(?:others?|remaining|rest|other two|other replicas?) "
            r"(?:\w{1,12} ){0,3}(?:handling|handles?|serving|serves?|carry(?:ing)?|carries|absorb(?:s|ed|ing)?|"
            r"covers?|covering|pick(?:s|ing)? up|took over|taking)"
        ),
        (
            rf"(?:{USERS}|they) (?:do not|don'?t|did not|didn'?t|won'?t|cannot|can'?t|never) (?:even )?(?:notice|"
            rf"feel|see (?:it|anything|any of it))"
        ),
        r"nobody (?:outside )?(?:has )?notice[sd]?", r"invisible to \w{1,12}",
        r"took over", r"traffic (?:shifted|rerouted|failed over)", r"retr(?:y|ies) succeed(?:s|ed|ing)?",
    ),
    Sense.WORKAROUND: (
        r"work ?arounds?",
        (
            r"(?:can|could|please|users) (?:still )?(?:use|retry|refresh|"
            r"switch to) (?:\w{1,12} ){0,4}(?:instead|works|meanwhile|for now)"
        ),
        (
            r"(?:retry|retrying|refresh|refreshing|reload|reloading|"
            r"relogging)(?: the page)? (?:works|helps|"
            r"fixes)"
        ),
        r"instead works", r"after (?:a )?(?:retry|refresh|reload)",
        r"manual(?:ly)? (?:works|possible|process available)",
        r"fall ?back (?:\w{1,12} ){0,2}(?:works|working|in place|available|active|is)",
        r"alternative (?:\w{1,12} )?(?:works|available|exists)",
    ),
    Sense.STILL: (
        r"still", r"again", r"remain(?:s|ing)?", r"partially", r"not (?:fully|yet|completely)", r"keeps?", r"but",
        r"however", r"except", r"until", r"not",
    ),
    Sense.FORESEEN: (
        (
            r"(?:will|is going to|are going to|plans? to) (?:be )?(?:switch(?:ed)?|shut|turn(?:ed)?|remov(?:e|"
            r"ed)|discontinued?|retired?|dropp?(?:ed)?|end|stop)(?: (?:off|down))?"
        ),
        (
            r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|some|a few) (?:days?|weeks?|"
            r"months?) (?:remain(?:ing)?|left|to go|away|from now)"
        ),
        r"in (?:a|two|three|four|five|six|seven|eight|nine|ten|twelve|a few|some) (?:days?|weeks?|months?)",
        r"projected", r"predict(?:s|ed|ion|ive)?", r"forecast(?:ed|s)?(?! (?:sheet|page|report|tool|model|job|dash|screen|view|app|service|api))",
        (
            r"(?:will|would|going to|expected to|on track to|about to|set to|due to|"
            r"likely to|may|might|could|"
            r"shall|would) (?:\w{1,10} ){0,2}(?:fill|run out|exhaust|be exhausted|exceed|"
            r"expire|be full|hit|"
            r"reach|breach|oom|crash|fail|be out|run|overflow|saturate|become|start|drop|"
            r"deplete|lapse)"
        ),
        r"expir(?:es|ing|y|ation)", r"at this rate", r"at (?:the )?current (?:rate|growth|pace)",
        (
            r"(?:within|in) (?:the next )?(?:about |approx |~ ?|less than |"
            r"under )?\d{1,4} ?(?:h|d|hours?|hrs?|"
            r"days?|weeks?|months?)"
        ),
        r"soon", (
            r"by (?:tomorrow|tonight|monday|friday|next week|the end of)"
        ), r"eta", r"before (?:it|they|we)",
        r"risk of", r"potential(?:ly)?",
    ),
}  # fmt: skip
"""Patterns by sense over folded text; none repeats without a bound."""
