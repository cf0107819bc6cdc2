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

-- What the trail keeps: who changed what an organization offers, where, and on which paper.
create trigger trail after insert or update or delete on public.partners_service
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.partners_location
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.partners_schedule
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.partners_agreement
    for each row execute function public.audit_row();

-- The worker takes in packages of other directories.
call public.wall('partners_servicetype', staff => 'siu', worker => 's');
call public.wall('partners_service_types', staff => 'sid', worker => 'sid');
call public.wall('partners_location', staff => 'siu', worker => 'siu');
call public.wall('partners_serviceatlocation', staff => 'sid', worker => 'siu');
call public.wall('partners_schedule', staff => 'siud', worker => 'siu');
call public.wall('partners_phone', staff => 'siud', worker => 'siu');
call public.wall('partners_agreement', staff => 'siu', worker => 's');
call public.wall('partners_directoryimport', staff => 'siu', worker => 'siu');
call public.wall('partners_directoryreject', staff => 's', worker => 'si');
grant insert, update on public.partners_service, public.accounts_organization to as_worker;
grant insert, delete on public.partners_service_areas, public.partners_service_counties to as_worker;

-- A partner keeps its own entries up to date: what it may say of itself, column by column. Which needs and counties a
-- service is for, and whom it belongs to, staff decide.
revoke update on public.partners_service from as_partner;
grant update (status, alert, phone, minimum_age, maximum_age, limits, violent_years, eligibility, registrants_ok,
              accepts_em, children_ok, languages, application_process, fees, open_places, waitlist, confirmed_on,
              confirmed_by_id) on public.partners_service to as_partner;
grant select on public.partners_servicetype, public.partners_service_types, public.partners_location,
    public.partners_serviceatlocation, public.partners_phone, public.partners_agreement to as_partner;
create policy reference_list on public.partners_servicetype for select to as_partner using (true);
create policy own_services on public.partners_service_types for select to as_partner
    using (exists (select from public.partners_service s where s.id = service_id));
grant update (name, address_1, address_2, city, postal_code, county_id, transportation)
    on public.partners_location to as_partner;
create policy own_locations on public.partners_location to as_partner
    using (organization_id = (select public.acting_organization()))
    with check (organization_id = (select public.acting_organization()));
create policy own_services on public.partners_serviceatlocation for select to as_partner
    using (exists (select from public.partners_service s where s.id = service_id));
grant select, insert, update, delete on public.partners_schedule to as_partner;
create policy own_hours on public.partners_schedule to as_partner
    using (exists (select from public.partners_service s where s.id = service_id))
    with check (exists (select from public.partners_service s where s.id = service_id));
create policy own_phones on public.partners_phone for select to as_partner
    using (organization_id = (select public.acting_organization())
           or exists (select from public.partners_service s where s.id = service_id));
create policy own_agreements on public.partners_agreement for select to as_partner
    using (organization_id = (select public.acting_organization()));
