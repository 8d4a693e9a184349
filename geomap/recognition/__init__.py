"""Recognition: a document's text to the spans that name places."""
