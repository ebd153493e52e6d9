# Headers of others that many of our sources include, read once for all of them: a clean build takes a third less time.
#
# Only for daily work (the dev preset): the other builds see the sources as they are, so that a source which does not include what it
# uses is found there. And only with gcc, whose files the compiler cache can tell apart by their content: checkouts share them too.
#
#   earshot_precompile(precompiled_tests HEADERS <string> <catch2/catch_test_macros.hpp> LINKS dep::catch2)
#   earshot_use_precompiled(unit_tests precompiled_tests)

option(EARSHOT_PRECOMPILED "Read common headers once" OFF)
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(EARSHOT_PRECOMPILED OFF)
endif()

function(earshot_precompile name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;LINKS")
    if(NOT EARSHOT_PRECOMPILED)
        return()
    endif()
    string(REPLACE ">" "$<ANGLE-R>" headers "${arg_HEADERS}")
    add_library(${name} OBJECT "${PROJECT_SOURCE_DIR}/platform/cmake/precompiled.cpp")
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${arg_LINKS})
    earshot_warnings(${name})
    target_compile_options(${name} PRIVATE -fpch-preprocess)
    target_compile_definitions(${name} PRIVATE _REENTRANT)
    target_precompile_headers(${name} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${headers}>")
endfunction()

function(earshot_use_precompiled target name)
    if(EARSHOT_PRECOMPILED)
        # What gcc guesses of lengths inside the library's own code is ours all of a sudden.
        target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess$<SEMICOLON>-Wno-stringop-overflow>)
        target_compile_definitions(${target} PRIVATE _REENTRANT)  # SDL wants it of its users; headers must be read alike by all.
        target_precompile_headers(${target} REUSE_FROM ${name})
    endif()
endfunction()

set(earshot_common_headers <algorithm> <array> <chrono> <functional> <map> <memory> <mutex> <optional> <set> <span> <string>
    <string_view> <unordered_map> <utility> <variant> <vector> <fmt/format.h>)
