// sync/protocol/exchange_codec.hpp: the messages of one exchange as JSON, and back.
//
// Reading is strict and total: whatever arrives, the outcome is a message or an Error that names the place. A record
// whose form is wrong is set aside alone, with its reason; only a broken envelope refuses the whole message. Members of
// the envelope that this build does not know are passed over, so that newer peers may add some.
//
// Errors  Errc::invalid, or Errc::too_new when the message speaks a version of the protocol that is not spoken here.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/protocol/exchange.hpp"

namespace earshot::sync {

struct DecodedRequest {
    ExchangeRequest request;                   // push holds the readable records, in order
    std::vector<UnreadableRecord> unreadable;  // those left out, by index
};

struct DecodedAnswer {
    ExchangeAnswer answer;  // records holds the readable ones, in order
    std::vector<UnreadableRecord> unreadable;
};

std::string encode(const ExchangeRequest& request);
Result<DecodedRequest> decode_request(std::string body);

// `records` is the wire form of the records, with commas between them; answer.records is not looked at. The shared
// store keeps records in this very form, so a page of its feed is never taken apart.
std::string encode_with(const ExchangeAnswer& answer, std::string_view records);
std::string encode(const ExchangeAnswer& answer);
Result<DecodedAnswer> decode_answer(std::string body);

}  // namespace earshot::sync
