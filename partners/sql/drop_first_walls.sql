-- The first walls read consents and referrals themselves; the disclosure takes their place.
drop policy shared on public.cases_case;
drop policy shared on public.cases_person;
drop policy shared on public.cases_need;
drop policy steps_of_referrals on public.cases_timelineevent;
drop function public.shared_cases();
revoke all on public.cases_case, public.cases_person, public.cases_need from as_partner;
revoke select (id, person_id, county_id, release_date, released_on, state) on public.cases_case from as_partner;
revoke select (id, first_name, last_name) on public.cases_person from as_partner;
revoke select (id, case_id, area_id, confidentiality) on public.cases_need from as_partner;
