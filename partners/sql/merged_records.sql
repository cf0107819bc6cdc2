-- Two records of one human being (cases/actions/merges.py). What was signed stays under the number that it was signed
-- under, and counts for the human being: for the record that counts and for those merged into it.

-- The record that counts and those merged into it.
create function public.records_of(of_person bigint) returns setof bigint
language sql stable set search_path = '' as $$
    select p.id from public.cases_person p
     where p.id = of_person or p.merged_into_id = of_person
        or p.id = (select q.merged_into_id from public.cases_person q where q.id = of_person)
        or p.merged_into_id = (select q.merged_into_id from public.cases_person q where q.id = of_person)
$$;

create or replace function public.consent_grants(of_person bigint)
returns table (consent_id bigint, organization_id bigint, category text, purpose text, since date, until date)
language sql stable set search_path = '' as $$
    select c.id, o.id, category, purpose, c.signed_on, least(c.expires_on, c.ended_on)
      from public.partners_consent c
     cross join lateral pg_catalog.unnest(c.categories) as category
     cross join lateral pg_catalog.unnest(c.purposes) as purpose
      join public.accounts_organization o
        on o.kind <> 'victim_service'
       and (exists (select from public.partners_consent_recipients r
                     where r.consent_id = c.id and r.organization_id = o.id)
            or c.recipient_class = 'treating' and o.kind = 'care')
     where c.person_id in (select public.records_of(of_person)) and c.revoked_at is null and c.superseded_at is null
$$;

create or replace function public.refresh_disclosure(of_person bigint) returns void
language sql security definer set search_path = '' as $$
    delete from public.partners_disclosure d
     where d.person_id in (select public.records_of(of_person))
        or d.referral_id in (select r.id from public.partners_referral r
                              where r.person_id in (select public.records_of(of_person)));
    insert into public.partners_disclosure
        (organization_id, person_id, category, referral_id, consent_id, since, until)
    select due.organization_id, due.person_id, due.category, due.referral_id, due.consent_id, due.since, due.until
      from public.records_of(of_person) as record(id)
     cross join lateral public.disclosures_due(record.id) as due
     where due.since <= coalesce(due.until, 'infinity');
$$;

create or replace function public.release_ends_consents() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    update public.partners_consent set ended_on = new.released_on
     where person_id in (select public.records_of(new.person_id)) and end_event = 'release' and ended_on is null
       and revoked_at is null and superseded_at is null and signed_on <= new.released_on;
    return null;
end $$;

-- A merge, and its undoing, moves referrals first and says so last; then everything is reckoned anew.
create function public.disclosure_follows_merge() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform public.refresh_disclosure(new.id);
    if old.merged_into_id is not null then
        perform public.refresh_disclosure(old.merged_into_id);
    end if;
    return null;
end $$;
create trigger disclosure_follows after update of merged_into_id on public.cases_person
    for each row when (old.merged_into_id is distinct from new.merged_into_id)
    execute function public.disclosure_follows_merge();
