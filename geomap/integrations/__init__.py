"""Maps where people write: a block of text in a document becomes a map.

One module a tool: Pandoc (and so Quarto), Sphinx, Python-Markdown (and so MkDocs) and Jinja. Each needs only its tool.

Streamlit and Dash need nothing of ours, only the page as a string, of ``news_map = geomap.map_text(article)``::

    import streamlit as st
    st.iframe(news_map.to_html(), height=640)  # where st has no iframe yet: st.components.v1.html

    from dash import html
    html.Iframe(srcDoc=news_map.to_html(), style={"width": "100%", "height": 640})
"""
