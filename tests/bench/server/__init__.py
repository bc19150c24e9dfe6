"""How much the server can take, beside what the machine can do at all."""
