-- What the actions check, refused here too: under concurrency, in the admin and by hand.

-- Each change that takes a place first locks the opening's row, so the count that follows sees every place taken before.
create function public.opening_never_over_its_places() returns trigger language plpgsql set search_path = '' as $$
declare
    taken integer;
    room integer;
    opening bigint := case when tg_table_name = 'employers_opening' then new.id
                           else (pg_catalog.to_jsonb(new) ->> 'opening_id')::bigint end;
begin
    select places into room from public.employers_opening where id = opening for no key update;
    select pg_catalog.count(*) into taken from public.employers_application
     where opening_id = opening and state in ('accepted', 'started');
    if taken > room then
        raise exception 'opening_never_over_its_places: % people for % places', taken, room
            using errcode = 'check_violation', constraint = 'opening_never_over_its_places';
    end if;
    return null;
end $$;

create constraint trigger opening_never_over_its_places
    after insert or update of opening_id, state on public.employers_application
    for each row when (new.state in ('accepted', 'started'))
    execute function public.opening_never_over_its_places();
create constraint trigger opening_never_over_its_places
    after update of places on public.employers_opening
    for each row when (new.places < old.places)
    execute function public.opening_never_over_its_places();

-- Work is counted only where it was started.
create function public.placement_is_of_a_started_application() returns trigger
language plpgsql set search_path = '' as $$
begin
    if not exists (select from public.employers_application a where a.id = new.application_id and a.state = 'started')
    then
        raise exception 'placement_is_of_a_started_application'
            using errcode = 'check_violation', constraint = 'placement_is_of_a_started_application';
    end if;
    return null;
end $$;
create constraint trigger placement_is_of_a_started_application
    after insert or update of application_id on public.employers_placement
    for each row execute function public.placement_is_of_a_started_application();
