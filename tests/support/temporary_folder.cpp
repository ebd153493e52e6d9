#include "tests/support/temporary_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "platform/base/assert.hpp"

namespace earshot::test {

TemporaryFolder::TemporaryFolder() : path_((std::filesystem::temp_directory_path() / "earshot-test-XXXXXX").string()) {
    EARSHOT_ASSERT(::mkdtemp(path_.data()) != nullptr);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace earshot::test
