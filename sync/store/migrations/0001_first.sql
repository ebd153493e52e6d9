-- What one device knows. Comments say what the tables of sync/model cannot.
--
-- A table for each kind: row, id, whether this device made it, the stamps of its fields (stamps_blob.hpp), fields this
-- build does not know (value_json.hpp), and a column for each field of the kind's table. Sets are JSON text.

-- row is the order key of story_key.hpp: every index below ends in it, so all of them are in list order.
CREATE TABLE story (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    kind TEXT,
    words TEXT,
    what_happened TEXT,
    mood INTEGER,
    stage TEXT,
    moment TEXT,
    source TEXT,
    aided INTEGER,
    at_risk INTEGER,
    customer TEXT,
    customer_reference TEXT,
    site TEXT,
    function TEXT,
    product TEXT,
    tags TEXT,
    themes TEXT,
    action_taken TEXT,
    language TEXT,
    consent TEXT,
    consent_until TEXT,
    happened TEXT,
    device_name TEXT
) STRICT;
CREATE INDEX story_stage ON story (coalesce(stage, ''));
CREATE INDEX story_kind ON story (kind);
CREATE INDEX story_site ON story (coalesce(site, ''));
CREATE INDEX story_source ON story (source);
CREATE INDEX story_at_risk ON story (at_risk) WHERE at_risk = 1;
CREATE INDEX story_logged_here ON story (logged_here) WHERE logged_here = 1;

-- The words of every living story; rowid is story.row. Only the index is kept, the words themselves are in story.
-- There is no prefix index: with one, applying stories took half as long again, and full_text.hpp does without.
CREATE VIRTUAL TABLE story_text USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'earshot');
-- A page of the feed is one flush of the index instead of several.
INSERT INTO story_text (story_text, rank) VALUES ('hashsize', 8388608);

-- Which living stories belong to a theme, from the sets in story.themes.
CREATE TABLE story_theme (
    theme TEXT NOT NULL,
    story INTEGER NOT NULL,
    PRIMARY KEY (theme, story)
) STRICT, WITHOUT ROWID;

CREATE TABLE echo (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    story TEXT,
    note TEXT,
    site TEXT,
    device_name TEXT,
    happened TEXT
) STRICT;
CREATE INDEX echo_story ON echo (story) WHERE deleted IS NOT 1;

CREATE TABLE theme (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    name TEXT,
    goal TEXT,
    customers_affected INTEGER,
    value_at_risk INTEGER,
    cost_per_repeat INTEGER,
    why1 TEXT,
    why2 TEXT,
    why3 TEXT,
    why4 TEXT,
    why5 TEXT,
    owner_function TEXT,
    stage TEXT,
    merged_into TEXT
) STRICT;

CREATE TABLE stage (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    key TEXT,
    name TEXT,
    position INTEGER
) STRICT;

CREATE TABLE moment (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    key TEXT,
    name TEXT,
    stage TEXT,
    position INTEGER
) STRICT;

CREATE TABLE site (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    key TEXT,
    name TEXT,
    country TEXT,
    trade TEXT
) STRICT;

CREATE TABLE function (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    key TEXT,
    name TEXT
) STRICT;

CREATE TABLE term (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    term TEXT,
    synonyms TEXT,
    function TEXT
) STRICT;

CREATE TABLE reply (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    story TEXT,
    words TEXT,
    leader TEXT,
    happened TEXT
) STRICT;
CREATE INDEX reply_story ON reply (story) WHERE deleted IS NOT 1;

CREATE TABLE receipt (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    story TEXT,
    step TEXT,
    who TEXT,
    note TEXT,
    room TEXT,
    happened TEXT
) STRICT;
CREATE INDEX receipt_story ON receipt (story, happened, id) WHERE deleted IS NOT 1;

CREATE TABLE asset_month (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    month TEXT,
    gained INTEGER,
    lost INTEGER,
    grew INTEGER,
    shrank INTEGER,
    gained_value INTEGER,
    lost_value INTEGER,
    grew_value INTEGER,
    shrank_value INTEGER,
    reason1 TEXT,
    reason1_customers INTEGER,
    reason2 TEXT,
    reason2_customers INTEGER,
    reason3 TEXT,
    reason3_customers INTEGER,
    reason4 TEXT,
    reason4_customers INTEGER,
    reason5 TEXT,
    reason5_customers INTEGER
) STRICT;

CREATE TABLE loss_call (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    month TEXT,
    leader TEXT,
    customer TEXT,
    words TEXT,
    reason TEXT,
    happened TEXT
) STRICT;

CREATE TABLE room (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    month TEXT,
    name TEXT,
    held TEXT,
    state TEXT
) STRICT;

CREATE TABLE commitment (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    title TEXT,
    theme TEXT,
    owner TEXT,
    backup TEXT,
    due TEXT,
    time_allotted TEXT,
    expected_effect TEXT,
    status TEXT,
    result TEXT,
    month TEXT,
    slot INTEGER
) STRICT;

CREATE TABLE attachment (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    story TEXT,
    media_type TEXT,
    name TEXT,
    bytes INTEGER,
    sha256 TEXT,
    duration_ms INTEGER,
    width INTEGER,
    height INTEGER
) STRICT;
CREATE INDEX attachment_story ON attachment (story) WHERE deleted IS NOT 1;

-- Records of kinds this build does not know: kept, and passed on unchanged.
CREATE TABLE unknown_record (
    row INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id BLOB NOT NULL,
    extra TEXT NOT NULL,
    UNIQUE (id, kind)
) STRICT;

-- A number for each field name, for ever (field_dictionary.hpp).
CREATE TABLE field_name (
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, number),
    UNIQUE (kind, name)
) STRICT, WITHOUT ROWID;

-- Values that lost to a later one, and what people wrote before they corrected it.
CREATE TABLE earlier_value (
    id BLOB NOT NULL,
    field TEXT NOT NULL,
    clock INTEGER NOT NULL,
    device BLOB NOT NULL,
    value ANY,
    PRIMARY KEY (id, field, clock, device)
) STRICT, WITHOUT ROWID;

-- Records with fields that the shared store has not confirmed. change grows with every write, so that an answer to an
-- earlier state does not settle a later one; fields is a mask of field_name.number, bit 63 means all.
CREATE TABLE outbox (
    change INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id BLOB NOT NULL,
    fields INTEGER NOT NULL,
    UNIQUE (id, kind)
) STRICT;

-- Records that the shared store will not have as they are.
CREATE TABLE refused (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    fields INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id, kind)
) STRICT, WITHOUT ROWID;

-- When the shared store confirmed a story of this device.
CREATE TABLE delivered (
    id BLOB PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What this device knows of itself and of the shared store, and counts that would be slow to count.
CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    device BLOB NOT NULL,
    epoch TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    change INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    waiting_stories INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    last_agreed INTEGER
) STRICT;

CREATE TABLE draft (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    json TEXT NOT NULL,
    began INTEGER NOT NULL,
    saved INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
