"""The words of a release of information in Spanish (templates/partners/release/es.html)."""

from cases.models import Category
from partners.models import Consent, Purpose

CATEGORIES = {
    Category.IDENTITY: "nombre e idioma",
    Category.CONTACT: "cómo comunicarse conmigo",
    Category.RELEASE: "fecha de salida y a dónde voy",
    Category.PLAN: "plan de reingreso: pasos pendientes",
    Category.HOUSING: "vivienda",
    Category.EMPLOYMENT: "trabajo",
    Category.EDUCATION: "educación",
    Category.BENEFITS: "dinero y beneficios",
    Category.BASICS: "comida, ropa, transporte, apoyo espiritual",
    Category.FAMILY: "familia e hijos",
    Category.LEGAL: "asuntos legales",
    Category.SUPERVISION: "supervisión después de la salida",
    Category.HEALTH: "salud física",
    Category.MENTAL_HEALTH: "salud mental",
    Category.SUBSTANCE_USE: "tratamiento por uso de drogas o alcohol (42 CFR Parte 2)",
}
PURPOSES = {
    Purpose.SERVICES: "para organizar y dar servicios",
    Purpose.TREATMENT: "para tratamiento, pago y operaciones de salud",
    Purpose.SUPERVISION: "para vigilar una condición de la libertad",
}
EVENTS = {
    Consent.EndEvent.RELEASE: "el día de mi salida de la prisión",
    Consent.EndEvent.SERVICE_ENDS: "el día en que termina el servicio",
    Consent.EndEvent.SUPERVISION_ENDS: "el día en que termina la supervisión",
    Consent.EndEvent.FINAL_DISPOSITION: "el día de la resolución final del caso",
    Consent.EndEvent.NEVER: "sin fecha de fin",
}


def words_of(consent: Consent) -> dict:
    """What the Spanish form says of this release."""
    ends = [f"el {consent.expires_on:%d/%m/%Y} (día/mes/año)"] if consent.expires_on else []
    if consent.end_event:
        ends.append(EVENTS[consent.end_event])
    return {
        "categories": [CATEGORIES[code] for code in consent.categories],
        "purposes": [PURPOSES[code] for code in consent.purposes],
        "ends": ", o ".join(ends),
    }
