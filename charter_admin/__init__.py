"""Charter Admin: declare cookies once, publish a charter page and a consent banner for every platform."""

__version__ = "0.1.0"
