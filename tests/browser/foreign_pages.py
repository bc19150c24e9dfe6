"""Pages as they are written for other banners, but for their tag: what their documentation shows."""

from dataclasses import dataclass

NEVER = "never"


@dataclass(frozen=True)
class Tool:
    """A page; of what its scripts note, in order, and of the addresses it loads, the purposes in our words.

    Scripts note their names by `n(…)`, and `/file.js` and `/last.js` note theirs.
    """

    page: str
    scripts: dict[str, str]
    loads: dict[str, str]


COOKIEBOT = Tool(
    """
    <script type="text/plain" data-cookieconsent="statistics">n("inline")</script>
    <script type="text/plain" data-cookieconsent="statistics" src="/file.js"></script>
    <script type="text/plain" data-cookieconsent="statistics,marketing">n("both")</script>
    <script type="text/plain" data-cookieconsent="statistics, marketing">n("spaced")</script>
    <script type="text/plain" data-cookieconsent="preferences">n("undeclared")</script>
    <script type="text/plain" data-cookieconsent="marketing" src="/last.js" defer></script>
    <iframe data-cookieconsent="marketing" data-cookieblock-src="/t/frame" title="Film" allowfullscreen></iframe>
    <img data-cookieconsent="statistics" data-cookieblock-src="/t/pixel" alt="">
    <iframe data-cookieconsent="marketing,preferences" data-cookieblock-src="/t/no" title="Film"></iframe>
    """,
    {
        "inline": "statistics",
        "file": "statistics",
        "both": "statistics marketing",
        "spaced": "statistics marketing",
        "undeclared": NEVER,
        "last": "marketing",
    },
    {"/t/frame": "marketing", "/t/pixel": "statistics", "/t/no": NEVER},
)
COOKIECONSENT = Tool(
    """
    <script type="text/plain" data-category="analytics" data-service="Google Analytics">n("inline")</script>
    <script type="text/plain" data-category="analytics" src="/file.js"></script>
    <script type="text/plain" data-category="ads" data-src="/last.js"></script>
    <script type="text/plain" data-category="!analytics">n("refused")</script>
    <script type="text/plain" data-category="analytics" data-service="!Google Analytics">n("refused service")</script>
    <script type="text/plain" data-category="functionality">n("undeclared")</script>
    <script type="text/plain" data-category="marketing" data-service="Adline" data-type="module">n("module")</script>
    """,
    {
        "inline": "statistics",
        "file": "statistics",
        "last": "marketing",
        "refused": NEVER,
        "refused service": NEVER,
        "undeclared": NEVER,
        "module": "marketing",
    },
    {},
)
KLARO = Tool(
    """
    <script type="text/plain" data-type="application/javascript" data-name="matomo">n("inline")</script>
    <script type="text/plain" data-type="application/javascript" data-name="googleAnalytics" data-src="/file.js">
    </script>
    <script type="opt-in" data-type="application/javascript" data-name="adline">n("older")</script>
    <script type="text/plain" data-type="application/javascript" data-name="hotjar">n("undeclared")</script>
    <script type="text/plain" data-type="text/javascript" data-name="adline" data-src="/last.js" defer></script>
    <iframe data-name="youtube" data-src="/t/frame" title="Film" width="320" height="180"></iframe>
    <img data-name="adline" data-src="/t/pixel" alt="">
    <link rel="stylesheet" data-name="matomo" data-href="/t/style">
    <img data-name="Adline plus" data-src="/t/no" alt="">
    """,
    {"inline": "statistics", "file": "statistics", "older": "marketing", "undeclared": NEVER, "last": "marketing"},
    {"/t/frame": "video", "/t/pixel": "marketing", "/t/style": "statistics", "/t/no": NEVER},
)
OREJIME = Tool(
    """
    <template data-purpose="matomo"><script>n("inline")</script></template>
    <template data-purpose="analytics">
      <script src="/file.js"></script>
      <script>n("second")</script>
    </template>
    <template data-purpose="google-tag-manager"><script>n("undeclared")</script></template>
    <template data-purpose="ads"><script src="/last.js"></script><img src="/t/pixel" alt=""></template>
    <template data-purpose="youtube" data-contextual><iframe src="/t/frame" title="Film"></iframe></template>
    <template data-purpose="google-tag-manager"><iframe src="/t/no" title="Film"></iframe></template>
    """,
    {"inline": "statistics", "file": "statistics", "second": "statistics", "undeclared": NEVER, "last": "marketing"},
    {"/t/pixel": "marketing", "/t/frame": "video", "/t/no": NEVER},
)
OREJIME_NAME = Tool(
    """
    <script type="opt-in" data-type="application/javascript" data-name="matomo">n("inline")</script>
    <script type="opt-in" data-type="application/javascript" data-name="google-analytics" data-src="/file.js"></script>
    <script type="opt-in" data-type="application/javascript" data-name="google-tag-manager">n("undeclared")</script>
    <script type="opt-in" data-type="application/javascript" data-name="adline" data-src="/last.js"></script>
    <img data-name="adline" data-src="/t/pixel" alt="">
    """,
    {"inline": "statistics", "file": "statistics", "undeclared": NEVER, "last": "marketing"},
    {"/t/pixel": "marketing"},
)
OREJIME_PURPOSE = Tool(
    """
    <script type="opt-in" data-type="application/javascript" data-purpose="matomo">n("inline")</script>
    <script type="opt-in" data-type="application/javascript" data-purpose="analytics" data-src="/file.js"></script>
    <script type="opt-in" data-type="application/javascript" data-purpose="google-tag-manager">n("undeclared")</script>
    <script type="opt-in" data-type="application/javascript" data-purpose="adline" data-src="/last.js"></script>
    <img data-purpose="adline" data-src="/t/pixel" alt="">
    <img data-purpose="google-tag-manager" data-src="/t/no" alt="">
    """,
    {"inline": "statistics", "file": "statistics", "undeclared": NEVER, "last": "marketing"},
    {"/t/pixel": "marketing", "/t/no": NEVER},
)
ONETRUST = Tool(
    """
    <script type="text/plain" class="optanon-category-C0002">n("inline")</script>
    <script type="text/plain" class="tag optanon-category-C0002" src="/file.js"></script>
    <script type="text/plain" class="optanon-category-C0002-C0004">n("both")</script>
    <script type="text/plain" class="optanon-category-2">n("numbered")</script>
    <script type="text/plain" class="optanon-category-C0003">n("undeclared")</script>
    <script type="text/plain" class="optanon-category-C0002-V2STACK42">n("stack")</script>
    <script type="text/plain" class="ot-vscat-C0002">n("vendor")</script>
    <script type="text/plain" class="optanon-category-C0004" src="/last.js"></script>
    <svg class="optanon-category-C0004" width="1" height="1"></svg>
    <iframe class="film optanon-category-C0004" data-src="/t/frame" title="Film"></iframe>
    <img class="optanon-category-C0005" data-src="/t/pixel" alt="">
    <iframe class="optanon-category-VID01" data-src="/t/no" title="Film"></iframe>
    """,
    {
        "inline": "statistics",
        "file": "statistics",
        "both": "statistics marketing",
        "numbered": "statistics",
        "undeclared": NEVER,
        "stack": NEVER,
        "vendor": NEVER,
        "last": "marketing",
    },
    {"/t/frame": "marketing", "/t/pixel": "marketing", "/t/no": NEVER},
)
TARTEAUCITRON = Tool(
    """
    <div class="youtube_player" videoID="a1" width="320" height="180" theme="light" rel="0" controls="1"></div>
    <div class="youtube_playlist_player" playlistID="p1" width="320" height="180"></div>
    <p>Text <span class="vimeo_player" data-videoID="71" data-hash="h1" data-width="320"></span> text</p>
    <div class="dailymotion_player" videoID="x1" width="100%" height="180" embedType="playlist"></div>
    <div class="tac_iframe" data-url="https://carte.example/map?a=" width="320" height="180" title="Map"></div>
    <div class="openstreetmap" data-url="https://carte.example/osm" width="320" height="180"></div>
    <div class="googlemaps_embed" id="!1m18" width="320" height="180"></div>
    <div class="tac_iframe" data-url="https://elsewhere.example/" width="320" height="180"></div>
    <div class="tac_iframe" data-url="javascript:parent.n('script')"></div>
    <div class="geoportail">Not a map</div>
    """,
    {"script": NEVER},
    {
        "https://www.youtube-nocookie.com/embed/a1?rel=0&controls=1": "video",
        "https://www.youtube-nocookie.com/embed/videoseries?list=p1": "video",
        "https://player.vimeo.com/video/71?h=h1": "video",
        "https://www.dailymotion.com/embed/playlist/x1": "video",
        "https://carte.example/map?a=": "statistics",
        "https://carte.example/osm": "statistics",
        "https://www.google.com/maps/embed?pb=!1m18": NEVER,
        "https://elsewhere.example/": NEVER,
    },
)
TOOLS = {
    "cookiebot": COOKIEBOT,
    "cookieconsent": COOKIECONSENT,
    "klaro": KLARO,
    "orejime": OREJIME,
    "orejime by name": OREJIME_NAME,
    "orejime by purpose": OREJIME_PURPOSE,
    "onetrust": ONETRUST,
    "tarteaucitron": TARTEAUCITRON,
}
