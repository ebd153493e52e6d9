# The warnings our own code is held to. They are errors wherever we build; not in what people build to run it, since their compiler may
# be newer than ours and know more of them. Code of others is included as system headers and built without.
# A designated initialiser that leaves the rest to their defaults is how options are named at the call; gcc 12 would warn of it. And it
# cannot see that a std::optional was set (GCC bug 80635), which it says or not by how much it inlined. From 13 on it also
# takes any reference that a call returns for a part of the call's arguments. The thread sanitizer cannot see fences, which
# Boost.Asio has beside its locks.

option(EARSHOT_WARNINGS_ARE_ERRORS "A warning in our own code stops the build" ON)

function(earshot_warnings target)
    target_compile_options(${target} PRIVATE
        $<$<BOOL:${EARSHOT_WARNINGS_ARE_ERRORS}>:-Werror>
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-align -Wformat=2 -Wimplicit-fallthrough
        -Wundef -Wunused -Wvla -Wno-missing-field-initializers
        $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast;-Wnon-virtual-dtor;-Woverloaded-virtual;-Wextra-semi>
        $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wduplicated-cond;-Wduplicated-branches;-Wlogical-op;-Wsuggest-override;-Wno-maybe-uninitialized>
        $<$<AND:$<COMPILE_LANG_AND_ID:CXX,GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>>:-Wno-dangling-reference>)
    if(EARSHOT_SANITIZERS STREQUAL thread)
        target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-tsan>)
    endif()
endfunction()
