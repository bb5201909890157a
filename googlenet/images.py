"""`open_image`, where notebooks look for it."""

from googlenet.data.images import open_image

__all__ = ["open_image"]
