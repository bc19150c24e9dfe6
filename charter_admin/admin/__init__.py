"""The admin plane: the Flask application in which people declare, correct and publish.

A feature is a folder with `views.py` (form, one service call, flash, redirect) and `forms.py`; its pages are in
`templates/<feature>/`. Every view says which permission it needs with `access.requires`; the gate in `access.py`
turns the ids of the address into rows of the reader's organization before the view runs.
"""
