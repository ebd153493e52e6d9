# libcsv takes comma-separated text apart. Its package has no pkg-config file.

find_path(CSV_INCLUDE_DIR csv.h)
find_library(CSV_LIBRARY csv)
mark_as_advanced(CSV_INCLUDE_DIR CSV_LIBRARY)
if(DEPS_MODE STREQUAL source OR NOT CSV_INCLUDE_DIR OR NOT CSV_LIBRARY)
    pinned_source(csv tree)
endif()
message(STATUS "dep::csv: system")
add_library(dep_csv INTERFACE IMPORTED)
target_include_directories(dep_csv SYSTEM INTERFACE "${CSV_INCLUDE_DIR}")
target_link_libraries(dep_csv INTERFACE "${CSV_LIBRARY}")
add_library(dep::csv ALIAS dep_csv)
