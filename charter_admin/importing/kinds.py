"""Whether a short text says which sort of cookies is meant, or who supplies them."""

import re
from functools import lru_cache

from charter_admin.importing.blocks import flat
from charter_admin.importing.cells import is_host

_MAX_WORDS = 12
_MAX_WORDS_OF_WHOM = 6
_COUNTED = re.compile(r"\s*(?:\(\d*\)|\d+)?\s*$")
_COUNTER = re.compile(r"(?<=\w)\s*(?:\(\s*\d+(?:\s+\w+)?\s*\)|\[\s*\d+\s*\])\s*$")
_STEMS = re.compile(
    r"(?:n[ée]cess|neces|essen[tczs]|fon[ck]tion|fun[ck]tion|funzional|funcional|functione|tech?ni|t[eé]cnic|"
    r"technisch|"
    r"analy|analí|anali[tz]|statisti|estad|statysty|market|publici|pubblici|advert|werb|reklam|pr[eé]f|präf|voorkeur|"
    r"perform|notwendig|strict|strikt|noodzak|niezb|person|cibl|target|audience|mesure|s[eé]curit|sicherheit|segur|"
    r"sicurezza|social|soci(?!et|ed|ét)|réseaux|media|obligat|optional|facultatif|unclassif|non class|profil|komfort|"
    r"confort|"
    r"requis|required|exempt|tracking|suivi|bezpiecze|ustawie|preferen|third|tiers|terce|terz|derde|dritt)",
    re.I,
)
_TOPIC = re.compile(r"(?:cookies?|traceurs?|trackers?|témoins?|pliki|ciasteczka|kekse)\b", re.I)
_COMPANY = re.compile(
    r"\b(?:inc|ltd|limited|llc|gmbh|s\.?a\.?s?|sarl|s\.?r\.?l|b\.?v|n\.?v|s\.?l|sp\. z o\.o|ag|plc|corp|corporation|"
    r"oy|ab|ireland|europe)\b\.?$",
    re.I,
)
_KNOWN = re.compile(
    r"(?:google(?: (?:analytics|ads|adsense|tag manager|maps|recaptcha|fonts|ireland|llc|marketing platform))*|"
    r"youtube|"
    r"doubleclick|meta(?: pixel| platforms)?|facebook(?: pixel)?|instagram|whatsapp|linkedin|twitter|x \(twitter\)|"
    r"tiktok|snap(?:chat)?|pinterest|microsoft(?: clarity| advertising| ads| bing)?|bing(?: ads)?|clarity|matomo|piwik"
    r"(?: pro)?|at internet|piano(?: analytics)?|xiti|eulerian|hotjar|contentsquare|hubspot|zendesk|crisp|intercom|"
    r"axeptio|didomi|tarteaucitron|cookiebot|onetrust|usercentrics|quantcast|criteo|taboola|outbrain|vimeo|"
    r"dailymotion|"
    r"stripe|paypal|cloudflare|akamai|aws|amazon(?: ads| web services)?|adobe(?: analytics)?|opendatasoft|wordpress|"
    r"drupal|typo3|joomla|shopify|prestashop|salesforce|mailchimp|brevo|sendinblue|mailjet|new relic|datadog|sentry|"
    r"spotify|soundcloud|addthis|sharethis|ab tasty|kameleoon|optimizely|vwo|etracker|econda|chartbeat|comscore|"
    r"nielsen|yandex(?: metrica)?|segment|mixpanel|amplitude|heap|livechat|tawk\.to|trustpilot|france ?connect|"
    r"siteimprove|woocommerce|elementor|wpml|polylang|complianz|cookieyes|iubenda|termly|borlabs(?: cookie)?|"
    r"klaro|readspeaker|snowplow|dynatrace|webflow|wix|squarespace|"
    r"jetpack|automattic|facebook ads|instana|plausible|"
    r"calam[ée]o|openagenda|weezevent|helloasso|tripadvisor|issuu|disqus|gravatar|recaptcha|google recaptcha|"
    r"web analytics italia|spryker|klarna|mollie|adyen|affilae|awin|tradedoubler|rakuten|zanox|effiliation|"
    r"kwanko|iadvize|batch|onesignal|trusted shops|userlike|smartsupp|olark|drift|pardot|marketo|act-on|eloqua|"
    r"siteimprove|friendly ?captcha|hcaptcha|openstreetmap|mapbox|typeform|calendly|xing|adform|teads|rubicon)",
    re.I,
)
_FROM = re.compile(
    r"^(?:les |the |die |las |los |i |de )?(?:cookies?|traceurs?|pliki cookies?)\s+(?:d[ée]pos[ée]e?s? par|set by|"
    r"placed by|"
    r"from|by|de la soci[ée]t[ée]|de|von|gesetzt von|di|van|geplaatst door|firmy|dostawcy|provenant de|émis par|"
    r"issus de)\s+",
    re.I,
)
_LABELLED = re.compile(
    r"^(?:anbieter|fournisseur|prestataire|éditeur|editeur|provider|vendor|supplier|proveedor|titular|fornitore|"
    r"titolare|émetteur|propriétaire|société|responsable|opérateur|déposé par|owner|company|set by|placed by|"
    r"betreiber|herausgeber|hersteller|firma|emisor|empresa|emittente|gestore|azienda|eigenaar|właściciel|"
    r"aanbieder|leverancier|dostawca|service|outil|tool|dienst|servizio|servicio|usługa|operator|opérateur)\s*:\s*",
    re.I,
)
_SORTED = re.compile(
    r"^(?:(?:les |la |notre )?(?P<purpose>finalit[ée]s?|objectifs?|but|purposes?|zwecke?|verwendungszweck|"
    r"finalidad(?:es)?|objetivos?|finalità|scop[oi]|doel(?:en|einden?)?|cele?)|"
    r"(?:cat[ée]gorie|category|kategorie|categor[ií]a|categorie|kategoria|type|groupe?|group|gruppe))"
    r"(?:\s*(?:n[°o]\s*)?\d{1,2})?\s*(?::|\s[–—-]\s)\s*(?=\w)",
    re.I,
)
_ELSEWHERE = re.compile(
    r"\b(?:vos droits|droits des|your rights|rights of|ihre rechte|betroffenenrechte|rechte der|sus derechos|"
    r"derechos de|diritti|uw rechten|rechten van|twoje prawa|prawa os[óo]b|comments?|commentaires?|kommentare?|"
    r"comentarios|commenti|reacties|komentarze|contact|kontakt|contacto|contatti|newsletter|"
    r"conserv\w+ (?:de )?vos donn\w+|"
    r"gardons-nous vos donn[ée]es|how long (?:do )?we keep|bewaartermijnen|aufbewahrungsfristen|partenaires|"
    r"partners|recipients|"
    r"destinataires|livraison|delivery|versand|env[ií]os|spedizion\w+|bezorging)\b",
    re.I,
)
_AROUND = re.compile(r"^(?:les |the )?(?:cookies?|traceurs?|service)\s+|[\s-]+(?:cookies?|traceurs?)$", re.I)
# What a site offers, where a column of services names that.
_PART_OF_SITE = re.compile(
    r"(?:vid[eé]os?|films?|cartes?|cartographie|kart(?:e|en)|kaart(?:en)?|maps?|mapas?|mapp[ae]|plan|connexion|conexión|"
    r"connessione|log-?in|sign|anmeldung|authenti\w+|auten\w+|inicio|acc[eè]s|access|acceso|accesso|logowanie|inloggen|"
    r"aanmelding|messagerie|messages?|courriel|e?-?mails?|portai?l\w*|portale|sitio|sito|sites?|web(?:sites?|seite)?|"
    r"strona|panier|basket|cart|checkout|warenkorb|carrito|carrello|winkel(?:wagen)?|koszyk|boutique|(?:web)?shop|store|"
    r"sklep|negozio|tienda|agenda|calend\w+|kalend\w+|forum|blog|wiki|recherche|search|suche|buscador|ricerca|zoeken|"
    r"wyszukiwarka|formul\w+|forms?|paiements?|payments?|zahlung\w*|pagos?|pagament[oi]|betaling\w*|płatnoś\w+|chat|"
    r"billetterie|tickets?|ticketing|abonnements?|lettre|newsletter|inscriptions?|registration|espace|comptes?|accounts?|"
    r"konto|cuenta|bandeau|banner|consent\w*|einwilligung\w*|zustimmung|choix|langues?|languages?|sprachen?|idiomas?|"
    r"lingu[ae]|taal|język\w*|affichage|display|anzeige|th[eè]me|partage|sharing|enqu[eê]tes?|surveys?|umfragen?|"
    r"encuestas?|sondag\w+|cookies?|traceurs?|api|serveurs?|servers?|sessions?|back|front|administration|"
    r"applications?|plateformes?|platforms?|services?)",
    re.I,
)
_PIECES = re.compile(r"\s*[():|]\s*|\s+[–—-]\s+")
_NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[a-z][.)]|[ivx]+[.)])\s+", re.I)


