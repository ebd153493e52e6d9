#include "sync/server/blob_routes.hpp"

#include <variant>

#include <fmt/format.h>

#include "platform/base/base64.hpp"
#include "platform/base/log.hpp"
#include "platform/host/sha1.hpp"
#include "platform/host/sha256.hpp"
#include "platform/ports/http_date.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/protocol/tus.hpp"
#include "sync/server/blob_problems.hpp"
#include "sync/server/bodies.hpp"
#include "sync/server/byte_range.hpp"
#include "sync/server/device_token.hpp"
#include "sync/server/problems.hpp"

namespace earshot::sync {
namespace {

using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::uint64_t weight_of_an_upload = 65'536;  // Announcing it makes a file, whatever arrives.
constexpr std::string_view uploads_path = "/v1/uploads", blobs_path = "/v1/blobs/";

HttpResponse bare(int status) {
    HttpResponse response;
    response.status = status;
    response.headers.add("Cache-Control", "no-store");
    return response;
}

HttpResponse capabilities() {
    HttpResponse response = bare(204);
    response.headers.add("Tus-Version", tus::version);
    response.headers.add("Tus-Max-Size", std::to_string(blob_bytes_max));
    response.headers.add("Tus-Extension", "creation,creation-with-upload,termination,checksum,expiration");
    response.headers.add("Tus-Checksum-Algorithm", "sha256,sha1");
    return response;
}

// For clients behind firewalls that know only GET and POST.
std::string_view method_of(const HttpRequest& request) {
    const std::string_view other = request.headers.find("X-HTTP-Method-Override");
    return other.empty() ? std::string_view(request.method) : other;
}

std::string hex_of(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes)
        text += fmt::format("{:02x}", static_cast<std::uint8_t>(byte));
    return text;
}

// The answer to a checksum that does not fit; empty when all is well, or no checksum came.
std::optional<HttpResponse> check_checksum(const HttpRequest& request) {
    const std::string_view header = request.headers.find("Upload-Checksum");
    if (header.empty()) return std::nullopt;
    const std::size_t space = header.find(' ');
    const std::string_view algorithm = header.substr(0, space);
    const auto checksum = space == header.npos ? std::nullopt : from_base64(header.substr(space + 1));
    if (!checksum || (algorithm != "sha256" && algorithm != "sha1")) return response_of(unknown_checksum());
    const std::string actual =
        algorithm == "sha256" ? platform::sha256_hex(request.body) : platform::sha1_hex(request.body);
    if (actual != hex_of(*checksum)) return response_of(checksum_mismatch());
    return std::nullopt;
}

bool is_chunk(const HttpRequest& request) {
    return request.headers.find("Content-Type") == tus::chunk_type;
}

void add_offset(HttpResponse& response, const Upload& upload) {
    response.headers.add("Upload-Offset", std::to_string(upload.offset));
    response.headers.add("Upload-Expires", platform::to_http_date(upload.expires));
}

}  // namespace

std::optional<HttpResponse> BlobRoutes::answer(const HttpRequest& request, WallTime now) {
    const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
    if (!blobs_) return std::nullopt;
    if (path.starts_with(blobs_path)) return blob(request, path.substr(blobs_path.size()));
    if (!path.starts_with(uploads_path)) return std::nullopt;
    std::string_view id = path.substr(uploads_path.size());
    if (!id.empty() && id.front() != '/') return std::nullopt;
    if (!id.empty()) id.remove_prefix(1);
    if (method_of(request) == "OPTIONS") {
        HttpResponse response = capabilities();
        response.headers.add("Tus-Resumable", tus::version);
        return response;
    }
    HttpResponse response = uploads(request, id, now);
    response.headers.add("Tus-Resumable", tus::version);
    return response;
}

// ---- uploads --------------------------------------------------------------------------------------------------------

