"""Where personal data may go without further safeguards, by ISO 3166-1 alpha-2 code."""

# The European Union with its outermost regions that have codes of their own, and Iceland, Liechtenstein and Norway.
EEA = frozenset(
    ("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
     "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "AX", "GF", "GP", "MF", "MQ", "RE", "YT", "IS", "LI", "NO")
)  # fmt: skip
# GDPR, art. 45: decisions in force for the whole private sector of a country (November 2026). The one on the United
# States covers only companies certified under the Data Privacy Framework, so it is not in this list. Canada's covers
# commercial organizations, Brazil's is (EU) 2026/179.
ADEQUATE = frozenset(["AD", "AR", "BR", "CA", "CH", "FO", "GB", "GG", "IL", "IM", "JE", "JP", "KR", "NZ", "UY"])
COVERED = EEA | ADEQUATE
