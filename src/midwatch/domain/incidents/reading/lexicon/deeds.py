"""Acts and commands that destroy, entries by those who should stay out, and plain words for failures and waiting."""

from midwatch.domain.incidents.reading.lexicon.senses import NO_GOOD, Sense

_GAP = r"(?:\S{1,40} ){0,4}"
_WHAT = (
    r"(?:data|databases?|dbs?|tables?|schemas?|collections?|keyspaces?|records?|rows?|buckets?|volumes?|pvcs?|"
    r"backups?|snapshots?|topics?|namespaces?|documents|uploads|files|photos|pictures|videos|"
    r"images of \w{2,12}|attachments|invoices|orders|transactions|payments|bookings|reservations|messages|mails|mailboxes|"
    r"accounts|profiles|history|ledger|writes|events|entries|balances|"
    r"results|submissions|claims|contracts|addresses|passwords|columns?|values|zones?|repositor(?:y|ies)|"
    r"home director(?:y|ies)|content|disks?|drives?|workspaces|"
    r"projects|(?:months|weeks|days|hours|years|minutes) of \w{3,12}(?: \w{3,12})?)"
)
_GONE = (
    r"(?:lost|gone|deleted|wiped|erased|purged|truncated|overwritten|zeroed|emptied|destroyed|corrupt(?:ed)?|scrambled|"
    r"mangled|garbage|nuked|blown away)"
)
_CLOUD = r"(?:aws|gcloud|az|gsutil|oci|doctl|heroku|helm|terraform|pulumi|ansible|docker|vault|consul|etcdctl|mc|rclone|s3cmd)"

