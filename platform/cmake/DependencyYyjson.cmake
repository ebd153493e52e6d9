# yyjson reads and writes JSON; one source file where the machine has no package.

dependency_from_system(yyjson "yyjson>=0.9")
if(NOT yyjson_FOUND)
    pinned_source(yyjson tree)
    message(STATUS "dep::yyjson: ${tree}")
    dependency_from_source(yyjson SOURCES "${tree}/src/yyjson.c" INCLUDES "${tree}/src")
endif()