def is_elsewhere(text: str) -> bool:
    """Tell whether a title begins a part that is about something else, wherever it stands: rights, comments."""
    return bool(_ELSEWHERE.search(text)) and not _TOPIC.search(text)


@lru_cache(maxsize=2048)
def is_category(text: str) -> bool:
    """Tell whether a text names a sort of cookies: "Marketing", "Cookies techniques (4)"."""
    words = re.findall(r"[^\W\d_]+", flat(text))
    return 0 < len(words) <= _MAX_WORDS and any(map(_STEMS.match, words)) and named_provider(text) is None


@lru_cache(maxsize=2048)
def is_plain_category(text: str) -> bool:
    """Tell whether a text names a sort of cookies and nothing else, in up to three words."""
    words = [word for word in re.findall(r"[^\W\d_]+", flat(text)) if not _TOPIC.fullmatch(word)]
    return 0 < len(words) <= 3 and bool(_STEMS.match(words[0]) or _STEMS.match(words[-1]))


def sorted_as(text: str) -> tuple[str, str | None]:
    """Give the sort of cookies a title tells, without its counter and its label, and the purpose where it is one.

    "Necessary (4)" is a sort; "Purpose: counting visits" a sort that is a purpose too.
    """
    bare = _COUNTER.sub("", text)
    labelled = _SORTED.match(bare)
    rest = bare[labelled.end() :] if labelled else bare
    return rest, rest if labelled and labelled["purpose"] else None


