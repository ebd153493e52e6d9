#include "platform/ports/http_listener.hpp"

#include <future>
#include <memory>

namespace earshot::platform {

HttpAnswer HttpAnswer::later(std::function<void(Give)> begin) {
    HttpAnswer answer{HttpResponse()};
    answer.begin_ = std::move(begin);
    return answer;
}

HttpAnswer HttpAnswer::seen_by(std::function<void(HttpResponse&)> look) && {
    if (is_here()) {
        look(response_);
        return std::move(*this);
    }
    return later([begin = std::move(begin_), look = std::move(look)](Give give) {
        begin([look, give = std::move(give)](std::function<HttpResponse()> make) {
            give([look, make = std::move(make)] {
                HttpResponse response = make();
                look(response);
                return response;
            });
        });
    });
}

HttpResponse HttpAnswer::wait() && {
    if (is_here()) return std::move(response_);
    // Shared, since whoever gives may still be inside it when the one who waits has gone on.
    const auto made = std::make_shared<std::promise<std::function<HttpResponse()>>>();
    begin_([made](std::function<HttpResponse()> make) { made->set_value(std::move(make)); });
    return made->get_future().get()();
}

}  // namespace earshot::platform
