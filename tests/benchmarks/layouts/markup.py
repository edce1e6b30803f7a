"""Sets a made plan as a web page (for Chromium) or a flat ODT (for LibreOffice), which print it to PDF."""

from __future__ import annotations

from html import escape

from tests.benchmarks.layouts.blocks import Break, Cell, Made, Para, Row, Table

_FACES = {"song": "'Noto Serif SC'", "hei": "'Noto Sans SC'", "kai": "'Qinglan Kai'"}


def html(made: Made) -> str:
    """A web page whose print is the plan."""
    sheet = made.sheet
    words = sheet.number_style.replace("{n}", '" counter(page) "').replace("{N}", '" counter(pages) "')
    foot = f'@bottom-center {{ content: "{words}"; font-size: 10pt }}' if words else ""
    head = f'@top-center {{ content: "{sheet.header}"; font-size: 10pt }}' if sheet.header else ""
    css = f"""
@page {{ size: A4; margin: {sheet.margin}pt; {foot} {head} }}
@page wide {{ size: A4 landscape; margin: {sheet.margin}pt; {foot} {head} }}
body {{ font: {sheet.size}pt/1.75 {_FACES["song"]}; margin: 0 }} p {{ margin: 0; text-align: justify }}
.body, .h1, .h2 {{ text-indent: 2em }} .h1, .annex, .table_title {{ font-family: {_FACES["hei"]} }}
.h2, .kai {{ font-family: {_FACES["kai"]} }} .red, .title, .number, .table_title {{ text-align: center }}
.title {{ font-size: 1.35em; font-weight: bold }} .red {{ font-size: 1.7em; color: red }} .right {{ text-align: right; padding-right: 3em }}
table {{ border-collapse: collapse; width: 100%; font-size: {sheet.table_size}pt; line-height: 1.4; table-layout: fixed; margin: 6pt 0 }}
td, th {{ padding: 3pt 4pt; font-weight: normal }} th {{ font-family: {_FACES["hei"]} }}
.full td, .full th {{ border: 0.75pt solid #000 }}
.across td, .across th {{ border-top: 0.75pt solid #000; border-bottom: 0.75pt solid #000 }} .none td, .none th, .three td, .three th {{ padding: 6pt }}
.three {{ border-top: 1pt solid #000; border-bottom: 1pt solid #000 }} .three .last th {{ border-bottom: 0.75pt solid #000 }}
.bare td:first-child, .bare th:first-child {{ border-left: none }} .bare {{ border-right: none }} .bare .end {{ border-right: none }}
.c {{ text-align: center }} .keep tr {{ break-inside: avoid }} .mid td {{ vertical-align: middle }} .top td {{ vertical-align: top }}
.wide {{ page: wide }} .fresh {{ break-before: page }}
"""
    body = []
    wide = fresh = False
    for block in made.blocks:
        if isinstance(block, Break):
            fresh = True
            if wide != block.landscape:
                body.append("</div>" if wide else '<div class="wide">')
                wide, fresh = block.landscape, False
            continue
        made_of = _table(block) if isinstance(block, Table) else _para(block)
        body.append(f'<div class="fresh">{made_of}</div>' if fresh else made_of)
        fresh = False
    if wide:
        body.append("</div>")
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{css}</style><body>{"".join(body)}</body></html>'
    )


def _para(para: Para) -> str:
    text = escape(para.text)
    if para.lead:
        lead = escape(para.text[: para.lead])
        tag = f"<b>{lead}</b>" if para.lead_face == "bold" else f'<span class="kai">{lead}</span>'
        text = tag + escape(para.text[para.lead :])
    return f'<p class="{para.style}">{text}</p>'


def _table(table: Table) -> str:
    columns = "".join(f'<col style="width:{100 * w:.2f}%">' for w in table.widths)
    head = "".join(_row(row, "th", table, row is table.head[-1]) for row in table.head)
    rows = "".join(_row(row, "td", table) for row in table.rows)
    head = f"<thead>{head}</thead>" if table.repeat else head
    kinds = f"{table.rules} {'' if table.split else 'keep'} {'mid' if table.middle else 'top'}"
    kinds += "" if table.frame or table.rules != "full" else " bare"
    return f'<table class="{kinds}"><colgroup>{columns}</colgroup>{head}<tbody>{rows}</tbody></table>'


