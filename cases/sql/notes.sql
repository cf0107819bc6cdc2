call public.wall('cases_notetemplate', staff => 'siu', worker => 's');
-- A draft is its writer's alone; it is not a record yet, so nothing of it is on the trail.
call public.wall('cases_notedraft', staff => 'siud');
