# What holds for every target: the language, where programs land, the compiler cache, sanitizers.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

# Checkouts share one compiler cache: paths are made relative to the checkout, and debug information does not tell them apart.
find_program(CCACHE_PROGRAM ccache)
mark_as_advanced(CCACHE_PROGRAM)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    foreach(language IN ITEMS C CXX)
        set(CMAKE_${language}_COMPILER_LAUNCHER
            ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
            CCACHE_SLOPPINESS=time_macros,include_file_ctime,include_file_mtime ${CCACHE_PROGRAM})
    endforeach()
endif()

# Each of the two dozen programs links in a tenth of the time.
find_program(MOLD_PROGRAM mold)
mark_as_advanced(MOLD_PROGRAM)
if(MOLD_PROGRAM)
    add_link_options(-fuse-ld=mold)
endif()

# Programs and their messages name sources from the repository root, whatever machine built them.
add_compile_options("-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=" "-ffile-prefix-map=../../=")

set(EARSHOT_SANITIZERS "" CACHE STRING "Sanitizers for everything that is compiled here, as in -fsanitize=")
if(EARSHOT_SANITIZERS)
    add_compile_options(-fsanitize=${EARSHOT_SANITIZERS} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${EARSHOT_SANITIZERS})
endif()

option(EARSHOT_FUZZER "Build the fuzz targets for clang's libFuzzer, and everything so that it can see where it has been" OFF)
if(EARSHOT_FUZZER)
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
endif()
