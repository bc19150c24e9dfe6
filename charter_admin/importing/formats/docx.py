"""Word-processor documents: made a page, then read as one."""

from io import BytesIO

import mammoth

from charter_admin.importing.blocks import Document
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.formats import html

# Beside headings: what people use for titles. Pictures are left where they are.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titre'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='caption'] => h6:fresh
p[style-name='Table Heading'] => p:fresh
"""
_NO_PICTURE = mammoth.images.img_element(lambda _image: {})


def read(data: bytes) -> Document:
    """Read a document. Raises ImportRefused if it is damaged or nested too deeply."""
    try:
        page = mammoth.convert_to_html(BytesIO(data), style_map=_STYLES, convert_image=_NO_PICTURE).value
    except MemoryError:
        raise
    except RecursionError as error:
        raise ImportRefused("nesting") from error
    except Exception as error:  # the library raises many kinds over damaged files
        raise ImportRefused("broken") from error
    return html.read(page)
