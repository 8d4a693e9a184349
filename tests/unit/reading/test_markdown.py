import pytest

from geomap.errors import InputError
from geomap.reading.markdown import read_markdown

STORY = """---
title: "Rain in Hama"
date: 2025-10-14
lang: en
---

# Rain in *Hama*

It rained in [Homs](https://example.org/london) and
`Tokyo` ![Berlin](berlin.png "Berlin").

- Idlib
- Aleppo

| City | mm |
| ---- | -- |
| Raqqa | 12 |

```
Madrid
```

<div>Oslo</div>

> They said so in Paris.
"""


def test_the_prose_is_taken_without_addresses_code_pictures_and_html():
    extract = read_markdown(STORY.encode(), "story.md")
    assert extract.text.split("\n\n") == [
        "Rain in Hama", "It rained in Homs and .", "Idlib\nAleppo", "City | mm |\nRaqqa | 12 |",
        "They said so in Paris.",
    ]  # fmt: skip
    assert (extract.title, extract.date, extract.language) == ("Rain in Hama", "2025-10-14", "en")


def test_the_first_heading_is_the_title_without_a_front_matter():
    assert read_markdown(b"Intro.\n\n## Rain & *wind*\n", "story.md").title == "Rain & wind"


def test_a_rule_at_the_top_is_no_front_matter():
    assert read_markdown(b"---\n\nHoms.\n", "story.md").text == "Homs."


def test_markdown_without_prose_is_said():
    with pytest.raises(InputError, match=r"story\.md holds no text"):
        read_markdown(b"```\nx\n```\n", "story.md")
