# Dear ImGui with the SDL2 window, the SDL_Renderer drawing backend and FreeType glyphs. Always from source: its options are ours.

pinned_source(imgui tree)
message(STATUS "dep::imgui: ${tree}")
dependency_from_source(imgui
    SOURCES
        "${tree}/imgui.cpp"
        "${tree}/imgui_draw.cpp"
        "${tree}/imgui_tables.cpp"
        "${tree}/imgui_widgets.cpp"
        "${tree}/backends/imgui_impl_sdl2.cpp"
        "${tree}/backends/imgui_impl_sdlrenderer2.cpp"
        "${tree}/misc/cpp/imgui_stdlib.cpp"
        "${tree}/misc/freetype/imgui_freetype.cpp"
    INCLUDES "${tree}" "${tree}/backends" "${tree}/misc/cpp" "${tree}/misc/freetype"
    DEFINES
        IMGUI_ENABLE_FREETYPE
        IMGUI_USE_WCHAR32                   # Emoji and rare Han characters lie beyond 16 bits.
        IMGUI_DISABLE_OBSOLETE_FUNCTIONS
        IMGUI_DISABLE_DEMO_WINDOWS
    LINKS dep::sdl2 dep::freetype)