@lru_cache(maxsize=2048)
def titled_provider(text: str) -> str | None:
    """Give who supplies the cookies, where a title names them after a sort of cookies: "Statistics (Matomo)"."""
    parts = _PIECES.split(flat(text))
    known = next((part for part in parts[1:] if _is_known(part.strip())), None)
    last = flat(text).rpartition(" ")[2]
    return known or (last if is_category(text) and _is_known(last) and last[:1].isupper() else None)


@lru_cache(maxsize=2048)
def named_provider(text: str) -> str | None:
    """Give who supplies the cookies under such a title; None where it names nobody who is known as one."""
    bare = _COUNTED.sub("", _NUMBERED.sub("", flat(text))).rstrip(" :")
    for pattern in (_LABELLED, _FROM):
        if (rest := pattern.sub("", bare, count=1)) != bare and _is_named(rest, pattern is _LABELLED):
            return rest
    rest = _AROUND.sub("", bare)
    return rest if _is_known(rest) else None


def is_whom(service: str) -> bool:
    """Tell whether a service's name says who or what sets a cookie, not which part of the site: "Maps", "Sign-in"."""
    if named_provider(service) is not None:
        return True
    words = re.findall(r"[^\W\d_]+", flat(service))
    is_part = not words or is_category(service) or bool(_PART_OF_SITE.fullmatch(words[0]))
    return service[:1].isupper() and len(words) <= _MAX_WORDS_OF_WHOM and not is_part


def _is_named(text: str, labelled: bool) -> bool:
    return (labelled and len(text.split()) <= 6) or _is_known(text)


def _is_known(text: str) -> bool:
    """Tell whether a text is the name of a company or tool: a usual one, one with its legal form, or a host."""
    if len(text) > 60 or not text:
        return False
    whole = re.sub(r"\s*\([^()]*\)$", "", text)
    if _KNOWN.fullmatch(whole) or is_host(text):
        return True
    words = whole.split()
    return 1 < len(words) <= 6 and words[0][:1].isupper() and bool(_COMPANY.search(whole))
