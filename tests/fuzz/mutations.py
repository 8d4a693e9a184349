"""Hostile pieces, and ways to damage what is whole; all by a seeded generator."""

import json

CODE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "-->",
    "]]>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "${alert(1)}",
    "`${alert(1)}`",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "</textarea><script>",
    "&lt;script&gt;",
    "<iframe src=javascript:alert(1)>",
    "</style><script>alert(1)",
    "</title><script>alert(1)</script>",
    "<base href=//evil.example>",
    "=cmd|'/c calc'!A1",
    "\u2028alert(1)//",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>",
)
CONTROLS = (
    "\x1b[2J",
    "\x1b]0;owned\x07",
    "\x9b31m",
    "\x07",
    "\x08\x08",
    "\r",
    "\x00",
    "\x0b",
    "\x0c",
    "\x7f",
    "\x85",
    "\x90",
    "\u202e",
    "\u202d",
    "\u2066",
    "\u2067",
    "\u2069",
    "\u200e",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\ufffe",
    "\ud800",
    "\udfff",
    "\udce9",
    "\U0010ffff",
    "\u0301" * 20,
)
NUMBERS = (
    "1e999",
    "-1e999",
    "NaN",
    "Infinity",
    "-Infinity",
    "9" * 5000,
    "-" + "9" * 5000,
    "9" * 400,
    "1e308",
    "-0",
    "1e-400",
    "0x10",
    "01",
    "1_000",
    "true",
    "null",
    '"1e999"',
    '"nan"',
    '"' + "9" * 5000 + '"',
    "[]",
    "{}",
    '"\\ud800"',
    '"\\u0000"',
    "0.1e",
    "18446744073709551616",
    "[[[[1]]]]",
)
WORDS = (
    "Paris",
    "Homs",
    "Damascus",
    "Springfield",
    "Syrian",
    "the buffer zone",
    "southern Syria",
    "Hmeimim air base",
    "38SMB4488",
    "10 km north of Homs",
)


def pick(rng, *groups):
    return rng.choice(rng.choice(groups))


def text(rng, *groups, most=30):
    """A text of places with hostile pieces between, before and inside them."""
    pieces = []
    for _ in range(rng.randint(1, most)):
        word = rng.choice(WORDS)
        kind = rng.randrange(4)
        if kind == 0:
            at = rng.randrange(len(word))
            word = word[:at] + pick(rng, *groups) + word[at:]
        elif kind == 1:
            word = pick(rng, *groups) + word + pick(rng, *groups)
        pieces.append(word)
    return rng.choice([" ", ", ", ". ", "\n\n", " in "]).join(pieces)


def damaged(rng, raw):
    """Bytes with something wrong: cut, flipped, zeroed, doubled, swapped, filled with noise."""
    data = bytearray(raw)
    for _ in range(rng.choice([1, 1, 1, 3, 10])):
        if not data:
            break
        at = rng.randrange(len(data))
        size = min(len(data) - at, rng.choice([1, 1, 4, 64, 4096]))
        how = rng.randrange(7)
        if how == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif how == 1:
            del data[at : at + size]
        elif how == 2:
            data[at : at + size] = bytes(size)
        elif how == 3:
            data[at:at] = rng.randbytes(size)
        elif how == 4:
            data[at : at + size] = b"\xff" * size
        elif how == 5:
            data[at:at] = data[at : at + size]
        else:
            data = data[:at]
    return bytes(data)


def lying(rng, value, numbers=NUMBERS):
    """JSON text of a value in which something is another thing than it should be."""
    spots = []
    _walk(value, (), spots)
    spot = rng.choice(spots)
    mark = "@@LIE@@"
    return json.dumps(_put(value, spot, mark)).replace(f'"{mark}"', rng.choice(numbers), 1)


def _walk(value, path, spots):
    spots.append(path)
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items)[:20]:
        _walk(inner, (*path, key), spots)


def _put(value, path, new):
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _put(value[path[0]], path[1:], new)
    return copy
