"""Which lines of an article's text are the article, and which are site furniture?

Start with `find_furniture`. Furniture is marked, never cut: the answer is a list of spans. What furniture looks like
is declared in `RULES`, a table; the engine below it holds no words. Every rule owns a line that must fire and one
that must not in ``tests/cases/furniture.json``.

A line is furniture because of how it is worded *and* because of where it stands. An article has a head (the lines
down to the first real paragraph), a middle and a tail (the lines after the last real paragraph, or after a line that
ends articles, such as a row of asterisks). "Ana Ruiz is a professor of law" is a biography in the tail and news
anywhere else. When in doubt a line stays article: a lost paragraph is worse than a share line too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal, NamedTuple

Kind = Literal[
    "title",
    "date",
    "byline",
    "dateline",
    "credit",
    "share",
    "promotion",
    "biography",
    "note",
    "separator",
]
Place = Literal["head", "middle", "tail"]


class Furniture(NamedTuple):
    """One stretch of text that is not the article proper.

    Parameters
    ----------
    start, end : int
        Characters of the text as given, end exclusive; no white space at either edge.
    kind : str
        title, date, byline, dateline, credit, share, promotion, biography, note or separator.

    Attributes
    ----------
    start, end : int
        Characters of the text as given, end exclusive.
    kind : str
        What it is.

    Examples
    --------
    >>> Furniture(0, 5, "share").kind
    'share'
    """

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """How one sort of furniture is worded, and where it may stand.

    Parameters
    ----------
    name : str
        Unique; the cases file refers to it.
    kind : str
        What a line is that it fits.
    pattern : re.Pattern
        Has to fit the whole line, in the form that `_plain` gives it.
    where : frozenset of str
        "head", "middle", "tail".
    max_words : int
        A longer line is a paragraph, whatever it says.
    opens : bool
        In the tail, the headlines below such a line belong to it.
    """

    name: str
    kind: Kind
    pattern: re.Pattern[str]
    where: frozenset[Place]
    max_words: int
    opens: bool = False


HEAD: Final[frozenset[Place]] = frozenset({"head"})
TAIL: Final[frozenset[Place]] = frozenset({"tail"})
EDGES: Final[frozenset[Place]] = frozenset({"head", "tail"})
ANYWHERE: Final[frozenset[Place]] = frozenset({"head", "middle", "tail"})

# The table of rules -----------------------------------------------------------------------------------------
# Patterns ignore case but for what stands in (?-i:...). Every repeated group is parted by something that it cannot
# itself hold, so that no line can make them slow.

_CAPITAL: Final = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w.'-]*"
_PARTICLE: Final = r"(?:de|da|di|del|der|van|von|bin|al|el|la|le)"
_NAME: Final = rf"{_CAPITAL}(?: (?:{_PARTICLE} )?{_CAPITAL}){{1,4}}"
_NAMES: Final = rf"{_NAME}(?:(?:,? and |, | & |; ){_NAME})*"
_LISTED: Final = (
    rf"(?:{_CAPITAL}|@\w+|and|in|of|at|for|from|by|the|with|to|{_PARTICLE}|additional|reporting|writing|editing|"
    r"research|graphics|production|&)"
)
_LISTING: Final = rf"{_LISTED}(?:[ ,;:/|()]+{_LISTED})*[ ,;.)]*"
"""Names with their places and tasks, and nothing that could be a verb."""
_SITE: Final = (
    r"(?:facebook|twitter|instagram|telegram|youtube|linkedin|x|threads|bluesky|mastodon|tiktok|whatsapp|google\+?|"
    r"pinterest|social media|flipboard|snapchat|rumble|spotify|apple (?:news|podcasts)|itunes|soundcloud|reddit)"
)
_AGENCY: Final = (
    r"(?:associated press|ap|reuters|afp|agence france-presse|getty images|bloomberg(?: news)?|upi|xinhua|"
    r"press association|cnn(?: \w+)?|pixabay|shutterstock)"
)
_ARTICLE: Final = r"(?:article|story|column|post|piece|op-ed|essay|commentary|interview|excerpt|blog|item|page)"
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_TIME: Final = (
    rf"(?:{_MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?|\d{{1,4}}(?:st|nd|rd|th)?|"
    r"\d{1,4}[:./-]\d{1,2}(?:[:./-]\d{1,4})?(?:t[\d:.]+z?)?|\d{1,2}(?:[:.]\d\d)?(?:am|pm)|[ap]\.?m\.?|(?-i:[A-Z]{2,4})|"
    r"local time|at|on|of|the|first|last|originally|published|posted|updated?|modified|created|date|time)"
)
_TIMES: Final = rf"{_TIME}(?:[ ,|@/·•()–—:-]+{_TIME})*[ .:)]*"
_ROLE: Final = (
    r"(?:authors?|writers?|reporters?|columnists?|contributors?|correspondents?|editors?|journalists?|commentators?|"
    r"bloggers?|hosts?|fellows?|professors?|lecturers?|researchers?|scholars?|historians?|analysts?|producers?|"
    r"novelists?|essayists?|(?:co-?)?founders?|ceo|attorneys?|strategists?|director|consultants?|chief)"
)
_LABEL: Final = (
    r"(?:see also|also (?:see|read|on .{2,30}|in .{2,30})|read (?:also|next|this)|related(?: \w+){0,2}|recommended(?: \w+)?|"
    r"must read|don't miss|trending(?: now)?|most (?:read|popular|viewed|shared)|up next|top stories|editors?'s? picks|"
    r"what to read next|read more|more (?:stories|news|coverage|to read|headlines|reading)|you (?:may|might) (?:also )?"
    r"(?:like|enjoy|be interested in)|(?:full|special|complete|more) coverage)"
)


def _rule(name: str, kind: Kind, where: frozenset[Place], max_words: int, *patterns: str, opens: bool = False) -> Rule:
    pattern = re.compile("(?:" + "|".join(patterns) + r")[ .:!…»›→]*", re.IGNORECASE)
    return Rule(name, kind, pattern, where, max_words, opens)


RULES: Final[tuple[Rule, ...]] = (
    # Buttons and what to do with them
    _rule(
        "share_row",
        "share",
        ANYWHERE,
        12,
        r"(?:share|tweet|e-?mail|print|pin|facebook|twitter|instagram|whatsapp|linkedin|pinterest|reddit|telegram|"
        r"copy link|save|comments?)(?:[ |,/·•]+(?:share|tweet|e-?mail|print|pin|facebook|twitter|x|instagram|whatsapp|"
        r"linkedin|pinterest|reddit|telegram|copy link|link|this|article|story|save|comments?|more)){1,11}",
    ),
    _rule("share_word", "share", EDGES, 2, r"share|tweet|retweet|e-?mail|print|share it|pin it|copy link"),
    _rule(
        "share_this",
        "share",
        ANYWHERE,
        14,
        rf"(?:please )?(?:read or )?(?:share|tweet|e-?mail|print|forward|send) (?:this|the) (?:{_ARTICLE}|report|news|link)"
        r"(?:(?: (?:on|via|with|by|to)|:) .*)?",
        rf"share (?:this|it )?(?:on|via|with) (?:{_SITE}|friends|your friends|others|e-?mail)(?:[ ,].*)?",
        r"share this(?: (?:on|via|with) .*)?",
    ),
    _rule(
        "share_button",
        "share",
        ANYWHERE,
        60,
        r"(?:please )?(?:click|use|press|tap|hit) (?:on )?(?:the )?(?:share|e-?mail|like|follow|forward|tweet) (?:button|icon|"
        r"link|tool)s?\b.*",
        r"(?:please )?feel free to (?:share|repost|republish|forward|reprint|copy)\b.*",
    ),
    # Follow us, subscribe, donate
    _rule(
        "follow",
        "promotion",
        ANYWHERE,
        30,
        rf"(?:please |you can (?:also )?)?(?:follow|connect with|find|friend|join|add) (?!.*\b(?:said|says|told)\b).{{1,60}}?"
        rf"\b(?:on|at|via) (?:our |the )?{_SITE}\b.*",
        rf"(?:please )?like (?:us|our page|\"[^\"]+\"|this page|{_NAME}) on {_SITE}\b.*",
        r"(?:please )?follow(?: (?:us|me|him|her|them|the author|the \w+|" + _NAME + r"))?(?: on \w+)?:? @\w+.*",
        r"join us (?:on|at) \S+\.com\S*",
        r"follow (?:\S+ ){1,20}at https?:.*",
        r"follow (?:us|me|(?-i:[A-Z])[\w' ]{1,40}) (?:at|on|coverage .{1,40}at) (?:https?:|www\.).*",
    ),
    _rule(
        "contact",
        "promotion",
        EDGES,
        30,
        r"(?:you can |please )?(?:reach|contact|e-?mail|write to|tweet (?:us|me|him|her|at|to)|send) .*@\w.*",
        r"to (?:report (?:a correction|an error|a mistake)|(?:contact|reach) (?:us|the \w+)|suggest a correction)\b.*",
        r"(?:send|have|got|do you have) (?:us )?(?:an? )?(?:\w+ )?tips?\b.*",
        r"on twitter, follow .*",
        r"let us know what you.{0,30}\bat \S+@\w.*",
        r"please include a contact number\b.*",
        r"contact the (?:reporters?|writers?|authors?|editors?) (?:on|at|via) .*",
    ),
    _rule(
        "subscribe",
        "promotion",
        ANYWHERE,
        30,
        r"(?:please )?subscribe(?: (?:to|now|today|here|for|on|and|via|at|free)\b.*)?",
        r"(?:please )?sign up(?: (?:for|to|here|now|today|below|free)\b.*)?",
        r"(?:log ?in|sign in|register|create an account)(?: (?:here|now|today|for free|to (?:continue|read|comment|view))\b.*)?",
        r"(?:get|receive|want|enter|join|our|the best|never miss)\b.*\b(?:newsletters?|inbox|mailing list|e-?mail alerts?|"
        r"(?:morning|daily) briefing|news alerts)\b.*",
        r"(?:download|get|install|try) (?:the|our) .{0,40}\bapp\b.*",
        r"to (?:read|get|receive|see) .*\b(?:sign up|subscribe|newsletter)\b.*",
        r"get (?:your|the|our) free (?:\S+ ){0,4}(?:factsheet|guide|copy|report|e-?book|trial|download|app)s?\b.*",
        r"stay up to date with (?:the|our) .{0,40}\bapp\b.*",
    ),
    _rule(
        "sign_up_box",
        "promotion",
        ANYWHERE,
        90,
        r"(?:\S+ ){0,24}?(?:sign up|newsletters?|signing up,)(?: (?:.*\bby (?:signing up|subscribing),? you (?:agree|acknowledge)"
        r"|.*\bverify you're not a robot|sign up|you agree)\b.*)",
        r"(?:\S+ ){1,8}?delivered (?:straight )?to your inbox: (?!.*\b(?:said|says)\b).*",
    ),
    _rule(
        "tune_in",
        "promotion",
        ANYWHERE,
        35,
        r"(?:catch up|listen|tune in|hear)\b.*\bour (?:[\w-]+ ){0,3}(?:podcast|show)\b.*",
        r"watch (?:the )?latest (?:videos? )?(?:at|on) .*",
        rf"watch {_CAPITAL} .*\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays|weeknights|daily) at \d.*",
        r"get more .* at \S+\.com\b.*",
        r"get real-time updates\b.*",
        r"just watched .* (?:must watch|replay)\b.*",
    ),
    _rule(
        "click_here",
        "promotion",
        ANYWHERE,
        25,
        r".{0,70}\bclick here\b.*",
        r"click (?:to|for|through|below|on (?:the|this)) .*",
    ),
    _rule(
        "donate",
        "promotion",
        ANYWHERE,
        25,
        r"(?:please )?donate(?: (?:now|today|here|to us|to (?:our|the) \w+(?: \w+)?|online))?",
        rf"(?:please )?(?:help )?support (?:us|our|independent|quality|local|public|{_CAPITAL}(?: {_CAPITAL})*(?:'s)?|the) "
        r"?(?:\S+ ){0,4}(?:journalism|reporting|newsroom|journalists)\b.*",
        r"(?:please )?(?:make|consider making|give) (?:a|your) (?:[\w-]+ ){0,4}(?:donation|contribution|gift)\b.*",
    ),
    _rule(
        "plea",
        "promotion",
        TAIL,
        150,
        r"(?!\")(?=.*\b(?:we|us|our)\b)(?=.*\b(?:donat\w+|contribut\w+|membership|member|subscri\w+|support)\b)"
        r"(?=.*\b(?:please|click|help us|become an?|consider|afloat|reader-(?:funded|supported)|make a)\b)"
        r"(?!.*\b(?:said|says|told|wrote|added)\b).*",
        r".{0,60}\bif you (?:enjoyed|liked|value) (?:this|our)\b.*\b(?:join|subscribe|support|consider)\b.*",
    ),
    _rule(
        "member",
        "promotion",
        ANYWHERE,
        15,
        r"become an? (?:\w+ )?(?:member|subscriber|supporter|patron|insider)\b(?! of (?:the|parliament|congress|nato)\b).*",
        r"join (?:us|now|today)(?: (?:now|today|here))?",
        r"join our .*",
    ),
    # Elsewhere on the site
    _rule(
        "related",
        "promotion",
        ANYWHERE,
        25,
        rf"{_LABEL}(?: ?: ?.*)?",
        opens=True,
    ),
    _rule(
        "more_from",
        "promotion",
        ANYWHERE,
        9,
        r"(?!.*[.?!]$)more from \S.*",
        r"(?!.*[.?!:]$)more (?:on|about|in) \S.*",
        opens=True,
    ),
    _rule(
        "label",
        "promotion",
        ANYWHERE,
        25,
        r"(?:read|read more|more|watch|now watch|listen|photos|video|gallery|slideshow|interactive|podcast|graphic|"
        r"in pictures|live(?: updates)?|explainer|poll): ?.*",
        r"(?:photos|video|gallery|slideshow|podcast|graphic) [-–—] ?.*",
        r"slideshow(?: \(?\d+ images?\)?)?",
    ),
    _rule(
        "read_more",
        "promotion",
        ANYWHERE,
        20,
        r"(?:read|see|find out|learn|view|show|load|watch|hear) more(?: (?:about|on|from|at|here|stories|in|of)\b.*|:.*)?",
        r"(?:read|see|view|watch|hear|listen to) (?:the )?(?:full|rest|whole|entire|original|complete) (?:\w+ ){0,4}"
        r"(?:here|on .*|at .*|below|article|story|report|post|interview|column|piece)",
        r"(?:read|watch|see|listen to) (?:it|the \w+(?: \w+)?) (?:here|below)",
        r".{5,100}(?-i:Read more)",
        r"(?:keep|continue) reading(?: (?:below|the main story|this .*|here|at .*|on .*|more))?",
    ),
    _rule(
        "advertisement",
        "promotion",
        ANYWHERE,
        12,
        r"(?:advertisement|sponsored(?: content| links?)?|paid (?:post|content)|promoted(?: content)?)"
        r"(?:[ :.–—|-]+(?:advertisement|(?:story|article|content|text) continues? below|continue reading the main story|"
        r"scroll to continue|skip advertisement))*",
        r"(?:story|article|text|post|content|column) continue[sd]? (?:below|after|under)(?: \w+){0,4}",
        r"skip (?:to|past) (?:the )?(?:content|advertisement|main content|newsletter .*|footer)",
        r"scroll (?:down )?(?:to|for) (?:continue|more|read|keep) ?.*",
    ),
    _rule(
        "capitals",
        "promotion",
        frozenset({"middle", "tail"}),
        22,
        r"(?-i:(?=.*[A-Z]{3})(?!.*[.?!:\"]$)(?!.*[a-zß-öø-ÿ]))(?:\S+ ){7,21}\S+",
    ),
    _rule(
        "glued_label",
        "promotion",
        ANYWHERE,
        25,
        r"(?!.*[.?!\"]$)[^:\"]{2,40}[^:\d\s]:(?-i:[A-ZÀ-ÖØ-Þ\d'])\S*(?: \S+){3,24}",
    ),
    _rule(
        "widget",
        "note",
        ANYWHERE,
        8,
        r"\[?(?:pullquote|embedtweet\b.*|embed(?:ded)? (?:tweet|video|content))\]?",
        r"media: \d+|poster=\"\S+(?: \S+){0,7}",
        r"loading(?: \w+)?(?:\.\.\.|…)",
        r"(?:<!|//)[–—-]*>?",
        r"(?:more on this|youtube|npr youtube)(?:\.\.\.|…)?",
        r"your message has been sent successfully",
        r"(?:urgent(?: poll)?|special|vote now) ?:",
    ),
    _rule("interest", "promotion", ANYWHERE, 60, r"interested in .*\? add .*"),
    # Pictures and who made what
    _rule(
        "picture",
        "credit",
        ANYWHERE,
        45,
        r"(?:(?:featured|header|main|cover|top|lead|banner|file|hero) )?(?:image|photo(?:graph)?|picture|illustration|cartoon|"
        r"artwork|map|screenshot|cover)s?(?: (?:credits?|source|courtesy|copyright|caption)\b.*| ?: .+)",
        rf"(?:(?:featured|header|main|cover|top|file) )?(?:image|photo(?:graph)?|picture|illustration|video|graphic|cartoon|camera)"
        rf"s? (?:(?:is |are )?(?:by|via|from|courtesy of)) {_LISTING}",
        r"(?:featured|header|cover|banner) (?:image|photo|picture)\b.*",
        r"photo|video",
        r"(?:(?:next|prev(?:ious)?) )?(?:image|photo|slide) \d+ of \d+|slide ?show",
    ),
    _rule(
        "caption",
        "credit",
        ANYWHERE,
        110,
        r".*\((?:(?:photo|image|picture|screenshot|ap photo|ap images|reuters (?:file )?photo|getty|file photo|courtesy of|"
        r"illustration)\b[^()]*|(?:image|photo|[^()]{2,60}[^ ,()]) via (?:ap|reuters|afp|epa|getty(?: images)?)(?:, \w+)?|(?:reuters|ap|afp|getty)/[^()]*|[^()]*/(?:reuters|ap|afp|getty(?: images)?|epa|upi|pool|file)(?:/[^()]*)?)\)",
        r".*/(?-i:(?<=REUTERS/)|(?<=AFP/)|(?<=EPA/)|(?<=AP Photo/)|(?<=Getty Images/))[\w. '-]{3,40}(?:/file photo)?",
        r".*/(?-i:Getty|Getty Images|Reuters|REUTERS|AP|AFP|EPA)(?:,? .{0,40})?",
        r"(?!.*\.$).*(?-i: via (?:AP|REUTERS|Reuters|AFP|Getty Images)(?:, (?:FILE|File|Pool))?)",
        r".{10,} \| (?-i:AP|AP Photos?|Getty|Getty Images|REUTERS|Reuters|AFP)(?-i:(?: Photo)?(?: [A-Z].{5,80})?)",
        r"(?-i:CLOSE [A-Z][a-z]).* (?-i:AP|USA TODAY(?: .{0,30})?|\(.{4,12}\)|Reuters|AFP)",
        r"file photo\b.*",
        r"image (?:copyright|source|caption)\b.*|media (?:playback|caption)\b.*|(?:enlarge this image|toggle caption|hide caption"
        r"|facebook twitter pinterest|play video)\b.*",
    ),
    _rule("file_caption", "credit", ANYWHERE, 110, r"(?-i:FILE)(?: PHOTO)? ?[-–—:].*"),
    _rule(
        "agency",
        "credit",
        ANYWHERE,
        4,
        rf"(?:the |source: )?{_AGENCY}",
    ),
    _rule(
        "contributed",
        "credit",
        ANYWHERE,
        80,
        r"(?-i:.*contributed) (?:to (?:this|the) (?:\w+ )?(?:report|story|article|piece|post|column)|(?:additional )?reporting)\b.*",
        rf"{_NAMES} contributed",
        rf"{_CAPITAL}(?:(?:, | and |,? and | ){_CAPITAL}){{0,6}} reported from {_LISTING}",
        rf"with research (?:help )?(?:by|from) {_LISTING}",
        r"this (?:report|story|article) (?:contains|includes) (?:material|information|reporting) from .*",
        r"(?:material|information|reports?) from .*\b(?:was|were) used in this (?:report|story|article)",
    ),
    _rule(
        "reporting",
        "credit",
        ANYWHERE,
        80,
        r"(?:additional |further |with )?(?:reporting|writing|editing|production|research|translation|compiled|written|edited|"
        rf"produced|translated|reported|graphics)(?: and [a-z]+)? (?:by|from) {_LISTING}",
        r"(?:additional|further) reporting by (?-i:[A-ZÀ-ÖØ-Þ]).*",
        r"produced by .*\bcamera by .*",
        rf"courtesy (?:of )?{_LISTING}",
        rf"contributing(?: reporters?| writers?)?: {_LISTING}",
        r"(?:from )?(?:the )?(?:staff|wire|news|agency)(?: and (?:wire|agency|news))? (?:reports?|services)",
    ),
    # Who, when
    _rule("analysis_by", "byline", ANYWHERE, 14, rf"analysis by {_NAMES}, {_LISTING}"),
    _rule(
        "byline",
        "byline",
        EDGES,
        24,
        rf"(?:(?:written|posted|story|reported|words|text|analysis|opinion|published|report) )?by:? {_NAMES}"
        rf"(?: ?[|,(–—-]+ ?(?:{_LISTING}|{_TIMES}))?",
        rf"{_NAMES}(?:,| \||/| [-–—]) ?(?:[\w ]{{0,20}} )?(?:staff|staff writer|staff reporter|correspondent|columnist|"
        r"contributor|contributing writer|reporter|opinion contributor|associated press|reuters|usa today|usa today network)",
    ),
    _rule(
        "date",
        "date",
        EDGES,
        16,
        rf"(?=\D{{0,60}}\d)(?=.*(?:\b{_MONTH} \d|\d(?:st|nd|rd|th)? {_MONTH}|\d{{4}}-\d\d?-\d\d?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}))\W*{_TIMES}",
        r"(?:\d+|an?) (?:second|minute|hour|day|week|month|year)s? ago",
        rf"this {_ARTICLE} is more than \d+ \w+ old",
    ),
    _rule(
        "updated",
        "date",
        ANYWHERE,
        16,
        rf"(?:(?:this|the) (?:{_ARTICLE}|report) was )?(?:last |first )?(?:updated?|published|posted)(?: at| on|:)? {_TIMES}",
        rf"this {_ARTICLE} is more than \d+ \w+ old",
    ),
    _rule(
        "biography",
        "biography",
        TAIL,
        120,
        r"about the (?:author|writer|reporter|contributor)s?(?::.*)?",
        rf"(?:(?:the |about the )?(?:writers?|author|columnist)|{_NAMES})(?:, [^,]{{1,40}}){{0,2}},? "
        rf"(?:is|are|was) (?:(?:[\w'.&/-]+,? ){{0,10}}?){_ROLE}\b(?!.*\b(?:said|told)\b).*",
        rf"{_NAMES}(?:, [^,]{{1,40}},)? (?:writes|covers|reports|teaches|blogs|hosts) (?:about|for|on|at|from|"
        r"the|a|politics|\w+ (?:for|at)) .*",
        rf"(?:{_NAMES}|he|she|they) can be reached (?:at|on|via) .*",
        r"(?:he|she|they) (?:is|are) (?:a|the|an) (?:[\w'-]+ ){0,4}(?:contributor|columnist|author of|editor of)\b.*",
        r".{3,40} is an? (?:\w+ ){0,3}(?:column|newsletter) (?:by|from) .*",
        r"(?:his|her|their) (?:latest|new|most recent|newest) (?:book|novel|film) .*",
    ),
    # Notes of the house
    _rule(
        "editor",
        "note",
        ANYWHERE,
        150,
        r"(?:editor's|editors'|author's|reporter's|publisher's|writer's) note\b.*",
        r"(?:editors?|ed\.?) note(?: ?[:–—-].*)?",
        r"note to (?:our )?(?:readers|editors)\b.*",
    ),
    _rule(
        "correction",
        "note",
        EDGES,
        120,
        r"(?:corrections?|clarification|disclaimer|disclosure|full disclosure)(?: \([^)]*\)|, [\w ,.]{1,20})?(?::.*)?",
    ),
    _rule(
        "published",
        "note",
        EDGES,
        60,
        rf"(?:this|the (?:above|following)|an? (?:\w+ )?version of this) {_ARTICLE}(?: \w+){{0,3}}? (?:was|has been|is|were|"
        r"appeared|appears|ran|first|originally|also|previously|contains) "
        r"(?=.*(?:publish|appear|post|updat|correct|amend|edit|adapt|excerpt|print|syndicat|translat|misstat|misidentif|produced|"
        r"clarif|modif|revis|condens|part of|original|fil(?:ed|e) |based|affiliate)).*",
        rf"this (?:{_ARTICLE}|report) (?:has been|was) (?:last )?(?:updated|corrected|amended|clarified)\b.*",
        rf"an? (?:revised|corrected|updated|longer|shorter) version of (?:this|the) {_ARTICLE} (?:is|appears|can be found)\b.*",
        r"(?:adapted|excerpted) from .*",
        r"this is the (?:first|second|third|last) (?:part )?(?:of|in) .*\b(?:parts?|series)\b.*",
        rf"the original (?:source|version) of this {_ARTICLE}\b.*",
        r"(?:originally|first|previously) (?:published|posted|appeared|aired)\b.*",
        r"(?:reprinted|republished|published|reproduced|used) (?:here )?(?:with|by) (?:the )?(?:kind )?permission\b.*",
        r"(?:cross-?posted|republished|reposted) (?:from|at|with)\b.*",
    ),
    _rule(
        "rights",
        "note",
        EDGES,
        80,
        r"(?:©|\(?c\) ?\d{4}).*",
        r"copyright(?:,?:? (?:©|\(c\)|by|\d{4}|the (?-i:[A-Z])).*)?",
        r"(?!\").*\ball rights reserved\b.*",
        r"this material may not be (?:published|reproduced|broadcast|copied|redistributed)\b.*",
        r"distributed by \S*(?: \S+){0,4}",
        r"for (?:licensing|reprint|republication|syndication) .*",
    ),
    _rule(
        "source_link",
        "note",
        EDGES,
        16,
        r"(?:original )?(?:source|link)(?: (?:link|article|story|url))?",
        r"(?:original )?(?:sources?|via|h/t|hat tip|link): .*",
        r"h/t .*",
    ),
    _rule(
        "highlights",
        "note",
        HEAD,
        25,
        r"(?-i:Story highlights) (?-i:[A-Z\"\d]).*|story highlights",
    ),
    _rule("address", "note", ANYWHERE, 3, r"(?:https?://|www\.)\S+"),
    _rule("tagged", "note", ANYWHERE, 30, rf"this {_ARTICLE} (?:is )?tagged (?:under|with|as)\b.*"),
    _rule(
        "views",
        "note",
        EDGES,
        80,
        r"(?:the |any )?(?:views?|opinions?)(?: (?:and|or|&) (?:views|opinions|beliefs|\w+))? (?:expressed|presented|"
        r"contained|stated|in this)\b(?!.*\bsaid\b).*",
        r".{3,40}\beditorial opinions are decided by\b.*",
        r"you can read (?:diverse|more) opinions\b.*",
        r".{3,60} receives support for .{3,60} from .*\bsolely responsible\b.*",
        r"the author's (?:views|opinions)\b.*|(?:the )?(?:views|opinions) are (?:his|her|their|the author's|my) own",
    ),
    _rule(
        "comments",
        "note",
        EDGES,
        22,
        r"(?:\d+ |no |view |show |leave |post |add |load |read |see |write )?(?:a |all |your |\d+ )?comments?"
        r"(?: \(?\d+\)?| below| section| policy| are closed| here)?",
        rf"comment on (?:.*\b(?:{_SITE}|page)\b.*|this {_ARTICLE}.*)",
        r"(?:leave|post|add|submit|write) (?:a|your) (?:comment|reply)\b.*",
        r"join the (?:conversation|discussion|debate)\b.*",
        r"we (?:encourage|welcome|invite) .*\bcomment.*",
        r"have your say\b.*|what do you think\?(?: .*comment.*)?",
    ),
    _rule(
        "tags",
        "note",
        EDGES,
        40,
        r"(?:filed under|tags?|topics?|tagged(?: (?:under|with|as))?|categor(?:y|ies)|keywords|"
        r"in this (?:story|article)): ?.*",
        r"\d+[ -]min(?:ute)?s?\.? (?:read|listen|watch)|(?:estimated )?reading time\b.*",
        r"(?-i:-?30-?)",
    ),
    _rule(
        "desk",
        "note",
        HEAD,
        3,
        r"(?:news )?(?:analysis|opinion|commentary|editorial|exclusive|breaking(?: news)?|update|developing|urgent|close)"
        r"(?:/(?:analysis|opinion|commentary))?",
    ),
)
"""What furniture looks like, read from top to bottom: the first rule that fits a line names it."""

PLACES: Final[tuple[Place, ...]] = ("head", "middle", "tail")
WORDS_OF_SHORT: Final = 30
"""Half of the lines of news have more words than this, and few rules concern them."""


def _rules_at(place: Place, n_words: int) -> tuple[re.Pattern[str], tuple[Rule, ...]]:
    rules = tuple(rule for rule in RULES if place in rule.where and rule.max_words >= n_words)
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rules), re.IGNORECASE), rules


@cache
def _rules_for(place: Place, *, is_long: bool) -> tuple[re.Pattern[str], tuple[Rule, ...]]:
    """The rules that concern lines of a place and length, together in one pattern and one by one.

    Most lines are paragraphs and fit none; the pattern leaves them alone at once. Compiled when first asked for: at
    import it would be three quarters of what importing the library costs.
    """
    return _rules_at(place, WORDS_OF_SHORT + 1 if is_long else 0)


_CAPS: Final = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+"
_TITLE_CASE: Final = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+"
_DASH: Final = r"(?:\s*(?:--+|—|–)|\s+-(?=\s))"
_DAY: Final = rf"(?:,?\s+(?i:{_MONTH})\s+\d{{1,2}}(?:,\s+\d{{4}})?)"
_WIRE: Final = r"(?:CNN(?: \w+)?|CNNMoney|AP|The Associated Press|Reuters|REUTERS|AFP|UPI|Bloomberg|Xinhua|IPS|ANI|PTI)"
DATELINES: Final = re.compile(
    # (CNN) Word, (Reuters) - Word
    rf"(?!FILE\b)(?:\({_WIRE}\)(?:{_DASH})?(?=\s*\S)"
    # HARROWGATE, March 3 (Meridian Wire) — Word; Dallas (AP) — Word; Washington (CNN) Word
    rf"|{_TITLE_CASE}(?:[ /]{_TITLE_CASE}){{0,3}}(?:,\s+{_TITLE_CASE}(?:\s{_TITLE_CASE})?)?{_DAY}?\s*"
    rf"\((?:[A-Z][\w.&'’ -]{{1,40}}{_DASH}|[A-Z][\w.&'’ -]{{1,40}}\){_DASH}|{_WIRE}\))(?=\s*\S)"
    # OSLO — Word, DES MOINES, Iowa, June 4 — Word
    rf"|{_CAPS}(?:[ /]{_CAPS}){{0,4}}(?:,\s+{_TITLE_CASE}(?:\s{_TITLE_CASE})?)?{_DAY}?{_DASH}(?=\s*[\"“‘'(]?[A-ZÀ-ÖØ-Þ\d])"
    # Oslo, March 3 — Word; Dallas, Tex. — Word
    rf"|{_TITLE_CASE}(?:\s{_TITLE_CASE}){{0,2}}(?:{_DAY}|,\s+(?:[A-Z]\.){{2}}|,\s+[A-Z][a-z]{{1,4}}\.){_DASH}"
    r"(?=\s*[\"“‘'(]?[A-ZÀ-ÖØ-Þ\d]))"
)
"""The prefix of a first paragraph that says whence it was sent: the place, perhaps the day, perhaps the agency."""

# The engine -------------------------------------------------------------------------------------------------

LONGEST: Final = 1200
"""Characters of the longest line that may be furniture: an editor's note of 150 words has about 1,000."""
HEAD_LINES: Final = 8
"""Lines at the top within which the first real paragraph is looked for."""
TITLE_WORDS: Final = range(2, 23)
"""Words of a headline that is told by its shape alone."""
HEADLINE_WORDS: Final = 18
"""At most so many words in a headline under "Related stories"."""
PARAGRAPH_WORDS: Final = 18
"""From so many words on a line that ends like a sentence is surely a paragraph."""
STRAY_LINES: Final = 2
"""Headlines in a row, between two lines of furniture, that may interrupt the tail. They stay article themselves."""
TAIL_SHARE: Final = 0.5
"""So much of what follows a separator has to be furniture for the separator to end the article."""
STANDS_ALONE: Final = frozenset({"share", "promotion", "note"})
"""What needs no article beside it: a text of one line is furniture only of these kinds."""

