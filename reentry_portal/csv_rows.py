"""Rows of CSV that are sent as they are made, and that no spreadsheet takes for formulas."""


class Echo:
    """What csv.writer writes to, when each row is sent as it is made."""

    @staticmethod
    def write(text: str) -> str:
        return text


def harmless(value: object) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
