"""reStructuredText, as documentation and repositories hold it."""

from tests.importing.made.case import Case

_LIST_TABLE = """
Témoins de connexion
====================

.. meta::
   :description: Politique

Le site https://docs.rives.example dépose ces cookies.

Mesure d'audience
-----------------

.. list-table:: Cookies de mesure
   :header-rows: 1
   :widths: 20 20 40 20

   * - Nom
     - Fournisseur
     - Finalité
     - Durée
   * - ``_pk_id.*``
     - Matomo
     - Compter les visiteurs,
       sans les reconnaître ailleurs
     - 13 mois
   * - ``_pk_ses.*``
     - Matomo
     -
     - 30 minutes
"""

_CSV = """
Cookies
~~~~~~~

.. csv-table:: Cookies we set
   :header: "Cookie name", "Provider", "Purpose", "Duration"
   :widths: 15, 15, 50, 20

   "csrftoken", "River Council", "Protects forms, and nothing else", "1 year"
   "sessionid", "River Council", "Keeps you signed in", "Session"
"""

_CSV_SEMICOLON = """
Cookies
=======

.. csv-table::
   :header-rows: 1
   :delim: ;

   Cookie;Anbieter;Zweck;Speicherdauer
   JSESSIONID;Stadt Flussau;Hält die Anmeldung aufrecht;Sitzung
   et_oi_v2;etracker;Merkt sich den Widerspruch;50 Jahre
"""

_GRID = """
Cookies du portail
==================

+---------------+-----------------+--------------------------+-----------+
| Cookie        | Prestataire     | Finalité                 | Durée     |
+===============+=================+==========================+===========+
| ``sid``       | Ville de Rives  | Garder la session        | Session   |
|               |                 | ouverte                  |           |
+---------------+                 +--------------------------+-----------+
| ``lang``      |                 | Se souvenir de la langue | 1 an      |
+---------------+-----------------+--------------------------+-----------+
| **Mesure d'audience**                                                  |
+---------------+-----------------+--------------------------+-----------+
| ``_pk_id.*``  | Matomo          | Compter les visites      | 13 mois   |
+---------------+-----------------+--------------------------+-----------+
"""

_SIMPLE = """
Cookie policy
*************

===========  =============  ==============================  ========
Cookie       Set by         What it does                    Expires
===========  =============  ==============================  ========
_ga          Google         Tells one visitor from another  2 years
_gid         Google         Tells visitors apart for a day  24 hours
sessionid    River Council  Keeps you signed in while you   Session
                            fill in a form
===========  =============  ==============================  ========

Write to us if you have questions.
"""

_DEFINITIONS = """
Our cookies
===========

``_ga``
   Tells one visitor from another.

   :Provider: Google
   :Duration: 2 years

``csrftoken``
   Protects forms.

   :Provider: River Council
   :Duration: 1 year
"""

_FIELDS = """
Cookies du site
===============

:Cookie: ``_pk_id.*``
:Prestataire: Matomo
:Finalité: Compter les visites
:Durée: 13 mois

:Cookie: ``tarteaucitron``
:Prestataire: Ville de Rives
:Finalité: Retenir vos choix
:Durée: 6 mois
"""

_NOTE = r"""
.. _cookies:

=======
Cookies
=======

.. note:: Cookies nécessaires

   .. list-table::
      :header-rows: 1

      * - Cookie
        - Émetteur
        - But
        - Durée
      * - \_\_Host-sid
        - `Ville de Rives <https://rives.example>`_
        - *Garder* la session
        - Session

.. A remark nobody sees: ``_old`` was here.

.. code-block:: python

   cookie = "no_cookie"
"""

_SPANNED = """
Cookies
=======

=====  ==========  ===================  =======
Cookie             Usage
-----------------  ----------------------------
Name   Provider    Purpose              Expires
=====  ==========  ===================  =======
_fbp   Meta        Shows fitting ads    90 days
sid    Rivertown   Keeps the session    Session
=====  ==========  ===================  =======
"""

_NONE = """
Changelog
=========

=======  ===================
Version  Change
=======  ===================
1.2.0    Faster start
1.1.0    New `colours`_
=======  ===================

:Author: Somebody
:Licence: MIT

Options
-------

``verbose``
   Says more.
"""

_ESCAPED = """
Cookies
-------

+--------------+----------+----------------------------+---------+
| Name of      | Provider | Purpose                    | Expires |
| the cookie   |          |                            |         |
+==============+==========+============================+=========+
| * ``_ga``    | Google   | Counts visits              | 2 years |
| * ``_gid``   |          |                            |         |
+--------------+----------+----------------------------+---------+
| ``_ga_<id>`` | Google   | Keeps the state [1]_       | 2 years |
+--------------+----------+----------------------------+---------+

.. [1] Of the session.
"""

CASES = tuple(
    Case("rst", title, lambda source=source: source.encode(), answers)  # type: ignore[misc]  # bound now, not later
    for title, source, answers in (
        ("list-table", _LIST_TABLE, (
            ("_pk_id.*", "Matomo", "Compter les visiteurs, sans les reconnaître ailleurs", "13 mois"),
            ("_pk_ses.*", "Matomo", None, "30 minutes"))),
        ("csv-table", _CSV, (
            ("csrftoken", "River Council", "Protects forms, and nothing else", "1 year"),
            ("sessionid", "River Council", "Keeps you signed in", "Session"))),
        ("csv-table with semicolons", _CSV_SEMICOLON, (
            ("JSESSIONID", "Stadt Flussau", "Hält die Anmeldung aufrecht", "Sitzung"),
            ("et_oi_v2", "etracker", "Merkt sich den Widerspruch", "50 Jahre"))),
        ("grid", _GRID, (
            ("sid", "Ville de Rives", "Garder la session ouverte", "Session"),
            ("lang", "Ville de Rives", "Se souvenir de la langue", "1 an"),
            ("_pk_id.*", "Matomo", "Compter les visites", "13 mois"))),
        ("simple", _SIMPLE, (
            ("_ga", "Google", "Tells one visitor from another", "2 years"),
            ("_gid", "Google", "Tells visitors apart for a day", "24 hours"),
            ("sessionid", "River Council", "Keeps you signed in while you fill in a form", "Session"))),
        ("definitions", _DEFINITIONS, (
            ("_ga", "Google", "Tells one visitor from another.", "2 years"),
            ("csrftoken", "River Council", "Protects forms.", "1 year"))),
        ("fields", _FIELDS, (
            ("_pk_id.*", "Matomo", "Compter les visites", "13 mois"),
            ("tarteaucitron", "Ville de Rives", "Retenir vos choix", "6 mois"))),
        ("in a note", _NOTE, (("__Host-sid", "Ville de Rives", "Garder la session", "Session"),)),
        ("spanned header", _SPANNED, (
            ("_fbp", "Meta", "Shows fitting ads", "90 days"),
            ("sid", "Rivertown", "Keeps the session", "Session"))),
        ("bullets in a cell", _ESCAPED, (
            ("_ga", "Google", "Counts visits", "2 years"),
            ("_gid", "Google", "Counts visits", "2 years"),
            ("_ga_<id>", "Google", "Keeps the state", "2 years"))),
        ("none", _NONE, ()),
    )
)  # fmt: skip
