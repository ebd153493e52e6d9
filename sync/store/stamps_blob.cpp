#include "sync/store/stamps_blob.hpp"

#include <algorithm>
#include <cstring>

namespace earshot::sync {
namespace {

constexpr std::size_t head_size = 32;

void append_number(std::string& out, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8)
        out += static_cast<char>(number >> shift & 0xff);
}

void append_device(std::string& out, const Id& device) {
    out.append(reinterpret_cast<const char*>(device.bytes.data()), device.bytes.size());
}

std::uint64_t read_number(std::string_view blob, std::size_t at) {
    std::uint64_t number = 0;
    for (std::size_t i = at; i < at + 8; ++i)
        number = number << 8 | static_cast<unsigned char>(blob[i]);
    return number;
}

Id read_device(std::string_view blob, std::size_t at) {
    Id device;
    std::memcpy(device.bytes.data(), blob.data() + at, device.bytes.size());
    return device;
}

// The stamp that the most fields have.
Stamp commonest(const std::vector<FieldState>& fields) {
    Stamp best;
    std::ptrdiff_t best_count = 0;
    for (const FieldState& field : fields) {
        if (field.stamp.is_never() || (best_count > 0 && field.stamp == best)) continue;
        const auto count = std::count_if(fields.begin(), fields.end(),
                                         [&](const FieldState& other) { return other.stamp == field.stamp; });
        if (count > best_count) {
            best = field.stamp;
            best_count = count;
        }
    }
    return best;
}

}  // namespace

std::string encode_stamps(const FieldDictionary& dictionary, const Record& record) {
    const Stamp shared = commonest(record.fields);
    std::uint64_t mask = 0;
    std::string rest;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const Stamp& stamp = record.fields[i].stamp;
        if (stamp.is_never()) continue;
        const int number = dictionary.number_of(record.kind, static_cast<FieldNumber>(i));
        if (stamp == shared) {
            mask |= std::uint64_t{1} << number;
            continue;
        }
        const bool same_device = stamp.device == shared.device;
        rest += static_cast<char>(number);
        rest += static_cast<char>(same_device ? 1 : 0);
        append_number(rest, stamp.hlc);
        if (!same_device) append_device(rest, stamp.device);
    }
    std::string blob;
    blob.reserve(head_size + rest.size());
    append_number(blob, shared.hlc);
    append_device(blob, shared.device);
    append_number(blob, mask);
    return blob + rest;
}

bool decode_stamps(const FieldDictionary& dictionary, std::string_view blob, Record& record) {
    if (blob.size() < head_size) return false;
    const Stamp shared{read_number(blob, 0), read_device(blob, 8)};
    const std::uint64_t mask = read_number(blob, 24);
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const int number = dictionary.number_of(record.kind, static_cast<FieldNumber>(i));
        if ((mask >> number & 1) != 0) record.fields[i].stamp = shared;
    }
    for (std::size_t at = head_size; at < blob.size();) {
        if (at + 10 > blob.size()) return false;
        const auto field = dictionary.field_of(record.kind, static_cast<unsigned char>(blob[at]));
        const bool same_device = blob[at + 1] == 1;
        Stamp stamp{read_number(blob, at + 2), shared.device};
        at += 10;
        if (!same_device) {
            if (at + 16 > blob.size()) return false;
            stamp.device = read_device(blob, at);
            at += 16;
        }
        if (field) record.fields[*field].stamp = stamp;
    }
    return true;
}

}  // namespace earshot::sync
