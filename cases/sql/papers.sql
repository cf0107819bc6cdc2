call public.wall('cases_paper', staff => 'siu', worker => 's');
call public.wall('cases_benefit', staff => 'siu', worker => 's');
call public.wall('cases_document', staff => 'siu', worker => 's');

create trigger trail after insert or update or delete on public.cases_paper
    for each row execute function public.audit_row('tracking', 'reason');
create trigger trail after insert or update or delete on public.cases_benefit
    for each row execute function public.audit_row('reason');
create trigger trail after insert or update or delete on public.cases_document
    for each row execute function public.audit_row('title', 'name', 'withdrawn_why');
