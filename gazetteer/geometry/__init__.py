"""How far places reach: the land cut into faces, footprints made of them, and the lines of the base map."""
