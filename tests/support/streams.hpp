// tests/support/streams.hpp: what a program prints, in two files of a folder of its own.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "platform/host/host_files.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::test {

class Streams {
    using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
    TemporaryFolder folder_;

public:
    const File data{std::fopen(folder_.file("out").c_str(), "w"), std::fclose},
        messages{std::fopen(folder_.file("err").c_str(), "w"), std::fclose};

    // What somebody beside the program sees by now: nothing that it still holds back.
    std::string out() const { return platform::HostFiles().read(folder_.file("out")).value(); }
    std::string err() const { return platform::HostFiles().read(folder_.file("err")).value(); }
};

}  // namespace earshot::test
