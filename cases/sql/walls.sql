-- Staff and the worker see all rows; which of them a page shows is `visible_to`. What a partner sees of people is
-- decided beside the referrals (partners/sql/walls.sql).
call public.wall('cases_county', staff => 'siu', worker => 's');
call public.wall('cases_district', staff => 'siu', worker => 's');
call public.wall('cases_facility', staff => 'siu', worker => 's');
call public.wall('cases_posting', staff => 'siud', worker => 's');
call public.wall('cases_needarea', staff => 'siu', worker => 's');
call public.wall('cases_plantemplate', staff => 'siu', worker => 's');
call public.wall('cases_templatestep', staff => 'siud', worker => 's');
call public.wall('cases_person', staff => 'siu', worker => 'siu');
call public.wall('cases_case', staff => 'siu', worker => 'siu');
call public.wall('cases_releasedate', staff => 'siu', worker => 'siu');
call public.wall('cases_need', staff => 'siu', worker => 's');
call public.wall('cases_planstep', staff => 'siu', worker => 'siu');
call public.wall('cases_note', staff => 'si');
call public.wall('cases_timelineevent', staff => 'si', worker => 'si');
call public.wall('cases_rosterbatch', staff => 'siu', worker => 'siu');
call public.wall('cases_rosterreject', staff => 's', worker => 'sid');

-- Reference lists tell nothing about anyone.
grant select on public.cases_county, public.cases_district, public.cases_facility, public.cases_needarea to as_partner;
create policy reference_list on public.cases_county for select to as_partner using (true);
create policy reference_list on public.cases_district for select to as_partner using (true);
create policy reference_list on public.cases_facility for select to as_partner using (true);
create policy reference_list on public.cases_needarea for select to as_partner using (true);
