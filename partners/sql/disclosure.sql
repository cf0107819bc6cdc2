-- What a signed release covers, and what follows from it for each organization. Every page, file, message and policy
-- goes through here (42 CFR 2.31, 2.33; domain.md 5.1 P2-02).

-- Two records may be of one human being (cases/actions/merges.py). What was signed stays under the number that it was
-- signed under, and counts for the human being: for the record that counts and for those merged into it.
create function public.records_of(of_person bigint) returns setof bigint
language sql stable set search_path = '' as $$
    select p.id from public.cases_person p
     where p.id = of_person or p.merged_into_id = of_person
        or p.id = (select q.merged_into_id from public.cases_person q where q.id = of_person)
        or p.merged_into_id = (select q.merged_into_id from public.cases_person q where q.id = of_person)
$$;

-- Each thing that one organization may learn of a person, for which purpose and while, by the releases signed.
-- The day of the end is included; a revoked or superseded release covers nothing from that very moment (P2-08).
-- Victim-service organizations receive nothing about anyone (VS-01), whatever was signed.
create function public.consent_grants(of_person bigint)
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

-- The release that covers this on that day, the one that lasts longest; null when none does.
create function public.covering_consent(of_person bigint, to_organization bigint, what text, why text, on_day date)
returns bigint language sql stable set search_path = '' as $$
    select g.consent_id from public.consent_grants(of_person) g
     where g.organization_id = to_organization and g.category = what and g.purpose = why
       and g.since <= on_day and coalesce(g.until, 'infinity') >= on_day
     order by g.until desc nulls first, g.consent_id desc limit 1
$$;

-- What is open to organizations: what a referral shares, as far as a release covers it, from the day it was sent until
-- 30 days after the service (domain.md 8.1). A referral that brought no service shares nothing once it is closed.
create function public.disclosures_due(of_person bigint)
returns table (organization_id bigint, person_id bigint, category text, referral_id bigint, consent_id bigint,
               since date, until date)
language sql stable set search_path = '' as $$
    select r.organization_id, r.person_id, g.category, r.id, g.consent_id,
           greatest(g.since, (r.sent_at at time zone 'America/Chicago')::date), least(g.until, r.closed_on + 30)
      from public.partners_referral r
      join public.consent_grants(of_person) g
        on g.organization_id = r.organization_id and g.purpose = r.purpose and g.category = any (r.shares)
     where r.person_id = of_person and r.sent_at is not null
       and r.state not in ('draft', 'declined', 'withdrawn', 'expired')
$$;

-- Runs as the owner, because the one whose step changes a referral may be a partner, who writes no disclosure.
create function public.refresh_disclosure(of_person bigint) returns void
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

-- Rows that are not as they should be, over everyone; both lists are empty unless something went wrong.
create function public.disclosure_drift()
returns table (wrong text, organization_id bigint, person_id bigint, category text, referral_id bigint)
language sql stable security definer set search_path = '' as $$
    with due as (
        select d.* from (select distinct r.person_id from public.partners_referral r) as people
         cross join lateral public.disclosures_due(people.person_id) d
         where d.since <= coalesce(d.until, 'infinity')),
    kept as (
        select k.organization_id, k.person_id, k.category, k.referral_id, k.consent_id, k.since, k.until
          from public.partners_disclosure k)
    select 'missing', organization_id, person_id, category, referral_id from (select * from due except select * from kept) as m
    union all
    select 'too much', organization_id, person_id, category, referral_id from (select * from kept except select * from due) as e
$$;
revoke all on function public.refresh_disclosure(bigint), public.disclosure_drift() from public;
grant execute on function public.disclosure_drift() to as_staff, as_worker;

create function public.disclosure_follows() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    if tg_table_name = 'partners_consent_recipients' then
        perform public.refresh_disclosure(c.person_id) from public.partners_consent c where c.id = new.consent_id;
    elsif tg_table_name = 'accounts_organization' then
        perform public.refresh_disclosure(people.person_id)
           from (select distinct r.person_id from public.partners_referral r where r.organization_id = new.id) as people;
    else
        perform public.refresh_disclosure(new.person_id);
    end if;
    return null;
end $$;
create trigger disclosure_follows after insert or update on public.partners_consent
    for each row execute function public.disclosure_follows();
create trigger disclosure_follows after insert on public.partners_consent_recipients
    for each row execute function public.disclosure_follows();
create trigger disclosure_follows after insert or update of state, shares, sent_at, closed_on
    on public.partners_referral for each row execute function public.disclosure_follows();
create trigger disclosure_follows after update of kind on public.accounts_organization
    for each row when (old.kind is distinct from new.kind) execute function public.disclosure_follows();

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

-- A release of information that ends with the release from prison ends with the day on which that is recorded.
create function public.release_ends_consents() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    update public.partners_consent set ended_on = new.released_on
     where person_id in (select public.records_of(new.person_id)) and end_event = 'release' and ended_on is null
       and revoked_at is null and superseded_at is null and signed_on <= new.released_on;
    return null;
end $$;
create trigger release_ends_consents after update of released_on on public.cases_case
    for each row when (old.released_on is null and new.released_on is not null)
    execute function public.release_ends_consents();
