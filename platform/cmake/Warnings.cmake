# The warnings our own code is held to; all of them are errors. Code of others is included as system headers and built without.
# A designated initialiser that leaves the rest to their defaults is how options are named at the call; gcc 12 would warn of it.

function(earshot_warnings target)
    target_compile_options(${target} PRIVATE
        -Werror -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-align -Wformat=2 -Wimplicit-fallthrough
        -Wundef -Wunused -Wvla -Wno-missing-field-initializers
        $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast;-Wnon-virtual-dtor;-Woverloaded-virtual;-Wextra-semi>
        $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wduplicated-cond;-Wduplicated-branches;-Wlogical-op;-Wsuggest-override>)
    if(EARSHOT_SANITIZERS)
        # GCC's own checks hide from it that a std::optional was set; the sanitizers find the real cases.
        target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>)
    endif()
endfunction()
