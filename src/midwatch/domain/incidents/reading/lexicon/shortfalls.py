"""What people and tools call what is slow, stale, late, full, expired or not quite right."""

from midwatch.domain.incidents.reading.lexicon.senses import Sense

SHORTFALLS: dict[Sense, tuple[str, ...]] = {
    Sense.SLOW: (
        (
            "(?:answers?|responds?|replies|loads?|opens?|renders?|returns?|comes?(?: up| back)?|finish(?:es)?|"
            r"go(?:es)? through|work(?:s)?) (?:\w{1,6} ){0,2}(?:in|after) (?:\w{1,8} ){0,2}\d{1,4}(?:\.\d)? "
            r"?(?:s|sec|secs|seconds|minutes|m|min)\b"
        ),
        "time to (?:first byte|interactive|first paint|load|render|respond)", "ttfb", "render(?:s|ing)? times?",
        "(?:page|median|average|mean|avg) (?:render|load|response)s?", "loading times?", "response ?times?",
        "rtts?", "round ?trip(?: times?)?",
        "(?:way |much |far |noticeably |a lot |so |very |really )(?:slower|laggier)",
        "(?:crawl|crawls|snail'?s? pace|like molasses|treacle|dog slow|painfully|unbearably|glacial(?:ly)?)",
        (
            r"(?:wait(?:s|ing|ed)?) (?:for )?(?:\w{1,10} ){0,2}(?:\d{1,4}(?:\.\d)? ?\+? ?(?:s|sec|seconds|m|"
            r"min|minutes)\b|forever|ages|long)"
        ),
        r"(?:needs?|needed|needing) (?:\w{1,8} ){0,2}\d{1,4}(?:\.\d)? ?(?:s|sec|seconds|minutes)\b",
        r"(?:takes?|took|taking) (?:\S{1,10} ){0,5}(?:longer|ages|forever|as long)", "lagg?s", "hang", "spins",
        "(?:loading|waiting) (?:spinner|wheel|forever)", "(?:target ?)?response ?time", "unresponsive at times",
        "(?:high|elevated|increased|bad|terrible) (?:latenc(?:y|ies)|ping|response times?)",
        r"throughput (?:\w{1,8} )?(?:halved|down|dropp?(?:ed|s)|collapsed|fell)",
    ),
    Sense.STALE: (
        (
            r"(?:is|are) (?:still )?(?:from|of) (?:last \w{3,8}|yesterday|\w{3,6}day|the day before|this "
            r"morning|hours ago|\d{1,2}[:.]\d{2})"
        ),
        (
            r"(?:are|is|shows?|sees?|gets?) (?:those|the ones|that|what \w{1,8}|the \w{2,10}) (?:of|from) "
            r"(?:yesterday|last \w{3,8}|this morning|before|\w{3,6}day|hours ago)"
        ),
        (
            "(?:old|outdated|stale|yesterday'?s|last (?:week|month|night|year)'?s|previous|hours? old|days? "
            r"old|months? old|minutes? old|frozen|cached) (?:\w{1,12} ){0,2}(?:prices?|balances?|stock|data|"
            "positions?|figures|numbers|values?|results?|versions?|content|menu|menus|listings?|scores?|"
            "status(?:es)?|timetables?|readings?|info(?:rmation)?|trip lists?|lists?|records?|rates?|"
            "availability|schedules?|maps?|photos?|catalog(?:ue)?)"
        ),
        (
            r"(?:is|are) (?:\w{1,8} )?(?:\d{1,4}|an|a|some|several|many|one) (?:minutes?|hours?|days?|h|min|"
            "mins|weeks?) (?:old|out of date|stale|behind)"
        ),
        (
            "(?:return|returns|returning|show|shows|showing|see|sees|seeing|display|displays|contain|contains|"
            r"have|has) (?:\w{1,12} ){0,2}(?:numbers|figures|data|values|prices|balances|state|stock) (?:from|"
            r"of|as of) (?:last |yester|before|mon|tue|wed|thu|fri|sat|sun|this morning|the day|\d)\w{0,10}"
        ),
        r"(?:shows?|showing|display(?:s|ing)?) (?:mon|tues|wednes|thurs|fri|satur|sun)day'?s? \w{2,12}",
        (
            r"(?:as it was|as they were|as of) (?:an? |\d{1,3} |some |several )?(?:hours?|minutes?|days?|"
            "yesterday|last)"
        ),
        (
            "no (?:fresh|new|current|recent) (?:data|numbers|figures|prices|results|readings|logs|listings|"
            "updates)"
        ),
        (
            r"(?:stopped|stuck|frozen|froze|halted) (?:\w{1,10} ){0,2}(?:updat\w{1,3}|refresh\w{0,3}|"
            r"sync\w{0,3}|at|since) ?(?:\d{1,2}[:h.]\d{2}|yesterday|last|this|\d{1,2} ?[ap]m|midnight|noon)"
        ),
        (
            r"(?:stopped|no longer|not|hasn't|haven't|n't) (?:\w{1,8} ){0,2}(?:updat(?:e|es|ed|ing)|"
            "refresh(?:es|ed|ing)?|replicat(?:e|es|ed|ing))"
        ),
    ),
    Sense.DELAYED: (
        r"with (?:a |an )?(?:\w{1,10} ){0,2}delay",
        "later than (?:usual|normal|planned|expected|promised|it should)",
        (
            "(?:turn|show|come|comes|go|goes|arrive|arrives|appear|appears|sent|delivered|credited|processed|"
            r"posted|booked|published|finish|finished|ready|run|runs|ran) (?:\w{1,10} ){0,4}late"
        ),
        (
            "(?:not|n't|still not|yet to be) (?:yet )?(?:received|arrived|produced|delivered|paid out|credited|"
            "posted)"
        ),
        "(?:pile|piles|piled|stack|stacking|queue|queues|queued) ?up", "piling", "growing queue", "paused",
        "on hold", "held up", "postponed", "overran", "over ?running", "not keeping up",
        r"queues? (?:\S{1,16} ){0,5}(?:growing|grows|grew|long|full|deep|longer|at \d\S{0,8})",
        (
            r"(?:reach|reaches|arrives?|comes?|gets? to|delivered|shown|appears?|ready|visible) (?:\w{1,12} "
            r"){0,3}(?:only )?(?:after|within) (?:\w{1,8} )?\d{1,4} ?(?:m|min|mins|minutes|h|hours?|days?)"
        ),
        "(?:can'?t|cannot|fails? to|struggl(?:es|ing) to|does ?n.?t) keep up",
        "(?<!io )(?<!lock )(?<!event )waits?", "unprocessed",
        (
            r"(?:takes?|taking|took|needs?) (?:an|1|2|\d{1,3}|several|many) (?:hours?|minutes|days?)(?: "
            "instead of)?"
        ),
        "moved to (?:tomorrow|later|next week|monday)",
    ),
    Sense.FULL: (
        r"(?:ran|run|runs) out of (?!memory leak)\w{2,16}(?! (?:in|by|within|soon|next|tomorrow))",
        "(?:filled|used|eaten) up(?! (?:in|by|within|next|soon|at|about))",
        (
            r"(?:is|are|at|was|were) (?:\w{1,8} )?(?:full|exhausted|used up|depleted|maxed(?: out)?|at (?:its |"
            "the )?limit)"
        ),
        "enospc", "emfile",
        (
            "(?:no|zero|0) (?:more |free |idle )?(?:slots?|ports|addresses|threads|workers|seats|ips|"
            "licen[cs]es|connections|space|bytes|inodes) (?:left|free|available|remaining)"
        ),
        (
            r"(?:quota|limit|allowance|budget of calls|licen[cs]es?) (?:\w{1,10} ){0,2}(?:is |was |has been |"
            "are )?(?:used up|exhausted|exceeded|reached|hit)"
        ),
        r"hit (?:the|our|its|a) (?:\w{1,12} ){0,2}(?:limit|quota|ceiling|cap)", "overload(?:ed)?", "overwhelmed",
        "drowning", "swamped", "saturated(?= and)",
    ),
    Sense.EXPIRED: (
        (
            "(?:ca|root|intermediate|cert(?:ificate)?s?|keys?|licen[cs]es?|domains?|contracts?|tokens?|leases?|"
            r"subscriptions?) (?:\S{1,20} ){0,6}(?:expired|lapsed|ran out|has run out|have run out|is no "
            "longer valid|not valid anymore|ended|revoked)"
        ),
        r"(?:lapsed|revoked|outdated|self signed|untrusted) (?:\w{1,12} ){0,2}cert(?:ificate)?s?",
    ),
    Sense.REPLICA_LAG: (
        (
            r"(?:lag|delay) (?:on|of|at|in) (?:the |our )?(?:\w{1,12} )?(?:replicas?|followers?|standby|"
            "secondary|readers?)"
        ),
        (
            r"(?:reads?|quer(?:y|ies)|lookups?) (?:\w{1,8} )?(?:returns?|sees?|gets?|gives?|shows?|are|hits?) "
            r"(?:\w{1,8} )?(?:old|stale|outdated|out of date)(?: \w{2,10})?"
        ),
        (
            r"(?:follower|replica|standby|secondary|slave|reader)s? (?:\S{1,16} ){0,4}(?:behind|lag\w{0,4}|"
            "delayed|out of sync|stale)"
        ),
        "behind (?:the |its )?(?:primary|master|leader|writer|source)",
    ),
    Sense.IMPAIRED: (
        "needs? (?:a |an )?(?:second|third|another|several) (?:try|attempt|tries|attempts|click)",
        "by (?:accident|mistake)",
        r"(?:is|are|pipeline|builds?|tests?|checks?|status|cluster) (?:red|grey|gray)\b", "typos?",
        (
            "shows? (?:raw|broken|garbled|placeholder|gibberish|question marks|undefined|null|nan|lorem|html|"
            "code|the wrong|a wrong|strange)"
        ),
        "aborted", "silent", "skipped", "squashed", "stretched", "misaligned", "overlaps?", "cropped",
        "cut off at", "blurry", "blurred", "pixelated", "ugly", "unreadable", "untranslated", "misspelled",
        "upside down", "jumbled", "unsorted", "duplicat(?:e|es|ed)", "out of order", "mis ?match(?:ed)?",
        "inaccurate", "incomplete", "half blind", "blind", "no longer exists?", "dead links?", "broken links?",
        "missing (?:icons?|images?|labels?)", "unscheduled", "unassigned",
        "not (?:rolled out|progressing|progressed|updated|bound|synced)", "failed backups?",
        "(?:has|have|did|was|were) not (?:been )?(?:run|shipped|sent|taken|produced|made|backed up)",
        "jam(?:s|med)?", "crooked", "creaky", "quirk(?:s|y)?", "annoying", "embarrassing",
    ),
}  # fmt: skip
"""Patterns by sense over folded text; none repeats without a bound."""
