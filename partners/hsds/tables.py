"""Of the tables of HSDS 3: those that the portal keeps, with the columns that it reads and writes."""

TABLES: dict[str, tuple[str, ...]] = {
    "organization": ("id", "name", "alternate_name", "description", "email", "website"),
    "service": (
        "id",
        "organization_id",
        "name",
        "alternate_name",
        "description",
        "url",
        "email",
        "status",
        "application_process",
        "fees_description",
        "eligibility_description",
        "minimum_age",
        "maximum_age",
        "assured_date",
        "alert",
    ),
    "location": (
        "id",
        "location_type",
        "url",
        "organization_id",
        "name",
        "description",
        "transportation",
        "latitude",
        "longitude",
    ),
    "address": (
        "id",
        "location_id",
        "address_1",
        "address_2",
        "city",
        "region",
        "state_province",
        "postal_code",
        "country",
        "address_type",
    ),
    "service_at_location": ("id", "service_id", "location_id", "description"),
    "phone": (
        "id",
        "location_id",
        "service_id",
        "organization_id",
        "service_at_location_id",
        "number",
        "extension",
        "type",
        "description",
    ),
    "schedule": (
        "id",
        "service_id",
        "location_id",
        "service_at_location_id",
        "valid_from",
        "valid_to",
        "dtstart",
        "until",
        "freq",
        "interval",
        "byday",
        "bymonthday",
        "description",
        "opens_at",
        "closes_at",
    ),
    "service_area": ("id", "service_id", "name"),
    "language": ("id", "service_id", "name", "code"),
    "attribute": ("id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "value"),
    "taxonomy": ("id", "name", "description"),
    "taxonomy_term": ("id", "code", "name", "description", "parent_id", "taxonomy_id"),
}
REQUIRED = {"organization": {"id", "name"}, "service": {"id", "organization_id", "name"}}
# Names of version 2 for what version 3 calls otherwise.
OLDER_NAMES = {("organization", "url"): "website", ("service", "fees"): "fees_description"}
# By what a row hangs on a row that is put together from several tables.
LINKS = {"address": "location_id", "language": "service_id", "service_area": "service_id", "attribute": "link_id"}


def table_of(file_name: str) -> str | None:
    """The table that a file of this name holds: publishers write `service.csv` or `services.csv`."""
    stem = file_name.rpartition("/")[2].lower().removesuffix(".csv")
    irregular = {"addresses": "address", "addresss": "address", "services_at_location": "service_at_location"}
    for name in (stem, irregular.get(stem, ""), stem.removesuffix("s")):
        if name in TABLES:
            return name
    return None