def _row(row: Row, tag: str, table: Table, last: bool = False) -> str:
    cells = ""
    for at, cell in enumerate(row):
        if cell is None:
            continue
        spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
            f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        )
        looks = ["c"] if tag == "th" or at in table.centred or cell.columns > 1 else []
        looks += ["end"] if at + cell.columns == len(row) else []
        centre = f' class="{" ".join(looks)}"' if looks else ""
        words = escape(cell.text).replace("\n", "<br>")
        cells += f"<{tag}{spans}{centre}>{words}</{tag}>"
    return f'<tr class="last">{cells}</tr>' if last else f"<tr>{cells}</tr>"


_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>{styles}</office:automatic-styles>
<office:master-styles>{masters}</office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""
_LOOKS = {
    "red": "center 1.6 hei", "title": "center 1.35 hei", "number": "center 1 song", "table_title": "center 1.15 hei", "plain": "start 1 song",
    "annex": "start 1 hei", "body": "justify 1 song", "h1": "justify 1 hei", "h2": "justify 1 kai", "right": "end 1 song",
}  # fmt: skip


def fodt(made: Made) -> str:
    """A flat ODT."""
    sheet = made.sheet
    odf = {"song": "Noto Serif SC", "hei": "Noto Sans SC", "kai": "Qinglan Kai"}
    styles = ""
    for name, look in _LOOKS.items():
        align, factor, face = look.split()
        size = sheet.size * float(factor)
        indent = f' fo:text-indent="{2 * size}pt"' if name in ("body", "h1", "h2") else ""
        right = f' fo:margin-right="{3 * size}pt"' if name == "right" else ""
        for fresh in ("", "_wide", "_tall"):
            master = f' style:master-page-name="{fresh[1:]}"' if fresh else ""
            styles += (
                f'<style:style style:name="{name}{fresh}" style:family="paragraph"{master}><style:paragraph-properties style:punctuation-wrap="simple" fo:text-align="{align}"'
                f'{indent}{right} fo:line-height="165%"/>{_font(odf[face], size)}</style:style>'
            )
    size = sheet.table_size
    for name, align in (("cell", "start"), ("middle", "center")):
        styles += f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties style:punctuation-wrap="simple" fo:text-align="{align}"/>{_font(odf["song"], size)}</style:style>'
    styles += '<style:style style:name="bold" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>'
    styles += f'<style:style style:name="kai" style:family="text"><style:text-properties style:font-name-asian="{odf["kai"]}" style:font-family-asian="{odf["kai"]}"/></style:style>'
    masters, layouts = "", ""
    for name, width, height in (("tall", 595, 842), ("wide", 842, 595)):
        layouts += (
            f'<style:page-layout style:name="l{name}"><style:page-layout-properties fo:page-width="{width}pt" fo:page-height="{height}pt" '
            f'fo:margin="{sheet.margin - 24}pt"/><style:header-style><style:header-footer-properties fo:min-height="20pt" fo:margin-bottom="4pt"/></style:header-style>'
            f'<style:footer-style><style:header-footer-properties fo:min-height="20pt" fo:margin-top="4pt"/></style:footer-style></style:page-layout>'
        )
        number = escape(sheet.number_style).replace("{n}", "<text:page-number/>").replace("{N}", "<text:page-count/>")
        masters += (
            f'<style:master-page style:name="{name}" style:page-layout-name="l{name}"><style:header><text:p text:style-name="middle">{sheet.header}</text:p></style:header>'
            f'<style:footer><text:p text:style-name="middle">{number}</text:p></style:footer></style:master-page>'
        )
    body = ""
    fresh = "_tall"
    for count, block in enumerate(made.blocks):
        if isinstance(block, Break):
            fresh = "_wide" if block.landscape else "_tall"
        elif isinstance(block, Para):
            body += _odf_para(block, fresh)
            fresh = ""
        else:
            table_styles, words = _odf_table(block, f"t{count}", 0)
            styles += table_styles
            body += words
    return _FODT.format(styles=styles + layouts, masters=masters, body=body)


