-- What the version's manifest says of its worth, so that no request reads a file for it; null for versions without a report.
ALTER TABLE model_versions ADD COLUMN report TEXT;
