"""Phrases that single rows of the table look for, over folded text."""

import re

HURTING = re.compile(
    r"\b(?:flaky|intermittent\w{0,2}|issues?|problems?|trouble|glitch\w{0,2}|unstable|instability"
    r"|disrupt\w{1,4}|acting up|degrad\w{1,5}|impair\w{1,4})\b"
)
PLAINLY_SLOW = re.compile(
    r"\b(?:slow\w{0,4}|sluggish|laggy|degrad\w{1,5}|buffering|freez\w{1,3}|choppy|crawling|hang(?:s|ing)?|"
    r"forever|ages|stutter\w{1,3}|spinn\w{1,3}|too long|taking (?:more|longer|too)|tak(?:e|es|ing) (?:\w{1,8} "
    r"){0,2}(?:minutes|hours|seconds)|apdex (?:[a-z0-9.]{1,16} ){0,4}(?:below|dropp?\w{0,3}|low|under|fell))\b"
)
SLOW_TREND = re.compile(
    r"\b(?:(?:per|a|each|every|over the|this) (?:day|week|month|quarter)|(?:week|day|month) by (?:week|day|"
    r"month)|since last (?:week|month))\b"
)
READY = re.compile(r"\b(?:ready|available|healthy|running|alive|left)\b")
TENDS = re.compile(
    r"\b(?:trending (?:up\w{0,5}|towards?)|approach(?:es|ing)|nearing|creep(?:s|ing)|"
    r"crept|climbing|growing|growth|grows|rising"
    r"|(?:close|near) to (?:the |its |our )?(?:limit|max\w{0,4}|quota|capacity)|"
    r"towards? the (?:limit|max\w{0,4}))\b"
)
WARNS_ALONE = re.compile(
    r"\b(?:throttling|saturat\w{2,4}|skew|overcommit\w{0,3}|swapping|low|retr(?:ying|ies)|"
    r"eol|deprecated|fail ?over"
    r"|failed over|renewal|leak\w{0,3}|warn\w{0,4})\b"
)
SUSPECTED = re.compile(
    r"\b(?:suspicious|suspect(?:ed|s)?|possible|possibly|potential|maybe|may have|might have|looks like|"
    r"unusual|odd|strange|unknown|think|believe|impossible)\b.{0,60}\b(?:breach\w{0,2}|break ?in|intrusion|"
    r"access|log ?ins?|sign ?ins?|attacks?|compromise[ds]?|travel|leak\w{0,3}|exfiltration|phishing|malware|"
    r"privileges?|accounts?|keys?|tokens?|got in(?:to)?|broke in(?:to)?|hacked|gained|intrud\w{2,3})\b|"
    r"\b(?:brute force|credential stuffing|tr(?:y|ied|ying|ies) (?:\S{1,10} ){0,3}passwords|password guessing|"
    r"guessed passwords|(?:log ?in|sign ?in) attempts from|password spray\w{0,3}|account takeovers?|accounts? "
    r"(?:\w{1,8} ){0,3}(?:taken over|logged into|logged in to)|port scan\w{0,4}|phishing)\b"
)
MAILED_TO_MANY = re.compile(
    r"\b(?:newsletters?|mailings?|digests?|marketing|campaigns?|statistics|reports?|surveys?|points)\b"
)
AWAITED = re.compile(
    r"\b(?:sign ?ups?|log ?in|two factor|2fa|sms|password|verification|confirmations?|one time|otp|"
    r"activation)(?: \w{1,10})? (?:mails?|e ?mails?|codes?|messages|sms)\b|\b(?:order confirmations?|payouts?|"
    "deposits|transfers|payments) (?:are |is |arrive |come |take |delayed|late)"
)
"""What a person sits and waits for."""
GOOD_TO_RISE = re.compile(
    r"\b(?:traffic|orders|sales|sign ?ups|revenue|success\w{0,5}|availab\w{2,6}|users|visitors|coverage)\b"
)
NOT_FOUND = re.compile(r"\b(?:404'?s?|not found|no longer exists?|dead links?|broken links?)\b")
HEDGED = re.compile(
    r"\b(?:possible|possibly|potential|not confirmed|unconfirmed|not sure|looks like|may have|might have|"
    "suspected|checking (?:if|whether)|whether (?:it|this|that|they)|unclear (?:if|whether)|might be|could be|"
    r"investigating (?:if|whether))\b"
)
ACCOUNTS_TAKEN = re.compile(
    r"\baccounts? (?:\w{1,8} ){0,3}(?:taken over|logged in ?to|accessed)|\baccount takeovers?|\bcredential stuffing"
)
"""Accounts of some users, one by one, and not the system."""
EVERYBODY_THERE = re.compile(
    r"\b(?:all|every|100 ?%(?: of)?) (?:our |the )?(?:users?|people|customers?|visitors?|clients?|tenants?|players?) "
    r"(?:in|from|on|with|using|who)\b"
)
ALMOST = re.compile(
    r"\b(?:almost|nearly|close to(?: being)?|nearing|approaching|practically|about to be|"
    r"not far from)\b (?:\w{1,12} ){0,2}"
    r"(?:full|exhaust(?:ed|ion)|used up|depleted|maxed|out of|at (?:its|the) (?:limit|capacity|end)|filled)\b"
)
"""What is used, and not all of it yet."""
WHOLLY = re.compile(
    r"\b(?:complete|total|full) (?:\w{1,12} )?(?:outage|downtime|blackout|loss of service|standstill)\b"
)
"""What is said of all of a thing, although it may be one of several."""
BURN_RATE = re.compile(
    r"\bburn(?:s|ing)?(?: rate)?(?: (?:is|of|at|now|with)){0,2} ?[:=]? ?(\d{1,4}(?:\.\d{1,4})?)(?! ?%|\d)"
)
PUBLIC = re.compile(
    r"\b(?:www|web ?sites?|(?:web )?shop|store ?front|landing page|public|customer facing|browsers?)\b"
)
"""What everybody comes to by name."""
NOTHING_IS = re.compile(
    r"^no .{2,60}(?:accepted|processed|delivered|served|sent|answered|completed|recorded|authori[sz]ed|"
    r"approved|played)$"
)
"""What should happen all the time, and never does."""
