-- A referral is of the person of its case, and of the service's organization, whatever a page says.
alter table public.cases_case add constraint case_and_its_person unique (id, person_id);
alter table public.partners_referral add constraint referral_is_of_the_cases_person
    foreign key (case_id, person_id) references public.cases_case (id, person_id) deferrable initially deferred;

-- The steps that are allowed stand in partners/models/referrals.py; here the database refuses all others.
create function public.referral_step_allowed(before text, after text) returns boolean
language sql immutable set search_path = '' as $$
    select before = after or after = any (case before
        when 'draft' then array['sent', 'withdrawn', 'expired']
        when 'sent' then array['question', 'waitlisted', 'accepted', 'declined', 'withdrawn', 'expired']
        when 'question' then array['sent', 'waitlisted', 'accepted', 'declined', 'withdrawn', 'expired']
        when 'waitlisted' then array['accepted', 'declined', 'withdrawn', 'expired']
        when 'accepted' then array['started', 'never_started', 'withdrawn', 'expired']
        when 'started' then array['completed', 'ended_early', 'expired']
        else array[]::text[] end)
$$;
create function public.referral_takes_allowed_steps() returns trigger language plpgsql set search_path = '' as $$
begin
    if not public.referral_step_allowed(old.state, new.state) then
        raise exception 'A referral that is % does not become %.', old.state, new.state
            using errcode = 'check_violation';
    end if;
    if pg_catalog.current_setting('role', true) = 'as_partner' and new.state in ('draft', 'withdrawn', 'expired')
       and new.state <> old.state then
        raise exception 'That step is the department''s.' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger takes_allowed_steps before update of state on public.partners_referral
    for each row execute function public.referral_takes_allowed_steps();

-- Victim-service organizations learn how often their card was given, and never fewer than five as a number (VS-03).
create function public.cards_given() returns table (month date, cards bigint)
language sql stable security definer set search_path = '' as $$
    select pg_catalog.date_trunc('month', c.given_on)::date, pg_catalog.count(*)
      from public.partners_resourcecard c
     where c.organization_id = public.acting_organization()
     group by 1 having pg_catalog.count(*) >= 5 order by 1 desc limit 12
$$;
revoke all on function public.cards_given() from public;
grant execute on function public.cards_given() to as_partner;
