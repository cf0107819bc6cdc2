from django import forms


def doc_number_from(typed: str) -> str:
    """The eight digits of a DOC number as typed, with or without zeros, spaces and dashes."""
    digits = "".join(character for character in typed if character.isdigit())
    if not 1 <= len(digits) <= 8:
        raise forms.ValidationError("A DOC number has up to eight digits.")
    return digits.zfill(8)
