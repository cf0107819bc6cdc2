-- Whose record a row belongs to, for the trail: its person, or the person of the case, the referral or the appointment
-- that it hangs on. Here and not in audit, for here every table that it asks is known.
create function public.audit_people(table_name text, row_value jsonb) returns bigint[]
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

-- What the trail keeps. The arguments name columns whose values stay out of it (audit/sql/trail.sql).
create trigger trail after insert or update or delete on public.partners_consent
    for each row execute function public.audit_row('details', 'scan', 'period_reason');
create trigger trail after insert or update or delete on public.partners_referral
    for each row execute function public.audit_row('end_reason');
create trigger trail after insert or update or delete on public.partners_servicerecord
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.partners_visitor
    for each row execute function public.audit_row('name');
create trigger trail after insert on public.partners_resourcecard
    for each row execute function public.audit_row();
-- Who changed what an organization offers, where, and on which paper.
create trigger trail after insert or update or delete on public.partners_service
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.partners_location
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.partners_schedule
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.partners_agreement
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.partners_replyclock
    for each row execute function public.audit_row();
