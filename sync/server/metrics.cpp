#include "sync/server/metrics.hpp"

#include <string_view>

namespace earshot::sync {
namespace {

void append(std::string& out, std::string_view name, std::string_view help, const Metrics::Counter& counter) {
    const std::string full = "earshot_" + std::string(name);
    out += "# HELP " + full + ' ' + std::string(help) + "\n# TYPE " + full + " counter\n";
    out += full + ' ' + std::to_string(counter.load()) + '\n';
}

}  // namespace

std::string Metrics::text() const {
    std::string out =
        "# HELP earshot_answers_total HTTP answers by class of status.\n# TYPE earshot_answers_total counter\n";
    for (std::size_t digit = 1; digit < answers.size(); ++digit) {
        out += "earshot_answers_total{class=\"" + std::to_string(digit) + "xx\"} " +
               std::to_string(answers[digit].load()) + '\n';
    }
    append(out, "exchanges_total", "Exchanges that were carried out.", exchanges);
    append(out, "enrolments_total", "Devices that were enrolled.", enrolments);
    append(out, "records_received_total", "Records that devices pushed.", records_received);
    append(out, "records_refused_total", "Records that were refused with a reason.", records_refused);
    append(out, "records_sent_total", "Records that devices pulled.", records_sent);
    append(out, "received_bytes_total", "Bytes of request bodies as they travelled.", bytes_received);
    append(out, "sent_bytes_total", "Bytes of answer bodies as they travelled.", bytes_sent);
    append(out, "blobs_received_total", "Uploads of media that arrived in full.", blobs_received);
    append(out, "blobs_sent_total", "Answers with bytes of media.", blobs_sent);
    append(out, "store_errors_total", "Times the shared store could not do as asked.", store_errors);
    return out;
}

}  // namespace earshot::sync
