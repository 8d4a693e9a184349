"""Maps where people write: a block of text in a document becomes a map.

One module a tool: Pandoc (and so Quarto), Sphinx, Python-Markdown (and so MkDocs) and Jinja. Each needs only its tool.
"""
