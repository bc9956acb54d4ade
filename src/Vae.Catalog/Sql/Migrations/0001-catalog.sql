-- Times are milliseconds since 1970-01-01 UTC; JSON columns are camelCase text.

CREATE TABLE jobs (
    id              TEXT    NOT NULL PRIMARY KEY,
    state           TEXT    NOT NULL CHECK (state IN ('queued', 'running', 'canceling', 'succeeded', 'failed', 'canceled')),
    name            TEXT    NOT NULL,
    dataset         TEXT    NOT NULL,
    dataset_sha256  TEXT,
    preset          TEXT    NOT NULL,
    plan            TEXT    NOT NULL,
    fence           BIGINT  NOT NULL DEFAULT 0,
    priority        INTEGER NOT NULL,
    created_at      BIGINT  NOT NULL,
    started_at      BIGINT,
    finished_at     BIGINT,
    device          TEXT,
    progress        TEXT,
    last_epoch      TEXT,
    model           TEXT,
    error_code      TEXT,
    error_detail    TEXT,
    idempotency_key TEXT    UNIQUE,
    request_sha256  TEXT
);

CREATE INDEX jobs_by_state ON jobs (state, id);

CREATE TABLE job_epochs (
    job_id TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    epoch  INTEGER NOT NULL,
    data   TEXT    NOT NULL,
    PRIMARY KEY (job_id, epoch)
);

CREATE TABLE job_samples (
    job_id TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    epoch  INTEGER NOT NULL,
    png    BLOB    NOT NULL,
    PRIMARY KEY (job_id, epoch)
);

-- AUTOINCREMENT: an id is never used twice, so that a reader's last id stays good after thinning.
-- number: counts the job's metric lines from 0; null for the others.
CREATE TABLE job_events (
    id     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    job_id TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    type   TEXT    NOT NULL CHECK (type IN ('state', 'metric', 'epoch', 'sample', 'log', 'end')),
    data   TEXT    NOT NULL,
    at     BIGINT  NOT NULL,
    number BIGINT
);

CREATE INDEX job_events_by_job ON job_events (job_id, id);
CREATE INDEX job_events_by_number ON job_events (job_id, number);

-- Counts versions, so that a number is never given twice even when its version is gone.
CREATE TABLE models (
    name         TEXT    NOT NULL PRIMARY KEY,
    last_version INTEGER NOT NULL
);

CREATE TABLE model_versions (
    sequence          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name              TEXT    NOT NULL REFERENCES models (name),
    version           INTEGER NOT NULL,
    sha256            TEXT    NOT NULL UNIQUE,
    job_id            TEXT    NOT NULL UNIQUE REFERENCES jobs (id),
    architecture      TEXT    NOT NULL,
    latent_dim        INTEGER NOT NULL,
    channels          INTEGER NOT NULL,
    height            INTEGER NOT NULL,
    width             INTEGER NOT NULL,
    parameters        BIGINT  NOT NULL,
    dataset           TEXT    NOT NULL,
    train             TEXT    NOT NULL,
    test              TEXT    NOT NULL,
    created_at        BIGINT  NOT NULL,
    quarantined_at    BIGINT,
    quarantine_reason TEXT,
    UNIQUE (name, version)
);

CREATE TABLE model_aliases (
    name    TEXT    NOT NULL,
    alias   TEXT    NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (name, alias),
    FOREIGN KEY (name, version) REFERENCES model_versions (name, version)
);
