"""The page: a folder a tab, a shell around them, a kit of parts, and the server."""
