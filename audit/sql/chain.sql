-- The hash chain over the trail: one link a transaction, made at its commit.
--
-- A commit works in this order. The first event of the transaction has a deferred trigger (audit_close); it writes an
-- empty link. That link has a deferred trigger of its own (audit_seal), which therefore runs after every other deferred
-- check: only then is the head taken, and nothing is waited for any more while it is held. With one trigger instead of
-- two, a foreign key's check could wait for a row that another commit holds while that one waits for the head.

-- An event's canonical bytes. Text of jsonb, with the time in UTC: the same after a restore and in any time zone.
-- This and the next set no search_path, for then they could not be inlined; they name nothing outside pg_catalog.
create function public.audit_canonical(event public.audit_auditevent) returns bytea language sql stable as $$
    select convert_to(pg_catalog.jsonb_build_object(
        'id', event.id, 'batch', event.batch,
        'at', to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'actor', event.actor_id, 'organization', event.organization_id, 'role', event.database_role,
        'action', event.action, 'object_type', event.object_type, 'object_id', event.object_id,
        'people', event.people, 'basis', event.basis, 'request', event.request_id, 'ip', event.ip::text,
        'outcome', event.outcome, 'detail', event.detail)::text, 'UTF8')
$$;

create function public.audit_link_hash(
    before text, number bigint, at timestamptz, batch bigint, events bigint, digests bytea
) returns text language sql stable as $$
    select encode(sha256(convert_to(pg_catalog.jsonb_build_object(
        'before', before, 'number', number, 'batch', batch, 'events', events,
        'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text, 'UTF8') || digests), 'hex')
$$;

-- Which batch an event belongs to. The setting is the transaction's; it counts only while that batch has no link yet,
-- so whoever writes something else into it makes a new batch, or one that verification reports.
create function public.audit_join_batch() returns trigger language plpgsql set search_path = '' as $$
declare
    mine text := pg_catalog.current_setting('app.audit_batch', true);
begin
    select e.batch into new.batch from public.audit_auditevent e
     where e.id = nullif(mine, '')::bigint and e.batch = e.id
       and not exists (select from public.audit_auditlink l where l.batch = e.batch);
    if not found then
        new.batch := new.id;
        perform pg_catalog.set_config('app.audit_batch', new.id::text, true);
    end if;
    return new;
end $$;

create function public.audit_close() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    insert into public.audit_auditlink (batch, hash) values (new.batch, '');
    return null;
end $$;

create function public.audit_seal() returns trigger language plpgsql security definer set search_path = '' as $$
declare
    head public.audit_audithead;
    counted bigint;
    digests bytea;
begin
    -- Hashed before the head is taken, so that it is held for a moment only.
    select count(*), string_agg(sha256(public.audit_canonical(e)), ''::bytea order by e.id) into counted, digests
      from public.audit_auditevent e where e.batch = new.batch;
    select * into head from public.audit_audithead for update;
    if not found then
        insert into public.audit_audithead values (1, 0, clock_timestamp(), repeat('0', 64)) on conflict do nothing;
        select * into head from public.audit_audithead for update;
    end if;
    head.number := head.number + 1;
    head.at := clock_timestamp();
    head.hash := public.audit_link_hash(head.hash, head.number, head.at, new.batch, counted, digests);
    update public.audit_auditlink set number = head.number, at = head.at, events = counted, hash = head.hash
     where batch = new.batch;
    update public.audit_audithead set number = head.number, at = head.at, hash = head.hash;
    return null;
end $$;

create trigger join_batch before insert on public.audit_auditevent
    for each row execute function public.audit_join_batch();
create constraint trigger seal after insert on public.audit_auditlink deferrable initially deferred
    for each row execute function public.audit_seal();
create constraint trigger close after insert on public.audit_auditevent deferrable initially deferred
    for each row when (new.id = new.batch) execute function public.audit_close();

-- Links, anchors and verdicts only grow; the head only goes forward, one link at a time.
create trigger append_only before update or delete on public.audit_auditlink
    for each row when (old.number is not null) execute function public.audit_is_append_only();
create trigger append_only before update or delete on public.audit_auditanchor
    for each row execute function public.audit_is_append_only();
create trigger append_only before update or delete on public.audit_auditcheck
    for each row execute function public.audit_is_append_only();
create trigger only_forward before update on public.audit_audithead
    for each row when (new.number <> old.number + 1) execute function public.audit_is_append_only();
create trigger never_removed before delete on public.audit_audithead
    for each row execute function public.audit_is_append_only();
do $$
declare
    name text;
begin
    foreach name in array array['audit_auditlink', 'audit_audithead', 'audit_auditanchor', 'audit_auditcheck'] loop
        execute format('create trigger never_emptied before truncate on public.%I '
                       'execute function public.audit_is_append_only()', name);
    end loop;
end $$;

-- The whole chain looked through: order, gaps, events without a link, links without their events, the head, and each
-- anchor, those given and those kept here. `faults` is [{link, fault}], the first bad link first, 100 at most.
create function public.audit_verify(
    anchored bigint[] default '{}', hashes text[] default '{}', out links bigint, out events bigint, out faults jsonb
) language sql stable security definer set search_path = '' as $$
    with content as (
        select e.batch, count(*) as counted, string_agg(sha256(public.audit_canonical(e)), ''::bytea order by e.id)
               as digests
          from public.audit_auditevent e group by e.batch
    ), chain as (
        select l.*, coalesce(lag(l.hash) over in_order, repeat('0', 64)) as before,
               coalesce(lag(l.number) over in_order, 0) as previous
          from public.audit_auditlink l window in_order as (order by l.number)
    ), last as (
        select number, hash from public.audit_auditlink order by number desc limit 1
    ), anchors as (
        select * from unnest(anchored, hashes) as given(number, hash)
         union select number, hash from public.audit_auditanchor
    ), found(link, fault) as (
        select l.number, case
                   when l.batch is null then format('Event %s belongs to no link.', c.batch)
                   when l.number is distinct from l.previous + 1
                       then format('The link before it is missing: it follows %s.', l.previous)
                   when c.batch is null then 'Its events are gone.'
                   when c.counted <> l.events
                       then format('It was made of %s events; %s are there.', l.events, c.counted)
                   when l.hash <> public.audit_link_hash(l.before, l.number, l.at, l.batch, c.counted, c.digests)
                       then 'It, or one of its events, was changed.'
               end
          from chain l full join content c on c.batch = l.batch
         union all
        select h.number, 'The head does not stand at the last link.'
          from last full join public.audit_audithead h on true
         where (h.number, h.hash) is distinct from (last.number, last.hash)
         union all
        select a.number, 'It is not what was written down outside the database.'
          from anchors a left join public.audit_auditlink l on l.number = a.number
         where l.hash is distinct from a.hash
    )
    select (select count(*) from public.audit_auditlink), (select count(*) from public.audit_auditevent),
           coalesce((select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('link', first.link, 'fault', first.fault)
                                                 order by first.link nulls last, first.fault)
                       from (select f.link, f.fault from found f where f.fault is not null
                              order by f.link nulls last, f.fault limit 100) first), '[]')
$$;

create function public.audit_last_link(out number bigint, out at timestamptz, out hash text)
returns setof record language sql stable security definer set search_path = '' as $$
    select h.number, h.at, h.hash from public.audit_audithead h
$$;

revoke all on function public.audit_close(), public.audit_seal(), public.audit_verify(bigint[], text[]),
    public.audit_last_link() from public;
grant execute on function public.audit_verify(bigint[], text[]), public.audit_last_link() to as_worker;
