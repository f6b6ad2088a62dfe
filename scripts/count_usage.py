"""Counts which syllables and which neighbours offices write, for the repair of damaged text.

    python scripts/count_usage.py CORPUS.jsonl.gz src/caicach/core/vietnamese/legacy/data/usage.txt

The corpus is lines of JSON with a "text" each: public administrative documents, which are not part of this repository.
"""

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from caicach.core.vietnamese import nfc
from caicach.core.vietnamese.syllables import syllables

# In at least so many documents, and so often in all: what one office writes, or wrote once, is not usage.
DOCUMENTS = 3
TIMES = 6
HEAD = """\
# What Vietnamese offices write: a syllable, how often it stands in the counted documents, then what follows it and how often.
# Counted by scripts/count_usage.py over {documents} public administrative documents; only possible syllables, only what stands
# in {least} documents and {times} times or more.
"""


def main(corpus: Path, target: Path) -> None:
    total: Counter[tuple[str, ...]] = Counter()
    documents: Counter[tuple[str, ...]] = Counter()
    count = 0
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = counted(json.loads(line)["text"])
            total.update(found)
            documents.update(found.keys())
            count += 1
    kept = [one for one in total if documents[one] >= DOCUMENTS and total[one] >= TIMES]
    following: defaultdict[str, list[str]] = defaultdict(list)
    for first, second in sorted(one for one in kept if len(one) == 2):
        following[first].append(f"{second} {total[first, second]}")
    rows = [
        " ".join([word, str(total[(word,)]), *following[word]])
        for (word,) in sorted(one for one in kept if len(one) == 1)
    ]
    head = HEAD.format(documents=count, least=DOCUMENTS, times=TIMES)
    target.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


def counted(text: str) -> Counter[tuple[str, ...]]:
    """Syllables, and pairs of them with nothing but one space between."""
    found: Counter[tuple[str, ...]] = Counter()
    for run in re.split(r"[^\w ]|[\d_]|  ", nfc(text).lower()):
        words = run.split()
        known = [word if word in syllables() else "" for word in words]
        found.update((word,) for word in known if word)
        found.update((first, second) for first, second in pairwise(known) if first and second)
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
