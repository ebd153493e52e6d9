-- Which attachment names a blob, out of the text that travels (blob_rights.cpp asks with these very expressions).
CREATE INDEX record_blob ON record (json_extract(body, '$.fields.sha256')) WHERE kind = 'attachment';
CREATE INDEX record_thumbnail ON record (json_extract(body, '$.fields.thumbnail_sha256')) WHERE kind = 'attachment';

-- Which device has brought a blob: it may fetch it before its attachment has arrived.
CREATE TABLE blob_brought (
    sha256 TEXT NOT NULL,
    device BLOB NOT NULL,
    PRIMARY KEY (sha256, device)
) STRICT, WITHOUT ROWID;
