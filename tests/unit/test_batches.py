"""Streams of texts are cut into batches that are bounded by what they hold."""

import gc
from contextlib import suppress

import pytest

from geomap.batches import CHARACTERS, COUNT, collected_later, in_batches
from geomap.model import Document


def test_a_batch_ends_with_the_text_that_fills_it():
    texts = ["a" * 40, Document("b" * 40), "c" * 40, "d" * 200, "e"]
    assert list(in_batches(texts, characters=100)) == [texts[:3], texts[3:4], texts[4:]]
    assert [len(batch) for batch in in_batches(["x"] * 10, count=4)] == [4, 4, 2]
    assert list(in_batches([])) == []


def test_no_more_of_a_stream_is_taken_than_fills_a_batch():
    taken = []

    def stream():
        for number in range(10_000):
            taken.append(number)
            yield "word " * 3000

    next(in_batches(stream()))
    assert 15_000 * (len(taken) - 1) < CHARACTERS <= 15_000 * len(taken)
    taken.clear()
    next(in_batches(number for number in iter(lambda: taken.append(0) or "short", None)))
    assert len(taken) == COUNT


def test_what_came_before_an_error_of_the_stream_is_yielded_first():
    def stream():
        yield "In Homs."
        yield "In Hama."
        raise OSError("the disk is gone")

    batches = in_batches(stream())
    assert next(batches) == ["In Homs.", "In Hama."]
    with pytest.raises(OSError, match="the disk is gone"):
        next(batches)


def test_garbage_is_collected_again_when_a_batch_is_done_or_fails():
    for fails in (False, True):
        with suppress(ValueError), collected_later():
            assert not gc.isenabled()
            if fails:
                raise ValueError
        assert gc.isenabled()


def test_who_collects_no_garbage_is_left_alone():
    gc.disable()
    try:
        with collected_later():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
