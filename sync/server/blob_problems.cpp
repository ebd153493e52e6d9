#include "sync/server/blob_problems.hpp"

#include <fmt/format.h>

#include "sync/protocol/limits.hpp"
#include "sync/protocol/tus.hpp"

namespace earshot::sync {
namespace {

constexpr const char* file_safe = " The file on the device is safe.";

Problem problem(int status, const char* kind, const char* title, std::string detail) {
    return {status, kind, title, std::move(detail), {}};
}

}  // namespace

Problem wrong_tus_version() {
    return problem(412, "tus-version", "This upload speaks another version of tus",
                   fmt::format("The shared store speaks tus {}; every request says so in Tus-Resumable. Nothing was "
                               "stored.{}",
                               tus::version, file_safe));
}

Problem wrong_upload_header(std::string detail) {
    return problem(400, "bad-upload", "The shared store cannot read this upload",
                   detail + ". Nothing of it was stored." + file_safe);
}

Problem length_needed_now() {
    return problem(400, "length-needed", "An upload must say how long it is",
                   std::string("Send Upload-Length when it begins. Nothing was stored.") + file_safe);
}

Problem sha256_needed(std::string detail) {
    return problem(400, "sha256-needed", "An upload must say the SHA-256 of its content",
                   detail +
                       ". Send it in Upload-Metadata as sha256 with the base64 of its 64 small hex digits. Nothing "
                       "was stored." +
                       file_safe);
}

Problem blob_too_large() {
    return problem(413, "blob-too-large", "The file is too large",
                   fmt::format("The shared store takes files of at most {} MiB. Nothing was stored.{}",
                               blob_bytes_max / (1024 * 1024), file_safe));
}

Problem chunk_too_long() {
    return problem(413, "past-the-end", "More came than was announced",
                   std::string("The bytes would go past Upload-Length. None of them were stored.") + file_safe);
}

Problem chunk_type_needed() {
    return problem(415, "unknown-type", "The bytes of an upload come as application/offset+octet-stream",
                   std::string("None of them were stored.") + file_safe);
}

Problem wrong_offset(std::uint64_t offset) {
    return problem(409, "wrong-offset", "The upload stands somewhere else",
                   fmt::format("It goes on at byte {}. None of these bytes were stored; ask with HEAD, then go on from "
                               "there.",
                               offset));
}

Problem upload_in_use() {
    return problem(423, "upload-in-use", "Another request is sending to this upload",
                   "None of these bytes were stored. Wait a moment, ask with HEAD, then go on.");
}

Problem unknown_checksum() {
    return problem(400, "unknown-checksum", "The checksum cannot be read",
                   "Upload-Checksum is sha256 or sha1, a space, and the checksum in base64. None of these bytes were "
                   "stored.");
}

Problem checksum_mismatch() {
    return problem(
        460, "checksum-mismatch", "The bytes were damaged on their way",
        std::string("They do not have the checksum that came with them, and were dropped. Send them again.") +
            file_safe);
}

Problem wrong_hash() {
    return problem(422, "wrong-hash", "What arrived is not what was announced",
                   std::string("The whole file has another SHA-256 than the upload said. It was dropped, nothing of it "
                               "is kept. Begin again.") +
                       file_safe);
}

Problem no_such_upload() {
    return problem(404, "no-such-upload", "There is no such upload",
                   fmt::format("It was never begun by this device, was given up, or is older than seven days. Begin "
                               "again.{}",
                               file_safe));
}

Problem no_such_blob() {
    return problem(404, "no-such-blob", "This file is not here",
                   "The shared store has no such file for this device. It may still be on its way from the device that "
                   "made it.");
}

Problem range_outside(std::uint64_t length) {
    return problem(416, "range-outside", "The range lies outside of the file",
                   fmt::format("The file has {} bytes.", length));
}

}  // namespace earshot::sync
