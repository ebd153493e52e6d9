// sync/server/blob_problems.hpp: every way an upload or a blob can be refused, in words for the person with the device.
#pragma once

#include <cstdint>

#include "sync/protocol/problem.hpp"

namespace earshot::sync {

Problem wrong_tus_version();                      // 412
Problem wrong_upload_header(std::string detail);  // 400
Problem length_needed_now();                      // 400: no deferred lengths
Problem sha256_needed(std::string detail);        // 400
Problem blob_too_large();                         // 413
Problem chunk_too_long();                         // 413: past the announced length
Problem chunk_type_needed();                      // 415
Problem wrong_offset(std::uint64_t offset);       // 409
Problem upload_in_use();                          // 423
Problem unknown_checksum();                       // 400
Problem checksum_mismatch();                      // 460
Problem wrong_hash();                             // 422: the upload was dropped
Problem no_such_upload();                         // 404
Problem no_such_blob();                           // 404
Problem range_outside(std::uint64_t length);      // 416

}  // namespace earshot::sync
