-- Referrals and all that a partner sees and does. Every policy about a person reads the disclosure and nothing else;
-- that table shows a partner only rows of its own organization that hold today (partners/sql/disclosure.sql).
call public.wall('partners_referral', staff => 'siu', worker => 'su');
call public.wall('partners_referralmessage', staff => 'si', worker => 'si');
call public.wall('partners_servicerecord', staff => 'si', worker => 's');
call public.wall('partners_visitor', staff => 'siu', worker => 's');
call public.wall('partners_resourcecard', staff => 'si', worker => 's');
grant update on public.cases_need to as_worker;  -- closing the loop

-- Whose record a row of this room belongs to, where it hangs on a referral or an appointment.
create or replace function public.audit_people(table_name text, row_value jsonb) returns bigint[]
language sql stable security definer set search_path = '' as $$
    select case
        when table_name = 'cases_person' then array[(row_value ->> 'id')::bigint]
        when row_value ? 'person_id' then array[(row_value ->> 'person_id')::bigint]
        when row_value ? 'case_id' then array(
            select c.person_id from public.cases_case c where c.id = (row_value ->> 'case_id')::bigint)
        when row_value ? 'referral_id' then array(
            select r.person_id from public.partners_referral r where r.id = (row_value ->> 'referral_id')::bigint)
        when row_value ? 'appointment_id' then array(
            select c.person_id from public.cases_case c
              join public.cases_appointment a on a.case_id = c.id
             where a.id = (row_value ->> 'appointment_id')::bigint)
        else '{}' end
$$;

create trigger trail after insert or update or delete on public.partners_referral
    for each row execute function public.audit_row('end_reason');
create trigger trail after insert or update or delete on public.partners_servicerecord
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.partners_visitor
    for each row execute function public.audit_row('name');
create trigger trail after insert on public.partners_resourcecard
    for each row execute function public.audit_row();

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

-- The stub of a referral stays readable for its organization: it holds no word about the person. It moves only while
-- the person's name is open to them. Contents of the offer, the purpose and what is shared are not theirs to change.
grant select on public.partners_referral to as_partner;
grant update (state, version, moved_by, answered_at, expected_on, decline_reason, first_contact_on, ended_on, result,
              closed_on, remind_on, tell_on, pass_on) on public.partners_referral to as_partner;
create policy own_referrals on public.partners_referral for select to as_partner
    using (organization_id = (select public.acting_organization()) and sent_at is not null);
create policy steps on public.partners_referral for update to as_partner
    using (organization_id = (select public.acting_organization())
           and exists (select from public.partners_disclosure d
                        where d.referral_id = partners_referral.id and d.category = 'identity'))
    with check (organization_id = (select public.acting_organization()));

-- The release itself: its scope and its end, for those to whom it opens something today (42 CFR 2.32, P2-09).
grant select (id, person_id, kind, categories, purposes, signed_on, expires_on, end_event, ended_on)
    on public.partners_consent to as_partner;
create policy that_open_something on public.partners_consent for select to as_partner
    using (exists (select from public.partners_disclosure d where d.consent_id = partners_consent.id));

-- The person. The root table takes the array form, so that the policy is an index condition (docs/decisions/0002).
grant select (id, first_name, last_name, suffix, preferred_name, language) on public.cases_person to as_partner;
create policy disclosed on public.cases_person for select to as_partner
    using (id = any (array(select d.person_id from public.partners_disclosure d where d.category = 'identity')));
grant select (id, person_id, county_id, facility_id, release_date, released_on, state) on public.cases_case to as_partner;
create policy disclosed on public.cases_case for select to as_partner
    using (id = any (array(select r.case_id from public.partners_disclosure d
                             join public.partners_referral r on r.id = d.referral_id
                            where d.category = 'release')));
grant select (id, person_id, kind, value, whose, safe_for_messages, ended_at) on public.cases_contactpoint to as_partner;
create policy disclosed on public.cases_contactpoint for select to as_partner
    using (ended_at is null
           and exists (select from public.partners_disclosure d
                        where d.person_id = cases_contactpoint.person_id and d.category = 'contact'));
