#include "sync/protocol/exchange_codec.hpp"

#include "sync/protocol/json_place.hpp"
#include "sync/protocol/json_text.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/protocol/record_codec.hpp"

namespace earshot::sync {
namespace {

constexpr std::string_view accepted = "accepted";

void append_records(std::string& out, std::span<const Record> records) {
    for (const Record& record : records) {
        if (&record != records.data()) out += ',';
        append_record(out, record);
    }
}

Result<int> read_protocol(const Place& root) {
    const Place place = root.member("protocol");
    EARSHOT_TRY(const std::int64_t version, place.number());
    if (version != protocol_version) {
        return Error{Errc::too_new, "version " + std::to_string(version) +
                                        " of the protocol is not spoken here, only " +
                                        std::to_string(protocol_version)};
    }
    return static_cast<int>(version);
}

Result<std::int64_t> read_count(const Place& place) {
    EARSHOT_TRY(const std::int64_t number, place.number());
    if (number < 0) return place.error("must not be negative");
    return number;
}

Result<std::string> read_epoch(const Place& place) {
    EARSHOT_TRY(const std::string_view text, place.text());
    if (text.size() > name_bytes_max) return place.error("is too long");
    return std::string(text);
}

Result<void> read_records(const Place& place, std::vector<Record>& records, std::vector<UnreadableRecord>& unreadable) {
    EARSHOT_CHECK(place.need_array());
    std::size_t index = 0, count = 0;
    yyjson_val* item = nullptr;
    records.reserve(std::min(yyjson_arr_size(place.value()), push_records_most));
    yyjson_arr_foreach(place.value(), index, count, item) {
        auto record = decode_record(Place(place, index, item));
        if (record) {
            records.push_back(std::move(*record));
        } else {
            unreadable.push_back({index, record.error().message});
        }
    }
    return {};
}

Result<std::uint64_t> read_clock(const Place& place) {
    EARSHOT_TRY(const std::int64_t clock, read_count(place));
    return static_cast<std::uint64_t>(clock);
}

Result<Verdict> read_verdict(const Place& place) {
    if (yyjson_is_str(place.value())) {
        EARSHOT_TRY(const std::string_view word, place.text());
        if (word != accepted) return place.error("must be \"accepted\" or say why it was refused");
        return Verdict{};
    }
    const Place refused = place.member("refused"), count_from = place.member("count_from");
    EARSHOT_TRY(const std::string_view reason, refused.text());
    if (reason.empty()) return refused.error("is empty");
    Verdict verdict{std::string(reason)};
    if (!count_from.is_missing()) {
        EARSHOT_TRY(verdict.count_from, read_clock(count_from));
    }
    return verdict;
}

Result<std::string> read_mark(const Place& place) {
    EARSHOT_TRY(const std::string_view text, place.text());
    if (text.size() > name_bytes_max) return place.error("is too long");
    return std::string(text);
}

// Optional: devices of before it say nothing of it.
Result<Turn> read_turn(const Place& place) {
    Turn turn;
    if (place.is_missing()) return turn;
    EARSHOT_CHECK(place.need_object());
    const Place incarnation = place.member("incarnation");
    EARSHOT_TRY(const std::string_view id_text, incarnation.text());
    const auto id = parse_id(id_text);
    if (!id) return incarnation.error(id.error().message);
    turn.incarnation = *id;
    EARSHOT_TRY(turn.number, read_count(place.member("number")));
    EARSHOT_TRY(turn.mark, read_mark(place.member("mark")));
    return turn;
}

void append_turn(std::string& out, const Turn& turn) {
    if (turn.incarnation.is_nil()) return;
    out += ",\"turn\":{\"incarnation\":\"";
    out += to_text(turn.incarnation);
    out += "\",\"number\":";
    append_json_number(out, turn.number);
    out += ",\"mark\":";
    append_json_string(out, turn.mark);
    out += '}';
}

Result<void> read_verdicts(const Place& place, std::vector<Verdict>& verdicts) {
    EARSHOT_CHECK(place.need_array());
    std::size_t index = 0, count = 0;
    yyjson_val* item = nullptr;
    verdicts.reserve(std::min(yyjson_arr_size(place.value()), push_records_most));
    yyjson_arr_foreach(place.value(), index, count, item) {
        EARSHOT_TRY(Verdict verdict, read_verdict(Place(place, index, item)));
        verdicts.push_back(std::move(verdict));
    }
    return {};
}

}  // namespace

std::string encode(const ExchangeRequest& request) {
    std::string out = "{\"protocol\":";
    append_json_number(out, request.protocol);
    out += ",\"device\":\"";
    out += to_text(request.device);
    out += "\",\"epoch\":";
    append_json_string(out, request.epoch);
    out += ",\"cursor\":";
    append_json_number(out, request.cursor);
    out += ",\"limit_bytes\":";
    append_json_number(out, request.limit_bytes);
    if (request.began) {
        out += ",\"began\":";
        append_json_number(out, *request.began);
    }
    if (request.snapshot) out += ",\"snapshot\":true";
    if (request.first) out += ",\"first\":true";
    append_turn(out, request.turn);
    out += ",\"push\":[";
    append_records(out, request.push);
    return out += "]}";
}

Result<DecodedRequest> decode_request(std::string body) {
    EARSHOT_TRY(const Json document, Json::parse(std::move(body)));
    const Place root(document.root());
    EARSHOT_CHECK(root.need_object());
    DecodedRequest decoded;
    ExchangeRequest& request = decoded.request;
    EARSHOT_TRY(request.protocol, read_protocol(root));
    const Place device = root.member("device"), push = root.member("push");
    EARSHOT_TRY(const std::string_view device_text, device.text());
    const auto id = parse_id(device_text);
    if (!id) return device.error(id.error().message);
    request.device = *id;
    EARSHOT_TRY(request.epoch, read_epoch(root.member("epoch")));
    EARSHOT_TRY(request.cursor, read_count(root.member("cursor")));
    EARSHOT_TRY(request.limit_bytes, read_count(root.member("limit_bytes")));
    if (const Place began = root.member("began"); !began.is_missing()) {
        EARSHOT_TRY(request.began, read_count(began));
    }
    if (const Place snapshot = root.member("snapshot"); !snapshot.is_missing()) {
        EARSHOT_TRY(request.snapshot, snapshot.boolean());
    }
    if (const Place first = root.member("first"); !first.is_missing()) {
        EARSHOT_TRY(request.first, first.boolean());
    }
    EARSHOT_TRY(request.turn, read_turn(root.member("turn")));
    if (yyjson_arr_size(push.value()) > push_records_most) {
        return push.error("has too many records, at most " + std::to_string(push_records_most) + " fit");
    }
    EARSHOT_CHECK(read_records(push, request.push, decoded.unreadable));
    return decoded;
}

std::string encode_with(const ExchangeAnswer& answer, std::string_view records) {
    std::string out;
    out.reserve(records.size() + answer.verdicts.size() * 12 + 256);
    out += "{\"protocol\":";
    append_json_number(out, answer.protocol);
    out += ",\"epoch\":";
    append_json_string(out, answer.epoch);
    out += ",\"now\":";
    append_json_number(out, answer.now.unix_ms);
    out += ",\"start_over\":";
    append_json_boolean(out, answer.start_over);
    if (answer.snapshot) out += ",\"snapshot\":true";
    if (answer.began != 0) {
        out += ",\"began\":";
        append_json_number(out, answer.began);
    }
    if (answer.copy) {
        out += ",\"copy\":true,\"count_from\":";
        append_json_number(out, static_cast<std::int64_t>(answer.count_from));
    }
    out += ",\"verdicts\":[";
    for (const Verdict& verdict : answer.verdicts) {
        if (&verdict != answer.verdicts.data()) out += ',';
        if (verdict.refusal.empty()) {
            append_json_string(out, accepted);
        } else {
            out += "{\"refused\":";
            append_json_string(out, verdict.refusal);
            if (verdict.count_from != 0) {
                out += ",\"count_from\":";
                append_json_number(out, static_cast<std::int64_t>(verdict.count_from));
            }
            out += '}';
        }
    }
    out += "],\"records\":[";
    out += records;
    out += "],\"cursor\":";
    append_json_number(out, answer.cursor);
    out += ",\"more\":";
    append_json_boolean(out, answer.more);
    if (answer.newest) {
        out += ",\"newest\":";
        append_json_number(out, *answer.newest);
    }
    return out += '}';
}

std::string encode(const ExchangeAnswer& answer) {
    std::string records;
    append_records(records, answer.records);
    return encode_with(answer, records);
}

Result<DecodedAnswer> decode_answer(std::string body) {
    EARSHOT_TRY(const Json document, Json::parse(std::move(body)));
    const Place root(document.root());
    EARSHOT_CHECK(root.need_object());
    DecodedAnswer decoded;
    ExchangeAnswer& answer = decoded.answer;
    EARSHOT_TRY(answer.protocol, read_protocol(root));
    EARSHOT_TRY(answer.epoch, read_epoch(root.member("epoch")));
    if (answer.epoch.empty()) return root.member("epoch").error("is empty");
    EARSHOT_TRY(answer.now.unix_ms, read_count(root.member("now")));
    EARSHOT_TRY(answer.start_over, root.member("start_over").boolean());
    if (const Place snapshot = root.member("snapshot"); !snapshot.is_missing()) {
        EARSHOT_TRY(answer.snapshot, snapshot.boolean());
    }
    if (const Place began = root.member("began"); !began.is_missing()) {
        EARSHOT_TRY(answer.began, read_count(began));
    }
    if (const Place copy = root.member("copy"); !copy.is_missing()) {
        EARSHOT_TRY(answer.copy, copy.boolean());
        EARSHOT_TRY(answer.count_from, read_clock(root.member("count_from")));
    }
    EARSHOT_CHECK(read_verdicts(root.member("verdicts"), answer.verdicts));
    EARSHOT_CHECK(read_records(root.member("records"), answer.records, decoded.unreadable));
    EARSHOT_TRY(answer.cursor, read_count(root.member("cursor")));
    EARSHOT_TRY(answer.more, root.member("more").boolean());
    if (const Place newest = root.member("newest"); !newest.is_missing()) {
        EARSHOT_TRY(answer.newest, read_count(newest));
    }
    return decoded;
}

}  // namespace earshot::sync
