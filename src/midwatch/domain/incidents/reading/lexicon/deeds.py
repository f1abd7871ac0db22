"""Acts and commands that destroy, and entries by those who should stay out."""

from midwatch.domain.incidents.reading.lexicon.senses import Sense

_GAP = r"(?:\S{1,40} ){0,4}"
_WHAT = (
    "(?:data|databases?|dbs?|tables?|schemas?|collections?|keyspaces?|records?|rows?|buckets?|volumes?|pvcs?|"
    "backups?|snapshots?|topics?|namespaces?|documents|uploads|files|photos|pictures|videos|images of "
    r"\w{2,12}|attachments|invoices|orders|transactions|payments|bookings|reservations|messages|mails|"
    "mailboxes|accounts|profiles|history|ledger|writes|events|entries|balances|results|submissions|claims|"
    "contracts|addresses|passwords|columns?|values|zones?|repositor(?:y|ies)|home director(?:y|ies)|content|"
    r"disks?|drives?|workspaces|projects|(?:months|weeks|days|hours|years|minutes) of \w{3,12}(?: \w{3,12})?)"
)
_GONE = (
    "(?:lost|gone|deleted|wiped|erased|purged|truncated|overwritten|zeroed|emptied|destroyed|corrupt(?:ed)?|"
    "scrambled|mangled|garbage|nuked|blown away)"
)
_CLOUD = (
    "(?:aws|gcloud|az|gsutil|oci|doctl|heroku|helm|terraform|pulumi|ansible|docker|vault|consul|etcdctl|mc|"
    "rclone|s3cmd)"
)

