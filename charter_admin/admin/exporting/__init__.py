"""Downloads, and the spreadsheet that comes back."""
