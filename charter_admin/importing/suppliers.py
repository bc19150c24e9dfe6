"""Who sets a cookie, as sentences say it: "set by Google", "Matomo, which sets", "cookies from Stripe"."""

import re

from charter_admin.importing.kinds import named_provider

TOPIC = re.compile(
    r"(?:cookies?|traceurs?|trackers?|témoins?|plik(?:u|i|ów)? cookies?|ciasteczk\w+|(?:local|session) ?storage|"
    r"indexeddb|stockage local|lokale[nrs]? speicher|almacenamiento local|archiviazione locale|lokale opslag|pixel)\b",
    re.I,
)
_FROM = r"(?:par|by|from|von|de|del|di|da|van|door|por|przez|firmy|dostawcy)"
BY = re.compile(
    r"[\s,(]*(?:(?:qui est |which is |that is )?(?:d[ée]pos[ée]e?s?|plac[ée]e?s?|pos[ée]s?|[ée]mis|fournis?|"
    r"g[ée]r[ée]s?|set|placed|provided|"
    r"dropped|owned|gesetzt|bereitgestellt|instalad[ao]s?|colocad[ao]s?|gestionad[ao]s?|installat[oi]|impostat[oi]|"
    r"fornit[oi]|"
    r"geplaatst|gezet|ustawian\w+|dostarczan\w+|umieszczan\w+)\s+)?"
    rf"{_FROM}\s+"
    r"((?:(?:la soci[ée]t[ée]|the company)\s+)?[A-ZÀ-Ý][\w.&'’-]*(?:\s+(?:[A-ZÀ-Ý][\w.&'’-]*|&|"
    r"(?:de|du|des|del|della|delle|dei|di|la|le|las|los|von|van|der|den|of|the|for)(?=\s+(?:[A-ZÀ-Ý]|(?:la|le|las|los|der|den|the)\s))))*)"
)
_SETS = re.compile(
    r"(?:^|[,;.:]\s+|\b(?:by|from|on|par|de|sur|von|auf|da|di|van|su|por|en|door|przez) )"
    r"([A-ZÀ-Ý][\w.&'’-]*(?:\s+[A-ZÀ-Ý][\w.&'’-]*){0,3})"
    r"(?:\s*,?\s+(?:which|that|qui|die|das|der|che|que|dat|kt[óo]r[yae]))?"
    r"(?:\s+(?:may|can|might|could|peut|kann|pu[òo]|puede|kan|mo[żz]e))?\s+(?:d[ée]pose[rn]?t?|store|set|place|drop|"
    r"utilise|place|pose|installe|"
    r"sets|uses|places|"
    r"drops|stores|setzt|verwendet|nutzt|speichert|instala|utiliza|usa|coloca|installa|utilizza|imposta|plaatst|"
    r"gebruikt|zet|"
    r"ustawia|umieszcza|zapisuje)\s+(?:\w+\s+){0,3}$"
)
_WHO_SETS = re.compile(  # "we use Matomo, which sets the cookies"
    r"([A-ZÀ-Ý][\w.&'’-]*(?:\s+[A-ZÀ-Ý][\w.&'’-]*){0,3})\s*,?\s+(?:which|that|who|qui|che|que|die|das|der|dat|kt[óo]r[yae])"
    r"(?:\s+\w+)?\s+(?:(?:d[ée]pose|pose|installe|utilise)(?:nt)?|sets?|place[sn]?t?|use[sn]?|drops?|stores?|setz(?:t|en)|"
    r"verwende[nt]|speicher[nt]|instalan?|utilizan?|usan?|colocan?|installa(?:no)?|utilizzan?o?|imposta(?:no)?|"
    r"plaats(?:t|en)|gebruik(?:t|en)|ustawiaj?ą?|umieszczaj?ą?|zapisuj[eą])\s+(?:\w+\s+){0,3}$"
)
_OF = re.compile(
    r"(?:cookies?|traceurs?)\s+(?:from|by|of|de|von|di|van|firmy)\s+([A-ZÀ-Ý][\w.&'’-]*(?:\s+[A-ZÀ-Ý][\w.&'’-]*){0,3})"
    r"(?:\s+(?:called|named))?[\s,:(]*[«“\"`]?$"
)
_OF_WHOM = re.compile(
    r"([A-ZÀ-Ý][\w.&'’-]*(?:\s+[A-ZÀ-Ý][\w.&'’-]*){0,3})\s*,?\s+"
    r"(?:dont|whose|deren|dessen|cuy[ao]s?|[il]e? cui|waarvan|kt[óo]r(?:ego|ej))\s+(?:\w+\s+){0,2}$"
)
_INVERTED = re.compile(  # "Dabei setzt Google das Cookie"
    r"\b(?:setzt|speichert|plaatst|zet)\s+(?:\w+\s+){0,2}"
    r"(?!\w*(?:[Ss]eite|Website|Server|Shop|Portal|Browser|Dienst\w*)\s)([A-ZÀ-Ý][\w.&'’-]*)\s+"
    r"(?:das|die|den|einen?|het|een)\s+(?:\w+\s+)?$"
)
_BY_SOMEBODY = re.compile(  # "set by the platform, keeps the session"
    r"^[\s,(]*(?:d[ée]pos[ée]e?s?|plac[ée]e?s?|pos[ée]e?s?|[ée]mis|set|placed|dropped|gesetzt|instalad[ao]s?|installat[oi]|geplaatst)\s+"
    r"(?:par|by|von|por|da|door)\s+[^,.;()]{1,40}[,)]\s*",
    re.I,
)
_OWNER = re.compile(r"(?:^|\s)(?:de|du|di|del|von|van|of)\s+$", re.I)  # "the town hall of X uses"
_NOBODY = re.compile(
    r"(?:(?:au(?:ß|ss)erdem|zus[äa]tzlich|dabei|dazu|ferner|hierbei|daneben|adem[áa]s|inoltre|bovendien|daarnaast|ook|"
    r"ponadto|enfin|puis|ensuite|also|then|finally|nous|we|wir|wij|il|elle|ce|cette|le|la|les|the|this|our|notre|nos|unser\w*|dies\w+|ons|onze|nuestr[ao]s?|"
    r"il nostro|nasz\w*|noi|my|das|die|der|een|het|de|el|lo|este|esta|questo|questa|su|votre|your|ihr\w*)\b|l['’])",
    re.I,
)


def only_supplier(sentence: str) -> str | None:
    """Tell who sets a cookie, of a sentence that tells nothing else: "Set by Hearth Housing."."""
    if re.match(rf"{_FROM}\b", sentence, re.I):
        return None  # "By e-mail."
    by = BY.fullmatch(" " + sentence[:1].lower() + sentence[1:].rstrip(" ."))
    return by[1].rstrip(".") if by else None


def supplier(before: str, after: str) -> tuple[str | None, str]:
    """Tell who sets a cookie, by what stands before and after its name, and what is said after that."""
    after = after.lstrip(' »”"`’)')
    found = BY.match(after)
    if found:
        return found[1].rstrip("."), after[found.end() :]
    after = _BY_SOMEBODY.sub("", after, count=1)
    if of := _OF.search(before):
        return of[1], after
    subject = re.sub(TOPIC.pattern + r".*$", "", before, flags=re.I | re.S)
    found_by = (pattern.search(subject) for pattern in (_SETS, _WHO_SETS, _OF_WHOM, _INVERTED))
    sets = next((found for found in found_by if found and not _NOBODY.match(found[1])), None)
    of_owner = sets is not None and _OWNER.search(subject[: sets.start(1)]) and not named_provider(sets[1])
    return (sets[1] if sets and not of_owner else None), after
