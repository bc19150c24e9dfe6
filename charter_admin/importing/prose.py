"""Cookies that are only spoken of: "We use the cookie _ga, set by Google, to count visitors; it lasts 2 years." """

import re
from collections.abc import Iterator, Sequence

from charter_admin.importing.declarations import Declaration
from charter_admin.importing.headers import mentions_cookies
from charter_admin.importing.kinds import named_provider
from charter_admin.importing.lasting import AMOUNT, is_only_duration, told
from charter_admin.importing.names import is_kind, likeness
from charter_admin.importing.suppliers import TOPIC, supplier

_MAX_TEXT = 6000
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ÝŁŻŚ«“\"])")
_CALLED = re.compile(
    r"(?:(?i:cookies?)|[Tt]raceurs?|pliku? cookies?)[\s,]+(?:(?:de session|technique|is|are|est|"
    r"sont)[\s,]+)?(?:(?:called|named|nomm[ée]s?|"
    r"appel[ée]s?|intitul[ée]|dénommé|namens|llamadas?|denominadas?|denominat[oi]|chiamat[oi]|genaamd|genannt|"
    r"o nazwie|"
    r"mit dem Namen)[\s,]+)?[«“„\"'‘`]?\s*([A-Za-z0-9_][\w.*#:-]{1,60})\s*(?P<quote>[»”“\"'’`])?"
)
_NAMING = re.compile(
    r"(?:called|named|nomm[ée]s?|appel[ée]s?|intitul[ée]|namens|llamadas?|denominadas?|denominat[oi]|chiamat[oi]|"
    r"genaamd|"
    r"genannt|o nazwie|mit dem Namen)[\s,]",
    re.I,
)
_COMMON = re.compile(
    r"opt-|pop-|first-|third-|e-mail|add-|plug-|non-|self-|cross-|long-|short-|re-|pre-|auto-|\w+-(?:nous|vous|ils|elles|on|t-)|[\w.]+\.[a-z]{2,4}$"
)
_RELATIVE = re.compile(r"[\s,]+(?:qui|which|that|die|das|che|que|welches|kt[óo]ry)\b")
_OPTION = re.compile(
    r"[\s`»”\"')]*(?:flag|option|setting|parameter|attribute|function|variable|property|class|param[èe]tre)\b"
)
_TOKEN = re.compile(r"(?<![\w/@.:#-])[A-Za-z_][\w*#<>{}.-]*[\w*#>}]")
_NOT = re.compile(
    r"\bn['e’]\s?\w+(?: \w+){0,3} (?:plus|pas|aucun|jamais)\b|\b(?:do|does|did|is|are|will) ?n[o'’]t\b|"
    r"\b(?:aucune?|no|kein\w*|nessun\w*|ning[uú]n\w*|geen|żadn\w+) (?:\w+ ){0,2}"
    r"(?:cookies?|traceurs?|trackers?|pliki|plików)\b|"
    r"\bno longer\b|\bnever\b|"
    r"\bwithout\b|\bnicht\b|\bkeine?n?\b|\bya no\b|\bno (?:usa|utiliza|instala|se)\w*|\bnon (?:usa|utilizz|install|"
    r"vien)\w*|\bniet\b|"
    r"\bgeen\b|\bnie (?:u[żz]ywa|korzysta|stosuje)\w*|\bjuż nie\b|\bpas de\b|\bsans\b|\binstead of\b|\bau lieu d",
    re.I,
)
_QUOTED = re.compile(  # "the technical cookie «XSRF-TOKEN»"
    r"(?:cookies?|traceurs?|pliku? cookies?)\s+(?:[a-zà-ÿ]+\s+){1,2}"
    r"[«“„\"‘`]\s*([A-Za-z0-9_][\w.*#:-]{1,60})\s*[»”“\"’`]"
)
_SET = re.compile(  # "It also sets «device_id»"
    r"\b(?:sets?|places?|stores?|(?:d[ée])?pose(?:nt)?|enregistrent?|setz(?:t|en)|speicher(?:t|n)|instalan?|installano?|"
    r"imposta(?:no)?|plaats(?:t|en)|zet(?:ten)?|ustawia(?:ją)?|zapisuj[eą])\s+(?:[\w-]+\s+){0,2}"
    r"[«“„\"‘`]\s*([A-Za-z0-9_][\w.*#:-]{1,60})\s*[»”“\"’`]",
    re.I,
)
_LEAD = re.compile(
    r"^[\s,;:–—-]*(?:(?:qui|which|that|who|die|das|der|welches|dat|che|que|kt[óo]r[yaei]|and|et|und|is|est|"
    r"un cookie|a (?:security )?cookie|"
    r"sind|sont)\s*,?\s+)+",
    re.I,
)
_BACK = re.compile(
    r"^(?:il|ils|hij|zij|ze|elle|elles|ce cookie|ces cookies|ce traceur|it|they|this cookie|these cookies|es|sie|"
    r"dieses cookie|das cookie|esta cookie|"
    r"estas cookies|se|dura|duran|questo cookie|questi|viene|deze|dit|die|jest|ten plik|pliki te|son|sa|leur|its|"
    r"their|expires)\b",
    re.I,
)
_STORED = re.compile(
    r"(?:^|[\s,;]+)(?:(?:and|et|und|y|e|en|i|it|they|il|ils|que|qui|which)\s+)*"
    r"(?:(?:se|is|are|est|sont|wird|werden|wordt|jest|viene|vengono)\s+)?(?:conserv\w*|kept|stored|lasts?|expires?|"
    r"dure(?:nt)?|gespeichert|gehalten|"
    r"cancellat\w*|deleted|removed|supprim\w+|effac\w+|gelöscht|verwijderd|elimina\w*|usuwan\w+|retained|valables?|"
    r"gard[ée]s?|bewaard|przechowywan\w+|dura|scade|scadono|caduca\w*|vence\w*|verlo\w+|vervalt|wygasa\w*|l[äa]uft)?\s*"
    r"(?:pendant|durant|for|alla|al|beim|when|wenn|bij|during|after|apr[èe]s|nach|bis zum|bis zur|für|durante|"
    r"per|na|gedurende|przez|po|a los|la|le|"
    r"jusqu['’][àa](?: la| le)?|until)?(?: (?:la|le|the|die|der|una|une|un|de|du))?\s*$",
    re.I,
)
_LASTING = re.compile(  # "…; its lifetime is"
    r"(?:^|[\s,;.:–-]+)(?:(?:et|and|und|y|e|en|i)\s+)?(?:(?:su|sa|its|la sua|seine|ihre|die|la|the|de|jego)\s+)?"
    r"(?:duraci[óo]n|dur[ée]e(?: de vie| de conservation)?|lifetime|durata|laufzeit|speicherdauer|bewaartermijn|"
    r"looptijd|okres(?: ważności)?|validez|vigencia)\s+(?:es|est|is|[èe]|ist|betr[äa]gt|bedraagt|wynosi)?"
    r"(?:\s+(?:de|di|d['’]))?\s*$",
    re.I,
)
_IN_ORDER = re.compile(
    r"\b(?:first|premi[eè]re?|prim[oa]|primer[oa]?|erste[rs]?|eerste|pierwszy|respecti\w+|"
    r"rispettivamente|jeweils|former)\b",
    re.I,
)
_ASIDE = re.compile(r"\(([^()]{2,60})\)")
_DATED = re.compile(r"\b([A-Z][A-Z0-9_]{1,40})\s*\(([^()]{2,40})\)")
_KEY = re.compile(
    r"\b(?:keys?|cl[ée]s?|Schlüssel|clave|chiave|sleutel|klucz\w*)\s+"
    r"[«“„\"‘`]?\s*([A-Za-z0-9_][\w.*#:-]{1,60})"
)
_WORD = re.compile(r"[^\s,;«»“”\"`]+")
_JOINING = re.compile(r"et|and|und|y|e|en|i|ou|or|oder|o|oraz|ed", re.I)
_SERIES = re.compile(
    r"(?:cookies?|traceurs?|pliki)\s+((?:[«“\"`]?[\w.*-]+[»”\"`]?\s*,\s*)*[«“\"`]?[\w.*-]+[»”\"`]?\s+"
    r"(?:et|and|und|y|e|ed|en|i|oraz|ou|or)\s+[«“\"`]?[\w.*-]+)",
    re.I,
)
_EDGES = " \t,;:.–—-"


