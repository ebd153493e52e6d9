# SQLite from its one-file source, so that every platform runs the same engine with the same options.

if(DEPS_MODE STREQUAL system)
    dependency_from_system(sqlite3 "sqlite3>=3.43")
    if(sqlite3_FOUND)
        return()
    endif()
endif()

pinned_source(sqlite3 tree)
message(STATUS "dep::sqlite3: ${tree}")
dependency_from_source(sqlite3
    SOURCES "${tree}/sqlite3.c"
    INCLUDES "${tree}"
    DEFINES
        SQLITE_OMIT_DEPRECATED      # Removes declarations too, so those who include the header must agree.
    PRIVATE_DEFINES
        SQLITE_THREADSAFE=2         # A connection belongs to one thread at a time; no locks inside it.
        SQLITE_ENABLE_FTS5
        SQLITE_DQS=0                # "text" in double quotes is a name, never a string by accident.
        SQLITE_DEFAULT_FOREIGN_KEYS=1
        SQLITE_DEFAULT_MEMSTATUS=0
        SQLITE_DEFAULT_WAL_SYNCHRONOUS=2
        SQLITE_LIKE_DOESNT_MATCH_BLOBS
        SQLITE_MAX_EXPR_DEPTH=0
        SQLITE_OMIT_SHARED_CACHE
        SQLITE_OMIT_LOAD_EXTENSION
        SQLITE_USE_ALLOCA
        HAVE_FDATASYNC=1
    LINKS Threads::Threads m)
