"""The platforms of an organization."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from charter_admin.admin import access
from charter_admin.admin.lists import query_of
from charter_admin.listing import page
from charter_admin.platforms.models import Platform

bp = Blueprint("platforms", __name__)


@bp.get("/o/<org>/platforms")
@access.requires("platform.read")
def index() -> ResponseReturnValue:
    """The list of platforms."""
    query = query_of(request.args)
    scope = access.scope()
    sorts = {"name": Platform.folded, "created": Platform.created_at}
    found = page(scope.session, scope.select(Platform), query, folded=Platform.folded, sorts=sorts, id_=Platform.id)
    return render_template("platforms/index.html", query=query, page=found)
