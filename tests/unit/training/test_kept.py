"""What the fits keep: a remembered text gives what reading it anew gives; own texts say what is no place."""

from geomap.gazetteer import bundled
from geomap.model import Document
from geomap.training import kept
from geomap.training.own_texts import NO_PLACE, own_texts


def test_a_remembered_text_has_the_same_toponyms(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "KEPT", tmp_path)
    document = Document("Rebels left Homs in Syria for Tartus, the Kentucky State Police said.")
    recognizer = kept.KeptRecognizer(bundled())
    anew = recognizer.recognize(document)
    recognizer.remember("one", [document.text])
    monkeypatch.setattr(recognizer, "tagger", None)
    assert recognizer.recognize(document) == anew
    assert len(anew) >= 3
    again = kept.KeptRecognizer(bundled())
    monkeypatch.setattr(again, "tagger", None)
    again.remember("one", [document.text])  # from disk
    assert again.recognize(document) == anew


def test_own_texts_tell_places_from_what_only_looks_like_one():
    mentions = [mention for gold in own_texts() for mention in gold.mentions]
    assert sum(mention.type == NO_PLACE for mention in mentions) > 100
    assert all(gold.document.text[m.start : m.end] == m.name for gold in own_texts() for m in gold.mentions)