def read(text: str, codes: Sequence[str] = (), category: str | None = None) -> Iterator[Declaration]:
    """Give the cookies a paragraph speaks of by name; what it says is not used is none of them."""
    if len(text) > _MAX_TEXT or not mentions_cookies(text):
        return
    sentences, spoken = _SENTENCE.split(text), False
    for place, sentence in enumerate(sentences):
        if sentence.rstrip().endswith("?") and not codes:
            continue  # "Which cookies do we use?" names none
        found = _named(sentence, codes) if TOPIC.search(sentence) else _coded(sentence, codes) if spoken else []
        if not found:
            continue
        spoken = True
        following = sentences[place + 1] if place + 1 < len(sentences) else ""
        following = following if _BACK.match(following) and not _named(following, codes) else ""
        yield from _declared(sentence, found, following, category)


def _coded(sentence: str, codes: Sequence[str]) -> list[tuple[int, int]]:
    """Give where sure names stand in a sentence that goes on about cookies: "A second one, `device_id`, …".

    In quotes they stand behind what is done with them.
    """
    starts = [(sentence.find(code), code) for code in codes if likeness(code) == 1]
    coded = {(start, start + len(code)) for start, code in starts if start >= 0}
    quoted = {match.span(1) for match in _SET.finditer(sentence) if likeness(match[1]) == 1}
    spans = sorted(coded | quoted)
    return [span for span in spans if not _denied(sentence, span[0])]