HttpResponse BlobRoutes::uploads(const HttpRequest& request, std::string_view id, WallTime now) {
    auto asked = device_of(request, store_, metrics_);
    if (auto* refusal = std::get_if<HttpResponse>(&asked)) return std::move(*refusal);
    const auto& device = std::get<EnrolledDevice>(asked);
    if (request.headers.find("Tus-Resumable") != tus::version) {
        HttpResponse response = response_of(wrong_tus_version());
        response.headers.add("Tus-Version", tus::version);
        return response;
    }
    const std::string_view method = method_of(request);
    if (id.empty()) return method == "POST" ? begin(request, device, now) : allow("OPTIONS, POST");
    if (method != "HEAD" && method != "PATCH" && method != "DELETE") return allow("OPTIONS, HEAD, PATCH, DELETE");
    const auto upload = blobs_->find(id, now);
    if (!upload) return upload.error().code == Errc::busy ? response_of(upload_in_use()) : trouble(upload.error());
    if (!*upload || (*upload)->what.device != device.device) return response_of(no_such_upload());
    if (method == "HEAD") return tell(**upload);
    return method == "PATCH" ? go_on(request, **upload, now) : give_up(**upload);
}

HttpResponse BlobRoutes::begin(const HttpRequest& request, const EnrolledDevice& device, WallTime now) {
    if (!request.headers.find("Upload-Defer-Length").empty()) return response_of(length_needed_now());
    const auto length = tus::parse_count(request.headers.find("Upload-Length"));
    if (!length) return response_of(wrong_upload_header("Upload-Length is not a number of bytes"));
    if (*length > blob_bytes_max) return response_of(blob_too_large());
    const std::string_view header = request.headers.find("Upload-Metadata");
    const auto metadata = tus::decode_metadata(header);
    if (!metadata) return response_of(wrong_upload_header(metadata.error().message));
    if (metadata->sha256.empty()) return response_of(sha256_needed("It says none"));
    if (!platform::is_sha256_hex(metadata->sha256)) return response_of(sha256_needed("What it says is none"));
    if (!request.body.empty()) {
        if (!is_chunk(request)) return response_of(chunk_type_needed());
        if (request.body.size() > *length) return response_of(chunk_too_long());
        if (auto refusal = check_checksum(request)) return std::move(*refusal);
    }
    if (const auto wait = doorkeeper_.admit_media(device.device, weight_of_an_upload + request.body.size(), now))
        return response_of(too_often(), *wait);
    const auto upload = blobs_->begin({device.device, *length, metadata->sha256, std::string(header)}, now);
    if (!upload && upload.error().code == Errc::invalid)
        return response_of(wrong_upload_header(upload.error().message));
    if (!upload) return trouble(upload.error());
    HttpResponse response = bare(201);
    response.headers.add("Location", std::string(uploads_path) + "/" + upload->id);
    if (!request.body.empty() && !upload->is_complete())
        return take(std::move(response), *upload, 0, request.body, now);
    add_offset(response, *upload);
    return response;
}

HttpResponse BlobRoutes::tell(const Upload& upload) const {
    HttpResponse response = bare(200);
    add_offset(response, upload);
    response.headers.add("Upload-Length", std::to_string(upload.what.length));
    if (!upload.what.metadata.empty()) response.headers.add("Upload-Metadata", upload.what.metadata);
    return response;
}

HttpResponse BlobRoutes::go_on(const HttpRequest& request, const Upload& upload, WallTime now) {
    if (!is_chunk(request)) return response_of(chunk_type_needed());
    const auto offset = tus::parse_count(request.headers.find("Upload-Offset"));
    if (!offset) return response_of(wrong_upload_header("Upload-Offset is not a number of bytes"));
    if (*offset != upload.offset) return response_of(wrong_offset(upload.offset));
    if (request.body.size() > upload.what.length - upload.offset) return response_of(chunk_too_long());
    if (auto refusal = check_checksum(request)) return std::move(*refusal);
    if (const auto wait = doorkeeper_.admit_media(upload.what.device, request.body.size(), now))
        return response_of(too_often(), *wait);
    return take(bare(204), upload, *offset, request.body, now);
}

