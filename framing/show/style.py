"""The style sheet of every page: one constant, written into the page itself.

Nothing is told by colour alone: hedges have a wavy line, favorable mentions a solid one and "▲", unfavorable
ones a double one and "▼", neutral ones a dotted one; sources are bold, cues italic. The hues are those of
Okabe and Ito, which the colour-blind tell apart, darkened or lightened to a contrast of 4.5 to 1 or more.
"""

from typing import Final

STYLE: Final = """
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --ink: #1c1e21; --quiet: #5c6370; --rule: #dcdee2; --panel: #f4f4f1;
  --hedge: #00735a; --favorable: #0062a3; --unfavorable: #b84700; --shade: rgba(90, 100, 130, .13);
  --shade-nested: rgba(90, 100, 130, .26); --fill: #5c7fa3; --note: #1c1e21; --note-ink: #fdfdfb;
  --k0: #0062a3; --k1: #b84700; --k2: #00735a; --k3: #8e3d78;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #e4e6e9; --quiet: #9aa2ad; --rule: #34383e; --panel: #1e2125;
    --hedge: #3ecfa6; --favorable: #6bb8f0; --unfavorable: #f59a5b; --shade: rgba(160, 175, 210, .15);
    --shade-nested: rgba(160, 175, 210, .30); --fill: #7fa3c9; --note: #e4e6e9; --note-ink: #16181b;
    --k0: #6bb8f0; --k1: #f59a5b; --k2: #3ecfa6; --k3: #dd92c8;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 6rem; max-width: 78rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif;
}
h1 {
  font-size: clamp(1.5rem, 1rem + 2vw, 2.2rem); line-height: 1.2; margin: .5rem 0; overflow-wrap: anywhere;
}
h2 { font-size: 1.3rem; margin: 2.5rem 0 .25rem; }
h3 {
  font-size: .8rem; margin: 1.5rem 0 .4rem; text-transform: uppercase; letter-spacing: .06em;
  color: var(--quiet);
}
aside section:first-child h3 { margin-top: 0; }
p { margin: .25rem 0 .75rem; }
a { color: var(--favorable); }
bdi, td, th, summary { unicode-bidi: isolate; }
.byline, .quiet, small, footer { color: var(--quiet); }
small { display: block; font-size: .75rem; font-weight: 400; line-height: 1.35; }

table { border-collapse: collapse; font-size: .875rem; line-height: 1.35; width: 100%; }
th, td {
  text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0;
  border-bottom: 1px solid var(--rule);
}
th { font-weight: 500; overflow-wrap: anywhere; }
thead th { font-weight: 600; vertical-align: bottom; overflow-wrap: normal; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.comparison th[scope=row] { min-width: 11rem; max-width: 22rem; }
.comparison thead th + td ~ th, .groups thead th + th { text-align: right; min-width: 6rem; }
aside thead th:last-child { text-align: right; }
.groups th[scope=row] { min-width: 8rem; }
td .sd { display: inline-block; min-width: 2.6rem; margin-left: .3rem; text-align: right; }
.comparison td .sd { display: block; margin: 0; }
td .bar { margin-right: .3rem; vertical-align: .05em; }
.value { display: inline-block; min-width: 2.8rem; }
.comparison .value, .figures .value { min-width: 0; }
.key { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; font-size: .875rem; }
.scroll { overflow-x: auto; }
.evidence td { min-width: 4rem; }
.evidence td:nth-child(3), .evidence td:nth-child(4) { min-width: 14rem; overflow-wrap: anywhere; }

.dots .lane, .strip .lane { stroke: var(--rule); stroke-width: 1; }
.dots .axis, .bar .axis { stroke: var(--quiet); stroke-width: 1; }
.k0 { fill: var(--k0); } .k1 { fill: var(--k1); } .k2 { fill: var(--k2); } .k3 { fill: var(--k3); }
.bar .ground { fill: var(--rule); } .bar .fill { fill: var(--fill); }
.bar .favorable { fill: var(--favorable); } .bar .unfavorable { fill: var(--unfavorable); }
.strip { display: block; width: 100%; height: 36px; }
figure { margin: 0 0 1rem; }
figcaption { font-size: .75rem; color: var(--quiet); }
.strip .hedge { fill: var(--hedge); } .strip .content { fill: var(--quiet); opacity: .55; }
.strip .mention { fill: var(--quiet); }
.strip .favorable { fill: var(--favorable); } .strip .unfavorable { fill: var(--unfavorable); }

summary { cursor: pointer; padding: .5rem 0; }
.fold { border-top: 1px solid var(--rule); }
.fold > summary .headline { font-weight: 600; overflow-wrap: anywhere; }
.fold > summary .byline { display: block; font-size: .875rem; padding-left: 1.1rem; }
.fold[open] { padding-bottom: 2rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 21rem; gap: 1rem 3rem; margin-top: 1rem; }
.columns > div { max-width: 44rem; }
@media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); } }

.legend {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .35rem 1.5rem;
  padding: .5rem 0;
  background: var(--paper); border-bottom: 1px solid var(--rule); font-size: .8rem; color: var(--quiet);
}
.legend label { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .8rem; cursor: pointer; }
.legend input { margin: 0; }
.legend .sample { color: var(--ink); }
@media (max-width: 40rem) { .legend { position: static; } }

.text {
  font: 1.0625rem/1.75 Georgia, "Liberation Serif", "Times New Roman", serif;
  white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4;
}
mark { background: none; color: inherit; }
.furniture { color: var(--quiet); font-size: .88em; opacity: .85; }
.content { background: var(--shade); }
.nested { background: var(--shade-nested); }
.source { font-weight: 700; }
.cue { font-style: italic; }
.hedge {
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
:focus-visible { outline: 2px solid var(--favorable); outline-offset: 2px; }
mark[aria-description]:hover::before, mark[aria-description]:focus::before {
  content: attr(aria-description); content: attr(aria-description) / "";
  position: fixed; z-index: 2; left: 0; right: 0; bottom: 0;
  padding: .75rem clamp(1rem, 4vw, 3rem); background: var(--note); color: var(--note-ink);
  font: 400 .875rem/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif;
  white-space: pre-line; overflow-wrap: anywhere; max-height: 40vh; overflow: hidden; pointer-events: none;
}
body:has(.switch-hedges:not(:checked)) .text .hedge { text-decoration: none; }
body:has(.switch-attributions:not(:checked)) .text :is(.content, .nested) { background: none; }
body:has(.switch-attributions:not(:checked)) .text .source { font-weight: inherit; }
body:has(.switch-attributions:not(:checked)) .text .cue { font-style: inherit; }
body:has(.switch-actors:not(:checked)) .text .mention { border-bottom: none; }
body:has(.switch-actors:not(:checked)) .text .mention::after { content: none; }

footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: .8rem; }
dl { margin: 0; columns: 22rem; }
dl div { break-inside: avoid; padding: .1rem 0; }
dt { display: inline; font-weight: 600; } dt::after { content: ": "; }
dd { display: inline; margin: 0; overflow-wrap: anywhere; }
@media print { .legend { position: static; } .scroll { overflow: visible; } body { max-width: none; } }
"""
