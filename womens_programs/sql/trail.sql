-- What the trail keeps. The arguments name columns whose values stay out of it (audit/sql/trail.sql).
create trigger trail after insert or update or delete on public.womens_programs_enrollment
    for each row execute function public.audit_row('why', 'too_late_reason', 'leave_note');
create trigger trail after insert or update or delete on public.womens_programs_cohort
    for each row execute function public.audit_row();

-- A mark names its person only through the enrollment, and has the class of the enrollment; so its trail is its own,
-- without values.
create function public.attendance_trail() returns trigger language plpgsql set search_path = '' as $$
declare
    row_now public.womens_programs_attendance := case when tg_op = 'DELETE' then old else new end;
begin
    if tg_op = 'UPDATE' and new is not distinct from old then
        return null;
    end if;
    perform public.audit_record(
        case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'removed' end,
        tg_table_name, row_now.id::text,
        array(select c.person_id from public.womens_programs_enrollment e
                join public.cases_case c on c.id = e.case_id where e.id = row_now.enrollment_id),
        '', 'done', case when tg_op = 'UPDATE' then '{"mark": null}'::jsonb else '{}' end);
    return null;
end $$;
create trigger trail after insert or update or delete on public.womens_programs_attendance
    for each row execute function public.attendance_trail();
