"""The body as a picture: its links from the front, its joints by their use."""
