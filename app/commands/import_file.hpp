// app/commands/import_file.hpp: the file of an import, read piece by piece and more than once.
//
// Guarantees   However large the file is, a piece of it is held, and eight bytes for each piece that was read. Every
//              reading gives the same text as the first: a piece is compared before anybody sees it.
// Pipes        can be read only once, so what comes through one is held in memory, all of it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.hpp"
#include "platform/ports/files.hpp"

namespace earshot::app {

class ImportFile {
public:
    // `files` must outlive it. Errors name the path.
    static Result<ImportFile> open(const platform::Files& files, const std::string& path);
    static ImportFile holding(std::string content);

    std::uint64_t bytes() const { return bytes_; }
    // What it starts with, enough to tell what kind of file it is.
    std::string_view beginning() const { return std::string_view(content_).substr(0, beginning_bytes); }

    // From the beginning to the end. Stops with the visitor's error; Errc::invalid when the file is no longer what it
    // was the first time.
    Result<void> each_piece(const std::function<Result<void>(std::string_view)>& visit);

private:
    static constexpr std::size_t beginning_bytes = 1'000;
    static constexpr std::size_t piece_bytes = 262'144;

    ImportFile(const platform::Files* files, std::string path, std::uint64_t bytes, std::string content)
        : files_(files), path_(std::move(path)), bytes_(bytes), content_(std::move(content)) {}

    Result<std::string> piece_from(std::uint64_t from) const;

    const platform::Files* files_;  // null: content_ is all
    std::string path_;
    std::uint64_t bytes_;
    std::string content_;
    bool was_read_ = false;
    std::vector<std::size_t> hashes_;  // of the pieces, once all were read
};

}  // namespace earshot::app
