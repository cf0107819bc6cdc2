-- Who reads and writes what of the directory, releases of information and referrals, and what an organization sees of
-- people. Every policy about a person reads the disclosure and nothing else; that table shows a partner only rows of its
-- own organization that hold today (disclosure.sql).

-- The directory. The worker takes in packages of other directories.
call public.wall('partners_service', staff => 'siu', worker => 'siu');
call public.wall('partners_service_areas', staff => 'sid', worker => 'sid');
call public.wall('partners_service_counties', staff => 'sid', worker => 'sid');
call public.wall('partners_servicetype', staff => 'siu', worker => 's');
call public.wall('partners_service_types', staff => 'sid', worker => 'sid');
call public.wall('partners_location', staff => 'siu', worker => 'siu');
call public.wall('partners_serviceatlocation', staff => 'sid', worker => 'siu');
call public.wall('partners_schedule', staff => 'siud', worker => 'siu');
call public.wall('partners_phone', staff => 'siud', worker => 'siu');
call public.wall('partners_agreement', staff => 'siu', worker => 's');
call public.wall('partners_directoryimport', staff => 'siu', worker => 'siu');
call public.wall('partners_directoryreject', staff => 's', worker => 'si');

-- A partner keeps its own entries up to date: what it may say of itself, column by column. Which needs and counties a
-- service is for, and whom it belongs to, staff decide.
grant select, update (status, alert, phone, minimum_age, maximum_age, limits, violent_years, eligibility, registrants_ok,
              accepts_em, children_ok, languages, application_process, fees, open_places, waitlist, confirmed_on,
              confirmed_by_id) on public.partners_service to as_partner;
create policy own_services on public.partners_service to as_partner
    using (organization_id = (select public.acting_organization()))
    with check (organization_id = (select public.acting_organization()));
grant select on public.partners_service_areas, public.partners_service_counties to as_partner;
create policy own_services on public.partners_service_areas for select to as_partner
    using (exists (select from public.partners_service s where s.id = service_id));
create policy own_services on public.partners_service_counties for select to as_partner
    using (exists (select from public.partners_service s where s.id = service_id));
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

-- Releases of information: their scope and their end, for those to whom one opens something today (42 CFR 2.32, P2-09).
call public.wall('partners_consent', staff => 'siu', worker => 's');
call public.wall('partners_consent_recipients', staff => 'si', worker => 's');
grant select (id, person_id, kind, categories, purposes, signed_on, expires_on, end_event, ended_on)
    on public.partners_consent to as_partner;
create policy that_open_something on public.partners_consent for select to as_partner
    using (exists (select from public.partners_disclosure d where d.consent_id = partners_consent.id));

call public.wall('partners_disclosure', staff => 's', worker => 's');
grant select on public.partners_disclosure to as_partner;
create policy own_disclosures on public.partners_disclosure for select to as_partner
    using (organization_id = (select public.acting_organization())
           and public.portal_today() between since and coalesce(until, 'infinity'));

-- Referrals.
call public.wall('partners_referral', staff => 'siu', worker => 'su');
call public.wall('partners_referralmessage', staff => 'si', worker => 'si');
call public.wall('partners_servicerecord', staff => 'si', worker => 's');
call public.wall('partners_visitor', staff => 'siu', worker => 's');
call public.wall('partners_resourcecard', staff => 'si', worker => 's');
call public.wall('partners_replyclock', staff => 'su', worker => 's');

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
grant select, insert on public.cases_timelineevent to as_partner;
create policy own_events on public.cases_timelineevent for select to as_partner
    using (actor_id = (select public.acting_user()));
create policy own_steps on public.cases_timelineevent for insert to as_partner
    with check (kind in ('referral', 'appointment') and actor_id = (select public.acting_user())
                and exists (select from public.partners_disclosure d join public.partners_referral r on r.id = d.referral_id
                             where r.case_id = cases_timelineevent.case_id));
