"""From a draft to an immutable version: freeze, render, keep."""
