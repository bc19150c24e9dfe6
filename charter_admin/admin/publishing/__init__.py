"""From a draft to what visitors see: the summary of changes, the preview, the versions, the snippet."""