NAMES: Final = re.compile(rf"{_NAMES}(?:,? and {_NAME})?", re.IGNORECASE)
NO_HEADLINE: Final = re.compile(r"^[a-zß-öø-ÿ]|[a-z]{4}\. (?:\| )?[A-Z]|pic\.twitter\.com|https?://")
"""A speaker's name in lower case, two sentences in one line (a word of four letters is hardly an abbreviation), a post.
A question or a cry is none either: it opens an article as often as it heads one."""
_LINE: Final = re.compile(r"[^\r\n]*[^\s\r\n][^\r\n]*")
_EDGE_MARKS: Final = " *•·⦁–—-_>|#=~+▶►→\ufeff\u200b"
_NOT_A_WORD: Final = re.compile(r"[\W_]+")


@dataclass(slots=True)
class _Line:
    """A line that is not blank, and what has been found out about it."""

    start: int
    end: int
    raw: str
    plain: str
    n_words: int
    kind: Kind | None = None
    rules: dict[Place, Rule | None] = field(default_factory=dict)
    """The first rule that fits it at each place; only the places that were asked for."""


def find_furniture(
    text: str, *, title: str | None = None, author: str | None = None, outlet: str | None = None
) -> list[Furniture]:
    r"""Which stretches of a text are not the article proper.

    Parameters
    ----------
    text : str
        The article as given.
    title, author, outlet : str, optional
        What is known of it; a line at the edge of the text that says the same is furniture.

    Returns
    -------
    list of Furniture
        Sorted, disjoint, inside the text. Whole lines, but for datelines, which are the beginning of a paragraph.

    Examples
    --------
    >>> text = "OSLO (AP) — The port stayed closed on Monday.\n\nFollow us on Facebook"
    >>> [(text[f.start : f.end], f.kind) for f in find_furniture(text)]
    [('OSLO (AP) —', 'dateline'), ('Follow us on Facebook', 'promotion')]
    """
    lines = _read_lines(text)
    if not lines or (len(lines) == 1 and lines[0].n_words == 1):
        return []
    if len(lines) == 1:
        _mark_alone(lines[0])
    else:
        _mark_known(lines, title, author, outlet)
        tail = _mark_tail(lines)
        _mark_head(text, lines[:tail])
        _mark_middle(lines)
        _unmark_all(lines)
    found = [Furniture(line.start, line.end, line.kind) for line in lines if line.kind]
    return sorted([*found, *_find_dateline(lines)])


