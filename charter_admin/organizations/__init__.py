"""The tenant, who belongs to it, what each role may do, and the one value that carries tenancy."""
