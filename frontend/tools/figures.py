"""Make the tabular figures of the screen.

Be Vietnam Pro as @fontsource ships it has no `tnum` feature and its figures differ in width (1 is little more than half
of 4), so columns of points would not line up. This takes its ten figures and gives each the same advance width, with the
ink centred. The result, `src/fonts/figures-*.woff2`, is kept in the repository; run this again only when the font changes:

    pip install fonttools brotli
    python tools/figures.py

Licence of the font and of the result: SIL Open Font License 1.1.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent.parent
SOURCE = HERE / "node_modules/@fontsource/be-vietnam-pro/files"
ADVANCE = 664  # of 1000 units: the ink of every figure fits with air on both sides


def tabular(weight: int) -> None:
    font = TTFont(SOURCE / f"be-vietnam-pro-latin-{weight}-normal.woff2")
    options = Options(layout_features=[], flavor="woff2", hinting=False, name_IDs=[0, 1, 2, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(text="0123456789")
    subsetter.subset(font)
    outlines = font["glyf"]
    for letter in font.getBestCmap().values():
        glyph = outlines[letter]
        ink = glyph.xMax - glyph.xMin
        shift = round((ADVANCE - ink) / 2) - glyph.xMin
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(outlines)
        font["hmtx"][letter] = (ADVANCE, glyph.xMin)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = "Cai Cach Figures"
    font.flavor = "woff2"
    font.save(HERE / f"src/fonts/figures-{weight}.woff2")


for each in (400, 500, 600, 700):
    tabular(each)