def _read_lines(text: str) -> list[_Line]:
    return [_read_line(m.group(), m.start()) for m in _LINE.finditer(text)]


def _read_line(line: str, offset: int) -> _Line:
    raw = line.strip()
    start = offset + len(line) - len(line.lstrip())
    if len(raw) > LONGEST:
        return _Line(start, start + len(raw), raw, "", LONGEST, rules=dict.fromkeys(PLACES))
    plain, n_words = _plain(raw)
    return _Line(start, start + len(raw), raw, plain, n_words, None if plain else _separator(raw))


def _plain(raw: str) -> tuple[str, int]:
    """A line as rules see it: single spaces, straight marks, without bullets and outer brackets; and its words."""
    words = raw.split()
    plain = " ".join(words).replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').strip(_EDGE_MARKS)
    if plain[:1] in {"(", "["} and plain[-1:] in {")", "]"}:
        plain = plain[1:-1].strip(_EDGE_MARKS)
    return plain, len(words)


def _separator(raw: str) -> Kind | None:
    return None if raw.strip("\ufeff\u200b") == "" else "separator"


def _rule_at(line: _Line, place: Place) -> Rule | None:
    """The first rule that makes the line furniture at this place."""
    if place not in line.rules:
        pattern, rules = _rules_for(place, is_long=line.n_words > WORDS_OF_SHORT)
        line.rules[place] = _first_fitting(line, rules) if pattern.fullmatch(line.plain) else None
    return line.rules[place]


