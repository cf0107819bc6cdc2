-- What search looks at follows the names of people and their other names.
create procedure public.refresh_search_names(people bigint[] default null)
language sql set search_path = '' as $$
    with written as (
        select p.id as person_id, null::bigint as other_name_id,
               pg_catalog.concat_ws(' ', p.first_name, nullif(p.middle_name, ''), nullif(p.preferred_name, ''), p.last_name) as name
          from public.cases_person p where people is null or p.id = any(people)
        union all
        select o.person_id, o.id, pg_catalog.concat_ws(' ', nullif(o.first_name, ''), o.last_name)
          from public.cases_othername o where people is null or o.person_id = any(people)
    ), gone as (
        delete from public.cases_searchname s where people is null or s.person_id = any(people)
    )
    insert into public.cases_searchname (person_id, other_name_id, spelled, words, sounds)
    select person_id, other_name_id, public.plain_name(name), public.name_words(public.plain_name(name), name),
           public.name_sounds(public.plain_name(name))
      from written
$$;

create function public.search_names_of_person() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    written text := pg_catalog.concat_ws(' ', new.first_name, nullif(new.middle_name, ''), nullif(new.preferred_name, ''), new.last_name);
    plain text := public.plain_name(written);
begin
    insert into public.cases_searchname (person_id, spelled, words, sounds)
    values (new.id, plain, public.name_words(plain, written), public.name_sounds(plain))
    on conflict (person_id) where other_name_id is null
    do update set spelled = excluded.spelled, words = excluded.words, sounds = excluded.sounds;
    return null;
end $$;
create trigger search_names_new after insert on public.cases_person
    for each row execute function public.search_names_of_person();
create trigger search_names_changed
    after update of first_name, middle_name, preferred_name, last_name on public.cases_person
    for each row execute function public.search_names_of_person();

create function public.search_names_of_other() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    written text := pg_catalog.concat_ws(' ', nullif(new.first_name, ''), new.last_name);
    plain text := public.plain_name(written);
begin
    insert into public.cases_searchname (person_id, other_name_id, spelled, words, sounds)
    values (new.person_id, new.id, plain, public.name_words(plain, written), public.name_sounds(plain))
    on conflict (other_name_id)
    do update set person_id = excluded.person_id, spelled = excluded.spelled, words = excluded.words, sounds = excluded.sounds;
    return null;
end $$;
create trigger search_names after insert or update on public.cases_othername
    for each row execute function public.search_names_of_other();

-- For pairs of the same name: equality on what trigrams cannot answer.
create index search_same_name on public.cases_searchname (spelled) where other_name_id is null;
create index person_born on public.cases_person (birth_date);
