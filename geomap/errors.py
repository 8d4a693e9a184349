"""The errors that geomap raises on purpose: each message is one line that says what to do."""


class GeomapError(Exception):
    """Base of every error that geomap raises on purpose."""


class InputError(GeomapError):
    """A text, file or option from outside cannot be used."""


class OutputError(GeomapError):
    """A result cannot be written where it was asked for."""


class GazetteerError(GeomapError):
    """The gazetteer's data are missing, damaged or of another version."""


class UnknownPlaceError(GazetteerError, KeyError):
    """No place bears the given id."""

    def __str__(self) -> str:
        # KeyError would show the message in quotes.
        return str(self.args[0]) if self.args else ""


class AssetError(GeomapError):
    """A page names a script, style or image that the package does not carry."""


class MissingExtraError(GeomapError):
    """An optional dependency is not installed; the message names the extra."""


class PluginError(GeomapError):
    """Something that an installed package adds to geomap cannot be used; the message names the package."""