def _first_fitting(line: _Line, rules: Iterable[Rule]) -> Rule | None:
    return next((r for r in rules if line.n_words <= r.max_words and r.pattern.fullmatch(line.plain)), None)


def _kind_at(line: _Line, place: Place) -> Kind | None:
    rule = _rule_at(line, place)
    return rule.kind if rule else None


def _mark_alone(line: _Line) -> None:
    """A text of one line: mostly a sentence that somebody wants read."""
    kind = _kind_at(line, "middle") or _kind_at(line, "tail")
    line.kind = kind if kind in STANDS_ALONE else None


# What is known from the metadata


def _bare(words: str | None) -> str:
    """For comparison: letters and digits alone, in lower case."""
    return _NOT_A_WORD.sub("", words or "").casefold()


def _mark_known(lines: Sequence[_Line], title: str | None, author: str | None, outlet: str | None) -> None:
    bare_title, bare_author, bare_outlet = _bare(title), _bare(author), _bare(outlet)
    for line in lines[:2]:
        if bare_title and _same_headline(_bare(line.plain), bare_title):
            line.kind = "title"
            break
    for line in _edges(lines):
        bare = _bare(line.plain) if line.n_words <= 12 and line.kind is None else ""
        if bare and bare in {bare_author, f"by{bare_author}"}:
            line.kind = "byline"
        elif bare and bare == bare_outlet:
            line.kind = "credit"


