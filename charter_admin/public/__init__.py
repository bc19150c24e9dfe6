"""PLANE: what visitors' browsers ask for. Finished bytes in, answers out: no session, no cookie, no template."""
