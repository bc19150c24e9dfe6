"""First tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "consent_receipt",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("consent_id", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("build", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_receipt")),
    )
    with op.batch_alter_table("consent_receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_receipt_consent_id"), ["consent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_receipt_public_id"), ["public_id"], unique=False)

    op.create_table(
        "failed_sign_in",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_in")),
    )
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_failed_sign_in_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_failed_sign_in_key"), ["key"], unique=False)

    op.create_table(
        "organization",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("slug", name=op.f("uq_organization_slug")),
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organization_folded"), ["folded"], unique=False)

    op.create_table(
        "user",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
    )
    op.create_table(
        "membership",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_membership_organization_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_membership_user_id")),
        sa.PrimaryKeyConstraint("organization_id", "user_id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_user_id"), ["user_id"], unique=False)

    op.create_table(
        "platform",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("default_locale", sa.String(), nullable=False),
        sa.Column("locales", sa.JSON(), nullable=False),
        sa.Column("controller", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("contact_url", sa.String(), nullable=False),
        sa.Column("contact_address", sa.String(), nullable=False),
        sa.Column("dpo", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_platform_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_platform_organization_id_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_platform_public_id")),
    )
    with op.batch_alter_table("platform", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_platform_folded"), ["folded"], unique=False)

    op.create_table(
        "provider",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("policy_url", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("key_frozen", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_provider_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_provider_organization_id_id")),
        sa.UniqueConstraint("organization_id", "key", name=op.f("uq_provider_organization_id_key")),
    )
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_folded"), ["folded"], unique=False)

    op.create_table(
        "publication",
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_publication_organization_id")),
        sa.PrimaryKeyConstraint("public_id", name=op.f("pk_publication")),
    )
    op.create_table(
        "purpose",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("key_frozen", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_purpose_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purpose")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_purpose_organization_id_id")),
        sa.UniqueConstraint("organization_id", "key", name=op.f("uq_purpose_organization_id_key")),
    )
    with op.batch_alter_table("purpose", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purpose_folded"), ["folded"], unique=False)

    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_session_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "sign_in_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_link_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_link")),
    )
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_link_user_id"), ["user_id"], unique=False)

    op.create_table(
        "charter_import",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("found_platform", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "platform_id"],
            ["platform.organization_id", "platform.id"],
            name=op.f("fk_charter_import_organization_id_platform_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_charter_import_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_import")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_charter_import_organization_id_id")),
    )
    with op.batch_alter_table("charter_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_import_platform_id"), ["platform_id"], unique=False)

    op.create_table(
        "charter_text",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "platform_id"],
            ["platform.organization_id", "platform.id"],
            name=op.f("fk_charter_text_organization_id_platform_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_charter_text_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_text")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_charter_text_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "platform_id",
            "key",
            name=op.f("uq_charter_text_organization_id_platform_id_key"),
        ),
    )
    with op.batch_alter_table("charter_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_text_platform_id"), ["platform_id"], unique=False)

    op.create_table(
        "charter_version",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("consent_digest", sa.String(), nullable=False),
        sa.Column("default_locale", sa.String(), nullable=False),
        sa.Column("locales", sa.JSON(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "platform_id"],
            ["platform.organization_id", "platform.id"],
            name=op.f("fk_charter_version_organization_id_platform_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_charter_version_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_version")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_charter_version_organization_id_id")),
        sa.UniqueConstraint("platform_id", "number", name=op.f("uq_charter_version_platform_id_number")),
    )
    with op.batch_alter_table("charter_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_version_public_id"), ["public_id"], unique=False)

    op.create_table(
        "platform_domain",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "platform_id"],
            ["platform.organization_id", "platform.id"],
            name=op.f("fk_platform_domain_organization_id_platform_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_platform_domain_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_domain")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_platform_domain_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "platform_id",
            "name",
            name=op.f("uq_platform_domain_organization_id_platform_id_name"),
        ),
    )
    with op.batch_alter_table("platform_domain", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_platform_domain_platform_id"), ["platform_id"], unique=False)

    op.create_table(
        "service",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("purpose_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("hosts", sa.JSON(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("key_frozen", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "provider_id"],
            ["provider.organization_id", "provider.id"],
            name=op.f("fk_service_organization_id_provider_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "purpose_id"],
            ["purpose.organization_id", "purpose.id"],
            name=op.f("fk_service_organization_id_purpose_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_service_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_service_organization_id_id")),
        sa.UniqueConstraint("organization_id", "key", name=op.f("uq_service_organization_id_key")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_folded"), ["folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_purpose_id"), ["purpose_id"], unique=False)

    op.create_table(
        "artefact",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("build", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("brotli", sa.LargeBinary(), nullable=False),
        sa.Column("gzip", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "version_id"],
            ["charter_version.organization_id", "charter_version.id"],
            name=op.f("fk_artefact_organization_id_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_artefact_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_artefact")),
        sa.UniqueConstraint(
            "version_id", "kind", "locale", "build", name=op.f("uq_artefact_version_id_kind_locale_build")
        ),
    )
    op.create_table(
        "cookie",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pattern", sa.Boolean(), nullable=False),
        sa.Column("storage", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("duration_kind", sa.String(), nullable=False),
        sa.Column("duration_amount", sa.Integer(), nullable=True),
        sa.Column("duration_unit", sa.String(), nullable=True),
        sa.Column("duration_text", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "service_id"],
            ["service.organization_id", "service.id"],
            name=op.f("fk_cookie_organization_id_service_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_cookie_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cookie")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_cookie_organization_id_id")),
    )
    with op.batch_alter_table("cookie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cookie_service_id"), ["service_id"], unique=False)

    op.create_table(
        "import_proposal",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=True),
        sa.Column("service", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("duration", sa.String(), nullable=True),
        sa.Column("party", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "import_id"],
            ["charter_import.organization_id", "charter_import.id"],
            name=op.f("fk_import_proposal_organization_id_import_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_import_proposal_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_proposal")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_import_proposal_organization_id_id")),
    )
    with op.batch_alter_table("import_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_proposal_import_id"), ["import_id"], unique=False)

    op.create_table(
        "usage",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("location", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "platform_id"],
            ["platform.organization_id", "platform.id"],
            name=op.f("fk_usage_organization_id_platform_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "service_id"],
            ["service.organization_id", "service.id"],
            name=op.f("fk_usage_organization_id_service_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_usage_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usage")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_usage_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "platform_id",
            "service_id",
            name=op.f("uq_usage_organization_id_platform_id_service_id"),
        ),
    )
    with op.batch_alter_table("usage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_usage_platform_id"), ["platform_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_usage_service_id"), ["service_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("usage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_usage_service_id"))
        batch_op.drop_index(batch_op.f("ix_usage_platform_id"))

    op.drop_table("usage")
    with op.batch_alter_table("import_proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_proposal_import_id"))

    op.drop_table("import_proposal")
    with op.batch_alter_table("cookie", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cookie_service_id"))

    op.drop_table("cookie")
    op.drop_table("artefact")
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_purpose_id"))
        batch_op.drop_index(batch_op.f("ix_service_provider_id"))
        batch_op.drop_index(batch_op.f("ix_service_folded"))

    op.drop_table("service")
    with op.batch_alter_table("platform_domain", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_platform_domain_platform_id"))

    op.drop_table("platform_domain")
    with op.batch_alter_table("charter_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_version_public_id"))

    op.drop_table("charter_version")
    with op.batch_alter_table("charter_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_text_platform_id"))

    op.drop_table("charter_text")
    with op.batch_alter_table("charter_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_import_platform_id"))

    op.drop_table("charter_import")
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_link_user_id"))

    op.drop_table("sign_in_link")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_user_id"))

    op.drop_table("session")
    with op.batch_alter_table("purpose", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_purpose_folded"))

    op.drop_table("purpose")
    op.drop_table("publication")
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_folded"))

    op.drop_table("provider")
    with op.batch_alter_table("platform", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_platform_folded"))

    op.drop_table("platform")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_user_id"))

    op.drop_table("membership")
    op.drop_table("user")
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organization_folded"))

    op.drop_table("organization")
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_failed_sign_in_key"))
        batch_op.drop_index(batch_op.f("ix_failed_sign_in_at"))

    op.drop_table("failed_sign_in")
    with op.batch_alter_table("consent_receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_receipt_public_id"))
        batch_op.drop_index(batch_op.f("ix_consent_receipt_consent_id"))

    op.drop_table("consent_receipt")
