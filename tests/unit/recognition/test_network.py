"""The forward pass: packing must not change what a sentence gets."""

from __future__ import annotations

import numpy as np
import pytest

from geomap.recognition.encoder import LABELS, LOWER, MATCHES, NAME_BITS, SHAPES, TITLE, Encoded
from geomap.recognition.network import SLOPE, Network

WIDTH, HEADS, LAYERS, PIECES = 8, 2, 2, 30


def arrays(rng):
    def quantized(name, rows, columns):
        out[name] = rng.integers(-127, 128, (rows, columns)).astype(np.int8)
        out[f"{name}.scale"] = rng.uniform(0.002, 0.006, rows).astype(np.float32)

    def vector(name, *shape):
        out[name] = rng.normal(0, 0.3, shape).astype(np.float32)

    out = {"layers": np.array(LAYERS), "heads": np.array(HEADS)}
    quantized("piece", PIECES, WIDTH)
    for name, rows in (("position", 160), ("shape", SHAPES), ("match", MATCHES), ("name", NAME_BITS)):
        vector(name, rows, WIDTH)
    vector("norm.weight", WIDTH)
    vector("norm.bias", WIDTH)
    sizes = {
        "attention": (3 * WIDTH, WIDTH),
        "attention_out": (WIDTH, WIDTH),
        "up": (4 * WIDTH, WIDTH),
        "down": (WIDTH, 4 * WIDTH),
    }
    for n in range(LAYERS):
        for part, (rows, columns) in sizes.items():
            quantized(f"layers.{n}.{part}.weight", rows, columns)
            vector(f"layers.{n}.{part}.bias", rows)
        for part in ("attention_norm", "norm"):
            vector(f"layers.{n}.{part}.weight", WIDTH)
            vector(f"layers.{n}.{part}.bias", WIDTH)
    quantized("head.weight", len(LABELS), WIDTH)
    vector("head.bias", len(LABELS))
    return out


def plain(raw, sentence):
    """The same network, a sentence at a time and every piece of it, as the papers write it."""

    def matrix(name):
        return raw[name].astype(np.float64) * raw[f"{name}.scale"][:, None]

    def norm(x, name):
        x = x - x.mean(1, keepdims=True)
        return x / np.sqrt((x**2).mean(1, keepdims=True)) * raw[f"{name}.weight"] + raw[f"{name}.bias"]

    def linear(x, name):
        return x @ matrix(f"{name}.weight").T + raw[f"{name}.bias"]

    counts = [len(p) for p in sentence.pieces]
    pieces = [p for word in sentence.pieces for p in word]
    x = matrix("piece")[pieces] + raw["position"][: len(pieces)]
    for name, column in (("shape", sentence.shapes), ("match", sentence.matches), ("name", sentence.names)):
        x = x + raw[name][np.repeat(column, counts)]
    x = norm(x, "norm")
    for n in range(LAYERS):
        mixed = linear(x, f"layers.{n}.attention")
        contexts = []
        for head in range(HEADS):
            q, k, v = (
                mixed[:, part * WIDTH + head * WIDTH // HEADS : part * WIDTH + (head + 1) * WIDTH // HEADS]
                for part in range(3)
            )
            scores = np.exp(q @ k.T / np.sqrt(WIDTH // HEADS))
            contexts.append(scores / scores.sum(1, keepdims=True) @ v)
        x = norm(x + linear(np.hstack(contexts), f"layers.{n}.attention_out"), f"layers.{n}.attention_norm")
        inner = linear(x, f"layers.{n}.up")
        x = norm(x + linear(inner * np.clip(SLOPE * inner + 0.5, 0, 1), f"layers.{n}.down"), f"layers.{n}.norm")
    return linear(x, "head")[np.cumsum([0, *counts[:-1]])]


def sentence(rng, words, shapes):
    pieces = [tuple(rng.integers(0, PIECES, rng.integers(1, 4)).tolist()) for _ in range(words)]
    matches, names = rng.integers(0, MATCHES, words).tolist(), rng.integers(0, NAME_BITS, words).tolist()
    return Encoded(pieces, shapes or [TITLE] * words, matches, names)


@pytest.mark.parametrize("lengths", [[5], [3, 9, 1, 6], [40, 2, 17]])
def test_packed_sentences_get_what_each_gets_alone(lengths):
    rng = np.random.default_rng(3)
    raw = arrays(rng)
    sentences = [sentence(rng, n, None) for n in lengths]
    got = Network(raw).logits(sentences)
    assert np.abs(got - np.vstack([plain(raw, s) for s in sentences])).max() < 1e-3


def test_words_far_from_a_capital_are_no_names_and_the_others_are_not_touched():
    rng = np.random.default_rng(4)
    raw = arrays(rng)
    shapes = [TITLE, LOWER, LOWER, LOWER, LOWER, LOWER, TITLE]
    one = sentence(rng, 7, shapes)
    got, expected = Network(raw).logits([one]), plain(raw, one)
    near = [0, 1, 5, 6]
    assert np.abs(got[near] - expected[near]).max() < 1e-3
    assert got[2:5].argmax(1).tolist() == [0, 0, 0]


def test_pieces_beyond_the_longest_sentence_are_no_names():
    rng = np.random.default_rng(5)
    long = sentence(rng, 200, None)
    got = Network(arrays(rng)).logits([long])
    assert got.shape == (200, len(LABELS))
    assert got[-1].argmax() == 0


def test_a_word_at_the_edge_of_a_sentence_is_not_beside_the_next_sentence():
    rng = np.random.default_rng(6)
    network = Network(arrays(rng))
    capital, plain_words = sentence(rng, 4, [TITLE] * 4), sentence(rng, 6, [LOWER, LOWER, TITLE, LOWER, LOWER, LOWER])
    alone = np.vstack([network.logits([plain_words]), network.logits([capital])])
    together = network.logits([plain_words, capital])
    assert np.abs(together - alone).max() < 1e-3
    assert together[[0, 4, 5]].argmax(1).tolist() == [0, 0, 0]
