"""geomap for other programs that ask and are answered: by HTTP (``geomap serve``) and by the Model Context Protocol."""
