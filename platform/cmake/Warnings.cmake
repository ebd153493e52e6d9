# The warnings our own code is held to; all of them are errors. Code of others is included as system headers and built without.

function(earshot_warnings target)
    target_compile_options(${target} PRIVATE
        -Werror -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-align -Wformat=2 -Wimplicit-fallthrough
        -Wundef -Wunused -Wvla
        $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast;-Wnon-virtual-dtor;-Woverloaded-virtual;-Wextra-semi>
        $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wduplicated-cond;-Wduplicated-branches;-Wlogical-op;-Wsuggest-override>)
endfunction()
