-- What the actions check, refused here too: under concurrency, in the admin and by hand.

-- Each change that takes a place first locks the cohort's row, so the count that follows sees every place taken before.
create function public.cohort_never_over_capacity() returns trigger language plpgsql set search_path = '' as $$
declare
    taken integer;
    room public.womens_programs_cohort;
    cohort bigint := case when tg_table_name = 'womens_programs_cohort' then new.id
                          else (pg_catalog.to_jsonb(new) ->> 'cohort_id')::bigint end;
begin
    select * into room from public.womens_programs_cohort where id = cohort for no key update;
    select pg_catalog.count(*) into taken from public.womens_programs_enrollment
     where cohort_id = cohort and state in ('enrolled', 'active');
    if taken > room.places then
        raise exception 'cohort_never_over_capacity: % people for % places', taken, room.places
            using errcode = 'check_violation', constraint = 'cohort_never_over_capacity';
    end if;
    return null;
end $$;

create constraint trigger cohort_never_over_capacity
    after insert or update of cohort_id, state on public.womens_programs_enrollment
    for each row when (new.state in ('enrolled', 'active'))
    execute function public.cohort_never_over_capacity();
create constraint trigger cohort_never_over_capacity
    after update of places on public.womens_programs_cohort
    for each row when (new.places < old.places)
    execute function public.cohort_never_over_capacity();

create function public.enrollment_is_of_a_woman() returns trigger language plpgsql set search_path = '' as $$
begin
    if not exists (select from public.cases_case c join public.cases_person p on p.id = c.person_id
                    where c.id = new.case_id and p.sex = 'F') then
        raise exception 'enrollment_is_of_a_woman'
            using errcode = 'check_violation', constraint = 'enrollment_is_of_a_woman';
    end if;
    return null;
end $$;
create constraint trigger enrollment_is_of_a_woman
    after insert or update of case_id on public.womens_programs_enrollment
    for each row execute function public.enrollment_is_of_a_woman();

create function public.enrollment_is_in_its_program_and_place() returns trigger
language plpgsql set search_path = '' as $$
begin
    if not exists (select from public.womens_programs_cohort c
                    where c.id = new.cohort_id and c.program_id = new.program_id
                      and c.facility_id = new.facility_id) then
        raise exception 'enrollment_is_in_its_program_and_place'
            using errcode = 'check_violation', constraint = 'enrollment_is_in_its_program_and_place';
    end if;
    return null;
end $$;
create constraint trigger enrollment_is_in_its_program_and_place
    after insert or update of cohort_id, program_id, facility_id on public.womens_programs_enrollment
    for each row when (new.cohort_id is not null)
    execute function public.enrollment_is_in_its_program_and_place();
