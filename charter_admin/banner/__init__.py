"""The consent banner: its code for the visitor's browser (`client`, built into `dist`) and what is put before it."""
