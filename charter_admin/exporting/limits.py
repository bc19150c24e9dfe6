"""What a spreadsheet that comes back may be, and the words for one that is more."""

from charter_admin.i18n import N_

MOST_BYTES = 3_000_000
MOST_UNPACKED = 40_000_000  # bytes of a workbook, which is compressed
MOST_ROWS, MOST_COLUMNS = 20_000, 200

UNREADABLE = N_("This is no CSV file and no Excel workbook, or it is damaged.")
TOO_LARGE = N_("This file is too large: at most 3 MB.")
BUSY = N_("Too many files are being read at the moment. Try again in a minute.")
TOO_LONG = N_("This file has too many rows or columns: at most %(most)s rows.")
