-- Attempts that ended with their process. An attempt that was handed back is none of them, so the fence does not tell.
ALTER TABLE jobs ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;
