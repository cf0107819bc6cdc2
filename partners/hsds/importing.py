"""Take a package in: upsert by (source, id), set aside what cannot be read, count what is not kept."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from accounts.models import Organization
from cases.models import NeedArea
from partners.hsds import values
from partners.hsds.package import Package
from partners.hsds.portal_fields import BY_CODE, COUNTY, FIELD, KIND, NEED, Unreadable
from partners.hsds.staging import Row, SetAside, Staged
from partners.models import Location, Phone, Schedule, Service, ServiceAtLocation, ServiceType
from reentry_portal.errors import ActionRefused

MAIN_NUMBER = "Main number"
LONGEST_ID = 200
SAID_WHEN_CONFIRMED = ("open_places", "waitlist")


class Outcome:
    """What an import did, or would do."""

    def __init__(self, counts: dict[str, int], not_kept: dict[str, int], rejects: list[SetAside]):
        self.counts = counts
        self.not_kept = not_kept
        self.rejects = rejects


def take_in(path: Path, *, source: str, dry_run: bool = False) -> Outcome:
    """Read the package at `path` and merge it with what came from `source` before, in the caller's scope.

    Raises ActionRefused, with nothing changed, when it is not an HSDS package.
    """
    if not source:
        raise ActionRefused("Name where the package comes from.")
    package = Package(path)
    try:
        with transaction.atomic():
            outcome = _Import(package, source).run()
            if dry_run:
                transaction.set_rollback(True)
        return outcome
    finally:
        package.close()


class _Import:
    def __init__(self, package: Package, source: str):
        self.staged = Staged(package)
        self.package = package
        self.source = source
        self.counts: Counter = Counter(rows=self.staged.rows_read)
        self.counties = values.Counties()
        self.areas = {area.code: area for area in NeedArea.objects.all()}
        self.area_names = {area.name.lower(): area for area in self.areas.values()}
        self.types = {}
        for kind in ServiceType.objects.select_related("area"):
            for name in (kind.code, kind.name, *kind.also_called):
                self.types.setdefault(name.lower(), kind)

    def run(self) -> Outcome:
        """Organizations come first: all else hangs on them."""
        self._organizations()
        self._locations()
        self._services()
        self._services_at_locations()
        self._phones()
        self._schedules()
        self.staged.drop()
        rejects = self.staged.rejects
        self.counts["set_aside"] = len(rejects)
        return Outcome(dict(self.counts), dict(self.staged.not_kept), rejects)

    def _known(self, model, ids) -> dict[str, object]:
        """What came from this source before, and in this run, by its id there."""
        return {entry.source_id: entry for entry in model.objects.filter(source=self.source, source_id__in=set(ids))}

    def _upsert(self, table: str, model, rows: list[Row], read: Callable[[Row, object], dict]) -> dict[str, object]:
        """Add what is new, change what differs, leave the rest; returns the entries by id."""
        known = self._known(model, [row.id for row in rows])
        ids = {row.id: values.stable_id(self.source, table, row.id) for row in rows if row.id not in known}
        taken = set(model.objects.filter(hsds_id__in=ids.values()).values_list("hsds_id", flat=True))
        fresh, changed, columns = [], [], set()
        for row in rows:
            entry = known.get(row.id)
            try:
                if len(row.id) > LONGEST_ID:
                    raise Unreadable("id is too long")
                said = read(row, entry)
            except Unreadable as fault:
                self.staged.set_aside(row, str(fault))
                continue
            if entry is None:
                own = ids[row.id]
                own = values.made_id(self.source, table, row.id) if own in taken else own
                taken.add(own)
                known[row.id] = entry = model(source=self.source, source_id=row.id, hsds_id=own, **said)
                fresh.append(entry)
            elif differing := [name for name, value in said.items() if getattr(entry, name) != value]:
                for name in differing:
                    setattr(entry, name, said[name])
                columns.update(differing)
                changed.append(entry)
            else:
                self.counts[f"{table} same"] += 1
        model.objects.bulk_create(fresh)
        if changed:
            model.objects.bulk_update(changed, sorted(columns))
        self.counts[f"{table} new"] += len(fresh)
        self.counts[f"{table} changed"] += len(changed)
        return known

    def _organizations(self) -> None:
        for rows in self.staged.chunks("organization"):
            attributes = self.staged.attributes("organization", [row.id for row in rows])

            def read(row, entry, attributes=attributes):
                return {
                    "name": values.words(row.get("name"), most=160, what="name"),
                    "alternate_name": values.words(row.get("alternate_name"), most=160, what="alternate_name"),
                    "description": values.words(row.get("description"), most=20_000, what="description"),
                    "email": values.words(row.get("email"), most=254, what="email"),
                    "website": values.web_address(row.get("website"))[:200],
                    **self._portal_values("organization", attributes.get(row.id, ())),
                }

            self._upsert("organization", Organization, rows, read)

    def _portal_values(self, entity: str, attributes) -> dict:
        return {
            field.column: field.read(row.get("value"))
            for row, code, _ in attributes
            if (field := BY_CODE.get((entity, code))) and field is not COUNTY
        }

    def _locations(self) -> None:
        for rows in self.staged.chunks("location"):
            ids = [row.id for row in rows]
            addresses = self.staged.linked("address", ids)
            attributes = self.staged.attributes("location", ids)
            owner_ids = self.staged.owners_of_locations(ids)
            owner_ids |= {row.id: row.get("organization_id") for row in rows if row.get("organization_id")}
            owners = self._known(Organization, owner_ids.values())

            def read(row, entry, addresses=addresses, attributes=attributes, owner_ids=owner_ids, owners=owners):
                owner = owners.get(owner_ids.get(row.id, ""))
                if owner is None:
                    raise Unreadable("Its organization is not in the package")
                kind = row.get("location_type") or Location.Kind.PHYSICAL
                if kind not in Location.Kind.values:
                    raise Unreadable(f"location_type {kind[:40]} is not one of {', '.join(Location.Kind.values)}")
                said = {
                    "organization_id": owner.pk,
                    "kind": kind,
                    "name": values.words(row.get("name"), most=200, what="name"),
                    "description": values.words(row.get("description"), most=20_000, what="description"),
                    "url": values.web_address(row.get("url")),
                }
                place = self._place(row, addresses.get(row.id, []), attributes.get(row.id, ()))
                if owner.kind == Organization.Kind.VICTIM_SERVICE:
                    if any(place[column] for column in Location.NO_PLACE):
                        self.staged.set_aside(row, "The address of a victim service is never stored")
                    return said | Location.NO_PLACE | {"kind": Location.Kind.VIRTUAL}
                return said | place

            self._upsert("location", Location, rows, read)

    def _place(self, row: Row, addresses: list[Row], attributes) -> dict:
        physical = [address for address in addresses if address.get("address_type") == "physical"]
        address = next(iter(physical or addresses), Row("address", 0, "", {}))
        named = [attribute.get("value") for attribute, code, _ in attributes if code == COUNTY.term_code]
        latitude = values.coordinate(row.get("latitude"), 90, "latitude")
        longitude = values.coordinate(row.get("longitude"), 180, "longitude")
        if (latitude is None) != (longitude is None):
            raise Unreadable("latitude and longitude belong together")
        county = self.counties.find(named[0] if named else address.get("region"))
        return {
            "transportation": values.words(row.get("transportation"), most=20_000, what="transportation"),
            "address_1": values.words(address.get("address_1"), most=200, what="address_1"),
            "address_2": values.words(address.get("address_2"), most=200, what="address_2"),
            "city": values.words(address.get("city"), most=60, what="city"),
            "state": values.words(address.get("state_province") or "MO", most=20, what="state_province"),
            "postal_code": values.words(address.get("postal_code"), most=12, what="postal_code"),
            "county_id": county.pk if county else None,
            "latitude": latitude,
            "longitude": longitude,
        }

    def _services(self) -> None:
        for rows in self.staged.chunks("service"):
            ids = [row.id for row in rows]
            owners = self._known(Organization, [row.get("organization_id") for row in rows])
            attributes = self.staged.attributes("service", ids)
            spoken = self.staged.linked("language", ids)
            areas = self.staged.linked("service_area", ids)

            def read(row, entry, owners=owners, attributes=attributes, spoken=spoken, areas=areas):
                owner = owners.get(row.get("organization_id"))
                if owner is None:
                    raise Unreadable("Its organization is not in the package")
                said = self._service(row, owner, attributes.get(row.id, ()))
                if "language" in self.package.tables:
                    names = [values.language(one.get("name"), one.get("code")) for one in spoken.get(row.id, ())]
                    said["languages"] = sorted({name for name in names if name and name != "English"})
                if areas.get(row.id):
                    said["statewide"] = any(one.get("name").lower() in values.STATEWIDE for one in areas[row.id])
                return self._as_confirmed(said, entry)

            entries = self._upsert("service", Service, rows, read)
            self._answers(entries, attributes)
            self._counties(entries, areas)

    def _service(self, row: Row, owner: Organization, attributes) -> dict:
        status = (row.get("status") or "active").lower()
        if status not in Service.Status.values:
            raise Unreadable(f"status {status[:40]} is not one of {', '.join(Service.Status.values)}")
        low, high = values.age(row.get("minimum_age"), "minimum_age"), values.age(row.get("maximum_age"), "maximum_age")
        if low is not None and high is not None and high < low:
            raise Unreadable("maximum_age is below minimum_age")
        said = {
            "organization_id": owner.pk,
            "name": values.words(row.get("name"), most=200, what="name"),
            "alternate_name": values.words(row.get("alternate_name"), most=200, what="alternate_name"),
            "description": values.words(row.get("description"), most=20_000, what="description"),
            "url": values.web_address(row.get("url")),
            "email": values.words(row.get("email"), most=254, what="email"),
            "status": status,
            "application_process": values.words(
                row.get("application_process"), most=20_000, what="application_process"
            ),
            "fees": values.words(row.get("fees_description"), most=20_000, what="fees_description"),
            "eligibility": values.words(
                row.get("eligibility_description"), most=20_000, what="eligibility_description"
            ),
            "alert": values.words(row.get("alert"), most=300, what="alert"),
            "minimum_age": low,
            "maximum_age": high,
            "confirmed_on": values.day(row.get("assured_date"), "assured_date"),
            **self._portal_values("service", attributes),
        }
        if said.get("violent_years") is not None and Service.Limit.VIOLENT not in said.get("limits", ()):
            raise Unreadable("violent_years without a limit on violent offenses")
        return said

    @staticmethod
    def _as_confirmed(said: dict, entry: Service | None) -> dict:
        """What was confirmed here since the package was made stands."""
        if entry is None or entry.confirmed_on is None:
            return said
        if said["confirmed_on"] is None or said["confirmed_on"] < entry.confirmed_on:
            return {name: value for name, value in said.items() if name not in ("confirmed_on", *SAID_WHEN_CONFIRMED)}
        return said

    def _answers(self, entries: dict[str, Service], attributes) -> None:
        """The needs and kinds of each service, by terms that are known here. With none known, staff's choice stays."""
        areas, types = {}, {}
        for id, entry in entries.items():
            found_areas, found_types = set(), set()
            for _, code, name in attributes.get(id, ()):
                if code.startswith(FIELD):
                    continue
                area = self.areas.get(code.removeprefix(NEED)) or self.area_names.get(name.lower())
                kind = self.types.get(code.removeprefix(KIND).lower()) or self.types.get(name.lower())
                if area and not code.startswith(KIND):
                    found_areas.add(area.pk)
                elif kind:
                    found_types.add(kind)
                elif name or code:
                    self.staged.not_kept[f"term {name or code}"] += 1
            if found_areas or found_types:
                areas[entry.pk] = found_areas | {kind.area_id for kind in found_types}
                types[entry.pk] = {kind.pk for kind in found_types}
        _set_links(Service.areas.through, "needarea_id", areas)
        _set_links(Service.types.through, "servicetype_id", types)

    def _counties(self, entries: dict[str, Service], areas) -> None:
        wanted = {}
        for id, entry in entries.items():
            found = set()
            for row in areas.get(id, ()):
                county = self.counties.find(row.get("name"))
                if county:
                    found.add(county.pk)
                elif row.get("name").lower() not in values.STATEWIDE:
                    self.staged.not_kept[f"service area {row.get('name')[:60]}"] += 1
            if areas.get(id):
                wanted[entry.pk] = found
        _set_links(Service.counties.through, "county_id", wanted)

    def _services_at_locations(self) -> None:
        for rows in self.staged.chunks("service_at_location"):
            services = self._known(Service, [row.get("service_id") for row in rows])
            locations = self._known(Location, [row.get("location_id") for row in rows])
            pairs = set(
                ServiceAtLocation.objects.filter(service__in=services.values())
                .exclude(source=self.source, source_id__in=[row.id for row in rows])
                .values_list("service", "location")
            )

            def read(row, entry, services=services, locations=locations, pairs=pairs):
                service, location = services.get(row.get("service_id")), locations.get(row.get("location_id"))
                if service is None or location is None:
                    raise Unreadable("Its service or its location is not in the package")
                if (service.pk, location.pk) in pairs:
                    raise Unreadable("The service is at this location already")
                pairs.add((service.pk, location.pk))
                return {
                    "service_id": service.pk,
                    "location_id": location.pk,
                    "description": values.words(row.get("description"), most=20_000, what="description"),
                }

            self._upsert("service_at_location", ServiceAtLocation, rows, read)

    def _owners(self, rows: list[Row], *, organizations: bool = False) -> Callable[[Row], dict]:
        """Whose a row is: the most particular of those that it names."""
        places = [("at_id", "service_at_location_id", ServiceAtLocation), ("service_id", "service_id", Service)]
        places.append(("location_id", "location_id", Location))
        if organizations:
            places.append(("organization_id", "organization_id", Organization))
        known = {
            column: self._known(model, [row.get(column) for row in rows if row.get(column)])
            for _, column, model in places
        }

        def owner(row: Row) -> dict:
            keys = dict.fromkeys(key for key, _, _ in places)
            for key, column, _ in places:
                if entry := known[column].get(row.get(column)):
                    return keys | {key: entry.pk}
            raise Unreadable("What it belongs to is not in the package")

        return owner

    def _phones(self) -> None:
        for rows in self.staged.chunks("phone"):
            rows = self._main_numbers(rows)
            owner = self._owners(rows, organizations=True)

            def read(row, entry, owner=owner):
                if not row.get("number"):
                    raise Unreadable("number is missing")
                return owner(row) | {
                    "number": values.words(row.get("number"), most=40, what="number"),
                    "extension": values.words(row.get("extension"), most=10, what="extension"),
                    "kind": values.words(row.get("type"), most=20, what="type"),
                    "description": values.words(row.get("description"), most=200, what="description"),
                }

            self._upsert("phone", Phone, rows, read)

    def _main_numbers(self, rows: list[Row]) -> list[Row]:
        """A package of ours marks the number that stands on the organization or service itself; returns the others."""
        main = [row for row in rows if row.get("description") == MAIN_NUMBER and len(row.get("number")) <= 20]
        for column, model in (("service_id", Service), ("organization_id", Organization)):
            numbers = {row.get(column): row.get("number") for row in main if row.get(column)}
            differing = [entry for id, entry in self._known(model, numbers).items() if entry.phone != numbers[id]]
            for entry in differing:
                entry.phone = numbers[entry.source_id]
            model.objects.bulk_update(differing, ["phone"])
        lines = {row.line for row in main}
        return [row for row in rows if row.line not in lines]

    def _schedules(self) -> None:
        for rows in self.staged.chunks("schedule"):
            owner = self._owners(rows)

            def read(row, entry, owner=owner):
                freq = row.get("freq").upper()
                if freq and freq not in Schedule.Freq.values:
                    raise Unreadable(f"freq {freq[:40]} is not one of {', '.join(Schedule.Freq.values)}")
                return owner(row) | {
                    "freq": freq,
                    "interval": values.age(row.get("interval"), "interval"),
                    "byday": values.words(row.get("byday").upper().replace(" ", ""), most=60, what="byday"),
                    "bymonthday": values.words(row.get("bymonthday"), most=60, what="bymonthday"),
                    **{
                        name: values.day(row.get(name), name) for name in ("dtstart", "until", "valid_from", "valid_to")
                    },
                    **{name: values.time_of_day(row.get(name), name) for name in ("opens_at", "closes_at")},
                    "description": values.words(row.get("description"), most=20_000, what="description"),
                }

            self._upsert("schedule", Schedule, rows, read)


def _set_links(through, column: str, wanted: dict[int, set[int]]) -> None:
    """Make the rows of a many-to-many table those of `wanted`, by service."""
    have: dict[int, set[int]] = {}
    for service, other in through.objects.filter(service__in=wanted).values_list("service_id", column):
        have.setdefault(service, set()).add(other)
    through.objects.bulk_create(
        through(service_id=service, **{column: other})
        for service, others in wanted.items()
        for other in others - have.get(service, set())
    )
    for service, others in have.items():
        if gone := others - wanted[service]:
            through.objects.filter(service=service, **{f"{column}__in": gone}).delete()
