-- What the trail keeps. The arguments name columns whose values stay out of it (audit/sql/trail.sql).
create trigger trail after insert or update or delete on public.accounts_user
    for each row execute function public.audit_row('password', 'last_login');
create trigger trail after insert or update or delete on public.accounts_organization
    for each row execute function public.audit_row();
create trigger trail after insert or update or delete on public.mfa_authenticator
    for each row execute function public.audit_row('data', 'last_used_at');
create trigger trail after insert or update or delete on public.socialaccount_socialaccount
    for each row execute function public.audit_row('extra_data', 'last_login');
create trigger trail after insert or update or delete on public.accounts_invitation
    for each row execute function public.audit_row('token_hash');
