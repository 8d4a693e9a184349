"""How the tagger of many languages is made: a teacher out of a multilingual encoder, and data in 31 languages."""
