-- Held-out images above their reconstructions, beside the sample grid of the same epoch; null in what older versions wrote.
ALTER TABLE job_samples ADD COLUMN reconstructions BLOB;
