call public.wall('partners_service', staff => 'siu', worker => 's');
call public.wall('partners_service_areas', staff => 'sid', worker => 's');
call public.wall('partners_service_counties', staff => 'sid', worker => 's');
call public.wall('partners_consent', staff => 'siu', worker => 's');
call public.wall('partners_consent_areas', staff => 'si', worker => 's');
call public.wall('partners_referral', staff => 'siu', worker => 's');

create trigger trail after insert or update or delete on public.partners_consent
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.partners_referral
    for each row execute function public.audit_row('reason', 'question', 'answer', 'outcome');

-- The partner's own shelf.
grant select, update on public.partners_service to as_partner;
create policy own_services on public.partners_service to as_partner
    using (organization_id = (select public.acting_organization()))
    with check (organization_id = (select public.acting_organization()));
grant select on public.partners_service_areas, public.partners_service_counties to as_partner;
create policy own_services on public.partners_service_areas for select to as_partner
    using (exists (select from public.partners_service s where s.id = service_id));
create policy own_services on public.partners_service_counties for select to as_partner
    using (exists (select from public.partners_service s where s.id = service_id));

-- What was sent to it. The referral stays visible as a stub when the release of information ends; the person does not.
grant select, update on public.partners_referral to as_partner;
create policy own_referrals on public.partners_referral to as_partner
    using (organization_id = (select public.acting_organization()))
    with check (organization_id = (select public.acting_organization()));
grant select on public.partners_consent to as_partner;
create policy own_consents on public.partners_consent for select to as_partner
    using (organization_id = (select public.acting_organization()));

-- Of people, only those of its referrals, only while the release that the referral rests on is active, and only the
-- columns that are shared. The root table takes the array form, the others EXISTS (docs/decisions/0002-scope.md).
create function public.shared_cases() returns bigint[] language sql stable set search_path = '' as $$
    select array(
        select r.case_id from public.partners_referral r join public.partners_consent c on c.id = r.consent_id
         where r.organization_id = public.acting_organization() and c.revoked_at is null
           and public.portal_today() between c.signed_on and c.expires_on
           and r.state in ('sent', 'question', 'accepted', 'started', 'completed', 'ended_early'))
$$;
grant select (id, person_id, county_id, release_date, released_on, state) on public.cases_case to as_partner;
create policy shared on public.cases_case for select to as_partner using (id = any (array(select unnest(public.shared_cases()))));
grant select (id, first_name, last_name) on public.cases_person to as_partner;
create policy shared on public.cases_person for select to as_partner
    using (id = any (array(select c.person_id from public.cases_case c)));
grant select (id, case_id, area_id, confidentiality) on public.cases_need to as_partner;
create policy shared on public.cases_need for select to as_partner
    using (exists (select from public.partners_referral r
                    where r.need_id = cases_need.id and r.case_id = any (array(select unnest(public.shared_cases())))));

-- A partner's step stands on the timeline; of the timeline it reads only what it wrote.
grant select, insert on public.cases_timelineevent to as_partner;
create policy own_events on public.cases_timelineevent for select to as_partner
    using (actor_id = (select public.acting_user()));
create policy steps_of_referrals on public.cases_timelineevent for insert to as_partner
    with check (kind = 'referral' and actor_id = (select public.acting_user())
                and exists (select from public.partners_referral r where r.case_id = cases_timelineevent.case_id));
