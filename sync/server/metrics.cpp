#include "sync/server/metrics.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace earshot::sync {
namespace {

void append(std::string& out, std::string_view name, std::string_view help, const Metrics::Counter& counter) {
    const std::string full = "earshot_" + std::string(name);
    out += "# HELP " + full + ' ' + std::string(help) + "\n# TYPE " + full + " counter\n";
    out += full + ' ' + std::to_string(counter.load()) + '\n';
}

void append_latency(std::string& out, const Metrics& metrics) {
    const std::string name = "earshot_request_seconds";
    out += "# HELP " + name + " How long requests took to handle.\n# TYPE " + name + " histogram\n";
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < metrics.latency.size(); ++i) {
        so_far += metrics.latency[i].load();
        const std::string bound = i < Metrics::latency_bounds.size()
                                      ? fmt::format("{}", static_cast<double>(Metrics::latency_bounds[i]) / 1'000)
                                      : "+Inf";
        out += fmt::format("{}_bucket{{le=\"{}\"}} {}\n", name, bound, so_far);
    }
    out += fmt::format("{}_sum {}\n", name, static_cast<double>(metrics.latency_sum_ms.load()) / 1'000);
    out += fmt::format("{}_count {}\n", name, so_far);
}

}  // namespace

void Metrics::note_latency(Duration time) {
    const auto place = std::lower_bound(latency_bounds.begin(), latency_bounds.end(), time.count());
    ++latency[static_cast<std::size_t>(place - latency_bounds.begin())];
    latency_sum_ms += static_cast<std::uint64_t>(std::max<std::int64_t>(0, time.count()));
}

std::string text_of(const Gauge& gauge) {
    return fmt::format("# HELP earshot_{0} {1}\n# TYPE earshot_{0} gauge\nearshot_{0} {2}\n", gauge.name, gauge.help,
                       gauge.value);
}

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
    append(out, "turned_away_total", "Requests that came too often (429).", turned_away);
    append_latency(out, *this);
    return out;
}

}  // namespace earshot::sync
