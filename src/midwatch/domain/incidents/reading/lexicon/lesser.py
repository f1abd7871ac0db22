"""Words for what is wrong and lets people go on, for what is right, and for what is only foreseen."""

from midwatch.domain.incidents.reading.lexicon.senses import USERS, Sense

LESSER: dict[Sense, tuple[str, ...]] = {
    Sense.SLOW: (
        "slow(?! (?:memory|growth|increase|leak|climb|creep|rise|drift|start|burn))(?:er|ness|ing|ed|down)?",
        "(?:load|respond|open|run|work|react|render)(?:s|ing)? (?:very |really |so |extremely )?slowly",
        "super slow", "latenc(?:y|ies)", "laggy", "sluggish", "degraded?", "degradation", "degrading",
        "response times?", "response latency", r"p(?:50|9\d|99 ?9|99\.9)",
        (
            r"(?:takes?|taking|took) (?:\w{1,8} ){0,3}(?:\d{1,6}(?:\.\d{1,3})?[a-z]{0,3}|forever|ages|long|"
            "longer|minutes|seconds)"
        ),
        "(?:load|page|query|request) times?", "crawling", "buffering", "freez(?:es|ing)", "choppy",
        "stutter(?:s|ing)", "jitter", "apdex", "performance", "rtt", "percentile", "spinn(?:er|ing)",
        "hang(?:s|ing)", "forever to load", "duration",
    ),
    Sense.STALE: (
        "stale",
        (
            "(?:serv(?:ing|es)|see(?:ing)?|show(?:ing|s|n)?|read(?:ing|s)?|return(?:ing|s)?|get(?:ting)?|"
            r"served|sent|given) (?:\w{1,8} )?(?:old|outdated|stale|last week'?s|this morning'?s|"
            r"yesterday'?s)(?: \w{1,12})?"
        ),
        "out ?dated", "out of date", "not (?:updating|refreshing|up to date)",
        (
            "(?:stopped|hasn'?t|haven'?t|hasnt|not been|no longer) (?:been )?(?:updat(?:ed|ing)|refresh(?:ed|"
            "ing))"
        ),
        "(?<!clock is )(?<!clock )out of sync(?! by)", "recent activity",
        "not see(?:ing)? (?:recent|new|their|latest)",
    ),
    Sense.REPLICA_LAG: (
        (
            r"(?:replica(?:tion|s|set)?|slaves?|standby|secondary|follower)(?: \S{1,20}){0,2} (?:lag(?:s|"
            "ging)?|delay(?:ed)?|behind|stale|out of sync|stopped|broken)"
        ),
        "repl(?:ication)? ?lag", "lagging replicas?", "seconds behind (?:master|source|primary)", "stale reads?",
        "replication (?:is |has |was )?(?:broken|stopped|halted|failing|failed|behind|delayed|down)",
        r"(?:replica|slave|standby|secondary|follower)s? (?:\S{1,20} ){0,5}behind",
        r"lag(?:s|ging)? (?:\S{1,12} ){0,3}behind (?:the )?(?:primary|master|leader)",
    ),
    Sense.DELAYED: (
        "delay(?:s|ed|ing)?", "back ?log(?:s|ged)?", "lag(?:s|ged|ging)?", "behind", "late",
        r"queue (?:\w{1,12} )?(?:depth|length|size|growing|growth|building|build ?up|backed|backing|is)",
        "piling up", "building up", "backed up", "backing up", "stall(?:ed|ing|s)?", "stuck", "overdue",
        "pending", "(?:has not|hasn'?t|did not|didn'?t|not) (?:run|finish(?:ed)?|complete(?:d)?)",
        r"missed (?:\w{1,12} )?(?:run|schedule|deadline|window)", "consumer lag", "long running", "waiting",
    ),
    Sense.PROBED: (
        r"targets? (?:\S{1,30} ){0,2}(?:down|unreachable|missing)", "target ?down",
        r"scrap(?:e|es|ing) (?:\w{1,12} ){0,2}fail(?:s|ed|ing|ures?)?", r"exporter (?:\w{1,12} ){0,2}down",
    ),
    Sense.IMPAIRED: (
        "impair(?:ed|ment)", "flaky", "intermittent(?:ly)?", "(?<!priority )issues?", "problems?", "trouble",
        "weird", "anomal(?:y|ies|ous)", "incident", "disruption", "disrupted", "instability", "unstable",
        "glitch(?:es|y)?", "affected", "impacted", "deadlocks?", "acting up", "suspicious", "brute force",
        "vulnerabilit(?:y|ies)", "cve", "phishing", "drift(?:ed)?", "misconfigured", "inconsistent",
        "failed backups?", "odd(?:ly|ities)?", "strange(?:ly)?", "weirdly", "complains?", "noisy", "garbled",
        "distorted", "wrong(?:ly)?", "budget burn", "burn(?:ing)? (?:rate|too|through|fast|at)",
    ),
    Sense.WARNING: (
        (
            r"(?:will|is going to) (?:switch|shut|turn|remove|discontinue|retire|drop) (?:\w{1,8} )?(?:off|"
            "down|support)?"
        ),
        "warn(?:s|ing|ings)?", "reboot(?:ed|s)?", "restart(?:ed|s)?", "reschedul(?:ed|ing)", "steal",
        "retir(?:e|es|ed|ing|ement)", "decommission(?:ed|ing)?", "sunset", "approach(?:es|ing)",
        "near(?:ing|ly|s)?", "close to", "almost", "fill(?:ing|s)(?: up)?", "fill up",
        "expir(?:y|es|ing|ation|e)", "running (?:out|low)", "low (?:on|disk|memory|space)", "leak(?:s|ing|ed)?",
        "projected", "predict(?:s|ed|ion|ive)?",
        "forecast(?:ed|s)?(?! (?:sheet|page|report|tool|model|job|dash|screen|view|app|service|api))", "usage",
        "utili[sz]ation", "saturat(?:ed|ion|ing)", "burst balance", "cpu credits?",
        "free (?:space|memory|disk|ips?|ports?)", "cpu", "memory", "disk", "heap", "headroom", "high load",
        "load average", "thrott?ling", "overcommit(?:ted)?", "swap(?:ping)?", "skew", "clock", "gc(?: pauses?)?",
        "retr(?:y|ies|ying)", "capacity", "threshold", "deprecat(?:ed|ion)", "renew(?:al)?", "end of life",
        "eol", "outdated version", "quota", "connections", "temperature", "redundancy", "degraded raid",
        "inodes?", "file descriptors?", "iops", "bandwidth", "hot ?spot(?:ting)?", "failed over",
        r"fail ?over(?:ed)?(?! (?:the |a |an )?(?:last|past|previous|\d))",
    ),
    Sense.RISING: (
        "rose", "risen", "went up", "gone up", "crept", "swelling", "increas(?:e|es|ed|ing)", "ris(?:e|es|ing)",
        "grow(?:s|n|ing|th)?", "climb(?:s|ed|ing)?", "creep(?:s|ing)(?: up)?", "crept up",
        "trend(?:s|ing)?(?: up(?:wards?)?)?", "fill(?:ing|s)(?: up)?", "approach(?:es|ing)", "near(?:ing|ly)",
        "close to", "almost", "leak(?:s|ing)?", "getting (?:longer|bigger|larger|higher)", "going up", "higher",
        "high", "up", "steadily", "slowly", "worsening", "getting worse",
        "and (?:falling|dropping|shrinking|declining|sinking)", "running (?:out|low)",
    ),
    Sense.RAISED: (
        "high(?:er)?", "elevated", "spik(?:e|es|ed|ing)", "jump(?:ed|s)?", "surg(?:e|ed|ing)",
        "through the roof", "abnormal(?:ly)?", "unusual(?:ly)?", "above (?:normal|usual|threshold|average)",
        "exceed(?:s|ed|ing)?", "too (?:high|long|slow|large|many)", "increas(?:e|es|ed|ing)", "ris(?:e|es|ing)",
        "grow(?:s|n|ing)", "worse", "bad", "terrible", "awful", "up", "double[sd]?", "tripled?", "over",
    ),
    Sense.HEALTHY: (
        "(?:is|are) back(?! ?(?:log|ed))", "at (?:the )?baseline", "solved", "sorted(?: out)?", "full recovery",
        "back (?:to )?(?:normal|up|online|to baseline|in business)",
        r"back (?:under|below|within) (?:\w{1,12} ){0,2}(?:threshold|limits?|slo|target|\d{1,6})",
        "recover(?:ed|y complete|s)", r"can (?:\w{1,10} ){1,4}again",
        "(?:well|comfortably) (?:within|below|under)", "(?<!be )(?<!not )resolved",
        "(?<!be )(?<!being )restored", "mitigated", "fixed", "heal(?:ed|thy)", "green", "(?:all )?clear(?:ed)?",
        "works? (?:fine|ok|again|normally|as expected)", "working (?:fine|ok|again|normally|as expected|now)",
        (
            "(?:is|are|looks?|looking|all|everything'?s?|remains?) (?:fine|ok|okay|good|stable|nominal|normal|"
            "operational)"
        ),
        "normal (?:again|now|levels?|operations?)", "nominal", "success(?:ful|fully)?(?! rate)",
        "succeed(?:s|ed)?", "passed", "finished", "completed?", "stable", "stabili[sz]ed",
        (
            r"no longer (?:\w{1,12} ){0,2}(?:failing|erroring|down|slow|firing|crashing|degraded|occurring|an "
            "issue|broken|timing|unavailable|seeing)"
        ),
        (
            r"is (?:back )?up(?! (?:by|to|from|\d|\w{2,8}fold|sharply|slightly|some|almost|nearly|over|against|"
            "on))"
        ),
        "within (?:normal|limits?|slo|target|bounds|budget)", "all good", "false (?:alarm|positive)",
        "stopped (?:failing|crashing|erroring|alerting|firing)", "operational", "subsided", "normali[sz]ed",
        "dropped back", "healthy", "up and running", "handled", "caught up", "drained",
    ),
    Sense.UNAFFECTED: (
        "serves? everything(?: as usual)?", "service (?:continues|goes on|is up)",
        "traffic (?:runs|goes|flows) over", "(?:0|no|zero) (?:failed|lost|dropped|rejected) [a-z]{3,12}",
        "no packet loss", "carr(?:y|ies) (?:the|all) (?:load|traffic)",
        (
            r"no (?:requests?|users?|customers?|calls?|orders?) (?:has|have|was|were|is|are) (?:\w{1,8} "
            ")?(?:waited|failed|lost|dropped|hit|rejected)"
        ),
        "error (?:ratio|rate)s? (?:is |are |stays? )?(?:unchanged|flat|normal)",
        r"nobody (?:reads|uses|depends|is on)\b[a-z ]{0,20}", "works? for every(?:one|body)",
        "(?:nothing|none) (?:is |was )?(?:felt|seen|noticed)",
        "before (?:any|real|it reached|it hit)(?: real)? (?:traffic|users?|customers?)",
        "never used by any(?:one|body)",
        r"(?:second|first|main) \w{2,12}(?: \w{2,12})? (?:is|are) (?:fine|healthy|ok|stable|up)", "not exposed",
        "no (?:way|sign) (?:to exploit|of exploitation)", "not exploitable",
        "(?:users?|customers?|clients) (?:are|r) (?:ok|okay|fine)",
        "still (?:connect|works? for (?:all|everyone))", "pods (?:were |got )?(?:moved|rescheduled)",
        "(?:prod|production) (?:is |was )?(?:untouched|fine|ok)", "none of them (?:customer|user) [a-z]{3,10}",
        "no rush", "un ?affected",
        (
            r"not (?:\w{1,12} )?(?:affected|impacted|affecting|impacting|noticed|user visible|customer facing|"
            "user facing|customer visible)"
        ),
        (
            rf"(?:no|without|zero|nil) (?:\w{{1,12}} ){{0,2}}(?:{USERS} |production |prod |business |service |"
            r"visible |external |end |traffic )(?:\w{1,12} )?(?:impact(?:ing|ed)?|affected|effect|harm|visible|"
            "facing|complaints|reports?|errors)"
        ),
        "no impact", "without impact",
        rf"no (?:one|{USERS}) (?:\w{{1,8}} ){{0,2}}(?:affected|impacted|noticed|complain\w{{0,4}})",
        (
            "(?:does not|doesn'?t|did not|didn'?t|isn'?t|aren'?t|not) (?:yet )?(?:affect(?:ing)?|"
            rf"impact(?:ing)?|hurt(?:ing)?) (?:\w{{1,12}} ){{0,2}}(?:{USERS}|production|prod|traffic|anything|"
            "the slo)"
        ),
        (
            "slos? (?:is |are |still |not |remains? ){0,3}(?:ok|fine|met|green|intact|within|safe|unaffected|"
            "healthy|at risk)"
        ),
        "(?:serving|traffic) (?:is )?(?:normal(?:ly)?|unaffected|fine)",
        f"{USERS} (?:are |is |see |notice )(?:fine|ok|okay|nothing|happy)", "no user visible",
        "impact:? (?:is )?none", "not user facing", "no (?:visible )?symptoms",
        "(?:automatically|auto) (?:recovered|healed|failed over)",
        (
            r"(?:others?|remaining|rest|other two|other replicas?) (?:\w{1,12} ){0,3}(?:handling|handles?|"
            "serving|serves?|carry(?:ing)?|carries|absorb(?:s|ed|ing)?|covers?|covering|pick(?:s|ing)? up|took "
            "over|taking)"
        ),
        (
            f"(?:{USERS}|they) (?:do not|don'?t|did not|didn'?t|won'?t|cannot|can'?t|never) (?:even "
            ")?(?:notice|feel|see (?:it|anything|any of it))"
        ),
        "nobody (?:outside )?(?:has )?notice[sd]?", r"invisible to \w{1,12}", "took over",
        "traffic (?:shifted|rerouted|failed over)", "retr(?:y|ies) succeed(?:s|ed|ing)?",
    ),
    Sense.WORKAROUND: (
        "work ?arounds?",
        (
            r"(?:can|could|please|users) (?:still )?(?:use|retry|refresh|switch to) (?:\w{1,12} "
            "){0,4}(?:instead|works|meanwhile|for now)"
        ),
        (
            "(?:retry|retrying|refresh|refreshing|reload|reloading|relogging)(?: the page)? (?:works|helps|"
            "fixes)"
        ),
        "instead works", "after (?:a )?(?:retry|refresh|reload)",
        "manual(?:ly)? (?:works|possible|process available)",
        r"fall ?back (?:\w{1,12} ){0,2}(?:works|working|in place|available|active|is)",
        r"alternative (?:\w{1,12} )?(?:works|available|exists)",
    ),
    Sense.STILL: (
        "still", "again", "remain(?:s|ing)?", "partially", "not (?:fully|yet|completely)", "keeps?", "but",
        "however", "except", "until", "not",
    ),
    Sense.FORESEEN: (
        (
            "(?:will|is going to|are going to|plans? to) (?:be )?(?:switch(?:ed)?|shut|turn(?:ed)?|remov(?:e|"
            "ed)|discontinued?|retired?|dropp?(?:ed)?|end|stop)(?: (?:off|down))?"
        ),
        (
            r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|some|a few) (?:days?|weeks?|months?) "
            "(?:remain(?:ing)?|left|to go|away|from now)"
        ),
        "in (?:a|two|three|four|five|six|seven|eight|nine|ten|twelve|a few|some) (?:days?|weeks?|months?)",
        "projected", "predict(?:s|ed|ion|ive)?",
        "forecast(?:ed|s)?(?! (?:sheet|page|report|tool|model|job|dash|screen|view|app|service|api))",
        (
            "(?:will|would|going to|expected to|on track to|about to|set to|due to|likely to|may|might|could|"
            r"shall|would) (?:\w{1,10} ){0,2}(?:fill|run out|exhaust|be exhausted|exceed|expire|be full|hit|"
            "reach|breach|oom|crash|fail|be out|run|overflow|saturate|become|start|drop|deplete|lapse)"
        ),
        "(?<!after )(?<!cert )(?<!after the )(?<!certificate )expir(?:es|ing|y|ation)", "at this rate",
        "at (?:the )?current (?:rate|growth|pace)",
        (
            r"(?:within|in) (?:the next )?(?:about |approx |~ ?|less than |under )?\d{1,4} ?(?:h|d|hours?|hrs?|"
            "days?|weeks?|months?)"
        ),
        "soon", "by (?:tomorrow|tonight|monday|friday|next week|the end of)", "eta", "before (?:it|they|we)",
        "risk of", "potential(?:ly)?",
    ),
}  # fmt: skip
"""Patterns by sense over folded text; none repeats without a bound."""
