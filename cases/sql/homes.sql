call public.wall('cases_homeplan', staff => 'siu', worker => 's');
call public.wall('cases_supervision', staff => 'siu', worker => 's');
call public.wall('cases_condition', staff => 'siu', worker => 's');
call public.wall('cases_personaround', staff => 'siu', worker => 's');

create trigger trail after insert or update or delete on public.cases_homeplan
    for each row execute function public.audit_row('address', 'host', 'host_phone', 'rules', 'paid_by', 'reason');
create trigger trail after insert or update or delete on public.cases_supervision
    for each row execute function public.audit_row('directions');
create trigger trail after insert or update or delete on public.cases_condition
    for each row execute function public.audit_row('words');
create trigger trail after insert or update or delete on public.cases_personaround
    for each row execute function public.audit_row('name', 'relation', 'phone', 'birth_year', 'note');