def _named(sentence: str, codes: Sequence[str]) -> list[tuple[int, int]]:
    """Give where the names in a sentence stand."""
    tokens = (match for match in _TOKEN.finditer(sentence) if not TOPIC.fullmatch(match[0]))  # "localStorage"
    places = {match.span(): match[0] for match in tokens if likeness(match[0]) == 1}
    for code in codes:
        topic = TOPIC.search(sentence)
        start = sentence.find(code, topic.start() if topic else 0)
        start = sentence.find(code) if start < 0 else start
        if start >= 0 and " " not in code and likeness(code) > 0:
            places[(start, start + len(code))] = code
    for match in _CALLED.finditer(sentence):
        name = match[1].rstrip(".-:")
        coined: object = not match[0].split()[0].isupper() and re.fullmatch(
            r"[A-Z0-9_]{3,}|[a-z]+[-.:_][a-z_.:-]+", name
        )
        coined = coined and not _COMMON.match(name)
        # "one cookie, csrftoken, which …"
        apposed = "," in match[0] and _RELATIVE.match(sentence, match.end())
        told_of = re.match(r"[^s\s,]+[\s,]", match[0]) and _is_told_of(sentence, match.end(), name)
        sure = match["quote"] or apposed or told_of or _NAMING.search(match[0]) or coined
        if sure and not is_kind(name) and likeness(name) > 0:
            places[(match.start(1), match.start(1) + len(name))] = name
    places |= dict.fromkeys([*_series(sentence), *_keyed(sentence), *_quoted(sentence), *_dated(sentence)], "")
    spans = sorted(places)
    outer = [span for span in spans if not any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in spans)]
    near = [span for span in outer if not _denied(sentence, span[0]) and _is_near(sentence, span)]
    return [span for span in near if not _OPTION.match(sentence, span[1])]


def _is_told_of(sentence: str, end: int, name: str) -> bool:
    """Tell whether a word behind "the cookie" is its name: "…, which is deleted", where it is no company's."""
    return bool(_RELATIVE.match(sentence, end)) and likeness(name) >= 0.5 and named_provider(name) is None


