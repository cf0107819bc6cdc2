-- What a roster said again is found in one reading of each table, in the order written. With statistics from before the
-- roster came, the server would look through the whole of one table for each row of another.
alter function public.dates_seen_again(bigint) set join_collapse_limit = 1;
alter function public.dates_seen_again(bigint) set enable_nestloop = off;
