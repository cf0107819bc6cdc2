"""HSDS 3.0 in its tabular form, as the specification's datapackage.json has it: for each table its columns.

`*` is required, `#` a number, `@` a date, `:` a time, `>table` an id of another table. Open Referral, CC BY-SA 4.0.
"""

import csv
import json
import re
import uuid
from datetime import date
from pathlib import Path

SCHEMA = {
    "organization": "id* name* alternate_name description* email website year_incorporated# legal_status logo uri"
    " parent_organization_id",
    "service": "id* organization_id*>organization program_id name* alternate_name description url email status*"
    " interpretation_services application_process fees_description accreditations eligibility_description"
    " minimum_age# maximum_age# assured_date@ assurer_email alert",
    "attribute": "id* link_id* taxonomy_term_id*>taxonomy_term link_type* link_entity* value",
    "service_at_location": "id* service_id*>service location_id*>location description",
    "location": "id* location_type* url organization_id>organization name alternate_name description transportation"
    " latitude# longitude# external_identifier external_identifier_type",
    "phone": "id* location_id>location service_id>service organization_id>organization contact_id"
    " service_at_location_id>service_at_location number* extension# type description",
    "address": "id* location_id>location attention address_1* address_2 city* region state_province* postal_code*"
    " country* address_type*",
    "schedule": "id* service_id>service location_id>location service_at_location_id>service_at_location valid_from@"
    " valid_to@ dtstart@ timezone# until@ count wkst freq interval# byday byweekno bymonthday byyearday description"
    " opens_at: closes_at: schedule_link attending_type notes",
    "service_area": "id* service_id>service name description extent extent_type uri",
    "language": "id* service_id>service location_id>location phone_id>phone name code note",
    "taxonomy": "id* name* description* uri version",
    "taxonomy_term": "id* code name* description* parent_id>taxonomy_term taxonomy taxonomy_id>taxonomy language"
    " term_uri",
}
CHOICES = {
    ("service", "status"): {"active", "inactive", "defunct", "temporarily closed"},
    ("location", "location_type"): {"physical", "postal", "virtual"},
    ("address", "address_type"): {"physical", "postal", "virtual"},
    ("schedule", "freq"): {"WEEKLY", "MONTHLY"},
}
COLUMN = re.compile(r"(?P<name>\w+)(?P<must>\*?)(?P<kind>[#@:]?)(?:>(?P<other>\w+))?$")
KINDS = {"#": float, "@": date.fromisoformat, ":": lambda text: re.fullmatch(r"\d\d:\d\d", text) or int("no time")}


def faults_of(folder: Path) -> list[str]:
    """All that the specification forbids in a package."""
    described = {one["name"]: one["path"] for one in json.loads((folder / "datapackage.json").read_text())["resources"]}
    rows = {}
    for table, path in described.items():
        with (folder / path).open(encoding="utf-8", newline="") as file:
            rows[table] = list(csv.DictReader(file))
    ids = {table: [row["id"] for row in found] for table, found in rows.items()}
    faults = [f"no table {table}" for table in described if table not in SCHEMA]
    faults += [f"{table}: an id twice" for table, found in ids.items() if len(found) != len(set(found))]
    for table, found in rows.items():
        columns = {match["name"]: match for match in map(COLUMN.match, SCHEMA[table].split())}
        for row in found:
            uuid.UUID(row["id"])
            faults += [f"{table}: no column {name}" for name in row if name not in columns]
            for name, column in columns.items():
                faults += _faults_of_value(table, row, name, column, ids)
    return sorted(set(faults))


def _faults_of_value(table, row, name, column, ids) -> list[str]:
    value = row.get(name) or ""
    if not value:
        return [f"{table}: {name} is empty"] if column["must"] else []
    if column["other"] and value not in ids[column["other"]]:
        return [f"{table}: {name} {value} is no {column['other']}"]
    if value not in CHOICES.get((table, name), {value}):
        return [f"{table}: {name} is {value}"]
    if column["kind"]:
        try:
            KINDS[column["kind"]](value)
        except ValueError:
            return [f"{table}: {name} is {value}"]
    return []
