"""How rules are written: as the words of the text, with any white space between them."""

import re

LOWER = "a-zàáảãạâầấẩẫậăằắẳẵặèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
"""Small Vietnamese letters for a class of characters; in a range from à to ỹ capitals would stand too."""

_LOOK_BEHIND = re.compile(r"\(\?<[!=][^()]*\)")


def words(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern in which a blank stands for any run of white space, as line breaks and marks leave it; " ?" for none, too.

    What is looked for behind has a fixed width, so a blank in it is one white space.
    """
    fixed = _LOOK_BEHIND.sub(lambda found: found[0].replace(" ", r"\s"), pattern)
    return re.compile(fixed.replace(" ?", r"\s*").replace(" ", r"\s+"), flags)
