-- Who asked sees the run; the worker makes it.
call public.wall('cases_packetrun', staff => 'si', worker => 'su');
