# Boost's header-only Asio and Beast. Their implementation is compiled once, here, instead of in every source that includes them.

find_path(BOOST_INCLUDE_DIR boost/version.hpp REQUIRED)
file(STRINGS "${BOOST_INCLUDE_DIR}/boost/version.hpp" line REGEX "^#define BOOST_VERSION ")
string(REGEX MATCH "[0-9]+" boost_version "${line}")
if(boost_version LESS 107400)
    message(FATAL_ERROR "Boost 1.74 or newer is needed; ${BOOST_INCLUDE_DIR} has ${boost_version}.")
endif()
message(STATUS "dep::boost: system, version ${boost_version}")

file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/deps/boost.cpp" CONTENT [[
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
]])
dependency_from_source(boost
    SOURCES "${CMAKE_CURRENT_BINARY_DIR}/deps/boost.cpp"
    INCLUDES "${BOOST_INCLUDE_DIR}"
    DEFINES BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
    LINKS dep::openssl Threads::Threads)
# Boost 1.74's awaitable.hpp uses std::exchange without including <utility>.
target_compile_options(dep_boost PUBLIC $<$<COMPILE_LANGUAGE:CXX>:SHELL:-include utility>)