grant select (id, case_id, area_id, state, standing, next_action) on public.cases_need to as_partner;
create policy disclosed on public.cases_need for select to as_partner
    using (exists (select from public.partners_disclosure d
                     join public.partners_referral r on r.id = d.referral_id
                     join public.cases_needarea a on a.id = cases_need.area_id
                    where r.case_id = cases_need.case_id and d.category = a.category));
grant select (id, case_id, area_id, title, due_on, state) on public.cases_planstep to as_partner;
create policy disclosed on public.cases_planstep for select to as_partner
    using (exists (select from public.partners_disclosure d join public.partners_referral r on r.id = d.referral_id
                    where r.case_id = cases_planstep.case_id and d.category = 'plan')
           and (area_id is null
                or exists (select from public.cases_needarea a where a.id = area_id and a.confidentiality = 'general')));

-- Words on a referral, and what was done.
grant select, insert on public.partners_referralmessage to as_partner;
create policy disclosed on public.partners_referralmessage for select to as_partner
    using (exists (select from public.partners_disclosure d
                    where d.referral_id = partners_referralmessage.referral_id
                      and d.category = partners_referralmessage.category));
create policy own_words on public.partners_referralmessage for insert to as_partner
    with check (author_id = (select public.acting_user())
                and exists (select from public.partners_disclosure d
                             where d.referral_id = partners_referralmessage.referral_id
                               and d.category = partners_referralmessage.category));
grant select, insert on public.partners_servicerecord to as_partner;
create policy disclosed on public.partners_servicerecord for select to as_partner
    using (exists (select from public.partners_disclosure d
                    where d.referral_id = partners_servicerecord.referral_id
                      and d.category = partners_servicerecord.category));
create policy own_records on public.partners_servicerecord for insert to as_partner
    with check (recorded_by_id = (select public.acting_user())
                and exists (select from public.partners_disclosure d
                             where d.referral_id = partners_servicerecord.referral_id
                               and d.category = partners_servicerecord.category));

-- Appointments with the organization, and who of theirs comes into a prison.
grant select (id, case_id, uid, sequence, what, category, way, starts_at, minutes, facility_id, place, organization_id,
              with_whom, state, reason), insert on public.cases_appointment to as_partner;
grant update (sequence, starts_at, minutes, place, state, reason) on public.cases_appointment to as_partner;
create policy disclosed on public.cases_appointment for select to as_partner
    using (organization_id = (select public.acting_organization())
           and exists (select from public.partners_disclosure d join public.partners_referral r on r.id = d.referral_id
                        where r.case_id = cases_appointment.case_id and d.category = cases_appointment.category));
create policy own_appointments on public.cases_appointment for insert to as_partner
    with check (organization_id = (select public.acting_organization()) and made_by_id = (select public.acting_user())
                and exists (select from public.partners_disclosure d
                              join public.partners_referral r on r.id = d.referral_id
                             where r.case_id = cases_appointment.case_id and d.category = cases_appointment.category));
create policy own_changes on public.cases_appointment for update to as_partner
    using (organization_id = (select public.acting_organization())
           and exists (select from public.partners_disclosure d join public.partners_referral r on r.id = d.referral_id
                        where r.case_id = cases_appointment.case_id and d.category = cases_appointment.category))
    with check (organization_id = (select public.acting_organization()));
grant select (id, appointment_id, name, clearance), insert on public.partners_visitor to as_partner;
create policy of_disclosed_appointments on public.partners_visitor for select to as_partner
    using (exists (select from public.cases_appointment a where a.id = appointment_id));
create policy own_visitors on public.partners_visitor for insert to as_partner
    with check (clearance = 'asked' and decided_by_id is null
                and exists (select from public.cases_appointment a where a.id = appointment_id));

-- A partner's step stands on the timeline; of the timeline it reads only what it wrote.
drop policy own_events on public.cases_timelineevent;
create policy own_events on public.cases_timelineevent for select to as_partner
    using (actor_id = (select public.acting_user()));
create policy own_steps on public.cases_timelineevent for insert to as_partner
    with check (kind in ('referral', 'appointment') and actor_id = (select public.acting_user())
                and exists (select from public.partners_disclosure d join public.partners_referral r on r.id = d.referral_id
                             where r.case_id = cases_timelineevent.case_id));

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
