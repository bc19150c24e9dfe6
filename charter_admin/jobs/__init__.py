"""Work that takes longer than a request: kept in the database, done item by item, resumed after any break."""
