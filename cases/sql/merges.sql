call public.wall('cases_personmerge', staff => 'siu', worker => 'si');
call public.wall('cases_duplicate', staff => 'su', worker => 'siud');

create trigger trail after insert or update or delete on public.cases_personmerge
    for each row execute function public.audit_row('why');
-- For pairs of the same name: equality on what trigrams cannot answer.
create index search_same_name on public.cases_searchname (spelled) where other_name_id is null;
create index person_born on public.cases_person (birth_date);
