"""Every message's words: rendered with what it may carry, and held to what may stand in mail and texts."""

import re

import pytest

from followups import words

TEMPLATES = sorted(path.stem for path in words.FOLDER.glob("*.txt"))
FORBIDDEN = re.compile(
    r"prison|inmate|offend|parol|probation|convict|felon|jail|institution|correction|\bdoc\b|department"
    r"|release|reentry|crim|court|sentence|supervision"
    r"|health|medic|clinic|treat|recover|substance|drug|addict|mental|victim|trauma|program"
    r"|c[aá]rcel|prisi[oó]n|preso|condena|libertad|delito|salud|cl[ií]nica|tratamiento|droga|v[ií]ctima"
    r"|please|successfully|!",
    re.I,
)


def rendered(name):
    template, _, language = name.partition(".")
    path = "" if template.startswith("person_") else "/somewhere/41/"
    return template, words.render(template, facts=words.SAMPLE, path=path, language=language or "en")


def test_the_sample_has_every_fact_that_a_message_may_carry():
    assert set(words.SAMPLE) == words.FACTS


@pytest.mark.parametrize("name", TEMPLATES)
def test_words_tell_nothing(name, settings):
    settings.PORTAL_URL = "https://portal.example"
    template, said = rendered(name)
    whole = f"{said.subject}\n{said.text}"
    assert not FORBIDDEN.findall(whole)
    assert "{{" not in whole and "{%" not in whole and "#}" not in whole
    assert 0 < len(said.subject) <= 60
    assert max(map(len, said.text.splitlines())) <= 320
    links = re.findall(r"https?://\S+", whole)
    assert links == ([] if template.startswith("person_") else ["https://portal.example/somewhere/41/"])


@pytest.mark.parametrize("name", TEMPLATES)
def test_words_use_only_facts_that_messages_carry(name):
    source = (words.FOLDER / f"{name}.txt").read_text()
    used = set(re.findall(r"\{\{\s*(\w+)", source)) | set(re.findall(r"\{%\s*if\s+(\w+)", source))
    assert used <= words.FACTS | {"url", "by_text"}


@pytest.mark.parametrize("template", [name for name in TEMPLATES if name.startswith("person_") and "." not in name])
def test_what_a_person_reads_is_there_in_spanish(template):
    assert words.file_of(template, "es").exists()