def _series(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the names listed after "cookies", of which one is sure, so that the others are names as well."""
    for match in _SERIES.finditer(sentence):
        words = [(word.start(), word[0]) for word in _WORD.finditer(sentence, match.start(1), match.end())]
        words = [(start, word.rstrip(".,")) for start, word in words if not _JOINING.fullmatch(word)]
        likely = [likeness(word) for _, word in words]
        if likely[-1] == 1 and min(likely) >= 0.5 and not any(is_kind(word) for _, word in words):
            yield from ((start, start + len(word)) for start, word in words)


def _keyed(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the keys under which something is stored in the browser."""
    for match in _KEY.finditer(sentence):
        name = match[1].rstrip(".-:")
        if likeness(name) == 1 or (likeness(name) > 0 and re.search(r"\w[-.:]\w", name)):
            yield match.start(1), match.start(1) + len(name)


def _quoted(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the names in quotes behind what sort of cookie they are of; a mere word in quotes may be a button."""
    for match in _QUOTED.finditer(sentence):
        if re.search(r"[\w][-_.:]\w|\d|[a-z][A-Z]|^[A-Z_]{4,}$", match[1]) and not is_kind(match[1]):
            yield match.span(1)


def _dated(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the names in capitals behind which stands for how long: "and YSC (session)"."""
    for match in _DATED.finditer(sentence):
        if is_only_duration(match[2]) and not is_kind(match[1]):
            yield match.span(1)


def _denied(sentence: str, start: int) -> bool:
    clause = re.split(r"[;:]|, (?:mais|but|aber|pero|ma|maar|ale)\b", sentence[:start])[-1]
    return bool(_NOT.search(clause))


def _is_near(sentence: str, span: tuple[int, int]) -> bool:
    """Tell whether cookies are spoken of near a name."""
    return bool(TOPIC.search(sentence[max(0, span[0] - 120) : span[0]] + " " + sentence[span[1] : span[1] + 120]))


def _declared(
    sentence: str, spans: list[tuple[int, int]], following: str, category: str | None
) -> Iterator[Declaration]:
    """Part a sentence at its names: those joined by "and" share what is said after the last of them."""
    groups: list[list[tuple[int, int]]] = []
    for span in spans:
        joined = groups and re.fullmatch(
            r"[\s,«»“”\"`]*(?:et|and|und|y|e|en|i|ou|or|oder|o|/|,)?[\s,«»“”\"`]*",
            sentence[groups[-1][-1][1] : span[0]],
        )
        if joined:
            groups[-1].append(span)
        else:
            groups.append([span])
    former: str | None = None
    for place, group in enumerate(groups):
        end = groups[place + 1][0][0] if place + 1 < len(groups) else len(sentence)
        start = groups[place - 1][-1][1] if place else 0
        before, after = sentence[start : group[0][0]], sentence[group[-1][1] : end]
        provider, after = supplier(before, after)
        former = provider = provider or former
        last_one = place == len(groups) - 1
        found = told(after, freely=True) or (told(following, freely=True) if last_one else None)
        durations = _durations(after, len(group)) or [found[0] if found else _before(before, groups)] * len(group)
        purpose = _purpose(after)
        for (first, last), duration in zip(group, durations, strict=True):
            yield Declaration(
                name=sentence[first:last],
                provider=provider,
                service=None,
                purpose=purpose,
                duration=duration,
                party=None,
                category=category,
                passage=" ".join([sentence, following]).strip(),
            )


def _durations(after: str, count: int) -> list[str | None]:
    """Give the durations that stand right behind the names, in brackets, or one by one in their order."""
    bracketed = re.match(r"\s*[»”\"`’]?\s*\(([^()]{2,60})\)", after)
    if bracketed and is_only_duration(bracketed[1]):
        return [bracketed[1]] * count
    asides = [part for aside in _ASIDE.findall(after) for part in re.split(r",\s*", aside) if is_only_duration(part)]
    if len(asides) == 1:
        return [asides[0]] * count  # "keeps you signed in (14 days)"
    amounts = [match[0] for match in AMOUNT.finditer(after)]
    paired = count > 1 and len(amounts) == count and _IN_ORDER.search(after)
    return list(amounts) if paired else []


def _before(before: str, groups: list[list[tuple[int, int]]]) -> str | None:
    """Give the duration told ahead of the only names: "kept six months in the cookie …"."""
    found = told(before, freely=True) if len(groups) == 1 else None
    return found[0] if found else None


def _purpose(after: str) -> str | None:
    found = told(after, freely=True)
    text = after[: found.start()] if found else after
    text = _STORED.sub("", _LASTING.sub("", text)) if found else text
    text = _LEAD.sub("", text.strip(_EDGES), count=1).strip(_EDGES)
    return text if len(text.split()) > 1 else None
