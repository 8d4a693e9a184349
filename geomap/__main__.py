"""``python -m geomap`` is the same as ``geomap``."""

from geomap.cli.main import main

if __name__ == "__main__":
    main()
