-- A release of information stays as it was signed. What may be added later is named here: that it was revoked, that
-- its event came, that another took its place; and each of them once.
create function public.consent_never_changes() returns trigger language plpgsql set search_path = '' as $$
declare
    added text[] := array['revoked_at', 'revoked_by_id', 'revoked_how', 'ended_on', 'ended_by_id', 'superseded_at'];
    column_name text;
begin
    if tg_op = 'DELETE' then
        raise exception 'A release of information is never deleted.' using errcode = 'check_violation';
    end if;
    if pg_catalog.to_jsonb(old) - added is distinct from pg_catalog.to_jsonb(new) - added then
        raise exception 'What was signed never changes: record a release that supersedes it.'
            using errcode = 'check_violation';
    end if;
    foreach column_name in array added loop
        if coalesce(pg_catalog.to_jsonb(old) ->> column_name, '') <> ''
           and pg_catalog.to_jsonb(old) -> column_name is distinct from pg_catalog.to_jsonb(new) -> column_name then
            raise exception 'The end of a release of information is recorded once.' using errcode = 'check_violation';
        end if;
    end loop;
    return new;
end $$;
create trigger never_changes before update or delete on public.partners_consent
    for each row execute function public.consent_never_changes();

-- Recipients are part of what was signed: they come in the transaction that records the release, and stay.
create function public.recipients_never_change() returns trigger language plpgsql set search_path = '' as $$
begin
    if tg_op = 'INSERT' and exists (select from public.partners_consent c
                                     where c.id = new.consent_id and c.recorded_at >= public.portal_now()) then
        return new;
    end if;
    raise exception 'The recipients of a signed release never change.' using errcode = 'check_violation';
end $$;
create trigger never_change before insert or update or delete on public.partners_consent_recipients
    for each row execute function public.recipients_never_change();

create function public.consent_names_a_recipient() returns trigger language plpgsql set search_path = '' as $$
begin
    if new.recipient_class = '' and not exists (
            select from public.partners_consent_recipients r where r.consent_id = new.id) then
        raise exception 'A release of information names who receives it.' using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger names_a_recipient after insert on public.partners_consent
    deferrable initially deferred for each row execute function public.consent_names_a_recipient();
