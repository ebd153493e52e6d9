// platform/base/result.hpp: what a function gives back when trouble can be expected.
//
// A Result holds either the value or one Error. Callers branch on the code; people read the message, which says what
// happened, what is safe and what to do. Success costs no allocation. Shaped so that one day std::expected can replace
// it.
//
//   Result<Mood> mood_of(Store& store, Id id) {
//       EARSHOT_TRY(const Record story, store.find(id));   // returns the Error upwards, else unwraps
//       return mood(story);
//   }
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "platform/base/assert.hpp"

namespace earshot {

// What a caller may branch on.
enum class Errc {
    invalid,      // the input breaks a rule; the message names the place
    not_found,    // there is no such thing
    busy,         // somebody else holds it; trying later may work
    denied,       // not allowed; trying again changes nothing
    unavailable,  // out of reach for now (network, server); trying later may work
    full,         // no room left on the disk
    corrupt,      // stored data is damaged
    too_new,      // written by a newer Earshot
    io,           // the operating system reported trouble
};

// The stable name of a code, for logs and JSON: "not_found".
const char* name_of(Errc code);

struct Error {
    Errc code = Errc::io;
    std::string message;

    bool operator==(const Error&) const = default;
};

template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & {
        EARSHOT_ASSERT(has_value());
        return *std::get_if<0>(&state_);
    }
    const T& value() const& {
        EARSHOT_ASSERT(has_value());
        return *std::get_if<0>(&state_);
    }
    T&& value() && {
        EARSHOT_ASSERT(has_value());
        return std::move(*std::get_if<0>(&state_));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const& {
        EARSHOT_ASSERT(!has_value());
        return *std::get_if<1>(&state_);
    }
    Error&& error() && {
        EARSHOT_ASSERT(!has_value());
        return std::move(*std::get_if<1>(&state_));
    }

private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    bool has_value() const { return !error_; }
    explicit operator bool() const { return has_value(); }

    const Error& error() const& {
        EARSHOT_ASSERT(error_.has_value());
        return *error_;
    }
    Error&& error() && {
        EARSHOT_ASSERT(error_.has_value());
        return std::move(*error_);
    }

private:
    std::optional<Error> error_;
};

}  // namespace earshot

#define EARSHOT_JOIN_INNER(a, b) a##b
#define EARSHOT_JOIN(a, b) EARSHOT_JOIN_INNER(a, b)

// EARSHOT_TRY(const auto page, store.list(query)): declares the value, or returns the Error to the caller.
#define EARSHOT_TRY(declaration, ...)                                                                          \
    auto EARSHOT_JOIN(earshot_try_, __LINE__) = (__VA_ARGS__);                                                 \
    if (!EARSHOT_JOIN(earshot_try_, __LINE__)) return std::move(EARSHOT_JOIN(earshot_try_, __LINE__)).error(); \
    declaration = std::move(*EARSHOT_JOIN(earshot_try_, __LINE__))

// EARSHOT_CHECK(store.close()): for a Result<void>, or where the value is not wanted.
#define EARSHOT_CHECK(...) \
    if (auto earshot_check = (__VA_ARGS__); !earshot_check) return std::move(earshot_check).error()
