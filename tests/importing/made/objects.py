"""JSON, as people and programs write lists of cookies in it."""

import json

from tests.importing.made.case import Answer, Case

GA: Answer = ("_ga", "Google", "Counts visits", "2 years")
SID: Answer = ("sessionid", "River Council", "Keeps you signed in", "Session")
MATOMO: Answer = ("_pk_id.*", "Matomo", "Compter les visites", "13 mois")
LANG: Answer = ("lang", "Ville de Rives", "Se souvenir de la langue", "1 an")


def _under(keys: tuple[str, ...], *answers: Answer) -> list[dict[str, str | None]]:
    return [dict(zip(keys, answer, strict=True)) for answer in answers]


_LIST = _under(("name", "provider", "purpose", "duration"), GA, SID)
_CAMEL = {
    "site": "https://www.rives.example",
    "cookieList": _under(("cookieName", "dataController", "cookieDescription", "retentionPeriod"), GA, SID),
}
_FRENCH = {"langue": "fr", "cookies": _under(("nom", "prestataire", "finalite", "duree"), MATOMO, LANG)}
_BY_CATEGORY = {
    "title": "Cookie policy",
    "categories": [
        {
            "id": 1,
            "name": "Strictly necessary",
            "description": "Always on.",
            "cookies": [
                {
                    "name": "sessionid",
                    "vendor": "River Council",
                    "description": "Keeps you signed in",
                    "expiry": "Session",
                }
            ],
        },
        {
            "id": 2,
            "name": "Analytics",
            "description": "Only if you agree.",
            "cookies": [{"name": "_ga", "vendor": "Google", "description": "Counts visits", "expiry": "2 years"}],
        },
    ],
}
_BY_PROVIDER = {
    "cookies": {
        "providers": [
            {
                "name": "Google",
                "privacyPolicy": "https://policies.example/google",
                "cookies": [{"name": "_ga", "purpose": "Counts visits", "lifetime": "2 years"}],
            },
            {
                "name": "River Council",
                "privacyPolicy": "https://river.example",
                "cookies": [{"name": "sessionid", "purpose": "Keeps you signed in", "lifetime": "Session"}],
            },
        ]
    }
}
_BY_NAME = {
    "cookies": {
        "_ga": {"provider": "Google", "purpose": "Counts visits", "expires": "2 years"},
        "sessionid": {"provider": "River Council", "purpose": "Keeps you signed in", "expires": "Session"},
    }
}
_KEYED_CATEGORIES = {
    "cookies": {
        "necessary": [
            {"name": "sessionid", "domain": "River Council", "purpose": "Keeps you signed in", "duration": "Session"}
        ],
        "statistics": [{"name": "_ga", "domain": "Google", "purpose": "Counts visits", "duration": "2 years"}],
    }
}
_LANGUAGES = {
    "lang": "fr",
    "cookies": [
        {
            "name": "_pk_id.*",
            "provider": {"name": "Matomo", "url": "https://matomo.example"},
            "purpose": {"en": "Counts visits", "fr": "Compter les visites"},
            "duration": {"value": 13, "unit": "mois"},
        },
        {
            "name": "lang",
            "provider": {"name": "Ville de Rives"},
            "purpose": {"en": "Remembers the language", "fr": "Se souvenir de la langue"},
            "duration": "1 an",
        },
    ],
}
_UNITS = [{"cookie": "_pk_id.*", "host": "Matomo", "use": "Compter les visites", "retention": 13, "unit": "mois"}]
_DEEP = {"page": {"sections": [{"title": "Intro", "text": "Hello"}, {"title": "Cookies", "rows": _LIST}]}}
_PEOPLE = {
    "people": [{"name": "Ada", "role": "Engineer", "email": "ada@example.org"}],
    "prices": [{"id": "a1", "price": 3}],
}
_PACKAGE = {
    "name": "web-app",
    "version": "1.0.0",
    "description": "A site.",
    "author": "Somebody",
    "dependencies": {"cookie-parser": "^1.4.6", "express": "^4.18.2"},
    "scripts": {"build": "tsc", "test": "jest"},
}

CASES = tuple(
    Case("json", title, lambda value=value: json.dumps(value, ensure_ascii=False, indent=1).encode(), answers)  # type: ignore[misc]  # bound now, not later
    for title, value, answers in (
        ("list", _LIST, (GA, SID)),
        ("camel case", _CAMEL, (GA, SID)),
        ("french keys", _FRENCH, (MATOMO, LANG)),
        ("by category", _BY_CATEGORY, (SID, GA)),
        ("by provider", _BY_PROVIDER, (GA, SID)),
        ("by name", _BY_NAME, (GA, SID)),
        ("categories as keys", _KEYED_CATEGORIES, (SID, GA)),
        ("languages", _LANGUAGES, (MATOMO, LANG)),
        ("units", _UNITS, (MATOMO,)),
        ("deep", _DEEP, (GA, SID)),
        ("people", _PEOPLE, ()),
        ("package", _PACKAGE, ()),
    )
)  # fmt: skip