HttpResponse BlobRoutes::take(HttpResponse response, const Upload& upload, std::uint64_t offset, std::string_view bytes,
                              WallTime now) {
    const bool was_complete = upload.is_complete();
    const auto after = blobs_->append(upload.id, offset, bytes, now);
    if (!after) {
        switch (after.error().code) {
            case Errc::invalid:
                log_warning("upload_dropped", after.error().message);
                return response_of(wrong_hash());
            case Errc::busy:
                return response_of(upload_in_use());
            case Errc::not_found:
                return response_of(no_such_upload());
            default:
                return trouble(after.error());
        }
    }
    if (after->offset != offset + bytes.size()) return response_of(wrong_offset(after->offset));
    if (after->is_complete() && !was_complete) {
        if (const auto noted = store_.note_brought(upload.what.device, upload.what.sha256); !noted)
            return trouble(noted.error());
        ++metrics_.blobs_received;
        log_info("blob_received", fmt::format("device={} bytes={}", to_text(upload.what.device), upload.what.length));
    }
    add_offset(response, *after);
    return response;
}

HttpResponse BlobRoutes::give_up(const Upload& upload) {
    const auto dropped = blobs_->drop(upload.id);
    if (!dropped && dropped.error().code == Errc::busy) return response_of(upload_in_use());
    if (!dropped && dropped.error().code == Errc::not_found) return response_of(no_such_upload());
    return dropped ? bare(204) : trouble(dropped.error());
}

// ---- blobs ----------------------------------------------------------------------------------------------------------

HttpResponse BlobRoutes::blob(const HttpRequest& request, std::string_view sha256) {
    if (request.method != "GET" && request.method != "HEAD") return allow("GET, HEAD");
    auto asked = device_of(request, store_, metrics_);
    if (auto* refusal = std::get_if<HttpResponse>(&asked)) return std::move(*refusal);
    if (!platform::is_sha256_hex(sha256)) return response_of(no_such_blob());
    const auto allowed = store_.may_fetch(std::get<EnrolledDevice>(asked), sha256);
    if (!allowed) return trouble(allowed.error());
    const auto size = *allowed ? blobs_->size(sha256) : Result<std::optional<std::uint64_t>>(std::nullopt);
    if (!size) return trouble(size.error());
    if (!*size) return response_of(no_such_blob());
    const std::uint64_t length = **size;

    const std::string tag = '"' + std::string(sha256) + '"';
    HttpResponse response;
    // Content never changes under its hash. Only this device may keep it: the next one may not be allowed to see it.
    response.headers.add("Cache-Control", "private, max-age=31536000, immutable");
    response.headers.add("ETag", tag);
    response.headers.add("Accept-Ranges", "bytes");
    response.headers.add("Content-Type", "application/octet-stream");
    response.headers.add("X-Content-Type-Options", "nosniff");
    response.headers.add("Content-Disposition", "attachment");
    if (request.headers.find("If-None-Match") == tag) {
        response.status = 304;
        return response;
    }
    if (request.method == "HEAD") {
        response.headers.add("Content-Length", std::to_string(length));
        return response;
    }
    const std::string_view condition = request.headers.find("If-Range");
    auto range = condition.empty() || condition == tag ? parse_range(request.headers.find("Range"), length)
                                                       : std::optional<ByteRange>();
    if (range && range->is_outside()) {
        HttpResponse refusal = response_of(range_outside(length));
        refusal.headers.add("Content-Range", fmt::format("bytes */{}", length));
        return refusal;
    }
    if (range) {
        response.status = 206;
        response.headers.add("Content-Range", fmt::format("bytes {}-{}/{}", range->first, range->last, length));
    }
    const std::uint64_t first = range ? range->first : 0;
    const auto count = static_cast<std::size_t>(range ? range->last - range->first + 1 : length);
    auto bytes = blobs_->read(sha256, first, count);
    if (!bytes) return trouble(bytes.error());
    if (bytes->size() != count) return trouble({Errc::corrupt, "the blob " + std::string(sha256) + " is cut short"});
    response.body = std::move(*bytes);
    ++metrics_.blobs_sent;
    return response;
}

HttpResponse BlobRoutes::trouble(const Error& error) {
    ++metrics_.store_errors;
    log_error("blob_trouble", error.message);
    return response_of(store_trouble(error));
}

}  // namespace earshot::sync
