"""Demonstration attachments: official documents, forms and notices as PDF and Word, laid out after GB/T 9704-2012.

Needs the extra `demo` (reportlab, python-docx). The same input always gives the same bytes.
"""

from portal.demo_files.pdf import make_pdf
from portal.demo_files.word import make_docx

__all__ = ["make_docx", "make_pdf"]
