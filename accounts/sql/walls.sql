-- Signing in happens as a visitor: it can read who may sign in, and write sessions and failed tries.
call public.wall('accounts_user', staff => 'siu', worker => 'su');
grant select, insert, update (password, last_login) on public.accounts_user to as_visitor;
create policy who_may_sign_in on public.accounts_user for select to as_visitor using (true);
create policy signing_in on public.accounts_user for update to as_visitor using (true);
-- An account is made by a visitor only for an open invitation: the same address, organization and rank.
create policy invited on public.accounts_user for insert to as_visitor
    with check (role = 'partner' and not is_superuser and exists (
        select from public.accounts_invitation i
         where i.organization_id = accounts_user.organization_id and lower(i.email) = lower(accounts_user.email)
           and i.as_admin = accounts_user.is_organization_admin
           and i.used_at is null and i.withdrawn_at is null and i.expires_at > public.portal_now()));

-- Of an account a partner changes only what signing in needs; its administrator may also close a colleague's
-- (colleagues.sql).
grant select, update (password, last_login, first_name, last_name, phone, is_active)
    on public.accounts_user to as_partner;
create policy colleagues on public.accounts_user for select to as_partner
    using (organization_id = (select public.acting_organization()));
create policy own_account on public.accounts_user for update to as_partner
    using (id = (select public.acting_user()));
create policy colleagues_leave on public.accounts_user for update to as_partner
    using (organization_id = (select public.acting_organization()) and (select public.acting_as_organization_admin()));

-- The worker takes in packages of other directories.
call public.wall('accounts_organization', staff => 'siu', worker => 'siu', visitor => 's');
grant select on public.accounts_organization to as_partner;
create policy own_organization on public.accounts_organization for select to as_partner
    using (id = (select public.acting_organization()));

-- Invitations. A visitor with the token of an open one marks it used, and nothing else.
call public.wall('accounts_invitation', staff => 'siu');
grant select, update (used_at) on public.accounts_invitation to as_visitor;
create policy looked_at on public.accounts_invitation for select to as_visitor using (true);
create policy used_once on public.accounts_invitation for update to as_visitor
    using (used_at is null and withdrawn_at is null and expires_at > public.portal_now()) with check (used_at is not null);
grant select, insert, update (withdrawn_at) on public.accounts_invitation to as_partner;
create policy of_own_organization on public.accounts_invitation for select to as_partner
    using (organization_id = (select public.acting_organization()));
create policy sent_by_its_admin on public.accounts_invitation for insert to as_partner
    with check (organization_id = (select public.acting_organization()) and invited_by_id = (select public.acting_user())
                and not as_admin and used_at is null and (select public.acting_as_organization_admin()));
create policy withdrawn_by_its_admin on public.accounts_invitation for update to as_partner
    using (organization_id = (select public.acting_organization()) and (select public.acting_as_organization_admin()));

-- Mails of signing in: everyone who acts may put one in, the worker alone reads and sends them.
call public.wall('accounts_outgoingmail', worker => 'su');
grant insert on public.accounts_outgoingmail to as_staff, as_partner, as_visitor;
create policy put_in on public.accounts_outgoingmail for insert to as_staff, as_partner, as_visitor
    with check (state = 'queued' and attempts = 0);
grant select (key, "to", subject, state, due_at, lease_until, attempts, sent_at, error)
    on public.accounts_outgoingmail to as_staff;
create policy watched on public.accounts_outgoingmail for select to as_staff using (true);

-- Tables of packages. A session is saved after the person is known, so every role writes it.
call public.wall('django_session', staff => 'siud', worker => 'sd', visitor => 'siud');
grant select, insert, update, delete on public.django_session to as_partner;
create policy sessions on public.django_session to as_partner using (true) with check (true);

-- Confirming a password or a code while signed in counts wrong ones too, under one's own name.
call public.wall('axes_accessattempt', staff => 'siud', visitor => 'siud');
grant select, insert, update on public.axes_accessattempt to as_partner;
create policy own_failures on public.axes_accessattempt to as_partner
    using (username = (select lower(email) from public.accounts_user where id = (select public.acting_user())))
    with check (username = (select lower(email) from public.accounts_user where id = (select public.acting_user())));
call public.wall('axes_accesslog', staff => 's', visitor => 'siu');
call public.wall('axes_accessfailurelog', staff => 's', visitor => 'si');
call public.wall('axes_accessattemptexpiration', staff => 'sd', visitor => 'siud');

call public.wall('account_emailaddress', staff => 'siud', visitor => 'siu');
grant select, insert, update on public.account_emailaddress to as_partner;
create policy own_addresses on public.account_emailaddress to as_partner
    using (user_id = (select public.acting_user())) with check (user_id = (select public.acting_user()));
call public.wall('account_emailconfirmation', staff => 's', visitor => 's');

-- Second factors: whoever acts reaches the own ones; a visitor, who signs in, needs them to compare. An administrator
-- takes those of others away, and cannot read what they hold (it is sealed, accounts/factors.py).
call public.wall('mfa_authenticator', visitor => 'su');
grant select, insert, update, delete on public.mfa_authenticator to as_staff, as_partner;
create policy own_factors on public.mfa_authenticator to as_staff, as_partner
    using (user_id = (select public.acting_user())) with check (user_id = (select public.acting_user()));
create policy lost_factors_seen on public.mfa_authenticator for select to as_staff
    using ((select public.acting_as_administrator()));
create policy lost_factors_taken_away on public.mfa_authenticator for delete to as_staff
    using ((select public.acting_as_administrator()));

-- Who of the state's identity provider is which account. Providers come from the environment, tokens are not kept.
call public.wall('socialaccount_socialaccount', visitor => 'siu');
call public.wall('socialaccount_socialapp');
call public.wall('socialaccount_socialtoken');

call public.wall('django_content_type', staff => 's', worker => 's');
call public.wall('django_admin_log', staff => 'si');
call public.wall('auth_permission', staff => 's');
call public.wall('auth_group', staff => 's');
call public.wall('auth_group_permissions', staff => 's');
call public.wall('accounts_user_groups', staff => 's');
call public.wall('accounts_user_user_permissions', staff => 's');
call public.wall('django_migrations');
call public.wall('demo_clock');
