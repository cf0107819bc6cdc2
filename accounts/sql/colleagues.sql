-- Of an account a partner changes only what signing in needs (walls.sql); its administrator may also close a colleague's.
create function public.colleagues_only_leave() returns trigger language plpgsql set search_path = '' as $$
begin
    if current_user = 'as_partner' and (new.is_active and not old.is_active
       or old.id <> public.acting_user() and (to_jsonb(new) - 'is_active') is distinct from (to_jsonb(old) - 'is_active'))
    then
        raise exception 'A partner may close the account of a colleague, and change nothing else of it.'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger colleagues_only_leave before update on public.accounts_user
    for each row execute function public.colleagues_only_leave();
