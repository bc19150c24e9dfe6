"""Forms of publishing."""

from wtforms import HiddenField

from charter_admin.admin.forms import Form


class PublishForm(Form):
    """The button that publishes; it carries the digest of the draft whose summary was read."""

    digest = HiddenField()
