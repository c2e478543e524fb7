"""The style sheet of every page and of what a notebook shows: one constant, written into the page itself.

Nothing is told by colour alone: hedges have a wavy line, boosters a straight one, scare quotes a box; favorable
mentions a solid line and "▲", unfavorable ones a double one and "▼", neutral ones a dotted one; sources are bold, cues
italic. The hues are those of Okabe and Ito, which the colour-blind tell apart, darkened or lightened to a contrast of
4.5 to 1 or more.

All rules lie inside `.framing`, so that none reaches what stands around it in a notebook; the name is doubled to weigh
more than the notebook's own rules for tables.
"""

from typing import Final

from framing.show.counted import LIGHTS, light

_LIGHT: Final = """
  color-scheme: light;
  --paper: #fdfdfb; --ink: #1c1e21; --quiet: #5c6370; --rule: #dcdee2; --panel: #f4f4f1;
  --hedge: #00735a; --favorable: #0062a3; --unfavorable: #b84700; --scare: #8e3d78; --shade: rgba(90, 100, 130, .13);
  --shade-nested: rgba(90, 100, 130, .26); --fill: #5c7fa3; --note: #1c1e21; --note-ink: #fdfdfb; --lit: #ffe08a;
  --k0: #0062a3; --k1: #b84700; --k2: #00735a; --k3: #8e3d78;
"""
_DARK: Final = """
  color-scheme: dark;
  --paper: #16181b; --ink: #e4e6e9; --quiet: #9aa2ad; --rule: #34383e; --panel: #1e2125;
  --hedge: #3ecfa6; --favorable: #6bb8f0; --unfavorable: #f59a5b; --scare: #dd92c8; --shade: rgba(160, 175, 210, .15);
  --shade-nested: rgba(160, 175, 210, .30); --fill: #7fa3c9; --note: #e4e6e9; --note-ink: #16181b; --lit: #6b5310;
  --k0: #6bb8f0; --k1: #f59a5b; --k2: #3ecfa6; --k3: #dd92c8;
"""

_THEMES: Final = f"""
.framing {{ {_LIGHT} }}
@media (prefers-color-scheme: dark) {{ .framing {{ {_DARK} }} }}
:is([data-jp-theme-light="true"], [data-theme="light"], .vscode-light) .framing {{ {_LIGHT} }}
:is([data-jp-theme-light="false"], [data-theme="dark"], .vscode-dark) .framing {{ {_DARK} }}
:root:has(> .framing.page) {{ color-scheme: light dark; -webkit-text-size-adjust: 100%; }}
"""
"""A page follows the reader's system; a notebook's or a documentation site's own theme goes before it."""

_GROUND: Final = """
background: var(--paper); color: var(--ink); max-width: 78rem;
font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif;
&.page { margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 6rem; }
&:not(.page) { font-size: .875rem; padding: .5rem .25rem; position: relative; }
& *, & *::before, & *::after { box-sizing: border-box; }
h1 { font-size: clamp(1.5rem, 1rem + 2vw, 2.2rem); line-height: 1.2; margin: .5rem 0; overflow-wrap: anywhere; }
&:not(.page) h1 { font-size: 1.3rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .25rem; scroll-margin-top: 1rem; }
h3 {
  font-size: .8rem; margin: 1.5rem 0 .4rem; text-transform: uppercase; letter-spacing: .06em; color: var(--quiet);
}
aside section:first-child h3 { margin-top: 0; }
p { margin: .25rem 0 .75rem; max-width: 60rem; }
a { color: var(--favorable); }
bdi, td, th, summary { unicode-bidi: isolate; }
.byline, .quiet, small, footer, .foot { color: var(--quiet); }
small { display: block; font-size: .75rem; font-weight: 400; line-height: 1.35; }
.quiet { font-size: .875rem; }
.foot { font-size: .75rem; margin: .4rem 0 0; overflow-wrap: anywhere; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; }
.contents { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .875rem; }
:focus-visible { outline: 2px solid var(--favorable); outline-offset: 2px; }
"""

