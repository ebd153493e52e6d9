// Packed bodies: a bomb stops at the limit, damage is told, and what is packed comes out as it went in.
#include "sync/protocol/compression.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t most = std::size_t{1} << 20;
    const std::string_view text = fuzz::text_of(data, size);
    for (const sync::Coding coding :
         {sync::Coding::small_zstd, sync::Coding::zstd, sync::Coding::gzip, sync::Coding::identity}) {
        if (const auto body = sync::unpack(coding, text, most)) FUZZ_LAW(body->size() <= most);
        const auto back = sync::unpack(coding, sync::pack(coding, text), most);
        FUZZ_LAW(size > most || (back.has_value() && *back == text));
    }
    const sync::PackedBody sent = sync::pack_for(sync::coding_accepted(text), std::string(text));
    FUZZ_LAW(sent.bytes.size() <= size);
    FUZZ_LAW(size > most || sync::unpack(sent.coding, sent.bytes, most).value() == text);
    return 0;
}
