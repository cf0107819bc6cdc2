-- The rows of a roster are the worker's to write; staff see them on the roster's page and approve the whole.
call public.wall('cases_rosterrow', staff => 's', worker => 'siud');
-- A try-out leaves nothing behind.
grant delete on public.cases_rosterbatch to as_worker;
