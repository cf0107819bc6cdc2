call public.wall('partners_replyclock', staff => 'su', worker => 's');
insert into public.partners_replyclock (id, remind_after, tell_after, supervisor_after, pass_on_after)
     values (1, 2, 5, 8, 10);
create trigger trail after insert or update or delete on public.partners_replyclock
    for each row execute function public.audit_row();
