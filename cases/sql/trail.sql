-- Whose record a row belongs to, for the trail: its person, or the person of its case.
create or replace function public.audit_people(table_name text, row_value jsonb) returns bigint[]
language sql stable security definer set search_path = '' as $$
    select case
        when table_name = 'cases_person' then array[(row_value ->> 'id')::bigint]
        when row_value ? 'person_id' then array[(row_value ->> 'person_id')::bigint]
        when row_value ? 'case_id' then array(
            select c.person_id from public.cases_case c where c.id = (row_value ->> 'case_id')::bigint)
        else '{}' end
$$;

create trigger trail after insert or update or delete on public.cases_person
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.cases_case
    for each row execute function public.audit_row('last_activity_at');
create trigger trail after insert or update or delete on public.cases_need
    for each row execute function public.audit_row('standing', 'next_action', 'reason');
-- Steps are drawn by the dozen with their case, so their first writing adds nothing to the trail.
create trigger trail after update or delete on public.cases_planstep
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.cases_note
    for each row execute function public.audit_row('text');
create trigger trail after insert or update or delete on public.cases_releasedate
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.cases_posting
    for each row execute function public.audit_row();