def _same_headline(line: str, title: str) -> bool:
    """Equal, or one is the other with the outlet's name behind it or the desk's before it."""
    short, long = sorted((line, title), key=len)
    return (
        bool(short)
        and (long.startswith(short) or long.endswith(short))
        and (len(short) == len(long) or len(short) > 0.6 * len(long) > 12)
    )


def _edges(lines: Sequence[_Line]) -> Iterable[_Line]:
    return [*lines[:4], *lines[max(4, len(lines) - 3) :]]


# The tail


def _mark_tail(lines: Sequence[_Line]) -> int:
    """Mark the tail; the index of its first line."""
    first = min(_last_run(lines), _end_marker(lines), len(lines))
    heading = _heading(lines)
    for k, line in enumerate(lines):
        if k >= first or k >= heading:
            line.kind = line.kind or _kind_at(line, "tail")
        if k > heading:
            line.kind = line.kind or "promotion"
    return min(first, heading)


def _last_run(lines: Sequence[_Line]) -> int:
    """Where the lines begin that all fit a rule, down to the end; a few stray headlines between them do not part them."""
    first, stray = len(lines), 0
    for k in range(len(lines) - 1, -1, -1):
        if _is_tail(lines[k]):
            first, stray = k, 0
        elif stray < STRAY_LINES and _is_headline(lines[k]):
            stray += 1
        else:
            break
    return first


