"""A log of millions of receipts: how long what is read of it takes."""
