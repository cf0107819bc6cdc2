-- The trail: append-only, written only through audit_record() and the row trigger.
-- Both run as the owner of the tables, so no role of the web or the worker needs a right on the table itself.
-- They ask the rooms above, which know: whose record a row is, audit_people (partners/sql/trail.sql), and what allows
-- the one who acts to touch these people where it is not their role alone, audit_basis (cases/sql/emergency.sql).

-- An event about people of whom some were touched on a basis of their own is written apart for those.
create function public.audit_record(
    action text, object_type text, object_id text, people bigint[], basis text, outcome text, detail jsonb
) returns void language plpgsql security definer set search_path = '' as $$
declare
    rest bigint[] := people;
    part record;
begin
    if basis = '' then
        for part in select b.basis, array_agg(b.person order by b.person) as people
                      from public.audit_basis(people) b group by b.basis loop
            perform public.audit_record(action, object_type, object_id, part.people, part.basis, outcome, detail);
            rest := array(select unnest(rest) except select unnest(part.people) order by 1);
        end loop;
        if rest = '{}' and people <> '{}' then
            return;
        end if;
    end if;
    insert into public.audit_auditevent
        (at, actor_id, organization_id, database_role, action, object_type, object_id, people, basis, request_id, ip,
         outcome, detail)
    values (clock_timestamp(),
            nullif(pg_catalog.current_setting('app.user_id', true), '')::bigint,
            nullif(pg_catalog.current_setting('app.organization_id', true), '')::bigint,
            coalesce(nullif(pg_catalog.current_setting('role', true), 'none'), session_user),
            action, object_type, object_id, rest, basis,
            coalesce(pg_catalog.current_setting('app.request_id', true), ''),
            nullif(pg_catalog.current_setting('app.ip', true), '')::inet,
            outcome, detail);
end $$;

-- One event for each row that is added, changed or removed. The trigger's arguments name columns whose values stay out
-- of the trail; rows of a confidentiality class other than `general` keep all their values out.
create function public.audit_row() returns trigger language plpgsql security definer set search_path = '' as $$
declare
    before jsonb := case when tg_op = 'INSERT' then '{}' else pg_catalog.to_jsonb(old) end;
    after jsonb := case when tg_op = 'DELETE' then '{}' else pg_catalog.to_jsonb(new) end;
    whole jsonb := case when tg_op = 'DELETE' then before else after end;
    changes jsonb;
begin
    if tg_op = 'UPDATE' then
        select coalesce(pg_catalog.jsonb_object_agg(key, case
                   when key = any (tg_argv) or coalesce(whole ->> 'confidentiality', 'general') <> 'general'
                   then 'null'::jsonb
                   else pg_catalog.jsonb_build_array(before -> key, after -> key) end), '{}')
          into changes
          from pg_catalog.jsonb_object_keys(after) as key
         where before -> key is distinct from after -> key;
        if changes = '{}' then
            return null;
        end if;
    else
        changes := '{}';
    end if;
    perform public.audit_record(
        case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'removed' end,
        tg_table_name, coalesce(whole ->> 'id', ''), public.audit_people(tg_table_name, whole), '', 'done', changes);
    return null;
end $$;

create function public.audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'The audit trail is append-only.';
end $$;

create trigger append_only before update or delete on public.audit_auditevent
    for each row execute function public.audit_is_append_only();
create trigger never_emptied before truncate on public.audit_auditevent
    execute function public.audit_is_append_only();

revoke all on function public.audit_row() from public;
