"""Guessing the language of a document by its commonest words."""

import re

from charter_admin.importing.blocks import Document, Table

# Of each language, words that are frequent in such texts and that its neighbours do not share.
_WORDS = {
    "fr": "de la le et les des du une est dans pour sur par vous votre nous cette ces sont aux qui avec au l d durée "
    "site ce mois jours ans finalité nom permet utilisateur",
    "en": "the of and to is are your you this that with by for from which used we our on it be not when can as name "
    "purpose months days year cookie's user",
    "de": "der die das und ist wird werden mit für von nicht auf ein eine zu den im des dem sie ihre oder zur zum "
    "durch wir monate jahre tage zweck anbieter nutzer",
    "es": "de la el los las del una es para con por su que en se este esta usted son al nuestro y sitio meses años "
    "días nombre finalidad usuario",
    "it": "la le il di che è per della del un una sono con gli le nel dei delle alla questo sito non da e utente mesi "
    "anni giorni nome finalità durata",
    "nl": "het een van en is op voor met dat deze worden wordt door uw zijn niet te bij naar wij onze maanden jaar "
    "dagen doel naam gebruiker de",
    "pt": "de o os as do da uma é para com por não que em se este esta são ao nosso dos das utilizador meses anos dias "
    "nome finalidade",
    "pl": "na do się jest są nie to że dla przez oraz lub plików cookies pliki które który tej strony "
    "serwisu naszej użytkownika miesięcy dni lat rok nazwa cel czas sesja okres dostawca",
    "sv": "och att det som är för på av en den med vi inte du din till webbplatsen månader år dagar namn syfte",
}
_LANGUAGES: dict[str, list[str]] = {}
for _language, _words in _WORDS.items():
    for _word in _words.split():
        _LANGUAGES.setdefault(_word, []).append(_language)

_TAG = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_.])")
_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 60_000
_LEAST = 2.0
# Pages are often left with the language of the template they were made with.
_CLEAR = 15.0


def locale_of(document: Document) -> str | None:
    """Give the language: as the document declares it, unless its words clearly say another; else by words."""
    scores = _scores(_sample(document))
    guessed = max(scores, key=lambda language: scores[language], default="")
    score = scores.get(guessed, 0)
    declared = _TAG.match(document.locale or "")
    if declared is not None and (score < _CLEAR or score < 4 * scores.get(declared[0].lower(), 0)):
        return declared[0].lower()
    return guessed if score >= _LEAST else None


def _sample(document: Document) -> str:
    parts: list[str] = [document.title or ""]
    size = 0
    for block in document.blocks:
        texts = [cell.text for row in block.rows for cell in row] if isinstance(block, Table) else [block.text]
        parts += texts
        size += sum(map(len, texts))
        if size > _SAMPLE:
            break
    return " ".join(parts)[:_SAMPLE]


def _scores(text: str) -> dict[str, float]:
    """Count the words of each language; a word weighs less the more languages share it."""
    scores: dict[str, float] = {}
    for word in _LETTERS.findall(text.lower()):
        for language in _LANGUAGES.get(word, ()):
            scores[language] = scores.get(language, 0) + 1 / len(_LANGUAGES[word])
    return scores
