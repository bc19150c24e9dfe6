"""Looking up what one visitor decided. The consent id is sent in a form: an address would stand in logs."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from charter_admin import clock
from charter_admin.admin import access
from charter_admin.admin.database import db
from charter_admin.admin.forms import attempt
from charter_admin.admin.statistics import wording
from charter_admin.admin.statistics.forms import LookUpForm, ProofForm
from charter_admin.consent import proof, storage
from charter_admin.db import READ_ONLY
from charter_admin.errors import NotFound

bp = Blueprint("lookup", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """What these pages say in the reader's language, and the public origin that links lead to."""
    return {"wording": wording, "base": current_app.config["BASE_URL"]}


@bp.route("/o/<org>/lookup", methods=["GET", "POST"])
@access.requires("platform.read")
def find() -> ResponseReturnValue:
    """The form, and every decision of the visitor it names."""
    form = LookUpForm()
    found = attempt(form, lambda: _decisions(form.consent_id.data or "")) if form.is_submitted() else None
    return render_template("statistics/lookup.html", form=form, found=found, proof_form=ProofForm(formdata=None))


@bp.post("/o/<org>/lookup/proof")
@access.requires("platform.read")
def show() -> ResponseReturnValue:
    """One page to print about one decision."""
    form = ProofForm()
    with _log() as log:
        asked = (form.consent_id.data or "", form.receipt_id.data or "")
        answered = attempt(form, lambda: proof.decision(access.scope(), log, *asked))
    if answered is None:
        raise NotFound()
    organization, decision = answered
    return render_template("statistics/proof.html", organization=organization, decision=decision, now=clock.now())


def _decisions(consent_id: str) -> list[proof.Decision]:
    with _log() as log:
        return proof.decisions(access.scope(), log, consent_id)


@contextmanager
def _log() -> Iterator[Connection]:
    engine = storage.store(db.engine.url)
    try:
        with engine.connect().execution_options(**READ_ONLY) as connection:
            yield connection
    finally:
        engine.dispose()