DEEDS: dict[Sense, tuple[str, ...]] = {
    Sense.DESTROYED: (
        # Commands.
        rf"{_CLOUD} (?:\S{{1,30}} ){{0,4}}(?:delete\S{{0,30}}|destroy|rm|rb|purge|del|terminate\S{{0,20}}|prune|"
        r"uninstall|nuke)",
        r"(?:delete|terminate) (?:stack|table|bucket|db instance|instances|volume|object|cluster|keyspace)\b",
        r"drop (?:table|database|schema|keyspace|collection|index|tablespace)s?", r"drop ?database\(\)",
        r"truncate (?:table )?\w{2,30}", r"flush ?(?:all|db)", r"dd if \S{1,30}", r"dd if=\S{1,40}", r"mkfs\S{0,8}",
        r"wipefs", r"shred", r"lv ?remove", r"vg ?remove", r"zfs destroy", r"zpool destroy", r"fdisk",
        r"git push (?:\S{1,20} ){0,3}(?:force|--force|-f)", r"force push(?:ed)?", r"reset --hard",
        r"rm (?:-\w{1,4}|--\w{2,10})(?: \S{1,40})?", r"find \S{1,30} (?:\S{1,20} ){0,4}-delete", r"db\.\w{1,20}\.(?:drop|"
        r"remove|deletemany)\S{0,10}", r"delete by query", r"kafka delete records",
        r"kubectl (?:\S{1,20} ){0,3}delete (?:\S{1,20} ){0,2}(?:ns|namespaces?|pvcs?|pvs?|sts|statefulsets?|"
        r"crds?|all|secrets?)",
        r"delete (?:-f|from|where)", r"update \w{2,30} set \S{1,30}", r"rake db:(?:drop|reset)\S{0,10}",
        r"migrate:(?:fresh|reset)", r"db:(?:drop|reset|wipe)",
        # What became of data.
        r"(?:nulled|nulls|blanked|zeroed|scrubbed|clobbered|trashed|scrambled|mangled|obliterated|emptied|shredded|garbled|wrecked|"
        rf"reset|lost|ate|eats|swallowed|discarded) (?:out )?(?:the |our |all |every |of |half |both |whole |entire |\w{{2,14}} ){{0,4}}{_WHAT}",
        rf"{_WHAT} (?:\S{{1,16}} ){{0,4}}(?:nulled|blanked|zeroed|scrubbed|clobbered|trashed|scrambled|mangled|emptied|shredded)",
        r"there (?:is|was|are) no (?:copy|copies|backups?|snapshot)", r"nothing (?:is )?left (?:of|in) the",
        rf"(?<!old )(?<!expired )(?<!temp )(?<!temporary )(?<!unused )(?<!stale ){_WHAT} (?:all |just |now |are |is )?(?:gone|lost|wiped|vanished|destroyed|overwritten|corrupt(?:ed)?|erased|missing after|deleted|purged|truncated|emptied|nuked|encrypted)",
        r"(?:disk|volume|filesystem|index|wal|table|database|page)s? (?:is|are|was|were|became) (?:\w{1,10} )?(?:corrupt(?:ed)?|damaged|unreadable)",
        rf"{_WHAT} {_GAP}(?:are|is|was|were|got|gets|has been|have been|had been|been|went|being) (?:\w{{1,12}} ){{0,2}}"
        rf"{_GONE}(?! (?:from|to|by the load|in \d|out of|after \d|in transit|packets?))",
        rf"(?:{_GONE}|lost|losing|loses|nuked|wiped|blew away|deleted|erased) (?:all |the |our |my |some |most |of |"
        rf"half |every |a |last |\d{{1,9}} |whole |entire |wrong |prod |production |customer |user |live |patient ){{1,4}}{_WHAT}",
        rf"(?:restored|rolled back|reset) {_GAP}(?:over|on top of) {_GAP}(?:prod(?:uction)?|live|newer|current|the)",
        r"(?:table|collection|bucket|database|volume|index|queue|topic|mailbox|folder|directory)s? (?:is|are|was|were) "
        r"(?:now |suddenly |completely |all |found )?(?:empty|emptied|blank)",
        r"(?:no|without) (?:working |usable |recent |valid |good )?backups?(?! (?:is|are|was)? ?(?:needed|running|ran))",
        r"(?:backups?|copies|snapshots?) (?:are |is |was |were |turned out |all |also |too )"
        r"{1,3}(?:empty|gone|unreadable|corrupt|encrypted|deleted|useless)",
        r"(?:checksum|hash|integrity) (?:mismatch|check failed|errors?) (?:on|in|of|for) "
        rf"(?:\w{{1,12}} ){{0,3}}{_WHAT}",
        r"(?:cannot|can't|can not|could not|impossible to|no way to) (?:\w{1,10} ){0,2}"
        r"(?:recover|restore|undo|get (?:it|them|that) back)", r"point of no return", r"bit ?rot",
        r"(?:not|never) (?:been )?(?:stored|saved|persisted|written)(?: \w{1,10}){0,3} "
        r"(?:and |so )?(?:\w{1,10} ){0,3}(?:lost|gone|anywhere)",
        r"(?:lost|losing|dropping|discard(?:ed|ing|s)) (?:acknowledged|acked|committed|confirmed|accepted) \w{3,12}",
        r"(?:acknowledged|acked|committed|confirmed|accepted|paid) \w{3,12} (?:\S{1,20} ){0,6}(?:lost|gone|missing|vanished)",
    ),
    Sense.BREACHED: (
        r"(?:can|could|able to|lets? \w{2,12}|allows? \w{2,12}(?: to)?|was able to) (?:\w{1,10} ){0,2}"
        r"(?:see|read|open|download|view|access|edit|change|list|fetch|query) (?:\S{1,16} ){0,6}"
        r"(?:other|others'?|another|anybody's|anyone's|somebody|someone|strangers|foreign|every other|any other|each other's?|any "
        r"(?:user|customer|tenant|patient|account))(?: \w{2,16}){0,3}",
        r"(?:see|sees|seeing|saw|shows?|shown|showing|gets?|got|getting|received?|given) (?:\w{1,10} ){0,3}"
        r"(?:someone|somebody) else'?s \w{2,16}",
        r"(?:see|sees|seeing|saw|shown|into|get|getting|got) (?:\w{1,10} ){0,2}(?:a |the |some )?(?:strangers?'?s?|other "
        r"(?:people|user|customer|patient|tenant|client|member|student|driver|person|family|famil)s?'?s?|another "
        r"(?:user|customer|patient|tenant|person|client|member|student)'?s?) (?:\w{1,12} )?(?:data|accounts?|"
        r"orders?|names?|photos?|messages?|mails?|invoices?|addresses|files?|records?|details|balances?|pictures?|"
        r"statements?|history|carts?|cards?|profiles?|documents?|sessions?)",
        r"(?:without|no|missing|skips?|bypass\w{0,4}) (?:any |a )?(?:password|login|authentication|auth|credentials)"
        r"(?: check)?s?(?: (?:needed|required|at all|asked))",
        r"any password (?:works|is accepted|logs)", r"accepts? any password",
        r"(?:sql |command |code )injection(?: \w{1,12}){0,3} (?:exploited|used|in use|dump\w{0,4})",
        r"(?:public|open|unprotected|shareable) (?:link|url|page|folder|share|site|bucket|index|address|endpoint)s? (?:\w{1,10} ){0,3}(?:lists?|"
        r"shows?|expos(?:es|ing)|contains?|reveals?|gives?|serves?|holds?|with|leads? to)",
        r"(?:lists?|shows?|expos(?:es|ed|ing)|reveals?|leaks?|prints?|returns?|serves?|hands? out|gives? out) (?:\S{1,12} ){0,5}(?:passports?|"
        r"medical|health|passwords|salaries|card numbers|home addresses|personal|private|identity|social security) (?:\S{1,12} ){0,6}"
        r"(?:to (?:any|every|all|others?|strangers|the)|without|of (?:all|any|other|every)|public\w{0,2})",
        r"(?:pii|data|records?|details|invoices?|files|messages|orders|accounts?|names|addresses|statements?|documents?|cards|photos|carts?|chats?|"
        r"profiles?|reports|bookings|payslips) (?:\S{1,14} ){0,5}(?:visible|readable|accessible|shown|open|exposed|sent|mailed|delivered|available) "
        r"(?:\w{1,8} ){0,2}(?:to|by|for) (?:the )?(?:others?|another|strangers|every\w{0,4}|any\w{0,4}|wrong|all) ?\w{0,12}",
        r"exfil(?:trat\w{1,4})?", r"(?:data|records|rows|files|documents) (?:\w{1,10} ){0,2}(?:left|leaving|sent|went|going|copied) (?:for|to|out to) "
        r"(?:an? |the )?(?:unknown|foreign|external|outside|strange|attacker\w{0,2}|other)",
        r"(?:being|actively) exploited", r"exploited in (?:prod|production|the wild against us)",
        r"remote (?:code execution|shell)", r"reverse shell", r"shell on (?:a |the |our |one of our )?(?:prod\w{0,7}|"
        r"server|host|box)", r"(?:command and control|c2) (?:traffic|beacon|server|connection)s?",
        r"privilege escalation", r"trojan", r"cobalt strike", r"mimikatz", r"key ?logger",
        r"(?:rogue|unknown|new|strange) (?:admin|administrator|root)s? (?:\w{1,10} )?(?:user|account|key)s?",
        r"(?:publicly|openly|world) (?:available|reachable|exposed|downloadable)",
        r"(?:bucket|database|backup|dump|storage|index|repo(?:sitory)?|records|data|keys?) (?:\w{1,12} ){0,5}"
        r"(?:is|was|are|were|left|made|went|set to) (?:\w{1,10} ){0,2}"
        r"(?:public(?:ly)?|world readable|open to|exposed|on a public)",
        r"(?:committed|pushed|posted|pasted|published|uploaded|mailed|e ?mailed) (?:\S{1,16} ){0,5}(?:keys?|secrets?|"
        r"passwords?|credentials?|tokens?) (?:\S{1,12} ){0,3}(?:public|git ?hub|pastebin|internet|outside)",
        r"(?:keys?|secrets?|passwords?|credentials?|tokens?) (?:\S{1,16} ){0,5}(?:on|in|to) (?:a |the )?(?:public|"
        r"git ?hub|pastebin)",
        r"in (?:the )?hands of (?:an? )?(?:attackers?|strangers?|others)",
        r"(?:dumping|dumps|exporting|copying|scraping|downloading|reading|siphoning) (?:out )?(?:the |our |all |every )(?:\w{1,12} )?"
        r"(?:database|records|customers?|users?|tables?|accounts?|files|bucket|data)",
        r"(?:has|have|had|got|gained|with|obtained) (?:full )?(?:root|admin|administrator|shell|domain admin)(?: access| rights)? "
        r"(?:on|to|in|access|rights)",
        r"(?:tokens?|passwords?|keys?|secrets?|credentials?|card numbers?|pii|personal data|health data|addresses) (?:\S{1,12} ){0,5}"
        r"(?:(?:were|was|are|is|got|being) (?:\w{1,10} )?)?(?:written|logged|printed|sent|mailed|shown|visible|readable|dumped|shared) "
        r"(?:to|in|on|into|by|for|with) (?:\w{1,10} ){0,3}(?:public|logs?|plain ?text|anyone|everyone|everybody|strangers|outsiders|internet)",
        r"(?:entered|gave|typed|handed over|revealed) (?:their|his|her|the) (?:\w{1,8} )?(?:passwords?|credentials?|codes?)",
        r"(?:attacker|hacker|intruder|stranger|outsider|ex employee|former employee|somebody|someone)s? (?:\w{1,10} ){0,3}"
        r"(?:downloaded|downloading|copied|copying|exported|stole|stealing|reading|dumped|got hold of|has access|"
        r"controls?|encrypted|encrypting)",
        r"got (?:in|into) (?:to )?(?:our|the) (?:prod\w{0,7}|admin|network|systems?|database|servers?)",
    ),
    Sense.BLOCKED: (
        r"no (?:\w{2,14} ){1,3}(?:from|on|at|in|to|for|reach(?:es|ing)?) (?:any|all|every|either|anyone|anybody|everyone|everybody)(?: \w{2,14})?",
        r"stopped(?= ?(?:$|[:;.]|at\b|since\b|about\b|around\b|completely|entirely|altogether|dead|after|\d))",
        r"(?:is|are|was|were|went|been|be) down on (?!last|the|this|yester)", r"cuts? (?:\w{1,14} ){1,5}off", r"(?:turn(?:s|ed|ing)?|send(?:s|ing)?|sent) (?:\w{1,12} ){0,2}(?:customers|guests|people|patients|shoppers|"
        r"visitors|passengers) away", r"tripped", r"sealed", r"severed", r"wedged solid", r"stuck for (?:everyone|all)",
        r"(?:went|gone|go|goes|is|are|was|were|been|lies|fell) (?:flat|belly up|tits up|kaput|boom|bust|haywire|toast|silent)",
        r"(?:is|are|looks?|seems?|just|totally|completely|all) (?:dead|gone|toast|dark|black|unusable|useless|hosed|"
        r"fried|nuked|borked|busted|fubar)",
        r"shut (?:itself |us |everything )?(?:down|off)", r"powered off", r"power(?:ed)? cut", r"blackout",
        r"suspended", r"locked (?:us |me |them |people |users |everyone )?out", r"paraly[sz]ed",
        r"at a (?:complete |total |full )?(?:standstill|halt)", r"(?:come|came|ground|grinding) to a (?:\w{1,10} )?halt",
        r"(?:refuse|refuses|refused|refusing|decline|declines|deny|denies|denied|denying) (?:to |all |every |any )"
        r"(?:\w{1,12} ?){1,3}",
        r"(?:nothing|no \w{3,16}) (?:\w{1,12} ){0,3}(?:gets?|goes|went|come|comes|came|makes? it|passes) "
        r"(?:through|in|out|back|thru|anywhere)",
        r"(?:do|does|did)(?: not|n'?t) (?:\w{1,10} )?(?:answer|respond|work|load|start|boot|connect|resolve|open|accept|"
        r"come (?:back|up)|function|run|react|let|go through)",
        r"(?:will|would|wo)(?: not|n'?t) (?:\w{1,10} )?(?:answer|respond|work|load|start|boot|connect|resolve|open|accept|"
        r"come (?:back|up)|function|run|react|let|go through|play|log|turn on|unlock|print|sync|charge|save|send)",
        r"(?:failing|fails?|failed) to (?:start|boot|come up|connect|load|respond|resolve|serve|open|elect)",
        r"(?:stopped|quit|ceased|no longer) (?:\w{1,10} )?(?:working|answering|responding|serving|accepting|processing|"
        r"functioning|taking|resolving|loading|replying|delivering|connecting|starting|opening|works?|answers?|responds?|"
        r"loads?|starts?|opens?|connects?|resolves?|accepts?)",
        rf"(?:zero|0|no) {NO_GOOD}(?:\w{{2,14}} ){{0,4}}(?:in \d{{1,3}} ?[a-z]{{1,7}}|since \S{{1,8}})",
        rf"no {NO_GOOD}(?:\w{{2,14}} ){{1,3}}(?:leaves?|reach(?:es)?|arrives?|comes? (?:in|through|out|back)|goes|go|gets?|starts?|works?|can|"
        r"could|loads?|opens?|passes|succeeds?|completes?|finish(?:es)?|prints?|plays?|connects?|resolves?|answers?|responds?)",
        r"(?:zero|0|no) (?:\w{3,14} ){0,2}(?:per (?:minute|second|hour|min)|a (?:minute|second)|/ ?(?:s|min|m)|"
        r"coming in|came in|arriving|arrive|in (?:the last|over|more than) \S{1,8} \w{3,8})",
        r"(?:per (?:minute|second|hour|min)|rate|count|throughput|volume)(?: (?:is|at|of|now|currently|fell to)){0,2} ?[:=]? "
        r"?(?:0|zero)(?![.\d])",
        r"(?:has|have|with|there (?:is|are)) (?:0|zero|no) (?:healthy |ready |available |running |live |active )?(?:pods|"
        r"replicas|instances|endpoints|backends|members|leaders?|masters?|primary|primaries|brokers|nodes|writers?|hosts|"
        r"servers|targets|upstreams?|connectivity|network|internet|power)",
        r"(?:0|zero|no) (?:of|out of|/) \d{1,5}", r"0 ?/ ?\d{1,5}(?= \w{3,12})",
        r"(?:is|are) (?:entirely |completely |totally |fully )?(?:impossible|not possible|unusable)",
        r"(?:keeps?|kept) (?:going down|falling over|dying|hanging)", r"(?:no|lost) (?:dial ?tone|signal|carrier|uplink)",
        r"(?:black|blank|white|empty|grey|gray|error|loading|splash|maintenance) (?:screen|page)s?",
        r"(?:cannot|can ?not|can't) (?:\w{1,12} ){0,3}(?:elect|form) (?:a )?(?:leader|quorum|primary)",
        r"withdrawn", r"(?:routes?|prefix(?:es)?) (?:are |is |was |were )?(?:withdrawn|lost|gone|leaked|hijacked)",
        r"hijack(?:ed|ing)", r"fail(?:s|ed|ing)? over (?:failed|did ?n.?t)", r"no primary", r"lost (?:its |the )?primary",
    ),
    Sense.FAILING: (
        r"drop(?:s|ped|ping)? (?:an?|half|most|all|some|many|every|\d{1,3}(?:\.\d)? ?%)(?: \w{1,10})? of(?: the)? \w{3,14}",
        r"(?:wrong|incorrect|bad|false|mistaken) (?:\w{1,10} ){0,2}(?:vat|tax|invoices?|charges?|dos(?:e|es|age)|recipients?|customers?|accounts?|patients?|"
        r"orders?|sizes?|quantit(?:y|ies)|destinations?)", r"invalid (?:signature|token|certificate|response|credentials)s?",
        r"(?:come|comes|came|coming|come up|return(?:s|ed|ing)?|get|gets|got) (?:back )?(?:empty|blank|with nothing|"
        r"empty handed|nothing)",
        r"(?:run|runs|ran|running) (?:in)?to (?:a |an |the |its |their |some )?(?:\S{1,6} ){0,3}(?:limit|timeout|error|wall|"
        r"exception|deadlock)s?",
        r"(?:gets?|got|getting|are|is|were|was|being) (?:\w{1,10} )?(?:kicked|thrown|logged|signed|bounced|dropped|disconnected"
        r"|booted|turned|cut)(?: \w{1,10})? (?:out|off|away|back|from|to|after|mid)",
        r"(?:broke|breaks|breaking|got broken|messed|ruined|killed|bricked|knackered|stopped|quit)(?! (?:even|in|the (?:news|ice|record)))",
        r"(?:never|not|n't) (?:gets?|got|getting|been|being|be) (?!affected|impacted|noticed|hit|hurt|used|needed|exceeded|exploited|exposed|worse)"
        r"\w{2,12}(?:ed|t|n)\b", r"(?:throw|throws|threw|throwing|spits?|spitting|barfs?|chokes?|choking|croak(?:s|ed|ing)?|die|dying|dies|"
        r"blows? up|blew up|explod(?:es?|ed|ing)|bomb(?:s|ed|ing)|bails?|bailed|conks? out|conked out|trips? over|"
        r"falls? over|keels? over|busted|bust|screwed|shot|messed up|buggy|glitched)",
        r"(?:4\d\d|5\d\d)(?:'?s|ing| errors?)", r"http ?(?:4|5)\d\d",
        r"(?<!of )(?<!/)(?<!/ )(?<!at )(?<!over )(?<!than )(?<!is )(?<![(>=])(?:403|404|429|500|502|503|504)"
        r"(?= ?(?:$|errors?|on (?:all|every|the|each)|for (?:all|every|the)|pages?|everywhere|instead|responses?))",
        r"(?:non ?existent|not found|unprocessable|forbidden|too many requests|internal server error|gateway time ?out|"
        r"connection (?:reset|refused|closed|aborted|lost)|broken pipe|handshake (?:failure|failed|error)|"
        r"no route to host|host unreachable|permission denied|access denied|null ?pointer|stack overflow|out of range)",
        r"(?:lose|loses|losing) (?:\w{1,12} ){0,3}(?:connection|session|work|signal|contact|track|state|packets?|calls?|"
        r"heartbeats?)s?",
        r"drop(?:s|ped|ping)? \d{1,3}(?:\.\d)? ?% of", r"dropping",
        r"(?:log|logs|sign|signs|kick|kicks|throw|throws|boot|boots|time|times|lock|locks) (?:them|people|users|customers|us|me|"
        r"everyone|everybody|players|agents|staff) (?:out|off)",
        r"deadlock(?:ed|s)?", r"(?:froze|frozen|hung|hangs)", r"under ?replicated with (?:\w{1,10} )?(?:0|no)", r"(?:charged|billed|debited|paid|ordered|sent|delivered|posted) "
        r"(?:\w{1,10} ){0,2}(?:twice|double|two times|several times|wrong)",
        r"(?:ordering|paying|getting charged|being charged) twice", r"double (?:bookings?|charges?|payments?|posting)",
        r"(?:wrong|incorrect|bogus|garbage|negative|false|mixed up|swapped|nonsense|impossible) (?:\w{1,12} ){0,2}(?:prices?|"
        r"amounts?|balances?|totals?|results?|"
        r"addresses|figures|numbers|answers?|currency|currencies|tax(?:es)?|items?|names?|times?|dates?|readings?|rates?|"
        r"routes?|language|values?)",
        r"(?:not|never|n't) (?:\w{1,10} )?(?:go(?:ing)? out|delivered|arriv(?:e|es|ed|ing)|get(?:ting)? (?:their|the|any|it))",
        r"not (?:get|getting|received?|receiving) (?:\w{1,10} ){0,3}(?:mails?|codes?|messages?|e ?mails?|sms|notifications?|"
        r"orders?|data|answers?|anything|updates?)",
        r"(?:is|are|get|gets|got|being|were|was) (?:\w{1,10} )?(?:rejected|refused|denied|declined|throttled|blocked|"
        r"discarded|bounced|aborted|cancell?ed|killed|ignored|lost|dropped|skipped)",
        r"(?:malformed|invalid|unparseable|poison) (?:responses?|replies|data|json|messages?)",
        r"fails? (?:for|on|with|in|at|when)", r"defunct", r"faulty", r"defective", r"unusable", r"erroneous",
        r"(?:never|not) (?:come|came|comes|coming|arrive|arrives|arrived|finish|finishes|complete|completes)",
    ),
    Sense.CRASHING: (
        r"core ?dump(?:s|ed)?", r"seg ?v", r"sigsegv", r"sigkill", r"sigabrt", r"boot ?loop(?:s|ing)?",
        r"(?:is|are|gets?|got|being|keeps? being|were|was) (?:\w{1,10} )?(?:oom ?)?killed",
        r"restart(?:s|ing|ed)? (?:every|in a loop|over and over|all the time|each|after)",
        r"(?:pods?|workers?|containers?|instances?|nodes?|brokers?|process(?:es)?) (?:\w{1,12} ){0,3}(?:crash(?:es|ed|ing)?|"
        r"die|dies|died|dying|killed|exit(?:s|ed|ing)?)",
    ),
    Sense.SLOW: (
        r"(?:answers?|responds?|replies|loads?|opens?|renders?|returns?|comes?(?: up| back)?|finish(?:es)?|go(?:es)? through|work(?:s)?) "
        r"(?:\w{1,6} ){0,2}(?:in|after) (?:\w{1,8} ){0,2}\d{1,4}(?:\.\d)? ?(?:s|sec|secs|seconds|minutes|m|min)\b",
        r"time to (?:first byte|interactive|first paint|load|render|respond)", r"ttfb", r"render(?:s|ing)? times?",
        r"(?:page|median|average|mean|avg) (?:render|load|response)s?", r"loading times?", r"response ?times?", r"rtts?",
        r"round ?trip(?: times?)?", r"(?:way |much |far |noticeably |a lot |so |very |really )(?:slower|laggier)",
        r"(?:crawl|crawls|snail'?s? pace|like molasses|treacle|dog slow|painfully|unbearably|glacial(?:ly)?)",
        r"(?:wait(?:s|ing|ed)?) (?:for )?(?:\w{1,10} ){0,2}(?:\d{1,4}(?:\.\d)? ?\+? ?(?:s|sec|seconds|m|min|minutes)\b|forever|"
        r"ages|long)", r"(?:needs?|needed|needing) (?:\w{1,8} ){0,2}\d{1,4}(?:\.\d)? ?(?:s|sec|seconds|minutes)\b",
        r"(?:takes?|took|taking) (?:\S{1,10} ){0,5}(?:longer|ages|forever|as long)", r"lagg?s", r"hang", r"spins",
        r"(?:loading|waiting) (?:spinner|wheel|forever)", r"(?:target ?)?response ?time", r"unresponsive at times",
        r"(?:high|elevated|increased|bad|terrible) (?:latenc(?:y|ies)|ping|response times?)", r"throughput (?:\w{1,8} )?"
        r"(?:halved|down|dropp?(?:ed|s)|collapsed|fell)",
    ),
    Sense.STALE: (
        r"(?:is|are) (?:still )?(?:from|of) (?:last \w{3,8}|yesterday|\w{3,6}day|the day before|this morning|hours ago|\d{1,2}[:.]\d{2})",
        r"(?:are|is|shows?|sees?|gets?) (?:those|the ones|that|what \w{1,8}|the \w{2,10}) (?:of|from) (?:yesterday|last \w{3,8}|this morning|"
        r"before|\w{3,6}day|hours ago)",
        r"(?:old|outdated|stale|yesterday'?s|last (?:week|month|night|year)'?s|previous|hours? old|days? old|months? old|"
        r"minutes? old|frozen|cached) (?:\w{1,12} ){0,2}(?:prices?|balances?|stock|data|positions?|figures|numbers|values?|"
        r"results?|versions?|content|menu|menus|listings?|scores?|status(?:es)?|timetables?|readings?|info(?:rmation)?|"
        r"trip lists?|lists?|records?|rates?|availability|schedules?|maps?|photos?|catalog(?:ue)?)",
        r"(?:is|are) (?:\w{1,8} )?(?:\d{1,4}|an|a|some|several|many|one) (?:minutes?|hours?|days?|h|min|mins|weeks?) "
        r"(?:old|out of date|stale|behind)",
        r"(?:show|shows|showing|see|sees|seeing|display|displays|contain|contains|have|has) (?:\w{1,12} ){0,2}(?:numbers|"
        r"figures|data|values|prices|balances|state|stock) (?:from|of|as of) (?:last |yester|before|mon|tue|wed|thu|"
        r"fri|sat|sun|this morning|the day|\d)\w{0,10}",
        r"(?:shows?|showing|display(?:s|ing)?) (?:mon|tues|wednes|thurs|fri|satur|sun)day'?s? \w{2,12}",
        r"(?:as it was|as they were|as of) (?:an? |\d{1,3} |some |several )?(?:hours?|minutes?|days?|yesterday|last)",
        r"no (?:fresh|new|current|recent) (?:data|numbers|figures|prices|results|readings|logs|listings|updates)",
        r"(?:stopped|stuck|frozen|froze|halted) (?:\w{1,10} ){0,2}(?:updat\w{1,3}|refresh\w{0,3}|sync\w{0,3}|at|since) "
        r"?(?:\d{1,2}[:h.]\d{2}|yesterday|last|this|\d{1,2} ?[ap]m|midnight|noon)",
        r"(?:stopped|no longer|not|hasn't|haven't|n't) (?:\w{1,8} ){0,2}(?:updat(?:e|es|ed|ing)|refresh(?:es|ed|ing)?|"
        r"replicat(?:e|es|ed|ing))",
    ),
    Sense.DELAYED: (
        r"with (?:a |an )?(?:\w{1,10} ){0,2}delay", r"later than (?:usual|normal|planned|expected|promised|it should)",
        r"(?:turn|show|come|comes|go|goes|arrive|arrives|appear|appears|sent|delivered|credited|processed|posted|booked|"
        r"published|finish|finished|ready|run|runs|ran) (?:\w{1,10} ){0,4}late",
        r"(?:not|n't|still not|yet to be) (?:yet )?(?:received|arrived|produced|delivered|paid out|credited|posted)",
        r"(?:pile|piles|piled|stack|stacking|queue|queues|queued) ?up", r"piling", r"growing queue",
        r"paused", r"on hold", r"held up", r"postponed", r"overran", r"over ?running", r"not keeping up",
        r"queues? (?:\S{1,16} ){0,5}(?:growing|grows|grew|long|full|deep|longer|at \d\S{0,8})",
        r"(?:reach|reaches|arrives?|comes?|gets? to|delivered|shown|appears?|ready|visible) (?:\w{1,12} ){0,3}(?:only )?(?:after|within) (?:\w{1,8} )?"
        r"\d{1,4} ?(?:m|min|mins|minutes|h|hours?|days?)",
        r"(?:can'?t|cannot|fails? to|struggl(?:es|ing) to|does ?n.?t) keep up", r"waits?", r"unprocessed",
        r"(?:takes?|taking|took|needs?) (?:an|1|2|\d{1,3}|several|many) (?:hours?|minutes|days?)(?: instead of)?",
        r"moved to (?:tomorrow|later|next week|monday)",
    ),
    Sense.FULL: (
        r"(?:ran|run|runs) out of (?!memory leak)\w{2,16}(?! (?:in|by|within|soon|next|tomorrow))",
        r"(?:filled|used|eaten) up(?! (?:in|by|within|next|soon|at|about))",
        r"(?:is|are|at|was|were) (?:\w{1,8} )?(?:full|exhausted|used up|depleted|maxed(?: out)?|at (?:its |the )?limit)",
        r"enospc", r"emfile", r"(?:no|zero|0) (?:more |free |idle )?(?:slots?|ports|addresses|threads|workers|seats|ips|"
        r"licen[cs]es|connections|space|bytes|inodes) (?:left|free|available|remaining)",
        r"(?:quota|limit|allowance|budget of calls|licen[cs]es?) (?:\w{1,10} ){0,2}(?:is |was |has been |are )?(?:used up|"
        r"exhausted|exceeded|reached|hit)", r"hit (?:the|our|its|a) (?:\w{1,12} ){0,2}(?:limit|quota|ceiling|cap)",
        r"overload(?:ed)?", r"overwhelmed", r"drowning", r"swamped", r"saturated(?= and)",
    ),
    Sense.EXPIRED: (
        r"(?:ca|root|intermediate|cert(?:ificate)?s?|keys?|licen[cs]es?|domains?|contracts?|tokens?|leases?|subscriptions?) "
        r"(?:\S{1,20} ){0,6}(?:expired|lapsed|ran out|has run out|have run out|is no longer valid|not valid anymore|ended|"
        r"revoked)",
        r"(?:lapsed|revoked|outdated|self signed|untrusted) (?:\w{1,12} ){0,2}cert(?:ificate)?s?",
    ),
    Sense.REPLICA_LAG: (
        r"(?:reads?|quer(?:y|ies)|lookups?) (?:\w{1,8} )?(?:returns?|sees?|gets?|gives?|shows?|are|hits?) (?:\w{1,8} )?(?:old|stale|outdated|"
        r"out of date)(?: \w{2,10})?",
        r"(?:follower|replica|standby|secondary|slave|reader)s? (?:\S{1,16} ){0,4}(?:behind|lag\w{0,4}|delayed|out of sync|"
        r"stale)",
        r"behind (?:the |its )?(?:primary|master|leader|writer|source)",
    ),
    Sense.HURT: (
        r"(?:customers|users|people|guests|drivers|riders|passengers|patients|players|viewers|shoppers|students|merchants|callers|couriers|"
        r"subscribers|travellers|tenants|buyers|sellers|traders|visitors|clients|cashiers|nurses|doctors|partners) (?:\w{1,10} ){0,2}"
        r"(?:miss(?:es|ing|ed)?|los(?:e|es|ing|t)|wait(?:s|ing)?|leav(?:e|es|ing)|left|giv(?:e|ing) up|gave up|abandon\w{0,3}|queue|queu(?:e)?ing|"
        r"panic\w{0,4}|demand\w{0,3}|angry|furious|upset|shout\w{0,3}|scream\w{0,3}|tweet\w{0,3}|cancel\w{0,4}|writ(?:e|ing) (?:in|to support)|"
        r"ring\w{0,3}|call(?:ing)? (?:in|us|support))",
        r"(?:hotline|phone|phones|inbox|support|help ?desk|call cent(?:er|re)|socials?|twitter|facebook|forums?|reddit) (?:\w{1,10} ){0,3}(?:full|"
        r"melting|on fire|exploding|glowing|ringing|flooded|overrun|busy|swamped)", r"(?:lots|plenty|dozens|hundreds|thousands|loads|tons|many|more) "
        r"(?:of )?(?:angry |support )?(?:tickets|calls|complaints|mails|reports)", r"support tickets",
    ),
    Sense.IMPAIRED: (
        r"shows? (?:raw|broken|garbled|placeholder|gibberish|question marks|undefined|null|nan|lorem|html|code|the wrong|a wrong|strange)",
        r"aborted", r"silent", r"skipped",
        r"squashed", r"stretched", r"misaligned", r"overlaps?", r"cropped", r"cut off at", r"blurry", r"blurred",
        r"pixelated", r"ugly", r"unreadable", r"untranslated", r"misspelled", r"upside down", r"jumbled", r"unsorted",
        r"duplicat(?:e|es|ed)", r"out of order", r"mis ?match(?:ed)?", r"inaccurate", r"incomplete", r"half blind",
        r"blind", r"no longer exists?", r"dead links?", r"broken links?", r"missing (?:icons?|images?|labels?)",
        r"unscheduled", r"unassigned", r"not (?:rolled out|progressing|progressed|updated|bound|synced)",
        r"failed backups?", r"(?:has|have|did|was|were) not (?:been )?(?:run|shipped|sent|taken|produced|made|backed up)",
        r"jam(?:s|med)?", r"crooked", r"creaky", r"quirk(?:s|y)?", r"annoying", r"embarrassing",
    ),
}  # fmt: skip
"""Patterns by sense over folded text; none repeats without a bound."""
