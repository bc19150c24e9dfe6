"""What is read at all, told apart from the readers so that who starts the child needs none of them."""

MAX_BYTES = 5_000_000
MAX_COOKIES = 10_000  # of one document
