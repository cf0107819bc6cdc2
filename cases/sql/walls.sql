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
-- The worker moves a need on when a referral ends: closing the loop.
call public.wall('cases_need', staff => 'siu', worker => 'su');
call public.wall('cases_planstep', staff => 'siu', worker => 'siu');
call public.wall('cases_note', staff => 'si');
call public.wall('cases_timelineevent', staff => 'si', worker => 'si');

-- The rows of a roster are the worker's to write; staff see them on the roster's page and approve the whole. A try-out
-- leaves nothing behind.
call public.wall('cases_rosterbatch', staff => 'siu', worker => 'siud');
call public.wall('cases_rosterreject', staff => 's', worker => 'sid');
call public.wall('cases_rosterrow', staff => 's', worker => 'siud');

call public.wall('cases_datemove', staff => 'si', worker => 'si');
call public.wall('cases_datemovenotice', staff => 'siu', worker => 'si');
call public.wall('cases_appointment', staff => 'siu', worker => 'su');
call public.wall('cases_contactpoint', staff => 'siu', worker => 'su');
call public.wall('cases_assessment', staff => 'siu', worker => 'si');
call public.wall('cases_assessmentdomain', staff => 'si', worker => 'si');
call public.wall('cases_intakeanswer', staff => 'siu', worker => 's');
call public.wall('cases_goal', staff => 'siu', worker => 's');
call public.wall('cases_planversion', staff => 'si', worker => 's');
call public.wall('cases_paper', staff => 'siu', worker => 's');
call public.wall('cases_benefit', staff => 'siu', worker => 's');
call public.wall('cases_document', staff => 'siu', worker => 's');
call public.wall('cases_homeplan', staff => 'siu', worker => 's');
call public.wall('cases_supervision', staff => 'siu', worker => 's');
call public.wall('cases_condition', staff => 'siu', worker => 's');
call public.wall('cases_personaround', staff => 'siu', worker => 's');
call public.wall('cases_emergencyaccess', staff => 'siu', worker => 's');

call public.wall('cases_savedview', staff => 'siud');
call public.wall('cases_casetag', staff => 'sid', worker => 's');
call public.wall('cases_assignmentrule', staff => 'siud', worker => 's');
call public.wall('cases_handover', staff => 'siu');
call public.wall('cases_notetemplate', staff => 'siu', worker => 's');
-- A draft is its writer's alone; it is not a record yet, so nothing of it is on the trail.
call public.wall('cases_notedraft', staff => 'siud');
-- Who asked sees the run; the worker makes it.
call public.wall('cases_packetrun', staff => 'si', worker => 'su');

call public.wall('cases_personmerge', staff => 'siu', worker => 'si');
call public.wall('cases_duplicate', staff => 'su', worker => 'siud');
-- Only the triggers write what search looks at; it goes with the name that it is of.
call public.wall('cases_searchname', staff => 'sd', worker => 'sd');
call public.wall('cases_othername', staff => 'siud', worker => 'siu');

-- Reference lists tell nothing about anyone.
grant select on public.cases_county, public.cases_district, public.cases_facility, public.cases_needarea to as_partner;
create policy reference_list on public.cases_county for select to as_partner using (true);
create policy reference_list on public.cases_district for select to as_partner using (true);
create policy reference_list on public.cases_facility for select to as_partner using (true);
create policy reference_list on public.cases_needarea for select to as_partner using (true);
