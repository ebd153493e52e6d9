// sync/server/blob_routes.hpp: the addresses of media: uploads by tus 1.0.0, blobs by GET with Range.
//
//   OPTIONS /v1/uploads            what this server can do; the only one without a device's token
//   POST    /v1/uploads            begins an upload (creation, creation-with-upload)
//   HEAD    /v1/uploads/<id>       how far it is
//   PATCH   /v1/uploads/<id>       goes on with it (checksum: sha256, sha1)
//   DELETE  /v1/uploads/<id>       gives it up (termination)
//   GET, HEAD /v1/blobs/<sha256>   the bytes, or one range of them (RFC 9110, section 14)
//
// An upload is only there for the device that began it. A blob is only there for devices that may fetch it; to all
// others it is not there, so that nobody learns what exists.
//
// Guarantees   Those of blob_store.hpp. Every request gets an answer; refusals say what happened, what is safe, what to
// do. Threads      any
#pragma once

#include <optional>

#include "platform/ports/http.hpp"
#include "sync/server/blob_store.hpp"
#include "sync/server/doorkeeper.hpp"
#include "sync/server/metrics.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync {

class BlobRoutes {
public:
    // `blobs` may be null: then there is nothing at these addresses. All must outlive the routes.
    BlobRoutes(BlobStore* blobs, SharedStore& store, Doorkeeper& doorkeeper, Metrics& metrics)
        : blobs_(blobs), store_(store), doorkeeper_(doorkeeper), metrics_(metrics) {}

    // Empty when the path is none of these.
    std::optional<platform::HttpResponse> answer(const platform::HttpRequest& request, WallTime now);

private:
    using HttpRequest = platform::HttpRequest;
    using HttpResponse = platform::HttpResponse;

    HttpResponse uploads(const HttpRequest& request, std::string_view id, WallTime now);
    HttpResponse begin(const HttpRequest& request, const EnrolledDevice& device, WallTime now);
    HttpResponse tell(const Upload& upload) const;
    HttpResponse go_on(const HttpRequest& request, const Upload& upload, WallTime now);
    HttpResponse give_up(const Upload& upload);
    HttpResponse take(HttpResponse response, const Upload& upload, std::uint64_t offset, std::string_view bytes,
                      WallTime now);
    HttpResponse blob(const HttpRequest& request, std::string_view sha256);
    HttpResponse trouble(const Error& error);

    BlobStore* const blobs_;
    SharedStore& store_;
    Doorkeeper& doorkeeper_;
    Metrics& metrics_;
};

}  // namespace earshot::sync
