#include "sync/protocol/compression.hpp"

#include <algorithm>
#include <memory>

#include <zlib.h>
#include <zstd.h>

#include "platform/base/text.hpp"
#include "sync/protocol/small_dictionary.hpp"

namespace earshot::sync {
namespace {

constexpr int zstd_level = 3;         // Smaller levels save little time on text; larger ones cost much for little.
constexpr int small_zstd_level = 6;   // 19 saves another fiftieth and takes four to ten times as long.
constexpr int zstd_window_most = 23;  // 8 MiB, what RFC 9659 lets a receiver insist on.
constexpr int gzip_level = 6;
constexpr int gzip_window = 15 + 16;  // 32 KiB, with the gzip header
constexpr std::size_t step = std::size_t{256} * 1024;
constexpr std::string_view header_of_coding = "Content-Encoding: \r\n";

Error damaged() {
    return {Errc::invalid, "the message arrived damaged or cut short: it cannot be unpacked"};
}

Error too_large(std::size_t bytes_max) {
    return {Errc::full, "the message is larger than " + std::to_string(bytes_max / (1024 * 1024)) + " MiB"};
}

// Room for the next piece: grows by steps, never past one byte over the limit.
bool grow(std::string& out, std::size_t used, std::size_t bytes_max) {
    if (used < out.size()) return true;
    if (used > bytes_max) return false;
    out.resize(std::min(bytes_max + 1, std::max(used * 2, step)));
    return true;
}

template <class Made, std::size_t (*end)(Made*)>
struct Freed {
    void operator()(Made* made) const { end(made); }
};

// Both are made once, from bytes of our own, and only read from then on.
const ZSTD_CDict* dictionary_to_pack() {
    static const std::unique_ptr<ZSTD_CDict, Freed<ZSTD_CDict, &ZSTD_freeCDict>> made(
        ZSTD_createCDict(small_dictionary().data(), small_dictionary().size(), small_zstd_level));
    EARSHOT_ASSERT(made != nullptr);
    return made.get();
}

const ZSTD_DDict* dictionary_to_unpack() {
    static const std::unique_ptr<ZSTD_DDict, Freed<ZSTD_DDict, &ZSTD_freeDDict>> made(
        ZSTD_createDDict(small_dictionary().data(), small_dictionary().size()));
    EARSHOT_ASSERT(made != nullptr);
    return made.get();
}

std::string pack_zstd(std::string_view body, const ZSTD_CDict* dictionary = nullptr) {
    const std::unique_ptr<ZSTD_CCtx, Freed<ZSTD_CCtx, &ZSTD_freeCCtx>> context(ZSTD_createCCtx());
    EARSHOT_ASSERT(context != nullptr);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, zstd_level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    if (dictionary) ZSTD_CCtx_refCDict(context.get(), dictionary);  // Brings its level with it.
    std::string out(ZSTD_compressBound(body.size()), '\0');
    const std::size_t length = ZSTD_compress2(context.get(), out.data(), out.size(), body.data(), body.size());
    EARSHOT_ASSERT(!ZSTD_isError(length));  // It has all the room it may need.
    out.resize(length);
    return out;
}

Result<std::string> unpack_zstd(std::string_view packed, std::size_t bytes_max,
                                const ZSTD_DDict* dictionary = nullptr) {
    const std::unique_ptr<ZSTD_DCtx, Freed<ZSTD_DCtx, &ZSTD_freeDCtx>> context(ZSTD_createDCtx());
    EARSHOT_ASSERT(context != nullptr);
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, zstd_window_most);
    if (dictionary) ZSTD_DCtx_refDDict(context.get(), dictionary);
    std::string out;
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    std::size_t used = 0, expected = 1;
    while (in.pos < in.size || expected != 0) {
        if (!grow(out, used, bytes_max)) return too_large(bytes_max);
        ZSTD_outBuffer to{out.data(), out.size(), used};
        const std::size_t before = in.pos;
        expected = ZSTD_decompressStream(context.get(), &to, &in);
        if (ZSTD_isError(expected)) return damaged();
        if (to.pos == used && in.pos == before) return damaged();  // Nothing goes forward: the end is missing.
        used = to.pos;
    }
    if (used > bytes_max) return too_large(bytes_max);
    out.resize(used);
    return out;
}

std::string pack_gzip(std::string_view body) {
    z_stream stream{};
    EARSHOT_ASSERT(deflateInit2(&stream, gzip_level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, static_cast<uLong>(body.size())), '\0');
    std::string in(body);  // zlib's C interface takes what it only reads as writable.
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int code = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    EARSHOT_ASSERT(code == Z_STREAM_END);
    return out;
}

Result<std::string> unpack_gzip(std::string_view packed, std::size_t bytes_max) {
    z_stream stream{};
    EARSHOT_ASSERT(inflateInit2(&stream, gzip_window) == Z_OK);
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> close(&stream, &inflateEnd);
    std::string in(packed), out;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    std::size_t used = 0;
    int code = Z_OK;
    while (code != Z_STREAM_END) {
        if (!grow(out, used, bytes_max)) return too_large(bytes_max);
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + used);
        stream.avail_out = static_cast<uInt>(out.size() - used);
        code = inflate(&stream, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END) return damaged();
        used = out.size() - stream.avail_out;
        if (code == Z_OK && stream.avail_in == 0 && stream.avail_out != 0) return damaged();
    }
    if (stream.avail_in != 0) return damaged();
    if (used > bytes_max) return too_large(bytes_max);
    out.resize(used);
    return out;
}

