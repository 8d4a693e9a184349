"""Ports on a layer of their own, and three more things that a package can add to geomap."""
