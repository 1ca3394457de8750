"""How a report looks: on a screen in light and dark, and on A4."""

LIGHT = """--ground:#ffffff;--text:#1c2128;--muted:#57606c;--border:#d0d6de;--grid:#e4e8ed;--faint:#8fb6e2;
--train:#0a62c2;--validation:#b34700;--rate:#0b7148;--bad:#b42318;--best:#8a3fa0;--bars:#0a62c2"""

DARK = """--ground:#14171b;--text:#e6e9ee;--muted:#a2abb8;--border:#4a525e;--grid:#2b3038;--faint:#3f6896;
--train:#6cb2ff;--validation:#ff9d57;--rate:#4fcf9a;--bad:#ff8b80;--best:#d79bea;--bars:#6cb2ff"""

RULES = """
body{margin:0 auto;padding:24px 20px 48px;max-width:800px;background:var(--ground);color:var(--text);
font:15px/1.45 system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums;
overflow-wrap:anywhere}
h1{font-size:26px;line-height:1.25;margin:0 0 4px;unicode-bidi:plaintext}
h2{font-size:20px;margin:32px 0 8px;border-bottom:1px solid var(--border);padding-bottom:4px}
h3{font-size:16px;margin:20px 0 6px}
p{margin:6px 0}
.note,footer{color:var(--muted);font-size:13px}
.summary{font-size:17px;margin:4px 0 12px}
.notes{white-space:pre-wrap;font:inherit;unicode-bidi:plaintext;border-left:3px solid var(--border);
padding:2px 0 2px 12px;margin:12px 0}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:3px 10px 3px 0;border-bottom:1px solid var(--grid);font-weight:400;
unicode-bidi:isolate}
.facts th{color:var(--muted);width:13em}
thead th{overflow-wrap:normal;color:var(--muted);border-bottom:1px solid var(--border)}
.network{font-size:13px}
.network th,.network td{overflow-wrap:normal}
details{margin:16px 0}
summary{cursor:pointer}
pre.json{white-space:pre-wrap;font:12px/1.4 ui-monospace,Consolas,"DejaVu Sans Mono",monospace;
border:1px solid var(--border);padding:8px}
figure{margin:14px 0;break-inside:avoid}
figcaption{font-size:14px;margin:2px 0}
figure.layer figcaption{font-weight:600}
svg{display:block;width:100%;height:auto;fill:var(--text);font:12px system-ui,"Segoe UI",Roboto,"Noto Sans",
"DejaVu Sans",sans-serif}
svg path{fill:none}
svg .grid{stroke:var(--grid)}
svg .frame{stroke:var(--muted)}
svg .line{stroke-width:2;stroke-linejoin:round}
svg .batch{stroke:var(--faint);stroke-width:1}
svg .mean,svg .train{stroke:var(--train)}
svg .validation{stroke:var(--validation);stroke-dasharray:7 4}
svg .rate{stroke:var(--rate)}
svg .dot{fill:var(--ground);stroke-width:1.5;stroke-dasharray:none}
svg .mark{stroke:var(--muted);stroke-dasharray:2 3}
svg .best{stroke:var(--best);stroke-dasharray:8 3 2 3}
svg .broke{stroke:var(--bad);stroke-width:2;stroke-dasharray:none}
svg.histograms text{font-size:11.5px}
svg .halo{stroke:var(--ground);stroke-width:4;paint-order:stroke}
svg .heading{font-weight:600}
svg path.bars{fill:var(--bars)}
svg .zeros{fill:var(--muted)}
"""

PRINTED = f"""
@page{{size:A4;margin:16mm 14mm}}
@media print{{:root{{{LIGHT}}}body{{padding:0;max-width:none;font-size:10.5pt}}h2,h3{{break-after:avoid}}
table,tr{{break-inside:avoid}}summary{{list-style:none}}}}
"""

STYLE = (
    f":root{{color-scheme:light dark;{LIGHT}}}\n@media (prefers-color-scheme:dark){{:root{{{DARK}}}}}{RULES}{PRINTED}"
)
