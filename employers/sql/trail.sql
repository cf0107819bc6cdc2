-- What the trail keeps. The arguments name columns whose values stay out of it (audit/sql/trail.sql).
create trigger trail after insert or update or delete on public.employers_employer
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.employers_opening
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.employers_hiringevent
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.employers_application
    for each row execute function public.audit_row('note', 'end_note', 'work_release_reason');
create trigger trail after insert or update or delete on public.employers_readinessrecord
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.employers_workprofile
    for each row execute function public.audit_row('skills', 'convictions', 'is_registrant');

-- Interviews, placements and checks name their person only through the application, so they have a trail of their own:
-- that a row changed, in which columns, and whose it is.
create function public.work_trail() returns trigger language plpgsql set search_path = '' as $$
declare
    before jsonb := case when tg_op = 'INSERT' then '{}' else pg_catalog.to_jsonb(old) end;
    after jsonb := case when tg_op = 'DELETE' then '{}' else pg_catalog.to_jsonb(new) end;
    whole jsonb := case when tg_op = 'DELETE' then before else after end;
    changes jsonb := '{}';
begin
    if tg_op = 'UPDATE' then
        select coalesce(pg_catalog.jsonb_object_agg(key, null), '{}') into changes
          from pg_catalog.jsonb_object_keys(after) as key where before -> key is distinct from after -> key;
        if changes = '{}' then
            return null;
        end if;
    end if;
    perform public.audit_record(
        case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'removed' end,
        tg_table_name, whole ->> 'id',
        array(select c.person_id
                from public.employers_application a join public.cases_case c on c.id = a.case_id
               where a.id = coalesce((whole ->> 'application_id')::bigint, (
                     select p.application_id from public.employers_placement p
                      where p.id = (whole ->> 'placement_id')::bigint))),
        '', 'done', changes);
    return null;
end $$;
create trigger trail after insert or update or delete on public.employers_interview
    for each row execute function public.work_trail();
create trigger trail after insert or update or delete on public.employers_placement
    for each row execute function public.work_trail();
-- Checks are laid out with their placement, so their first writing adds nothing to the trail.
create trigger trail after update or delete on public.employers_retentioncheck
    for each row execute function public.work_trail();
