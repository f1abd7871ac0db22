"""What people and tools call what is blocked, fails or crashes, and whom it hurts."""

from midwatch.domain.incidents.reading.lexicon.senses import NO_GOOD, Sense

FAILURES: dict[Sense, tuple[str, ...]] = {
    Sense.BLOCKED: (
        (
            r"none of (?:the|our|my|its|these) (?:\w{2,14} ){1,3}(?:respond|work|load|open|react|start|answer|"
            "connect|function|boot|ring|print|play)s?"
        ),
        r"no ?(?:one|body) (?:\w{1,12} ){0,5}(?:can|could|is able|gets|manages)",
        rf"no {NO_GOOD}(?:\w{{2,14}} ){{1,2}}(?:is |are )?(?:available|possible|reachable|working|online)",
        (
            "nothing (?:is |was |gets )?(?:reachable|works|usable|accessible|available|responds|loads|answers|"
            "resolves|connects)"
        ),
        (
            "(?:is|are|deploys?|releases?|merges?|work|teams?|everyone|orders|payments|traffic|writes|logins|"
            r"users|customers) (?:\w{1,8} )?blocked(?! by)"
        ),
        "bounce", "(?:burnt|burned)(?: down| out)?", "melted(?: down)?", "flooded(?! with| by)", "caught fire",
        "up in (?:smoke|flames)",
        (
            "(?:platform|site|service|app|system|website|region|cluster|everything|backend|database|network|"
            "link|connection|internet|power|api|portal) (?:is |are |has |all |just |completely |entirely )?gone"
        ),
        r"nothing but (?:errors?|5xx|5\d\ds?|timeouts?|garbage|blank)",
        r"(?:is|are|stays?|goes|went|turns?) (?:\w{1,8} )?(?:white|blank)",
        r"(?:0|zero|none|not one) of (?:the |our )?\d{1,6}(?: \w{2,14}){0,2}",
        (
            r"no (?:\w{2,14} ){1,3}(?:from|on|at|in|to|for|reach(?:es|ing)?) (?:any|all|every|either|anyone|"
            r"anybody|everyone|everybody)(?: \w{2,14})?"
        ),
        (
            r"stopped(?= ?(?:$|[:;.]|at\b|since\b|about\b|around\b|completely|entirely|altogether|dead|after|"
            r"\d))"
        ),
        "(?:is|are|was|were|went|been|be) down on (?!last|the|this|yester)", r"cuts? (?:\w{1,14} ){1,5}off",
        (
            r"(?:turn(?:s|ed|ing)?|send(?:s|ing)?|sent) (?:\w{1,12} ){0,2}(?:customers|guests|people|patients|"
            "shoppers|visitors|passengers) away"
        ),
        "tripped", "sealed", "severed", "wedged solid", "stuck for (?:everyone|all)",
        (
            "(?:went|gone|go|goes|is|are|was|were|been|lies|fell) (?:flat|belly up|tits up|kaput|boom|bust|"
            "haywire|toast|silent)"
        ),
        (
            "(?:is|are|looks?|seems?|just|totally|completely|all) (?:dead|gone|toast|dark|black|unusable|"
            "useless|hosed|fried|nuked|borked|busted|fubar)"
        ),
        "shut (?:itself |us |everything )?(?:down|off)", "powered off", "power(?:ed)? cut", "blackout",
        "suspended", "locked (?:us |me |them |people |users |everyone )?out", "paraly[sz]ed",
        "at a (?:complete |total |full )?(?:standstill|halt)",
        r"(?:come|came|ground|grinding) to a (?:\w{1,10} )?halt",
        (
            "(?:refuse|refuses|refused|refusing|decline|declines|deny|denies|denied|denying) (?:to |all |every "
            r"|any )(?:\w{1,12} ?){1,3}"
        ),
        (
            r"(?:nothing|no \w{3,16}) (?:\w{1,12} ){0,3}(?:gets?|goes|went|come|comes|came|makes? it|passes) "
            "(?:through|in|out|back|thru|anywhere)"
        ),
        (
            r"(?:do|does|did)(?: not|n'?t) (?:\w{1,10} )?(?:answer|respond|work|load|start|boot|connect|"
            "resolve|open|accept|come (?:back|up)|function|run|react|let|go through)"
        ),
        (
            r"(?:will|would|wo)(?: not|n'?t) (?:\w{1,10} )?(?:answer|respond|work|load|start|boot|connect|"
            "resolve|open|accept|come (?:back|up)|function|run|react|let|go through|play|log|turn on|unlock|"
            "print|sync|charge|save|send)"
        ),
        "(?:failing|fails?|failed) to (?:start|boot|come up|connect|load|respond|resolve|serve|open|elect)",
        (
            r"(?:stopped|quit|ceased|no longer) (?:\w{1,10} )?(?:working|answering|responding|serving|"
            "accepting|processing|functioning|taking|resolving|loading|replying|delivering|connecting|starting|"
            "opening|works?|answers?|responds?|loads?|starts?|opens?|connects?|resolves?|accepts?)"
        ),
        (
            rf"(?:zero|0|no) {NO_GOOD}(?:\w{{2,14}} ){{0,4}}(?:(?:in|for) \d{{1,3}} ?[a-z]{{1,7}}|since "
            r"\S{1,8})"
        ),
        (
            rf"no {NO_GOOD}(?:\w{{2,14}} ){{1,3}}(?:left|leaves?|reach(?:es|ed)?|arrive[sd]?|(?:comes?|came|"
            rf"went) (?:in|through|"
            "out|back)|goes|go|gets?|got|start(?:s|ed)?|work(?:s|ed)?|can|could|load(?:s|ed)?|open(?:s|ed)?|"
            "pass(?:es|ed)|"
            "succeed(?:s|ed)?|complete[sd]?|finish(?:es|ed)?|print(?:s|ed)?|play(?:s|ed)?|connect(?:s|ed)?|"
            "resolve[sd]?|"
            "answer(?:s|ed)?|respond(?:s|ed)?)"
        ),
        (
            r"(?:zero|0|no) (?:\w{3,14} ){0,2}(?:per (?:minute|second|hour|min)|a (?:minute|second)|/ ?(?:s|"
            r"min|m)|coming in|came in|arriving|arrive|in (?:the last|over|more than) \S{1,8} \w{3,8})"
        ),
        (
            "(?:per (?:minute|second|hour|min)|rate|count|throughput|volume)(?: (?:is|at|of|now|currently|fell "
            r"to)){0,2} ?[:=]? ?(?:0|zero)(?![.\d])"
        ),
        (
            "(?:has|have|with|there (?:is|are)) (?:0|zero|no) (?:healthy |ready |available |running |live |"
            "active )?(?:pods|replicas|instances|endpoints|backends|members|leaders?|masters?|primary|"
            "primaries|brokers|nodes|writers?|hosts|servers|targets|upstreams?|connectivity|network|internet|"
            "power)"
        ),
        r"(?:0|zero|no) (?:of|out of|/) \d{1,5}", r"0 ?/ ?\d{1,5}(?= \w{3,12})",
        "(?:is|are) (?:entirely |completely |totally |fully )?(?:impossible|not possible|unusable)",
        "(?:keeps?|kept) (?:going down|falling over|dying|hanging)",
        "(?:no|lost) (?:dial ?tone|signal|carrier|uplink)",
        "(?:black|blank|white|empty|grey|gray|error|loading|splash|maintenance) (?:screen|page)s?",
        r"(?:cannot|can ?not|can't) (?:\w{1,12} ){0,3}(?:elect|form) (?:a )?(?:leader|quorum|primary)",
        "withdrawn", "(?:routes?|prefix(?:es)?) (?:are |is |was |were )?(?:withdrawn|lost|gone|leaked|hijacked)",
        "hijack(?:ed|ing)", "fail(?:s|ed|ing)? over (?:failed|did ?n.?t)", "no primary",
        "lost (?:its |the )?primary",
    ),
    Sense.FAILING: (
        "(?:please )?try again(?: later)?", "something went wrong",
        "technical (?:errors?|difficult(?:y|ies)|problems?)",
        (
            "(?:wi ?fi|vpn|connections?|calls?|lines?|links?|audio|sessions?|network|signal|streams?|tunnels?) "
            "(?:keeps? )?drop(?:s|ping)?"
        ),
        r"to the wrong \w{3,14}", "bounces",
        "(?:gets?|got|getting) (?:bounces|errors|failures|timeouts|nothing)",
        (
            "(?:answers?|answering|answered|replies|responds?|responding|shows?|is an?|says?|ends?|ending|"
            r"comes? back|lands?|landing|redirects?|greets?|greeted) (?:\w{1,8} ){0,3}(?:with |in |on |as |a |"
            r"an |http ){0,3}(?:4\d\d|5\d\d|errors?|error page|technical error|exception|nothing|silence|"
            "timeouts?)"
        ),
        r"\w{3,14} gone (?:on|in|for|from|since|after|again)", "vanish(?:es|ed|ing)?", "disappear(?:s|ed|ing)?",
        (
            r"drop(?:s|ped|ping)? (?:an?|half|most|all|some|many|every|\d{1,3}(?:\.\d)? ?%)(?: \w{1,10})? "
            r"of(?: the)? \w{3,14}"
        ),
        (
            r"(?:wrong|incorrect|bad|false|mistaken) (?:\w{1,10} ){0,2}(?:vat|tax|invoices?|charges?|dos(?:e|"
            "es|age)|recipients?|customers?|accounts?|patients?|orders?|sizes?|quantit(?:y|ies)|destinations?)"
        ),
        "invalid (?:signature|token|certificate|response|credentials)s?",
        (
            "(?:come|comes|came|coming|come up|return(?:s|ed|ing)?|get|gets|got) (?:back )?(?:empty|blank|with "
            "nothing|empty handed|nothing)"
        ),
        (
            r"(?:run|runs|ran|running) (?:in)?to (?:a |an |the |its |their |some )?(?:\S{1,6} ){0,3}(?:limit|"
            "timeout|error|wall|exception|deadlock)s?"
        ),
        (
            r"(?:gets?|got|getting|are|is|were|was|being) (?:\w{1,10} )?(?:kicked|thrown|logged|signed|bounced|"
            r"dropped|disconnected|booted|turned|cut)(?: \w{1,10})? (?:out|off|away|back|from|to|after|mid)"
        ),
        (
            "(?:broke|breaks|breaking|got broken|messed|ruined|killed|bricked|knackered|stopped|quit)(?! "
            "(?:even|in|the (?:news|ice|record)))"
        ),
        (
            "(?:never|not|n't) (?:gets?|got|getting|been|being|be) (?!affected|impacted|noticed|hit|hurt|used|"
            r"needed|exceeded|exploited|exposed|worse)\w{2,12}(?:ed|t|n)\b"
        ),
        (
            "(?:throw|throws|threw|throwing|spits?|spitting|barfs?|chokes?|choking|croak(?:s|ed|ing)?|die|"
            "dying|dies|blows? up|blew up|explod(?:es?|ed|ing)|bomb(?:s|ed|ing)|bails?|bailed|conks? out|"
            "conked out|trips? over|falls? over|keels? over|busted|bust|screwed|shot|messed up|buggy|glitched)"
        ),
        r"(?:4\d\d|5\d\d)(?:'?s|ing| errors?)", r"http ?(?:4|5)\d\d",
        (
            "(?<!of )(?<!/)(?<!/ )(?<!at )(?<!over )(?<!than )(?<!is )(?<!threshold )(?<!limit )(?<!max "
            ")(?<!warn )(?<!crit )(?<![(>=])(?:403|404|429|500|502|503|504)(?= ?(?:$|errors?|on (?:all|every|"
            "the|each)|for (?:all|every|the)|pages?|everywhere|instead|responses?))"
        ),
        (
            "(?:non ?existent|not found|unprocessable|forbidden|too many requests|internal server error|"
            "gateway time ?out|connection (?:reset|refused|closed|aborted|lost)|broken pipe|handshake "
            "(?:failure|failed|error)|no route to host|host unreachable|permission denied|access denied|null "
            "?pointer|stack overflow|out of range)"
        ),
        (
            r"(?:lose|loses|losing) (?:\w{1,12} ){0,3}(?:connection|session|work|signal|contact|track|state|"
            "packets?|calls?|heartbeats?)s?"
        ),
        r"drop(?:s|ped|ping)? \d{1,3}(?:\.\d)? ?% of", "dropping",
        (
            "(?:log|logs|sign|signs|kick|kicks|throw|throws|boot|boots|time|times|lock|locks) (?:them|people|"
            "users|customers|us|me|everyone|everybody|players|agents|staff) (?:out|off)"
        ),
        "deadlock(?:ed|s)?", "(?:froze|frozen|hung|hangs)", r"under ?replicated with (?:\w{1,10} )?(?:0|no)",
        (
            r"(?:charged|billed|debited|paid|ordered|sent|delivered|posted) (?:\w{1,10} ){0,2}(?:twice|double|"
            "two times|several times|wrong)"
        ),
        "(?:ordering|paying|getting charged|being charged) twice",
        "double (?:bookings?|charges?|payments?|posting)",
        (
            "(?:wrong|incorrect|bogus|garbage|negative|false|mixed up|swapped|nonsense|impossible) "
            r"(?:\w{1,12} ){0,2}(?:prices?|amounts?|balances?|totals?|results?|addresses|figures|numbers|"
            "answers?|currency|currencies|tax(?:es)?|items?|names?|times?|dates?|readings?|rates?|routes?|"
            "language|values?)"
        ),
        (
            r"(?:not|never|n't) (?:\w{1,10} )?(?:go(?:ing)? out|delivered|arriv(?:e|es|ed|ing)|get(?:ting)? "
            "(?:their|the|any|it))"
        ),
        (
            r"not (?:get|getting|received?|receiving) (?:\w{1,10} ){0,3}(?:mails?|codes?|messages?|e ?mails?|"
            "sms|notifications?|orders?|data|answers?|anything|updates?)"
        ),
        (
            r"(?:is|are|get|gets|got|being|were|was) (?:\w{1,10} )?(?:rejected|refused|denied|declined|"
            "throttled|blocked|discarded|bounced|aborted|cancell?ed|killed|ignored|lost|dropped|skipped)"
        ),
        "(?:malformed|invalid|unparseable|poison) (?:responses?|replies|data|json|messages?)",
        "fails? (?:for|on|with|in|at|when)", "defunct", "faulty", "defective", "unusable", "erroneous",
        "(?:never|not) (?:come|came|comes|coming|arrive|arrives|arrived|finish|finishes|complete|completes)",
    ),
    Sense.CRASHING: (
        "core ?dump(?:s|ed)?", "seg ?v", "sigsegv", "sigkill", "sigabrt", "boot ?loop(?:s|ing)?",
        r"(?:is|are|gets?|got|being|keeps? being|were|was) (?:\w{1,10} )?(?:oom ?)?killed",
        "restart(?:s|ing|ed)? (?:every|in a loop|over and over|all the time|each|after)",
        (
            r"(?:pods?|workers?|containers?|instances?|nodes?|brokers?|process(?:es)?) (?:\w{1,12} "
            "){0,3}(?:crash(?:es|ed|ing)?|die|dies|died|dying|killed|exit(?:s|ed|ing)?)"
        ),
    ),
    Sense.HURT: (
        "complain(?! about the (?:schema|format|config))",
        (
            r"\d{1,7} (?:users|customers|people|patients|merchants|drivers|guests|players|subscribers|tenants|"
            r"households) (?:\w{1,8} )?without"
        ),
        (
            "(?:customers|users|people|guests|drivers|riders|passengers|patients|players|viewers|shoppers|"
            "students|merchants|callers|couriers|subscribers|travellers|tenants|buyers|sellers|traders|"
            r"visitors|clients|cashiers|nurses|doctors|partners) (?:\w{1,10} ){0,2}(?:miss(?:es|ing|ed)?|"
            r"los(?:e|es|ing|t)|wait(?:s|ing)?|leav(?:e|es|ing)|left|giv(?:e|ing) up|gave up|abandon\w{0,3}|"
            r"queue|queu(?:e)?ing|panic\w{0,4}|demand\w{0,3}|angry|furious|upset|shout\w{0,3}|scream\w{0,3}|"
            r"tweet\w{0,3}|cancel\w{0,4}|writ(?:e|ing) (?:in|to support)|ring\w{0,3}|call(?:ing)? (?:in|us|"
            "support))"
        ),
        (
            "(?:hotline|phone|phones|inbox|support|help ?desk|call cent(?:er|re)|socials?|twitter|facebook|"
            r"forums?|reddit) (?:\w{1,10} ){0,3}(?:full|melting|on fire|exploding|glowing|ringing|flooded|"
            "overrun|busy|swamped)"
        ),
        (
            "(?:lots|plenty|dozens|hundreds|thousands|loads|tons|many|more) (?:of )?(?:angry |support "
            ")?(?:tickets|calls|complaints|mails|reports)"
        ),
        "support tickets",
    ),
}  # fmt: skip
"""Patterns by sense over folded text; none repeats without a bound."""
