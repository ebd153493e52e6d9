// app/commands/line_reader.hpp: cuts text that comes in pieces into lines; no more than one line of it is held.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace earshot::app {

struct TextLine {
    std::size_t number = 0;  // counted from 1
    std::string_view text;   // without its LF; empty when too long
    bool too_long = false;
};

class LineReader {
public:
    using Visit = std::function<Result<void>(const TextLine&)>;

    LineReader(std::size_t bytes_max, Visit visit) : bytes_max_(bytes_max), visit_(std::move(visit)) {}

    // The error of the visitor; nothing may follow that.
    Result<void> take(std::string_view piece);
    // After the last piece: the last line may lack its end.
    Result<void> finish();

private:
    void keep(std::string_view part);
    Result<void> give();

    std::size_t bytes_max_;
    Visit visit_;
    std::size_t number_ = 0;
    std::string line_;
    bool too_long_ = false;
};

}  // namespace earshot::app
