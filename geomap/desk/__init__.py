"""``geomap edit``: the map's editor as an application in the browser, for what needs the gazetteer.

A small server that answers this computer alone, and only who knows its token (``guard``); the projects, each one file
that every edit is written into at once (``project``, ``shelf``); and what it makes of them (``workshop``). The page
that it serves shows the map's own page in a sandboxed frame, and they speak by messages: ``assets/editor.js`` is this
side of it, the map's ``desk.js`` the other.
"""
