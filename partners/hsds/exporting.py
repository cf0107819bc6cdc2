"""Write the directory as an HSDS 3 data package. A victim service leaves without anything that says where it is."""

import csv
import json
import uuid
from collections.abc import Iterator
from pathlib import Path

from accounts.models import Organization
from cases.models import NeedArea
from partners.hsds.importing import MAIN_NUMBER
from partners.hsds.portal_fields import COUNTY, FIELDS, KIND, NEED, OFFERS, PORTAL_FIELDS
from partners.hsds.tables import REQUIRED, TABLES
from partners.hsds.values import LANGUAGES, county_name
from partners.models import Location, Phone, Schedule, Service, ServiceAtLocation, ServiceType

ROWS_AT_ONCE = 1_000
CODES = {name: code for code, name in LANGUAGES.items()}
HIDDEN = Organization.Kind.VICTIM_SERVICE


def write_package(folder: Path) -> dict[str, int]:
    """Write the package into the folder, in the caller's scope; returns how many rows each table has."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for table, columns in TABLES.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            counts[table] = 0
            for row in WRITERS[table]():
                writer.writerow({name: "" if value is None else value for name, value in row.items()})
                counts[table] += 1
    (folder / "datapackage.json").write_text(json.dumps(_description(), indent=2) + "\n")
    return counts


def _description() -> dict:
    return {
        "name": "reentry-portal-directory",
        "title": "Reentry services of Missouri",
        "profile": "tabular-data-package",
        "hsds_version": "3.0",
        "resources": [
            {
                "name": table,
                "path": f"{table}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "schema": {
                    "primaryKey": "id",
                    "fields": [
                        {
                            "name": name,
                            "type": "string",
                            "constraints": {"required": name in REQUIRED.get(table, {"id"}), "unique": name == "id"},
                        }
                        for name in columns
                    ],
                },
            }
            for table, columns in TABLES.items()
        ],
    }


def _all(queryset):
    return queryset.order_by("hsds_id").iterator(chunk_size=ROWS_AT_ONCE)


def _organizations() -> Iterator[dict]:
    for entry in _all(Organization.objects.filter(is_active=True)):
        yield {
            "id": entry.hsds_id,
            "name": entry.name,
            "alternate_name": entry.alternate_name,
            "description": entry.description or entry.name,  # HSDS asks for one
            "email": entry.email,
            "website": entry.website,
        }


def _services_listed():
    return Service.objects.filter(organization__is_active=True).select_related("organization")


def _services() -> Iterator[dict]:
    for entry in _all(_services_listed()):
        yield {
            "id": entry.hsds_id,
            "organization_id": entry.organization.hsds_id,
            "name": entry.name,
            "alternate_name": entry.alternate_name,
            "description": entry.description,
            "url": entry.url,
            "email": entry.email,
            "status": entry.status,
            "application_process": entry.application_process,
            "fees_description": entry.fees,
            "eligibility_description": entry.eligibility,
            "minimum_age": entry.minimum_age,
            "maximum_age": entry.maximum_age,
            "assured_date": entry.confirmed_on,
            "alert": entry.alert,
        }


def _locations_listed():
    return Location.objects.filter(organization__is_active=True).select_related("organization", "county")


def _locations() -> Iterator[dict]:
    for entry in _all(_locations_listed()):
        hidden = entry.organization.kind == HIDDEN
        yield {
            "id": entry.hsds_id,
            "location_type": Location.Kind.VIRTUAL if hidden else entry.kind,
            "url": entry.url,
            "organization_id": entry.organization.hsds_id,
            "name": entry.name,
            "description": entry.description,
            "transportation": "" if hidden else entry.transportation,
            "latitude": None if hidden else entry.latitude,
            "longitude": None if hidden else entry.longitude,
        }


def _has_address(entry: Location) -> bool:
    """Whether all is there that HSDS asks of an address."""
    return bool(entry.address_1 and entry.city and entry.postal_code and entry.state)


def _addresses() -> Iterator[dict]:
    for entry in _all(_locations_listed().exclude(organization__kind=HIDDEN)):
        if _has_address(entry):
            yield {
                "id": uuid.uuid5(entry.hsds_id, "address"),
                "location_id": entry.hsds_id,
                "address_1": entry.address_1,
                "address_2": entry.address_2,
                "city": entry.city,
                "region": county_name(entry.county) if entry.county else "",
                "state_province": entry.state,
                "postal_code": entry.postal_code,
                "country": "US",
                "address_type": "postal" if entry.kind == Location.Kind.POSTAL else "physical",
            }


def _services_at_locations() -> Iterator[dict]:
    rows = ServiceAtLocation.objects.filter(service__organization__is_active=True)
    for entry in _all(rows.select_related("service", "location")):
        yield {
            "id": entry.hsds_id,
            "service_id": entry.service.hsds_id,
            "location_id": entry.location.hsds_id,
            "description": entry.description,
        }


def _of_listed(model):
    """Rows whose owner is in the package."""
    rows = model.objects.exclude(service__organization__is_active=False)
    return rows.exclude(location__organization__is_active=False).exclude(at__service__organization__is_active=False)


def _owner(entry) -> dict:
    """The column that says whose the row is."""
    if entry.at_id:
        return {"service_at_location_id": entry.at.hsds_id}
    if entry.service_id:
        return {"service_id": entry.service.hsds_id}
    return {"location_id": entry.location.hsds_id} if entry.location_id else {}


def _phones() -> Iterator[dict]:
    for column, entries in (
        ("organization_id", Organization.objects.filter(is_active=True)),
        ("service_id", _services_listed()),
    ):
        for entry in _all(entries.exclude(phone="")):
            yield {
                "id": uuid.uuid5(entry.hsds_id, MAIN_NUMBER),
                column: entry.hsds_id,
                "number": entry.phone,
                "type": "voice",
                "description": MAIN_NUMBER,
            }
    phones = _of_listed(Phone).exclude(organization__is_active=False)
    for entry in _all(phones.select_related("organization", "service", "location", "at")):
        owner = {"organization_id": entry.organization.hsds_id} if entry.organization_id else _owner(entry)
        yield {
            "id": entry.hsds_id,
            **owner,
            "number": entry.number,
            "extension": entry.extension,
            "type": entry.kind,
            "description": entry.description,
        }


def _schedules() -> Iterator[dict]:
    for entry in _all(_of_listed(Schedule).select_related("service", "location", "at")):
        yield {
            "id": entry.hsds_id,
            **_owner(entry),
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
            "dtstart": entry.dtstart,
            "until": entry.until,
            "freq": entry.freq,
            "interval": entry.interval,
            "byday": entry.byday,
            "bymonthday": entry.bymonthday,
            "description": entry.description,
            "opens_at": f"{entry.opens_at:%H:%M}" if entry.opens_at else "",
            "closes_at": f"{entry.closes_at:%H:%M}" if entry.closes_at else "",
        }


def _service_areas() -> Iterator[dict]:
    for entry in _all(_services_listed().prefetch_related("counties")):
        names = ["Missouri"] if entry.statewide else []
        for name in [*names, *(county_name(county) for county in entry.counties.all())]:
            yield {"id": uuid.uuid5(entry.hsds_id, f"area {name}"), "service_id": entry.hsds_id, "name": name}


def _languages() -> Iterator[dict]:
    for entry in _all(_services_listed().exclude(languages=[])):
        for name in entry.languages:
            row = {"id": uuid.uuid5(entry.hsds_id, f"language {name}"), "service_id": entry.hsds_id, "name": name}
            yield row | {"code": CODES.get(name, "")}


def _attributes() -> Iterator[dict]:
    sources = {
        "organization": Organization.objects.filter(is_active=True),
        "service": _services_listed().prefetch_related("areas", "types"),
    }
    for entity, entries in sources.items():
        fields = [field for field in PORTAL_FIELDS if field.entity == entity]
        for entry in _all(entries):
            for field in fields:
                if value := field.write(getattr(entry, field.column)):
                    yield _attribute(entry, field.term_id, entity, "portal", value)
            if entity == "service":
                codes = [NEED + area.code for area in entry.areas.all()] + [
                    KIND + one.code for one in entry.types.all()
                ]
                for code in codes:
                    yield _attribute(entry, uuid.uuid5(OFFERS, code), entity, "service_type", "")
    for entry in _all(_locations_listed().exclude(county=None).exclude(organization__kind=HIDDEN)):
        if not _has_address(entry):
            yield _attribute(entry, COUNTY.term_id, "location", "portal", county_name(entry.county))


def _attribute(entry, term: uuid.UUID, entity: str, link_type: str, value: str) -> dict:
    return {
        "id": uuid.uuid5(entry.hsds_id, f"attribute {term}"),
        "link_id": entry.hsds_id,
        "taxonomy_term_id": term,
        "link_type": link_type,
        "link_entity": entity,
        "value": value,
    }


def _taxonomies() -> Iterator[dict]:
    yield {"id": FIELDS, "name": "Reentry Portal fields", "description": "What the portal knows beyond HSDS."}
    yield {"id": OFFERS, "name": "Reentry needs and services", "description": "Needs, and kinds of service for each."}


def _terms() -> Iterator[dict]:
    for field in [*PORTAL_FIELDS, COUNTY]:
        yield {
            "id": field.term_id,
            "code": field.term_code,
            "name": field.name,
            "description": field.name,
            "taxonomy_id": FIELDS,
        }
    for area in NeedArea.objects.order_by("code"):
        yield _term(NEED + area.code, area.name)
    for kind in ServiceType.objects.select_related("area").order_by("code"):
        yield _term(KIND + kind.code, kind.name) | {"parent_id": uuid.uuid5(OFFERS, NEED + kind.area.code)}


def _term(code: str, name: str) -> dict:
    return {"id": uuid.uuid5(OFFERS, code), "code": code, "name": name, "description": name, "taxonomy_id": OFFERS}


WRITERS = {
    "organization": _organizations,
    "service": _services,
    "location": _locations,
    "address": _addresses,
    "service_at_location": _services_at_locations,
    "phone": _phones,
    "schedule": _schedules,
    "service_area": _service_areas,
    "language": _languages,
    "attribute": _attributes,
    "taxonomy": _taxonomies,
    "taxonomy_term": _terms,
}