_TABLES: Final = """
table { border-collapse: collapse; font-size: .875rem; line-height: 1.35; width: 100%; margin: 0; border: none; }
tbody tr:nth-child(n) { background: none; }
th, td {
  text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border: none;
  border-bottom: 1px solid var(--rule); max-width: none;
}
th { font-weight: 500; overflow-wrap: anywhere; }
thead th { font-weight: 600; vertical-align: bottom; overflow-wrap: normal; }
th a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: .2em; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.comparison th[scope=row] { min-width: 11rem; max-width: 22rem; }
.comparison thead th + td ~ th, .groups thead th + th { text-align: right; min-width: 6rem; }
.groups th[scope=row] { min-width: 8rem; }
.groups.list th[scope=row] { min-width: 14rem; }
.glance thead th + th { text-align: right; }
.glance th[scope=row] { min-width: 9rem; } .glance small { display: inline; margin-left: .4rem; white-space: nowrap; }
.glance .value { min-width: 2.3rem; } .glance :is(th, td) { padding-right: .5rem; }
.many thead th + th { text-align: right; } .many th[scope=row] { min-width: 9rem; }
@media (max-width: 40rem) {
  .comparison th[scope=row] { min-width: 7.5rem; max-width: 9rem; } .comparison th[scope=row] small { display: none; }
}
.scroll th[scope=row], .scroll thead th:first-child { position: sticky; left: 0; background: var(--paper); z-index: 1; }
td .sd { display: inline-block; min-width: 2.6rem; margin-left: .3rem; text-align: right; }
.comparison td .sd { display: block; margin: 0; }
td .bar { margin-right: .3rem; vertical-align: .05em; }
.value { display: inline-block; min-width: 2.8rem; text-align: right; }
.comparison .value { min-width: 0; }
.key { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; font-size: .875rem; }
.scroll { overflow-x: auto; }
.evidence td { min-width: 4rem; }
.evidence td:nth-child(3), .evidence td:nth-child(4) { min-width: 14rem; overflow-wrap: anywhere; }
.dots .lane, .strip .lane { stroke: var(--rule); stroke-width: 1; }
.dots .axis, .bar .axis { stroke: var(--quiet); stroke-width: 1; }
.k0 { fill: var(--k0); } .k1 { fill: var(--k1); } .k2 { fill: var(--k2); } .k3 { fill: var(--k3); }
.bar .ground { fill: var(--rule); } .bar .fill { fill: var(--fill); }
.bar .favorable { fill: var(--favorable); } .bar .unfavorable { fill: var(--unfavorable); }
.shown { display: none; }
.shown:target {
  display: block; padding: .75rem 1rem; margin: 1rem 0; background: var(--panel);
  border-left: 3px solid var(--favorable);
}
.shown h3 { margin-top: 0; text-transform: none; letter-spacing: 0; font-size: 1rem; color: var(--ink); }
.shown dt { display: block; font-size: .875rem; } .shown dt::after { content: none; }
.shown dd { display: block; }
.shown dl { columns: auto; display: grid; gap: .5rem 2rem; }
.shown dl { grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); }
.shown > a { font-size: .875rem; }
"""

