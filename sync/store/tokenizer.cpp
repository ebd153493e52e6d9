#include "sync/store/tokenizer.hpp"

#include <array>
#include <utility>

#include <sqlite3.h>

#include "platform/base/utf8.hpp"

namespace earshot::sync {
namespace {

using TokenSink = int (*)(void* context, int flags, const char* token, int length, int start, int end);

// Hands on what unicode61 says of a part of the text, with places counted in the whole text.
struct Shifted {
    void* context;
    TokenSink sink;
    int offset;

    static int hand_on(void* self, int flags, const char* token, int length, int start, int end) {
        const auto& shifted = *static_cast<const Shifted*>(self);
        return shifted.sink(shifted.context, flags, token, length, start + shifted.offset, end + shifted.offset);
    }
};

class WordTokenizer : public Tokenizer {
public:
    WordTokenizer() = default;
    ~WordTokenizer() override {
        if (words_) base_.xDelete(words_);
    }
    WordTokenizer(const WordTokenizer&) = delete;
    WordTokenizer& operator=(const WordTokenizer&) = delete;

    int open(fts5_api& api) {
        void* context = nullptr;
        if (const int code = api.xFindTokenizer(&api, "unicode61", &context, &base_); code != SQLITE_OK) return code;
        std::array<const char*, 2> arguments{"remove_diacritics", "2"};
        return base_.xCreate(context, arguments.data(), static_cast<int>(arguments.size()), &words_);
    }

    int tokenize(void* context, int flags, std::string_view text, TokenSink sink) {
        std::size_t spoken = 0;  // Everything before it has been handed on.
        for (std::size_t at = 0; at < text.size();) {
            // Nothing below U+0800 stands alone, and two bytes are enough to know that.
            if (static_cast<unsigned char>(text[at]) < 0xe0) {
                at += 1;
                continue;
            }
            const CodePoint c = decode_utf8(text, at);
            if (stands_alone(c.value)) {
                if (const int code = words(context, flags, text, spoken, at, sink); code != SQLITE_OK) return code;
                const int start = static_cast<int>(at), length = static_cast<int>(c.length);
                if (const int code = sink(context, 0, text.data() + at, length, start, start + length);
                    code != SQLITE_OK) {
                    return code;
                }
                spoken = at + c.length;
            }
            at += c.length;
        }
        return words(context, flags, text, spoken, text.size(), sink);
    }

    void split_until(std::string_view text, const std::function<bool(std::string_view)>& found) override {
        auto hand_over = [](void* context, int, const char* token, int length, int, int) {
            const auto& ask = **static_cast<const std::function<bool(std::string_view)>**>(context);
            return ask({token, static_cast<std::size_t>(length)}) ? SQLITE_ABORT : SQLITE_OK;
        };
        const auto* visit = &found;
        const int code = tokenize(&visit, FTS5_TOKENIZE_QUERY, text, hand_over);
        EARSHOT_ASSERT(code == SQLITE_OK || code == SQLITE_ABORT);  // Otherwise only memory can run out.
    }

private:
    // The spaced text between two places.
    int words(void* context, int flags, std::string_view text, std::size_t from, std::size_t to, TokenSink sink) {
        if (from == to) return SQLITE_OK;
        if (from == 0) return base_.xTokenize(words_, context, flags, text.data(), static_cast<int>(to), sink);
        Shifted shifted{context, sink, static_cast<int>(from)};
        return base_.xTokenize(words_, &shifted, flags, text.data() + from, static_cast<int>(to - from),
                               Shifted::hand_on);
    }

    fts5_tokenizer base_{};
    Fts5Tokenizer* words_ = nullptr;
};

// SQLite's way to reach the FTS5 interface of a connection.
Result<fts5_api*> find_api(Database& database) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(database.raw(), "SELECT fts5(?1)", -1, &statement, nullptr);
    if (code == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        code = sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    if (!api) return database.error(code);
    return api;
}

int create_tokenizer(void* api, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) {
    auto tokenizer = std::make_unique<WordTokenizer>();
    const int code = tokenizer->open(*static_cast<fts5_api*>(api));
    if (code == SQLITE_OK) *out = reinterpret_cast<Fts5Tokenizer*>(tokenizer.release());
    return code;
}

void delete_tokenizer(Fts5Tokenizer* tokenizer) {
    delete reinterpret_cast<WordTokenizer*>(tokenizer);
}

int tokenize_text(Fts5Tokenizer* tokenizer, void* context, int flags, const char* text, int length, TokenSink sink) {
    return reinterpret_cast<WordTokenizer*>(tokenizer)->tokenize(context, flags,
                                                                 {text, static_cast<std::size_t>(length)}, sink);
}

bool is_unspaced(std::uint32_t c) {
    if (c == 0x30a0 || c == 0x30fb) return false;  // The hyphen and the dot between Japanese words.
    return is_cjk(c) || (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff);
}

bool is_emoji(std::uint32_t c) {
    return (c >= 0x2600 && c <= 0x27bf) || (c >= 0x1f000 && c <= 0x1faff);
}

}  // namespace

bool stands_alone(std::uint32_t code_point) {
    return is_unspaced(code_point) || is_emoji(code_point);
}

Result<std::unique_ptr<Tokenizer>> Tokenizer::create(Database& database) {
    EARSHOT_TRY(fts5_api * api, find_api(database));
    auto tokenizer = std::make_unique<WordTokenizer>();
    if (const int code = tokenizer->open(*api); code != SQLITE_OK) return database.error(code);
    return std::unique_ptr<Tokenizer>(std::move(tokenizer));
}

Result<void> register_tokenizer(Database& database) {
    EARSHOT_TRY(fts5_api * api, find_api(database));
    fts5_tokenizer functions{create_tokenizer, delete_tokenizer, tokenize_text};
    const int code = api->xCreateTokenizer(api, "earshot", api, &functions, nullptr);
    if (code != SQLITE_OK) return database.error(code);
    return {};
}

}  // namespace earshot::sync
