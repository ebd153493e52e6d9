-- What is to be forgotten, for ever: a record by its id, or a customer by a fingerprint (sync/model/erasure.hpp).
CREATE TABLE erasure (
    row INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    logged_here INTEGER NOT NULL,
    stamps BLOB NOT NULL,
    extra TEXT,
    deleted INTEGER,
    record TEXT,
    salt TEXT,
    customer_hash TEXT,
    words_too INTEGER,
    because TEXT,
    happened TEXT,
    device_name TEXT
) STRICT;
