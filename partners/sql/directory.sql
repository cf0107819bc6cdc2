-- Miles between two points of the globe (haversine); null where a coordinate is not known.
create function public.miles_between(lat1 float8, lng1 float8, lat2 float8, lng2 float8) returns float8
language sql immutable strict parallel safe set search_path = '' as $$
    select 7917.6 * pg_catalog.asin(least(1, pg_catalog.sqrt(
        pg_catalog.power(pg_catalog.sind((lat2 - lat1) / 2), 2)
        + pg_catalog.cosd(lat1) * pg_catalog.cosd(lat2) * pg_catalog.power(pg_catalog.sind((lng2 - lng1) / 2), 2))))
$$;

-- VS-04: where a victim service is, is never stored. Nobody makes an organization one while a place of it is known.
create function public.victim_service_has_no_place() returns trigger language plpgsql set search_path = '' as $$
begin
    if exists (
        select from public.partners_location l join public.accounts_organization o on o.id = l.organization_id
         where o.kind = 'victim_service'
           and case when tg_table_name = 'partners_location' then l.id else l.organization_id end = new.id
           and (l.address_1 <> '' or l.address_2 <> '' or l.city <> '' or l.postal_code <> '' or l.transportation <> ''
                or l.county_id is not null or l.latitude is not null or l.longitude is not null)) then
        raise exception 'victim_service_has_no_place: the address of a victim service is never stored'
            using errcode = 'check_violation', constraint = 'victim_service_has_no_place';
    end if;
    return null;
end $$;
create constraint trigger victim_service_has_no_place after insert or update on public.partners_location
    for each row when (new.address_1 <> '' or new.address_2 <> '' or new.city <> '' or new.postal_code <> ''
        or new.transportation <> '' or new.county_id is not null or new.latitude is not null
        or new.longitude is not null)
    execute function public.victim_service_has_no_place();
create constraint trigger victim_service_has_no_place after update of kind on public.accounts_organization
    for each row when (new.kind = 'victim_service') execute function public.victim_service_has_no_place();
