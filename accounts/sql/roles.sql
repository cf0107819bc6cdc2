-- The four roles that a scope can take (accounts/scope.py). They are NOLOGIN; login roles are made by
-- `manage.py ensure_logins`. Roles belong to the whole server, so they may be there already.
do $$
declare
    name text;
begin
    foreach name in array array['as_staff', 'as_partner', 'as_worker', 'as_visitor'] loop
        if not exists (select from pg_catalog.pg_roles where rolname = name) then
            begin
                execute format('create role %I nologin', name);
            exception when duplicate_object or unique_violation then
                null; -- another database of the same server made it in this moment
            end;
        end if;
        execute format('grant usage on schema public to %I', name);
    end loop;
end $$;
revoke create on schema public from public;

-- Ids come from sequences; using one tells nothing about rows.
grant usage on all sequences in schema public to as_staff, as_partner, as_worker, as_visitor;
alter default privileges in schema public grant usage on sequences to as_staff, as_partner, as_worker, as_visitor;

-- The portal's clock: the database's, put ahead in the demo.
create table public.demo_clock (ahead interval not null);
create function public.portal_now() returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
begin
    return pg_catalog.now() + coalesce((select ahead from public.demo_clock limit 1), interval '0');
end $$;
create function public.portal_today() returns date
language sql stable security definer set search_path = '' as $$
    select (public.portal_now() at time zone 'America/Chicago')::date
$$;

-- Build the wall around one table: row-level security that even the owner obeys, and what each role may do there,
-- as letters: s(elect), i(nsert), u(pdate), d(elete). Staff and worker then get a policy that lets every row through
-- (which of them a page shows is `visible_to`); a partner's policy is always written out by hand.
create procedure public.wall(table_name text, staff text default '', worker text default '', visitor text default '')
language plpgsql set search_path = '' as $$
declare
    entry record;
begin
    execute pg_catalog.format('alter table public.%I enable row level security', table_name);
    execute pg_catalog.format('alter table public.%I force row level security', table_name);
    for entry in select * from (values ('as_staff', staff), ('as_worker', worker), ('as_visitor', visitor))
                 as given(role_name, letters) where letters <> '' loop
        execute pg_catalog.format('grant %s on public.%I to %I', (
            select pg_catalog.string_agg(right_name, ', ')
              from (values ('s', 'select'), ('i', 'insert'), ('u', 'update'), ('d', 'delete')) as rights(letter, right_name)
             where pg_catalog.strpos(entry.letters, letter) > 0), table_name, entry.role_name);
        execute pg_catalog.format('create policy %I on public.%I to %I using (true) with check (true)',
                                  'all_for_' || entry.role_name, table_name, entry.role_name);
    end loop;
end $$;

-- What a partner's policies compare rows with.
create function public.acting_organization() returns bigint language sql stable
    return nullif(current_setting('app.organization_id', true), '')::bigint;
create function public.acting_user() returns bigint language sql stable
    return nullif(current_setting('app.user_id', true), '')::bigint;

-- Who acts, in one role or another. Functions and not sub-selects: a policy on accounts_user cannot read accounts_user.
create function public.acting_as_administrator() returns boolean language sql stable set search_path = '' as $$
    select exists (select from public.accounts_user where id = public.acting_user() and role = 'administrator')
$$;
create function public.acting_as_organization_admin() returns boolean language sql stable set search_path = '' as $$
    select exists (select from public.accounts_user where id = public.acting_user() and is_organization_admin and is_active)
$$;
