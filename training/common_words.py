"""Write tasks/extract/lexicons/common_words.txt: words that pages write in lower case, so that a capital says little.

    python training/common_words.py PAGES_DIR

Names never stand in lower case on a page that is edited, so the list holds no names.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from tasks.extract.people.name_lexicons import FOLDER, rows

_WORD = re.compile(r"(?<![\w@#./:-])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@/])")


def main() -> None:
    """Count in how many pages each lower-case word stands."""
    pages: Counter[str] = Counter()
    for page in sorted(Path(sys.argv[1]).iterdir()):
        if page.suffix in (".txt", ".html"):
            text = re.sub(r"<[^>]*>", " ", page.read_text(encoding="utf-8")).replace("’", "'")
            pages.update({w for w in _WORD.findall(text) if w == w.lower() and len(w) > 1})
    particles = {row[0] for row in rows("name_particles.txt")}
    words = sorted(w for w, n in pages.items() if w not in particles)
    header = "# Words that news pages write in lower case; made by training/common_words.py from the training pages.\n"
    (FOLDER / "common_words.txt").write_text(header + "".join(w + "\n" for w in words), encoding="utf-8")
    print(len(words), "words")


if __name__ == "__main__":
    main()
