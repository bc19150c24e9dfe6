"""The configuration for nginx: what the public plane would answer, from the same tables of headers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus

from charter_admin.public.answers import HEADERS, moved, refusal
from charter_admin.public.ready import FOR_EVER, SECONDS
from charter_admin.static_site.languages import choices
from charter_admin.static_site.tree import Place

ERRORS = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.GONE)
_ID, _VERSION = "(?<charter_id>[A-Za-z0-9_-]{1,64})", "(?<charter_version>/v/[1-9][0-9]{0,8})?"
_LOCALE = "(?<charter_locale>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)"
_ACCEPTED = r"~*(?:^|[\s,])(?:x-)?%s(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))\s*(?:[;,]|$)"


def error_file(status: HTTPStatus) -> str:
    """Where the page of a status is."""
    return f"charter-errors/{status.value}.html"


def maps(places: Iterable[Place], gone: Mapping[str, str]) -> str:
    """For the `http` part: what depends on the request, and which charter speaks or answers what."""
    groups: dict[tuple[tuple[str, ...], str], int] = {}
    languages = []
    for place in places:
        spoken = (place.published.locales, place.published.default_locale)
        number = groups.setdefault(spoken, len(groups))
        languages.append((place.public_id + place.version, f"$charter_language_{number}"))
    return "".join(
        [
            "# Written by charter-admin export-site. Include it in the http part.\n",
            _map("$http_accept_encoding", "$charter_coding", [(_ACCEPTED % "br", "br"), (_ACCEPTED % "gzip", "gzip")]),
            _map("$charter_coding", "$charter_suffix", [("br", ".br"), ("gzip", ".gz")]),
            _map("$charter_version", "$charter_age", [("", "current"), ("~.", "archived")]),
            _map("$charter_version", "$charter_banner_cache", [("~.", f"public, {FOR_EVER}")], _cache("banner")),
            *(
                _map("$http_accept_language", f"$charter_language_{number}", _folded(locales, default), default)
                for (locales, default), number in groups.items()
            ),
            _map("$charter_id$charter_version", "$charter_language", languages),
            _map("$charter_id", "$charter_state", sorted(gone.items())),
            _map("$charter_state:$charter_age", "$charter_gone", [("unpublished:current", "1"), ("~^deleted:", "1")]),
        ]
    )


def server(root: str, application: str) -> str:
    """For the `server` part: the locations under `/c`. `application` is the origin receipts are passed on to."""
    page = "/c/$charter_id$charter_version/%s/index.html$charter_suffix"
    return f"""# Written by charter-admin export-site. Include it in the server part.
location = /c {{ return 404; error_page 404 /{error_file(HTTPStatus.NOT_FOUND)}; }}
location ^~ /c/ {{
    root "{root}";
    absolute_redirect off;
    if_modified_since off;
    gzip off;
    types {{ }}
{_errors()}
    location ~ "^/c/(?:choice[.]js|{_ID}/(?:consents|shown|receipts))$" {{
        proxy_pass {application};
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
    }}
{_location(f"/c/{_ID}{_VERSION}/{_LOCALE}/", "page", page % "$charter_locale", ("Content-Language", "$charter_locale"))}
{_location(f"/c/{_ID}{_VERSION}/", "page", page % "$charter_language", ("Content-Language", "$charter_language"))}
{_location(f"/c/{_ID}{_VERSION}(?:/{_LOCALE})?/banner[.]js", "banner", "$uri$charter_suffix")}
{_location(f"/c/{_ID}{_VERSION}/charter[.]json", "json", "$uri$charter_suffix")}
    location ~ "^/c/{_ID}{_VERSION}(?:/{_LOCALE})?$" {{
{_guards()}
{_headers(moved("/").headers[1:])}
        if (-d $document_root$uri) {{ return 308 $uri/; }}
        return 404;
    }}
    return 404;
}}
{_error_locations(root)}"""


def _location(pattern: str, kind: str, file: str, *more: tuple[str, str]) -> str:
    negotiated = "$charter_language" in file
    cache = "$charter_banner_cache" if kind == "banner" else _cache(kind)
    vary = "Accept-Language, Accept-Encoding" if negotiated else "Accept-Encoding"
    # An empty value sends no header: nginx's own Last-Modified says nothing here, for the times are made of contents.
    shown = [*HEADERS[kind], ("Cache-Control", cache), ("Vary", vary), ("Content-Encoding", "$charter_coding"), *more]
    return (
        f'    location ~ "^{pattern}$" {{\n{_guards()}\n{_headers([*shown, ("Last-Modified", "")])}\n'
        f"        try_files {file} =404;\n    }}"
    )


def _guards() -> str:
    return "        if ($request_method !~ ^(?:GET|HEAD)$) { return 405; }\n        if ($charter_gone) { return 410; }"


def _headers(headers: Iterable[tuple[str, str]], always: str = "") -> str:
    return "\n".join(
        f'        default_type "{value}";'
        if name == "Content-Type"
        else f'        add_header {name} "{value}"{always};'
        for name, value in headers
    )


def _errors() -> str:
    return "\n".join(f"    error_page {status.value} /{error_file(status)};" for status in ERRORS)


def _error_locations(root: str) -> str:
    parts = []
    for status in ERRORS:
        allow = (("Allow", "GET, HEAD"),) if status is HTTPStatus.METHOD_NOT_ALLOWED else ()
        headers = [*refusal(status, *allow).headers, ("Last-Modified", "")]
        file = error_file(status)
        parts.append(
            f'location = /{file} {{\n    internal;\n    root "{root}";\n    types {{ }}\n    etag off;\n'
            f"{_headers(headers, ' always')}\n}}\n"
        )
    return "".join(parts)


def _cache(kind: str) -> str:
    return f"public, {SECONDS[kind]}"


def _folded(locales: Sequence[str], default: str) -> list[tuple[str, str]]:
    return [(f"~*{expression}", locale) for expression, locale in choices(locales, default)]


def _map(of: str, into: str, lines: Iterable[tuple[str, str]], default: str = "") -> str:
    body = "".join(f'    "{key}" "{value}";\n' for key, value in lines)
    return f'map "{of}" {into} {{\n    default "{default}";\n{body}}}\n'
