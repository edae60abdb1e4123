"""Word files to the clean HTML of bodies, with a report of what was lost. Pure: bytes in, HTML and images out."""

from policies.word.conversion import Converted, Image, convert
from policies.word.elements import Elements, recognise

__all__ = ["Converted", "Elements", "Image", "convert", "recognise"]
