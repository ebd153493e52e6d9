# The two ways to add code of ours. Both take the repository root as include folder and our warnings as errors.
#
#   earshot_library(sync_store SOURCES device_store.cpp migrations.cpp LINKS sync_model dep::sqlite3)
#   earshot_program(earshot-server SOURCES main.cpp LINKS sync_server)
#
# A library is named after its folder, and lists its sources by name. Without sources it is a set of headers.
# LINKS reach those who link the library; what only its sources need goes after PRIVATE_LINKS.
# Every library is noted in the global property EARSHOT_LIBRARIES, so that the unit tests can link all of them.

include(Warnings)
include(Precompiled)
include(EmbeddedText)
include(Migrations)

function(earshot_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PRECOMPILED" "SOURCES;LINKS;PRIVATE_LINKS")
    if(NOT arg_PRECOMPILED)
        set(arg_PRECOMPILED precompiled_common)
    endif()
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "earshot_library(${name}): unknown words: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(arg_SOURCES)
        add_library(${name} STATIC ${arg_SOURCES})
        target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}")
        target_link_libraries(${name} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
        earshot_warnings(${name})
        earshot_use_precompiled(${name} ${arg_PRECOMPILED})
    else()
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE "${PROJECT_SOURCE_DIR}")
        target_link_libraries(${name} INTERFACE ${arg_LINKS} ${arg_PRIVATE_LINKS})
    endif()
    set_property(GLOBAL APPEND PROPERTY EARSHOT_LIBRARIES ${name})
endfunction()

function(earshot_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PRECOMPILED" "SOURCES;LINKS")
    if(NOT arg_PRECOMPILED)
        set(arg_PRECOMPILED precompiled_common)
    endif()
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "earshot_program(${name}): unknown words: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${arg_LINKS})
    earshot_warnings(${name})
    earshot_use_precompiled(${name} ${arg_PRECOMPILED})
endfunction()

# Adds those of the given folders that exist, in this order.
function(earshot_add_folders)
    foreach(folder IN LISTS ARGN)
        if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
            add_subdirectory(${folder})
        endif()
    endforeach()
endfunction()

earshot_precompile(precompiled_common HEADERS ${earshot_common_headers} LINKS dep::fmt)
