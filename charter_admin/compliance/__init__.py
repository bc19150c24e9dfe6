"""Whether a charter may be published: rules of law over the document, what is said to them, and the worksheet."""