_ARTICLE: Final = """
summary { cursor: pointer; padding: .5rem 0; }
.more > summary { font-size: .875rem; }
.fold { border-top: 1px solid var(--rule); }
.fold > summary .headline { font-weight: 600; overflow-wrap: anywhere; }
.fold > summary .byline { display: block; font-size: .875rem; padding-left: 1.1rem; }
.fold[open] { padding-bottom: 2rem; }
.columns {
  display: grid; grid-template-columns: minmax(0, 1fr) 21rem; gap: 1rem 3rem; align-items: start; margin-top: 1rem;
  scroll-margin-top: 4rem;
}
.columns > .all { grid-column: 1 / -1; }
.read { display: grid; grid-template-columns: 34px minmax(0, 44rem); gap: 1.25rem; align-items: start; }
.side { position: sticky; top: 4rem; height: min(100%, 100vh - 6rem); min-height: 8rem; }
&:not(.page) .side { top: .5rem; }
.strip { display: block; width: 100%; height: 100%; }
.strip a { cursor: pointer; } .strip a:hover rect { fill: var(--ink); opacity: 1; }
.strip .hedge { fill: var(--hedge); } .strip .content { fill: var(--quiet); opacity: .5; }
.strip .mention { fill: var(--quiet); }
.strip .favorable { fill: var(--favorable); } .strip .unfavorable { fill: var(--unfavorable); }
@media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) { .read { grid-template-columns: 26px minmax(0, 1fr); gap: .75rem; } .side { top: 1rem; } }

.line {
  display: grid; grid-template-columns: minmax(0, 1fr) auto auto; gap: 0 .5rem; align-items: baseline;
  padding: .3rem 0 .3rem 1rem; border-bottom: 1px solid var(--rule); font-size: .875rem; line-height: 1.35;
  font-variant-numeric: tabular-nums;
}
.line .name { overflow-wrap: anywhere; } .line .value { grid-column: 3; }
summary.line { position: relative; list-style: none; }
summary.line::-webkit-details-marker { display: none; }
summary.line::before {
  content: "▸"; content: "▸" / ""; position: absolute; left: 0; top: .3rem; color: var(--quiet); font-size: .8em;
}
[open] > summary.line::before { content: "▾"; content: "▾" / ""; }
summary.line:hover .name { text-decoration: underline; text-underline-offset: .2em; }
.see[open] { background: var(--panel); box-shadow: -.5rem 0 0 var(--panel), .5rem 0 0 var(--panel); }
.see[open] > summary.line { border-bottom: none; } .see[open] > summary .name { font-weight: 600; }
.see > p { padding: 0 0 0 1rem; margin: 0 0 .35rem; font-size: .8rem; }
ol, .shown ul { margin: 0; padding: 0 0 .6rem 1rem; list-style: none; font-size: .8rem; line-height: 1.4; }
aside ol { max-height: 22rem; overflow-y: auto; scrollbar-width: thin; }
ol li, .shown li { padding: .25rem 0; overflow-wrap: anywhere; }
ol li a, .shown li a { color: inherit; text-decoration: none; }
li a:hover { text-decoration: underline; text-decoration-color: var(--quiet); text-underline-offset: .2em; }
li b { font-weight: 700; background: var(--lit); color: var(--ink); padding: 0 .1em; }

.legend {
  position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .35rem 1.5rem; padding: .5rem 0;
  background: var(--paper); border-bottom: 1px solid var(--rule); font-size: .8rem; color: var(--quiet);
}
.legend label { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .8rem; cursor: pointer; }
.legend input { margin: 0; }
.legend .sample { color: var(--ink); }
&:not(.page) .legend { position: static; }
@media (max-width: 70rem) { .legend { position: static; } }

.text {
  font: 1.0625rem/1.75 Georgia, "Liberation Serif", "Times New Roman", serif;
  white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4;
}
mark { background: none; color: inherit; scroll-margin: 40vh 0; padding: 0; }
.furniture { color: var(--quiet); font-size: .88em; }
.content { background: var(--shade); }
.nested { background: var(--shade-nested); }
mark.furniture { background: none; }
mark.source, .sample.source { font-weight: 700; }
mark.cue, .sample.cue { font-style: italic; }
mark.booster, .sample.booster {
  text-decoration: underline solid var(--hedge); text-decoration-thickness: 2.5px; text-underline-offset: .22em;
}
mark.scare, .sample.scare {
  box-shadow: 0 0 0 1px var(--scare); border-radius: 2px; box-decoration-break: clone;
  -webkit-box-decoration-break: clone;
}
mark.hedge, .sample.hedge {
  text-decoration: underline wavy var(--hedge); text-decoration-thickness: 1.5px;
  text-underline-offset: .22em; text-decoration-skip-ink: none;
}
.mention { border-bottom: 2px dotted var(--quiet); }
.favorable.mention { border-bottom: 2px solid var(--favorable); }
.unfavorable.mention { border-bottom: 4px double var(--unfavorable); }
.mention.end::after { font-size: .6em; vertical-align: .5em; }
.mention.favorable.end::after { content: "▲"; content: "▲" / ""; color: var(--favorable); }
.mention.unfavorable.end::after { content: "▼"; content: "▼" / ""; color: var(--unfavorable); }
mark[tabindex] { cursor: help; border-radius: 1px; }
mark:target { outline: 3px solid var(--unfavorable); outline-offset: 2px; }
mark[aria-description]:is(:hover, :focus, :target)::before {
  content: attr(aria-description); content: attr(aria-description) / "";
  position: fixed; z-index: 3; left: 0; right: 0; bottom: 0;
  padding: .75rem clamp(1rem, 4vw, 3rem); background: var(--note); color: var(--note-ink);
  font: 400 .875rem/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif;
  white-space: pre-line; overflow-wrap: anywhere; max-height: 40vh; overflow: hidden; pointer-events: none;
}
&:not(.page) .text { position: relative; }
&:not(.page) mark[aria-description]:is(:hover, :focus, :target)::before {
  position: absolute; bottom: auto; margin-top: 1.9em; padding: .5rem .75rem; border-radius: 3px;
}
&:has(.switch-hedges:not(:checked)) .text :is(.hedge, .booster) { text-decoration: none; }
&:has(.switch-hedges:not(:checked)) .text .scare { box-shadow: none; }
&:has(.switch-attributions:not(:checked)) .text :is(.content, .nested) { background: none; }
&:has(.switch-attributions:not(:checked)) .text .source { font-weight: inherit; }
&:has(.switch-attributions:not(:checked)) .text .cue { font-style: inherit; }
&:has(.switch-actors:not(:checked)) .text .mention { border-bottom: none; }
&:has(.switch-actors:not(:checked)) .text .mention::after { content: none; }
"""

_FOOT: Final = """
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: .8rem; }
dl { margin: 0; columns: 22rem; }
dl div { break-inside: avoid; padding: .1rem 0; }
dt { display: inline; font-weight: 600; } dt::after { content: ": "; }
dd { display: inline; margin: 0; overflow-wrap: anywhere; }
@media print {
  .legend, .side { position: static; } .scroll { overflow: visible; } &.page { max-width: none; }
  mark:target::before { content: none; }
}
"""


def _lit() -> str:
    """While a figure's list is open, what it counts is lit in the text."""
    rules = [
        f"article:has(.{light(classes)}[open]) mark.{'.'.join(classes)}:not(.furniture) {{ background: var(--lit); }}"
        for classes in LIGHTS
    ]
    return "\n".join(rules)


STYLE: Final = f"""{_THEMES}
.framing.framing {{ {_GROUND} {_TABLES} {_ARTICLE} {_lit()} {_FOOT} }}
"""
