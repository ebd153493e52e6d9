#include "sync/server/problems.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sync/protocol/compression.hpp"
#include "sync/protocol/exchange.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/server/routes.hpp"

namespace earshot::sync {
namespace {

constexpr const char* all_safe = " Everything on this device is safe.";
constexpr const char* retry_after_seconds = "5";

}  // namespace

platform::HttpResponse response_of(const Problem& problem) {
    platform::HttpResponse response;
    response.status = problem.status;
    response.headers.add("Content-Type", "application/problem+json");
    response.headers.add("Cache-Control", "no-store");
    if (problem.status == 401) response.headers.add("WWW-Authenticate", "Bearer");
    if (problem.status == 415) response.headers.add("Accept-Encoding", std::string(codings_spoken));
    if (problem.status == 503) response.headers.add("Retry-After", retry_after_seconds);
    response.body = encode_problem(problem);
    return response;
}

platform::HttpResponse response_of(const Problem& problem, Duration wait) {
    platform::HttpResponse response = response_of(problem);
    response.headers.add("Retry-After", std::to_string(std::max<std::int64_t>(1, (wait.count() + 999) / 1'000)));
    return response;
}

Problem bad_message(const std::string& detail) {
    return {
        400,
        "bad-message",
        "The shared store cannot read this message",
        detail + ". Nothing of it was stored." + all_safe + " Updating Earshot here or at the shared store may help.",
        {}};
}

Problem wrong_version(const std::string& detail) {
    return {426,
            "version",
            "This device and the shared store speak different versions",
            detail + "." + all_safe + " Update the older of the two, then sync again.",
            {protocol_version}};
}

Problem no_token() {
    return {
        401,
        "no-token",
        "This device has not said who it is",
        std::string("The request came without a token.") + all_safe + " Enrol the device with a code from the keeper.",
        {}};
}

Problem unknown_token() {
    return {
        401,
        "unknown-token",
        "The shared store does not know this device",
        std::string("Its token is not known here.") + all_safe + " Enrol the device again with a code from the keeper.",
        {}};
}

Problem revoked_token() {
    return {401,
            "revoked",
            "This device has been revoked",
            std::string("The keeper has ended its access to the shared store.") + all_safe +
                " If that was a mistake, enrol it again with a code from the keeper.",
            {}};
}

Problem token_of_another_device() {
    return {403,
            "other-device",
            "The token belongs to another device",
            std::string("The request names a device other than the one the token was given to; it may be a copy.") +
                all_safe + " Enrol this device with a code of its own.",
            {}};
}

Problem wrong_code() {
    return {403,
            "wrong-code",
            "The code does not work",
            "It is not known, has been used by another device, or is older than ten minutes. Nothing was changed. "
            "Check what was typed, or ask the keeper for a new code.",
            {}};
}

Problem bad_query(const std::string& detail) {
    return {400,
            "bad-query",
            "The shared store does not understand what is asked",
            detail + ". Nothing was changed. /v1/openapi.json says what may be asked here.",
            {}};
}

Problem no_such_story() {
    return {
        404,
        "no-such-story",
        "There is no such story",
        "It is not in the shared store, was deleted, or nothing of it may be told here. Check its id, or ask for the "
        "list at /v1/stories.",
        {}};
}

Problem too_many_rows() {
    return {
        413,
        "too-many-rows",
        "There are too many rows in this message",
        fmt::format("The shared store takes at most {} stories and echoes at a time. Nothing of it was stored. Send it "
                    "in pieces; what was sent twice is kept once.",
                    push_records_most),
        {}};
}

Problem nothing_here() {
    return {404,
            "nothing-here",
            "There is nothing at this address",
            "The shared store answers under " + list_of_addresses() + ". Check the address.",
            {}};
}

Problem wrong_method() {
    return {405,
            "wrong-method",
            "This address is asked in another way",
            "The header Allow says which methods it knows.",
            {}};
}

Problem too_large() {
    return {
        413,
        "too-large",
        "The message is too large",
        std::string(
            "The shared store takes messages of at most 8 MiB packed and 16 MiB unpacked. Nothing of it was stored.") +
            all_safe + " Send fewer records at a time.",
        {}};
}

Problem too_often() {
    return {429,
            "too-often",
            "The shared store is asked too often from here",
            std::string("This request was not carried out.") + all_safe + " The device tries again by itself.",
            {}};
}

Problem too_many_guesses() {
    return {
        429,
        "too-many-guesses",
        "Too many codes were tried from here",
        "This one was not looked at and is as good as before. Wait a little, then try again; the header Retry-After "
        "says how many seconds.",
        {}};
}

Problem unknown_coding() {
    return {415,
            "unknown-coding",
            "The message is packed in a way that is not known here",
            "The header Accept-Encoding says which ways are. Nothing of it was stored.",
            {}};
}

Problem unknown_type(std::string_view wanted) {
    return {415,
            "unknown-type",
            "The message is not of the type that is asked for here",
            "Send it as " + std::string(wanted) + ". Nothing of it was stored.",
            {}};
}

Problem store_trouble(const Error& error) {
    if (error.code == Errc::full) {
        return {507,
                "disk-full",
                "The shared store's disk is full",
                std::string("Nothing of this message was stored.") + all_safe +
                    " The keeper must free some room there; the device tries again by itself.",
                {}};
    }
    if (error.code == Errc::busy || error.code == Errc::unavailable) {
        return {503,
                "busy",
                "The shared store is busy",
                std::string("Nothing of this message was stored.") + all_safe + " The device tries again by itself.",
                {}};
    }
    return {500,
            "store-trouble",
            "The shared store has trouble",
            std::string("Nothing of this message was stored.") + all_safe +
                " The device tries again by itself; the keeper finds the reason in the log of the shared store.",
            {}};
}

Problem unheard(int status) {
    switch (status) {
        case 400:
            return {400, "bad-request", "That was not an HTTP request", "The shared store speaks HTTP/1.1.", {}};
        case 408:
            return {408,
                    "too-slow",
                    "The request took too long to arrive",
                    std::string("It was not looked at.") + all_safe,
                    {}};
        case 413:
            return too_large();
        case 421:
            return {421,
                    "needs-tls",
                    "This address speaks TLS only",
                    "The request came without encryption and was not looked at. Nothing was changed. Write the address "
                    "with https:// instead of http://.",
                    {}};
        case 431:
            return {431, "header-too-large", "The header of the request is too large", "It was not looked at.", {}};
        case 503:
            return {503,
                    "busy",
                    "The shared store is busy",
                    std::string("Too many devices are talking to it at once.") + all_safe +
                        " The device tries again by itself.",
                    {}};
        default:
            return {status,
                    "trouble",
                    "The shared store has trouble",
                    std::string("The request was not carried out.") + all_safe + " The device tries again by itself.",
                    {}};
    }
}

}  // namespace earshot::sync
