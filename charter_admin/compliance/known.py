"""Trackers of which it is known that they are never exempt, and the words and names of audience measurement. Pure.

Only names and hosts that cannot be mistaken: being found here stops a publication. The names are facts of the
products' own documentation and of the Open Cookie Database.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from charter_admin.listing import fold
from charter_admin.versions.document import Cookie

# By owner; a name that ends with a star stands for all that begin like it.
_NEVER_EXEMPT = {
    "Meta": "_fbp _fbc",
    "Google Ads": "_gcl_* _gac_* __gads __gpi __gpi_optout",
    "YouTube": "VISITOR_INFO1_LIVE VISITOR_PRIVACY_METADATA",
    "Microsoft Advertising": "_uetsid _uetvid _uetmsclkid MUID",
    "Microsoft Clarity": "_clck _clsk",
    "LinkedIn": "li_sugr li_fat_id bcookie bscookie UserMatchHistory AnalyticsSyncHistory",
    "X": "personalization_id guest_id_ads guest_id_marketing muc_ads",
    "TikTok": "_ttp _tt_enable_cookie ttwid",
    "Pinterest": "_pin_unauth _pinterest_* _epik _derived_epik",
    "Snapchat": "_scid _scid_r _sctr",
    "Reddit": "_rdt_uuid _rdt_cid",
    "Criteo": "cto_bundle cto_bidid cto_lwid",
    "Xandr": "uuid2",
    "Taboola": "t_gid taboola_usg taboola_*",
    "Outbrain": "obuid outbrain_cid_fetch",
    "AddThis": "__atuvc __atuvs",
    "Hotjar": "_hjid _hjSession* _hjAbsoluteSession* _hjFirstSeen",
    "HubSpot": "hubspotutk __hstc __hssc __hssrc",
}
_GOOGLE_ANALYTICS = "_ga _ga_* _gid _gat _gat_* __utma __utmb __utmc __utmt __utmz __utmv"
# Common words, which only their host makes recognisable.
_WITH_HOST = {
    ("IDE", "doubleclick.net"): "DoubleClick",
    ("DSID", "doubleclick.net"): "DoubleClick",
    ("test_cookie", "doubleclick.net"): "DoubleClick",
    ("fr", "facebook.com"): "Meta",
    ("anj", "adnxs.com"): "Xandr",
    ("YSC", "youtube.com"): "YouTube",
}
_HOSTS = {
    "doubleclick.net": "DoubleClick",
    "googlesyndication.com": "Google Ads",
    "googleadservices.com": "Google Ads",
    "ads-twitter.com": "X",
    "ads.linkedin.com": "LinkedIn",
    "snap.licdn.com": "LinkedIn",
    "analytics.tiktok.com": "TikTok",
    "ct.pinterest.com": "Pinterest",
    "bat.bing.com": "Microsoft Advertising",
    "clarity.ms": "Microsoft Clarity",
    "hotjar.com": "Hotjar",
    "criteo.com": "Criteo",
    "criteo.net": "Criteo",
    "adnxs.com": "Xandr",
    "taboola.com": "Taboola",
    "outbrain.com": "Outbrain",
    "amazon-adsystem.com": "Amazon Ads",
    "rubiconproject.com": "Magnite",
    "pubmatic.com": "PubMatic",
    "smartadserver.com": "Equativ",
    "casalemedia.com": "Index Exchange",
    "openx.net": "OpenX",
    "adform.net": "Adform",
    "teads.tv": "Teads",
}
_ANALYTICS_HOSTS = ("google-analytics.com", "analytics.google.com")
_AUDIENCE_NAMES = (
    "_pk_* pk_* mtm_* MATOMO_SESSID _paq* piwik_* atuserid atidvisitor atauthority atreman xtvrn xtan xtant xtuid "
    "xtidp _pcid _pctx _pprv pa_vid pa_user pa_privacy etuix stat_track plausible_ignore wysistat"
)

_EXACT = {name: owner for owner, names in _NEVER_EXEMPT.items() for name in names.split() if not name.endswith("*")}
_BEGINNINGS = {
    name.rstrip("*"): owner for owner, names in _NEVER_EXEMPT.items() for name in names.split() if name.endswith("*")
}
_WILD = re.compile(r"\*+|<[^<>]*>|\{[^{}]*\}|#+")
# Whole words, folded, in French and English, as names of purposes and services have them.
_AUDIENCE = re.compile(
    r"\b(?:audiences?|statisti\w*|frequentation|web ?analytics|analytics|analytique|matomo|piwik|piano|at internet|xiti"
    r"|eulerian|plausible|wysistat)\b"
)
_ADVERTISING = re.compile(
    r"\b(?:publicit\w*|advertis\w*|retargeting|reciblage|remarketing|marketing|reseaux sociaux"
    r"|social (?:media|networks?)|boutons? de partage|sharing buttons?)\b"
)


def owner_of(cookie: Cookie, hosts: Iterable[str]) -> str:
    """Whose advertising, social or recording tracker this is; empty for any other."""
    name = _sample(cookie.name)
    if name in _EXACT:
        return _EXACT[name]
    known = (owner for beginning, owner in _BEGINNINGS.items() if name.startswith(beginning))
    theirs = [cookie.host, *hosts]
    with_host = (o for (n, host), o in _WITH_HOST.items() if n == name and any(inside(one, host) for one in theirs))
    return next(known, "") or next(with_host, "")


@lru_cache(maxsize=4096)
def owner_of_host(host: str) -> str:
    """Whose advertising or recording host this is; empty for any other."""
    return next((owner for known, owner in _HOSTS.items() if inside(host, known)), "")


def is_google_analytics(cookie: Cookie) -> bool:
    """Whether Google Analytics sets a cookie of this name."""
    return _named(cookie.name, _GOOGLE_ANALYTICS)


def is_google_analytics_host(host: str) -> bool:
    """Whether Google Analytics collects at this host."""
    return any(inside(host, known) for known in _ANALYTICS_HOSTS)


def measures_audience(cookies: Iterable[Cookie], *names: str) -> bool:
    """Whether cookies, or the names of a service, of its provider and of its purpose, tell of audience measurement."""
    return any(_named(cookie.name, _AUDIENCE_NAMES) for cookie in cookies) or any(
        _tells_of_audience(name) for name in names
    )


def speaks_of_advertising(*names: str) -> bool:
    """Whether names tell of advertising or social networks."""
    return any(_ADVERTISING.search(fold(name)) for name in names)


@lru_cache(maxsize=4096)
def _tells_of_audience(name: str) -> bool:
    """Kept: every platform names the same services."""
    return _AUDIENCE.search(fold(name)) is not None


def inside(host: str, domain: str) -> bool:
    """Whether a host is the domain or under it."""
    bare = host.lower().strip(".").partition(":")[0]
    return bare == domain or bare.endswith(f".{domain}")


def _named(name: str, known: str) -> bool:
    exact, beginnings = _split(known)
    sample = _sample(name)
    return sample in exact or sample.startswith(beginnings)


@cache
def _split(known: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names as they are, and the beginnings of those with a star."""
    names = known.split()
    beginnings = tuple(name[:-1] for name in names if name.endswith("*"))
    return frozenset(name for name in names if not name.endswith("*")), beginnings


def _sample(name: str) -> str:
    """One of the names a pattern stands for."""
    return _WILD.sub("1", name)
