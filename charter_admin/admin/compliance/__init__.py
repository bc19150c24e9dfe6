"""What the law has to say to a draft, what its people say to that, and the worksheet of audience measurement."""
