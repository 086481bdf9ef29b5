"""A picture of a Word document at the right edge of the page, with the text beside it."""

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

GAP = int(Mm(4))

_ANCHOR = """<wp:anchor {names} distT="0" distB="0" distL="{gap}" distR="0" simplePos="0"
 relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/>
<wp:effectExtent l="0" t="0" r="0" b="0"/>
<wp:wrapSquare wrapText="left"/>
</wp:anchor>"""


def float_right(inline: Any) -> None:
    """Turn a picture in the line (python-docx makes no others) into one beside the text."""
    anchor = parse_xml(
        _ANCHOR.format(
            names=nsdecls("wp", "a", "pic", "r"),
            gap=GAP,
            width=int(inline.extent.cx),
            height=int(inline.extent.cy),
        )
    )
    for part in (inline.docPr, *inline.xpath("wp:cNvGraphicFramePr"), inline.graphic):
        anchor.append(part)
    inline.getparent().replace(inline, anchor)
