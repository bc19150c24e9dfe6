"""The log of consent receipts: how long it is kept, what was deleted, and downloads."""