def _end_marker(lines: Sequence[_Line]) -> int:
    """The first separator that is followed by furniture, and mostly so down to the end."""
    for k, line in enumerate(lines[:-1]):
        if line.kind == "separator" and _is_tail(lines[k + 1]):
            below = lines[k + 1 :]
            if sum(map(_is_tail, below)) > TAIL_SHARE * len(below):
                return k
    return len(lines)


def _is_tail(line: _Line) -> bool:
    return bool(line.kind or _rule_at(line, "tail"))


def _heading(lines: Sequence[_Line]) -> int:
    """The first "Related stories" that has nothing but headlines and furniture below it."""
    best = len(lines)
    for k in range(len(lines) - 1, -1, -1):
        rule = _rule_at(lines[k], "tail")
        if rule and rule.opens:
            best = k
        elif not (_is_tail(lines[k]) or _is_headline(lines[k])):
            break
    return best


def _is_headline(line: _Line) -> bool:
    return line.n_words <= HEADLINE_WORDS and line.raw[-1] not in '.,;:"”'


# The head and the middle


def _mark_head(text: str, lines: Sequence[_Line]) -> None:
    """Mark the lines down to the first real paragraph."""
    for k, line in enumerate(lines[:HEAD_LINES]):
        line.kind = line.kind or _kind_at(line, "head")
        if line.kind is None and _is_paragraph(line):
            break
        if line.kind is None and k < 2 and _is_title(text, lines, k):
            line.kind = "byline" if _is_names(lines, k) else "title"


