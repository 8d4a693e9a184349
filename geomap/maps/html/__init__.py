"""The HTML page: a Folium map whose texts travel as data, not as code."""
