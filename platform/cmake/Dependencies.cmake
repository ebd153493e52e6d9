# All code of others that Earshot links, behind one name each: dep::sqlite3, dep::curl ...
#
# DEPS_MODE   auto     the machine's package where it is new enough, otherwise the pinned source (the default)
#             system   packages only, except Dear ImGui, whose compile-time options are ours
#             source   pinned sources only, so that no package of the build machine leaks into a foreign target; it stops at
#                      the first library that sources.lock does not pin, which today are those that all machines have
# DEPS_DIR    where setup.sh unpacks the pinned sources of sources.lock
#
# Sources are compiled without debug information and warnings, for nobody debugs them here, and with -O1 unless the build is for
# people: it takes half the time of -O2.

set(DEPS_MODE auto CACHE STRING "auto, system or source")
set_property(CACHE DEPS_MODE PROPERTY STRINGS auto system source)
if(NOT DEPS_MODE MATCHES "^(auto|system|source)$")
    message(FATAL_ERROR "DEPS_MODE is '${DEPS_MODE}'; it must be auto, system or source.")
endif()

if(DEFINED ENV{EARSHOT_DEPS_DIR})
    set(deps_dir_default "$ENV{EARSHOT_DEPS_DIR}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
    set(deps_dir_default "$ENV{XDG_CACHE_HOME}/earshot/deps")
else()
    set(deps_dir_default "$ENV{HOME}/.cache/earshot/deps")
endif()
set(DEPS_DIR "${deps_dir_default}" CACHE PATH "Unpacked sources of dependencies, shared by all checkouts")

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# Sets <result> to the unpacked tree of a library of sources.lock, or stops with what to do.
function(pinned_source name result)
    if(DEPS_MODE STREQUAL system AND NOT name STREQUAL imgui)
        message(FATAL_ERROR "DEPS_MODE=system, and the machine has no package of ${name} that is new enough.")
    endif()
    set(lock "${PROJECT_SOURCE_DIR}/platform/cmake/sources.lock")
    set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${lock}")
    file(STRINGS "${lock}" line REGEX "^${name} ")
    if(NOT line)
        message(FATAL_ERROR "${name}: no package that is new enough was found (DEPS_MODE=${DEPS_MODE}), and sources.lock pins no source.")
    endif()
    string(REGEX REPLACE "^[^ ]+ +([^ ]+) .*$" "\\1" version "${line}")
    set(tree "${DEPS_DIR}/${name}-${version}")
    if(NOT EXISTS "${tree}/.earshot-source")
        message(FATAL_ERROR "${name} ${version} is not in ${DEPS_DIR}. Run platform/cmake/setup.sh build")
    endif()
    set(${result} "${tree}" PARENT_SCOPE)
endfunction()

# Makes dep::<name> of a library built here: headers are system headers, warnings are off, optimised in every preset.
function(dependency_from_source name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;INCLUDES;DEFINES;PRIVATE_DEFINES;LINKS")
    add_library(dep_${name} STATIC EXCLUDE_FROM_ALL ${arg_SOURCES})
    target_compile_options(dep_${name} PRIVATE $<IF:$<CONFIG:Debug>,-O1,-O2> -g0 -w)
    target_include_directories(dep_${name} SYSTEM PUBLIC ${arg_INCLUDES})
    target_compile_definitions(dep_${name} PUBLIC ${arg_DEFINES} PRIVATE ${arg_PRIVATE_DEFINES})
    target_link_libraries(dep_${name} PUBLIC ${arg_LINKS})
    add_library(dep::${name} ALIAS dep_${name})
endfunction()

# Makes dep::<name> of a pkg-config package of the machine. Sets <name>_FOUND in the caller.
function(dependency_from_system name package)
    if(NOT DEPS_MODE STREQUAL source)
        pkg_check_modules(${name} QUIET IMPORTED_TARGET GLOBAL "${package}")
    endif()
    if(${name}_FOUND)
        add_library(dep::${name} ALIAS PkgConfig::${name})
        message(STATUS "dep::${name}: system, version ${${name}_VERSION}")
    endif()
    set(${name}_FOUND "${${name}_FOUND}" PARENT_SCOPE)
endfunction()

# A library that is only taken from the machine so far: no foreign target needs its source yet.
function(dependency_only_from_system name package)
    dependency_from_system(${name} "${package}")
    if(NOT ${name}_FOUND)
        pinned_source(${name} tree)
    endif()
endfunction()

dependency_only_from_system(sdl2 "sdl2>=2.26")
dependency_only_from_system(curl "libcurl>=7.88")
dependency_only_from_system(openssl "openssl>=3.0")
dependency_only_from_system(zstd "libzstd>=1.5")
dependency_only_from_system(zlib "zlib>=1.2.13")
dependency_only_from_system(fmt "fmt>=9.1")
dependency_only_from_system(cli11 "CLI11>=2.1")
dependency_only_from_system(freetype "freetype2>=24.0")
dependency_only_from_system(png "libpng>=1.6.37")
dependency_only_from_system(turbojpeg "libturbojpeg>=2.1")
dependency_only_from_system(webp "libwebp>=1.2")
dependency_only_from_system(qrcodegen "qrcodegencpp>=1.8")
dependency_only_from_system(zxing "zxing>=1.4")
dependency_only_from_system(pq "libpq>=15")
include(DependencyBoost)
include(DependencyCsv)
include(DependencySqlite3)
include(DependencyImgui)
include(DependencyYyjson)
include(DependencyCatch2)
