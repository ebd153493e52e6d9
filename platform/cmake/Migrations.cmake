# earshot_migrations(<function> <output>): the files migrations/NNNN_name.sql of the calling folder, found by pattern and checked to be
# numbered without gaps, become one source that answers
#
#   std::span<const std::string_view> earshot::sync::<function>();
#
# <output> is set to that source, to be listed among those of the folder's library.

function(earshot_migrations function_name output)
    file(GLOB migrations CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/migrations/*.sql")
    list(SORT migrations)
    set(expected 0)
    set(steps "")
    foreach(migration IN LISTS migrations)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${migration}")
        math(EXPR expected "${expected} + 1")
        cmake_path(GET migration FILENAME name)
        if(NOT name MATCHES "^0*${expected}_")
            message(FATAL_ERROR "${CMAKE_CURRENT_SOURCE_DIR}/migrations: step ${expected} is missing; found ${name}.")
        endif()
        file(READ "${migration}" sql)
        string(APPEND steps "    R\"sql(${sql})sql\",\n")
    endforeach()
    file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp" @ONLY CONTENT [[
#include <array>
#include <span>
#include <string_view>

namespace earshot::sync {

std::span<const std::string_view> @function_name@();

std::span<const std::string_view> @function_name@() {
    static constexpr std::array<std::string_view, @expected@> steps{
@steps@    };
    return steps;
}

}  // namespace earshot::sync
]])
    set(${output} "${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp" PARENT_SCOPE)
endfunction()