def _font(face: str, size: float) -> str:
    return (
        f'<style:text-properties fo:font-size="{size}pt" style:font-size-asian="{size}pt" style:font-family-asian="{face}" '
        f'fo:font-family="{face}"/>'
    )


def _odf_para(para: Para, fresh: str) -> str:
    text = escape(para.text)
    if para.lead:
        lead = f'<text:span text:style-name="{para.lead_face}">{escape(para.text[: para.lead])}</text:span>'
        text = lead + escape(para.text[para.lead :])
    return f'<text:p text:style-name="{para.style}{fresh}">{text}</text:p>'


def _odf_table(table: Table, name: str, _: int) -> tuple[str, str]:
    align = "middle" if table.middle else "top"
    border = {
        "full": 'fo:border="0.5pt solid #000000"',
        "across": 'fo:border-top="0.5pt solid #000000" fo:border-bottom="0.5pt solid #000000"',
        "none": 'fo:border="none"',
        "three": 'fo:border="none"',
    }[table.rules]
    pad = "5pt" if table.rules in ("none", "three") else "2.5pt"
    styles = (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties style:rel-width="100%" table:border-model="collapsing"/></style:style>'
        f'<style:style style:name="{name}c" style:family="table-cell"><style:table-cell-properties {border} fo:padding="{pad}" style:vertical-align="{align}"/></style:style>'
        f'<style:style style:name="{name}r" style:family="table-row"><style:table-row-properties fo:keep-together="{"auto" if table.split else "always"}"/></style:style>'
    )
    line = "0.5pt solid #000000"
    for kind, lines in (
        ("h", f'fo:border-top="{line}" fo:border-bottom="{line}"'),
        ("e", f'fo:border-bottom="{line}"'),
    ):
        styles += (
            f'<style:style style:name="{name}{kind}" style:family="table-cell"><style:table-cell-properties {lines} '
            f'fo:padding="{pad}" style:vertical-align="{align}"/></style:style>'
        )
    columns = ""
    for at, width in enumerate(table.widths):
        styles += f'<style:style style:name="{name}k{at}" style:family="table-column"><style:table-column-properties style:rel-column-width="{int(width * 10000)}*"/></style:style>'
        columns += f'<table:table-column table:style-name="{name}k{at}"/>'
    head = "".join(_odf_row(row, name, table, True) for row in table.head)
    head = f"<table:table-header-rows>{head}</table:table-header-rows>" if table.repeat else head
    rows = "".join(_odf_row(row, name, table, False) for row in table.rows)
    return styles, f'<table:table table:name="{name}" table:style-name="{name}">{columns}{head}{rows}</table:table>'


def _odf_row(row: Row, name: str, table: Table, head: bool) -> str:
    cells = ""
    for at, cell in enumerate(row):
        if cell is None:
            cells += "<table:covered-table-cell/>"
            continue
        spans = (
            f' table:number-rows-spanned="{cell.rows}" table:number-columns-spanned="{cell.columns}"'
            if _spans(cell)
            else ""
        )
        style = "middle" if head or at in table.centred or cell.columns > 1 else "cell"
        words = "".join(f'<text:p text:style-name="{style}">{escape(t)}</text:p>' for t in cell.text.split("\n"))
        ends = table.rows and (row is table.rows[-1] or any(row is r for r in table.rows[-cell.rows :]))
        kind = ("h" if head else "e" if ends else "c") if table.rules == "three" else "c"
        cells += f'<table:table-cell table:style-name="{name}{kind}"{spans}>{words}</table:table-cell>'
    return f'<table:table-row table:style-name="{name}r">{cells}</table:table-row>'


def _spans(cell: Cell) -> bool:
    return cell.rows > 1 or cell.columns > 1