DEEDS: dict[Sense, tuple[str, ...]] = {
    Sense.DESTROYED: (
        "mass deletion",
        (
            r"\d{2,9} (?:objects|files|documents|records|rows|accounts|mailboxes|users) (?:were |was |got |"
            "have been )?(?:removed|deleted|purged|wiped|erased) from"
        ),
        (
            r"(?:wrote|writes|writing|written) (?:\w{1,8} )?(?:garbage|zeros|zeroes|junk|nonsense|nulls) (?:to|"
            "over|into|on)"
        ),
        (
            r"(?:rows|records|columns?|fields|accounts|entries|documents) (?:\S{1,14} ){0,4}(?:have|has|are|"
            "were|contain|hold|show) (?:now |only |all )?(?:nulls?|zeros?|zeroes|blanks?|garbage)(?: "
            r"\w{1,14})?"
        ),
        "no (?:replica|backup|copy|snapshot|node) (?:has|holds|contains|with) (?:it|them|the|a)",
        r"lost (?:the |our |all |its ){1,3}(?:\w{1,12} ){0,2}(?:encryption |master |private )?keys?",
        (
            "(?:unreadable|gone|lost|broken|unusable|destroyed|deleted|removed) (?:for good|for ever|forever|"
            "permanently|irrevocably|beyond repair)"
        ),
        (
            rf"{_CLOUD} (?:\S{{1,30}} ){{0,4}}(?:delete\S{{0,30}}|destroy|rm|rb|purge|del|terminate\S{{0,20}}|"
            "prune|uninstall|nuke)"
        ),
        (
            "(?:delete|terminate) (?:stack|table|bucket|db instance|instances|volume|object|cluster|"
            r"keyspace)\b"
        ),
        "drop (?:table|database|schema|keyspace|collection|index|tablespace)s?", r"drop ?database\(\)",
        r"truncate (?:table )?\w{2,30}", "flush ?(?:all|db)", r"dd if \S{1,30}", r"dd if=\S{1,40}",
        r"mkfs\S{0,8}", "wipefs", "shred", "lv ?remove", "vg ?remove", "zfs destroy", "zpool destroy", "fdisk",
        r"git push (?:\S{1,20} ){0,3}(?:force|--force|-f)", "force push(?:ed)?", "reset --hard",
        r"rm (?:-\w{1,4}|--\w{2,10})(?: \S{1,40})?", r"find \S{1,30} (?:\S{1,20} ){0,4}-delete",
        r"db\.\w{1,20}\.(?:drop|remove|deletemany)\S{0,10}", "delete by query", "kafka delete records",
        (
            r"kubectl (?:\S{1,20} ){0,3}delete (?:\S{1,20} ){0,2}(?:ns|namespaces?|pvcs?|pvs?|sts|"
            "statefulsets?|crds?|all|secrets?)"
        ),
        "delete (?:-f|from|where)", r"update \w{2,30} set \S{1,30}", r"rake db:(?:drop|reset)\S{0,10}",
        "migrate:(?:fresh|reset)", "db:(?:drop|reset|wipe)",
        (
            "(?:nulled|nulls|blanked|zeroed|scrubbed|clobbered|trashed|scrambled|mangled|obliterated|emptied|"
            "shredded|garbled|wrecked|reset|lost|ate|eats|swallowed|discarded) (?:out )?(?:the |our |all |"
            rf"every |of |half |both |whole |entire |\w{{2,14}} ){{0,4}}{_WHAT}"
        ),
        (
            rf"{_WHAT} (?:\S{{1,16}} ){{0,4}}(?:nulled|blanked|zeroed|scrubbed|clobbered|trashed|scrambled|"
            "mangled|emptied|shredded)"
        ),
        "there (?:is|was|are) no (?:copy|copies|backups?|snapshot)", "nothing (?:is )?left (?:of|in) the",
        (
            f"(?<!old )(?<!expired )(?<!temp )(?<!temporary )(?<!unused )(?<!stale ){_WHAT} (?:all |just |now |"
            "are |is )?(?:gone|lost|wiped|vanished|destroyed|overwritten|corrupt(?:ed)?|erased|missing after|"
            "deleted|purged|truncated|emptied|nuked|encrypted)"
        ),
        (
            "(?:disk|volume|filesystem|index|wal|table|database|page)s? (?:is|are|was|were|became) "
            r"(?:\w{1,10} )?(?:corrupt(?:ed)?|damaged|unreadable)"
        ),
        (
            f"{_WHAT} {_GAP}(?:are|is|was|were|got|gets|has been|have been|had been|been|went|being) "
            rf"(?:\w{{1,12}} ){{0,2}}{_GONE}(?! (?:from|to|by the load|in \d|out of|after \d|in transit|"
            "packets?))"
        ),
        (
            f"(?:{_GONE}|lost|losing|loses|nuked|wiped|blew away|deleted|erased) (?:all |the |our |my |some |"
            r"most |of |half |every |a |last |\d{1,9} |whole |entire |wrong |prod |production |customer |user |"
            f"live |patient ){{1,4}}{_WHAT}"
        ),
        (
            f"(?:restored|rolled back|reset) {_GAP}(?:over|on top of) {_GAP}(?:prod(?:uction)?|live|newer|"
            "current|the)"
        ),
        (
            "(?:table|collection|bucket|database|volume|index|queue|topic|mailbox|folder|directory)s? (?:is|"
            "are|was|were) (?:now |suddenly |completely |all |found )?(?:empty|emptied|blank)"
        ),
        (
            "(?:no|without) (?:working |usable |recent |valid |good )?backups?(?! (?:is|are|was)? ?(?:needed|"
            "running|ran))"
        ),
        (
            "(?:backups?|copies|snapshots?) (?:are |is |was |were |turned out |all |also |too ){1,3}(?:empty|"
            "gone|unreadable|corrupt|encrypted|deleted|useless)"
        ),
        (
            r"(?:checksum|hash|integrity) (?:mismatch|check failed|errors?) (?:on|in|of|for) (?:\w{1,12} ){0,3}"
            f"{_WHAT}"
        ),
        (
            r"(?:cannot|can't|can not|could not|impossible to|no way to) (?:\w{1,10} ){0,2}(?:recover|restore|"
            "undo|get (?:it|them|that) back)"
        ),
        "point of no return", "bit ?rot",
        (
            r"(?:not|never) (?:been )?(?:stored|saved|persisted|written)(?: \w{1,10}){0,3} (?:and |so "
            r")?(?:\w{1,10} ){0,3}(?:lost|gone|anywhere)"
        ),
        (
            "(?:lost|losing|dropping|discard(?:ed|ing|s)) (?:acknowledged|acked|committed|confirmed|accepted) "
            r"\w{3,12}"
        ),
        (
            r"(?:acknowledged|acked|committed|confirmed|accepted|paid) \w{3,12} (?:\S{1,20} ){0,6}(?:lost|gone|"
            "missing|vanished)"
        ),
    ),
    Sense.BREACHED: (
        (
            "(?:keys?|secrets?|passwords?|tokens?|data|records|files|documents|pii|backups?|database|invoices|"
            r"accounts|details) (?:\S{1,14} ){0,5}(?:readable|visible|accessible|downloadable|exposed|listed|"
            r"served) (?:\S{1,14} ){0,5}(?:internet|public(?:ly)?|anonymous(?:ly)?|unauthenticated|without "
            r"(?:a |any )?(?:login|password|auth\w{0,12}))"
        ),
        (
            "(?:former|ex|fired|dismissed) (?:employee|contractor|admin|colleague|developer|staff|worker|"
            r"partner)s? (?:\w{1,10} ){0,2}(?:logged in|in|has|have|had|got|still|used|using|copied|deleted|"
            "inside)"
        ),
        r"logged in(?: to| on)? (?:\w{1,12} ){0,3}as (?:root|admin|administrator)",
        (
            r"(?:can|could|able to|lets? \w{2,12}|allows? \w{2,12}(?: to)?|was able to) (?:\w{1,10} "
            r"){0,2}(?:see|read|open|download|view|access|edit|change|list|fetch|query) (?:\S{1,16} "
            "){0,6}(?:other|others'?|another|anybody's|anyone's|somebody|someone|strangers|foreign|every other|"
            r"any other|each other's?|any (?:user|customer|tenant|patient|account))(?: \w{2,16}){0,3}"
        ),
        (
            r"(?:see|sees|seeing|saw|shows?|shown|showing|gets?|got|getting|received?|given) (?:\w{1,10} "
            r"){0,3}(?:someone|somebody) else'?s \w{2,16}"
        ),
        (
            r"(?:see|sees|seeing|saw|shown|into|get|getting|got) (?:\w{1,10} ){0,2}(?:a |the |some "
            ")?(?:strangers?'?s?|other (?:people|user|customer|patient|tenant|client|member|student|driver|"
            "person|family|famil)s?'?s?|another (?:user|customer|patient|tenant|person|client|member|"
            r"student)'?s?) (?:\w{1,12} )?(?:data|accounts?|orders?|names?|photos?|messages?|mails?|invoices?|"
            "addresses|files?|records?|details|balances?|pictures?|statements?|history|carts?|cards?|profiles?|"
            "documents?|sessions?)"
        ),
        (
            r"(?:without|no|missing|skips?|bypass\w{0,4}) (?:any |a )?(?:password|login|authentication|auth|"
            "credentials)(?: check)?s?(?: (?:needed|required|at all|asked))"
        ),
        "any password (?:works|is accepted|logs)", "accepts? any password",
        r"(?:sql |command |code )injection(?: \w{1,12}){0,3} (?:exploited|used|in use|dump\w{0,4})",
        (
            "(?:public|open|unprotected|shareable) (?:link|url|page|folder|share|site|bucket|index|address|"
            r"endpoint)s? (?:\w{1,10} ){0,3}(?:lists?|shows?|expos(?:es|ing)|contains?|reveals?|gives?|serves?|"
            "holds?|with|leads? to)"
        ),
        (
            "(?:lists?|shows?|expos(?:es|ed|ing)|reveals?|leaks?|prints?|returns?|serves?|hands? out|gives? "
            r"out) (?:\S{1,12} ){0,5}(?:passports?|medical|health|passwords|salaries|card numbers|home "
            r"addresses|personal|private|identity|social security) (?:\S{1,12} ){0,6}(?:to (?:any|every|all|"
            r"others?|strangers|the)|without|of (?:all|any|other|every)|public\w{0,2})"
        ),
        (
            "(?:pii|data|records?|details|invoices?|files|messages|orders|accounts?|names|addresses|"
            "statements?|documents?|cards|photos|carts?|chats?|profiles?|reports|bookings|payslips) "
            r"(?:\S{1,14} ){0,5}(?:visible|readable|accessible|shown|open|exposed|sent|mailed|delivered|"
            r"available) (?:\w{1,8} ){0,2}(?:to|by|for) (?:the )?(?:others?|another|strangers|every\w{0,4}|"
            r"any\w{0,4}|wrong|all) ?\w{0,12}"
        ),
        r"exfil(?:trat\w{1,4})?",
        (
            r"(?:data|records|rows|files|documents) (?:\w{1,10} ){0,2}(?:left|leaving|sent|went|going|copied) "
            r"(?:for|to|out to) (?:an? |the )?(?:unknown|foreign|external|outside|strange|attacker\w{0,2}|"
            "other)"
        ),
        "(?:being|actively) exploited", "exploited in (?:prod|production|the wild against us)",
        "remote (?:code execution|shell)", "reverse shell",
        r"shell on (?:a |the |our |one of our )?(?:prod\w{0,7}|server|host|box)",
        "(?:command and control|c2) (?:traffic|beacon|server|connection)s?", "privilege escalation", "trojan",
        "cobalt strike", "mimikatz", "key ?logger",
        r"(?:rogue|unknown|new|strange) (?:admin|administrator|root)s? (?:\w{1,10} )?(?:user|account|key)s?",
        "(?:publicly|openly|world) (?:available|reachable|exposed|downloadable)",
        (
            r"(?:bucket|database|backup|dump|storage|index|repo(?:sitory)?|records|data|keys?) (?:\w{1,12} "
            r"){0,5}(?:is|was|are|were|left|made|went|set to) (?:\w{1,10} ){0,2}(?:public(?:ly)?|world "
            "readable|open to|exposed|on a public)"
        ),
        (
            r"(?:committed|pushed|posted|pasted|published|uploaded|mailed|e ?mailed) (?:\S{1,16} "
            r"){0,5}(?:keys?|secrets?|passwords?|credentials?|tokens?) (?:\S{1,12} ){0,3}(?:public|git ?hub|"
            "pastebin|internet|outside)"
        ),
        (
            r"(?:keys?|secrets?|passwords?|credentials?|tokens?) (?:\S{1,16} ){0,5}(?:on|in|to) (?:a |the "
            ")?(?:public|git ?hub|pastebin)"
        ),
        "in (?:the )?hands of (?:an? )?(?:attackers?|strangers?|others)",
        (
            "(?:dumping|dumps|exporting|copying|scraping|downloading|reading|siphoning) (?:out )?(?:the |our |"
            r"all |every )(?:\w{1,12} )?(?:database|records|customers?|users?|tables?|accounts?|files|bucket|"
            "data)"
        ),
        (
            "(?:has|have|had|got|gained|with|obtained) (?:full )?(?:root|admin|administrator|shell|domain "
            "admin)(?: access| rights)? (?:on|to|in|access|rights)"
        ),
        (
            "(?:tokens?|passwords?|keys?|secrets?|credentials?|card numbers?|pii|personal data|health data|"
            r"addresses) (?:\S{1,12} ){0,5}(?:(?:were|was|are|is|got|being) (?:\w{1,10} )?)?(?:written|logged|"
            "printed|sent|mailed|shown|visible|readable|dumped|shared) (?:to|in|on|into|by|for|with) "
            r"(?:\w{1,10} ){0,3}(?:public|logs?|plain ?text|anyone|everyone|everybody|strangers|outsiders|"
            "internet)"
        ),
        (
            r"(?:entered|gave|typed|handed over|revealed) (?:their|his|her|the) (?:\w{1,8} )?(?:passwords?|"
            "credentials?|codes?)"
        ),
        (
            "(?:attacker|hacker|intruder|stranger|outsider|ex employee|former employee|somebody|someone)s? "
            r"(?:\w{1,10} ){0,3}(?:downloaded|downloading|copied|copying|exported|stole|stealing|reading|"
            "dumped|got hold of|has access|controls?|encrypted|encrypting)"
        ),
        r"got (?:in|into) (?:to )?(?:our|the) (?:prod\w{0,7}|admin|network|systems?|database|servers?)",
    ),
}  # fmt: skip
"""Patterns by sense over folded text; none repeats without a bound."""
