# earshot_embedded_text(<function> <file> <output>): the text of a file of the calling folder becomes a source that answers
#
#   std::string_view earshot::sync::<function>();
#
# <output> is set to that source, to be listed among those of the folder's library.
#
# earshot_embedded_bytes(<function> <file> <output>): the same of a file that is not text.

function(earshot_embedded_text function_name file output)
    set(path "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    file(READ "${path}" text)
    set(source "${CMAKE_CURRENT_BINARY_DIR}/${function_name}.cpp")
    file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT [[
#include <string_view>

namespace earshot::sync {

std::string_view @function_name@();

std::string_view @function_name@() {
    return R"embedded(@text@)embedded";
}

}  // namespace earshot::sync
]])
    set(${output} "${source}" PARENT_SCOPE)
endfunction()

function(earshot_embedded_bytes function_name file output)
    set(path "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    file(READ "${path}" digits HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${digits}")
    set(source "${CMAKE_CURRENT_BINARY_DIR}/${function_name}.cpp")
    file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT [[
#include <string_view>

namespace earshot::sync {

std::string_view @function_name@();

std::string_view @function_name@() {
    static constexpr unsigned char bytes[]{@bytes@};
    return {reinterpret_cast<const char*>(bytes), sizeof bytes};
}

}  // namespace earshot::sync
]])
    set(${output} "${source}" PARENT_SCOPE)
endfunction()
