"""How much the server can take: visitors beside nginx, and receipts beside what a database can do."""
