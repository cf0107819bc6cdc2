-- Signing in happens as a visitor: it can read who may sign in, and write sessions and failed tries.
call public.wall('accounts_user', staff => 'siu', worker => 'su', visitor => 'su');
call public.wall('accounts_organization', staff => 'siu', worker => 's', visitor => 's');
call public.wall('audit_auditevent', staff => 's');

grant select, update on public.accounts_user to as_partner;
create policy colleagues on public.accounts_user for select to as_partner
    using (organization_id = (select public.acting_organization()));
create policy own_account on public.accounts_user for update to as_partner
    using (id = (select public.acting_user()));
grant select on public.accounts_organization to as_partner;
create policy own_organization on public.accounts_organization for select to as_partner
    using (id = (select public.acting_organization()));

-- Tables of packages. A session is saved after the person is known, so every role writes it.
call public.wall('django_session', staff => 'siud', worker => 'sd', visitor => 'siud');
grant select, insert, update, delete on public.django_session to as_partner;
create policy sessions on public.django_session to as_partner using (true) with check (true);

call public.wall('axes_accessattempt', staff => 'sd', visitor => 'siud');
call public.wall('axes_accesslog', staff => 's', visitor => 'siu');
call public.wall('axes_accessfailurelog', staff => 's', visitor => 'si');
call public.wall('axes_accessattemptexpiration', staff => 'sd', visitor => 'siud');
call public.wall('account_emailaddress', staff => 'siud', visitor => 'siu');
call public.wall('account_emailconfirmation', staff => 's', visitor => 's');
grant select, insert, update on public.account_emailaddress to as_partner;
create policy own_addresses on public.account_emailaddress to as_partner
    using (user_id = (select public.acting_user())) with check (user_id = (select public.acting_user()));
call public.wall('django_content_type', staff => 's', worker => 's');
call public.wall('django_admin_log', staff => 'si');
call public.wall('auth_permission', staff => 's');
call public.wall('auth_group', staff => 's');
call public.wall('auth_group_permissions', staff => 's');
call public.wall('accounts_user_groups', staff => 's');
call public.wall('accounts_user_user_permissions', staff => 's');
call public.wall('django_migrations');
call public.wall('demo_clock');

-- Ids come from sequences; using one tells nothing about rows.
grant usage on all sequences in schema public to as_staff, as_partner, as_worker, as_visitor;
alter default privileges in schema public grant usage on sequences to as_staff, as_partner, as_worker, as_visitor;

create trigger trail after insert or update or delete on public.accounts_user
    for each row execute function public.audit_row('password', 'last_login');
create trigger trail after insert or update or delete on public.accounts_organization
    for each row execute function public.audit_row();