// "q=0", "q=0.0" ...: the coding is named to say no to it.
bool is_refused(std::string_view parameters) {
    const std::string_view weight = trimmed(parameters, " \t");
    return weight.starts_with("q=0") && weight.find_first_of("123456789") == std::string_view::npos;
}

}  // namespace

std::string_view name_of(Coding coding) {
    switch (coding) {
        case Coding::gzip:
            return "gzip";
        case Coding::zstd:
            return "zstd";
        case Coding::small_zstd:
            return "ez1";
        case Coding::identity:
            break;
    }
    return "";
}

std::optional<Coding> coding_named(std::string_view name) {
    // How codings are written in practice; RFC 9110 allows capitals.
    const std::string word = lower_ascii(trimmed(name, " \t"));
    if (word.empty() || word == "identity") return Coding::identity;
    if (word == "ez1") return Coding::small_zstd;
    if (word == "zstd") return Coding::zstd;
    if (word == "gzip" || word == "x-gzip") return Coding::gzip;
    return std::nullopt;
}

Coding coding_accepted(std::string_view accept_encoding) {
    bool takes_small = false;
    Coding best = Coding::identity;
    while (!accept_encoding.empty()) {
        const std::size_t comma = std::min(accept_encoding.find(','), accept_encoding.size());
        const std::string_view entry = accept_encoding.substr(0, comma);
        accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
        const std::size_t semicolon = std::min(entry.find(';'), entry.size());
        const std::optional<Coding> coding = coding_named(entry.substr(0, semicolon));
        if (!coding || (semicolon < entry.size() && is_refused(entry.substr(semicolon + 1)))) continue;
        if (*coding == Coding::small_zstd) {
            takes_small = true;
        } else {
            best = std::max(best, *coding);
        }
    }
    return takes_small && best == Coding::zstd ? Coding::small_zstd : best;
}

Coding coding_below(Coding coding) {
    EARSHOT_ASSERT(coding != Coding::identity);
    return static_cast<Coding>(static_cast<int>(coding) - 1);
}

PackedBody pack_for(Coding best, std::string body) {
    const bool is_small = body.size() <= small_body_bytes_max;
    const Coding coding = best == Coding::small_zstd && !is_small ? Coding::zstd : best;
    if (coding == Coding::identity) return {coding, std::move(body)};
    std::string packed = pack(coding, body);
    if (packed.size() + header_of_coding.size() + name_of(coding).size() >= body.size())
        return {Coding::identity, std::move(body)};
    return {coding, std::move(packed)};
}

std::string pack(Coding coding, std::string_view body) {
    switch (coding) {
        case Coding::gzip:
            return pack_gzip(body);
        case Coding::zstd:
            return pack_zstd(body);
        case Coding::small_zstd:
            return pack_zstd(body, dictionary_to_pack());
        case Coding::identity:
            break;
    }
    return std::string(body);
}

Result<std::string> unpack(Coding coding, std::string_view packed, std::size_t bytes_max) {
    switch (coding) {
        case Coding::gzip:
            return unpack_gzip(packed, bytes_max);
        case Coding::zstd:
            return unpack_zstd(packed, bytes_max);
        case Coding::small_zstd:
            return unpack_zstd(packed, bytes_max, dictionary_to_unpack());
        case Coding::identity:
            break;
    }
    if (packed.size() > bytes_max) return too_large(bytes_max);
    return std::string(packed);
}

}  // namespace earshot::sync
