"""The bundled gazetteer as a project of its own: where it comes from and how it is built. It is not in the wheel."""
