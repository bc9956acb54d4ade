-- A key's secret is not here, only its SHA-256; rows are never deleted, so that their number tells whether there was ever a key.
CREATE TABLE api_keys (
    id            TEXT   NOT NULL PRIMARY KEY,
    secret_sha256 BLOB   NOT NULL CHECK (length(secret_sha256) = 32),
    name          TEXT   NOT NULL,
    scopes        BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT,
    last_used_at  BIGINT,
    revoked_at    BIGINT
);

-- Who submitted a job: the id of a key, or null when the server asked for none. No reference: the key of the environment has no row.
ALTER TABLE jobs ADD COLUMN owner TEXT;

CREATE INDEX jobs_by_owner ON jobs (owner, state);
