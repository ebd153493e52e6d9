#include "sync/replica/answers.hpp"

#include <algorithm>
#include <charconv>

namespace earshot::sync {

std::optional<Duration> retry_after(const platform::HttpHeaders& headers) {
    const std::string_view text = headers.find("Retry-After");
    int seconds = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (text.empty() || trouble != std::errc{} || end != text.data() + text.size() || seconds < 0) return {};
    return Duration{std::int64_t{seconds} * 1000};
}

std::string words_of(const Problem& problem, std::string_view otherwise) {
    if (problem.title.empty()) return std::string(otherwise);
    return problem.detail.empty() ? problem.title : problem.title + " " + problem.detail;
}

bool is_of_a_stranger(int status) {
    return (status >= 300 && status < 400) || status == 404 || status == 405;
}

Duration jittered(Duration delay, platform::Random& random) {
    const auto share = static_cast<std::int64_t>(random.number() % 513);  // 0 to 512
    return delay * (768 + share) / 1024;
}

Duration doubled(Duration least, Duration most, int failures) {
    return std::min(most, least * (std::int64_t{1} << std::clamp(failures, 0, 20)));
}

}  // namespace earshot::sync
