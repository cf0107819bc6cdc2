-- Events are written through audit_record() alone; links and head have no grant at all. The worker counts the digest.
call public.wall('audit_auditevent', staff => 's');
grant select on public.audit_auditevent to as_worker;
create policy all_for_as_worker on public.audit_auditevent for select to as_worker using (true);
call public.wall('audit_auditlink');
call public.wall('audit_audithead');
call public.wall('audit_auditanchor', staff => 's', worker => 'si');
call public.wall('audit_auditcheck', staff => 's', worker => 'si');
