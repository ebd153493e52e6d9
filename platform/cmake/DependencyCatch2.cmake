# Catch2 v3 with its main(). Debian 12 has v2, which is another library under the same name.

dependency_from_system(catch2 "catch2-with-main>=3.4")
if(NOT catch2_FOUND)
    pinned_source(catch2 tree)
    message(STATUS "dep::catch2: ${tree}")
    file(GLOB_RECURSE sources "${tree}/src/catch2/*.cpp")
    set(CATCH_CONFIG_CONSOLE_WIDTH 120)
    set(CATCH_CONFIG_DEFAULT_REPORTER console)
    configure_file("${tree}/src/catch2/catch_user_config.hpp.in" "${CMAKE_CURRENT_BINARY_DIR}/deps/catch2/catch_user_config.hpp")
    dependency_from_source(catch2 SOURCES ${sources} INCLUDES "${tree}/src" "${CMAKE_CURRENT_BINARY_DIR}/deps")
    # A hundred small sources that include much the same: few large ones build several times faster.
    set_target_properties(dep_catch2 PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 30)
endif()
