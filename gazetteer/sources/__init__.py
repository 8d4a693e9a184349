"""What the gazetteer is made from: the pinned packages and the hand-kept tables, read and turned into places."""