def _is_paragraph(line: _Line) -> bool:
    return line.n_words >= PARAGRAPH_WORDS and line.raw[-1] in ".!?\"'”’)…:"


def _is_title(text: str, lines: Sequence[_Line], k: int) -> bool:
    """Whether a line looks like a headline: short, open at its end, set off, with nothing but furniture above it."""
    line = lines[k]
    if any(above.kind in {None, "title"} for above in lines[:k]) or line.n_words not in TITLE_WORDS:
        return False
    if line.raw[-1] in '.,;:?!…"”' or k + 1 >= len(lines) or NO_HEADLINE.search(line.raw):
        return False
    gap = text[line.end : lines[k + 1].start].replace("\r\n", "\n")
    below = [other for other in lines[k + 1 :] if not _kind_at(other, "head")][:4]
    return gap.count("\n") + gap.count("\r") >= 2 and any(_is_paragraph(other) for other in below)


def _is_names(lines: Sequence[_Line], k: int) -> bool:
    """Whether a line holds nothing but names, with a credit under it: that is no headline."""
    below = lines[k + 1]
    return (below.kind or _kind_at(below, "head")) == "credit" and bool(NAMES.fullmatch(lines[k].plain))


def _mark_middle(lines: Sequence[_Line]) -> None:
    for line in lines:
        line.kind = line.kind or _kind_at(line, "middle")


def _unmark_all(lines: Sequence[_Line]) -> None:
    """When no line is article, only what stands alone is furniture, unless some of it is there to vouch for the rest."""
    if all(line.kind for line in lines) and not any(line.kind in STANDS_ALONE for line in lines):
        for line in lines:
            line.kind = None if line.kind != "separator" else line.kind


def _find_dateline(lines: Sequence[_Line]) -> list[Furniture]:
    """The dateline of the first paragraph; the first lines may be a standfirst."""
    for line in [line for line in lines if not line.kind][:3]:
        found = DATELINES.match(line.raw)
        if found and found.end() < len(line.raw):
            return [Furniture(line.start, line.start + found.end(), "dateline")]
    return []
