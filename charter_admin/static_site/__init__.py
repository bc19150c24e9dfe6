"""The public addresses as files, for a web server or a CDN to serve in the place of the public plane."""
