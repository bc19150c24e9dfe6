"""Taking in an existing charter and reviewing what was found in it."""
