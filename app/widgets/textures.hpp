// app/widgets/textures.hpp: pictures as Dear ImGui draws them, and when their memory may go.
//
// Dear ImGui 1.92 hands every registered texture to the renderer, which makes, draws and destroys its own copy: a
// texture of the graphics card through SDL_Renderer, none at all in our rasterizer, which reads the pixels. So a
// texture that is no longer wanted is first asked back from the renderer, and freed once the renderer has let go of it.
//
// Guarantees   A texture given back is not drawn from and not freed before the frame it may still be part of has been
//              rendered. Whatever is left goes with the Textures; what the graphics card holds of it goes with its
//              renderer.
// Threads      The front's, with the Dear ImGui context current that is current when it is made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <imgui.h>

namespace earshot::app {

class Textures {
public:
    Textures() : context_(ImGui::GetCurrentContext()) {}
    ~Textures();
    Textures(const Textures&) = delete;
    Textures& operator=(const Textures&) = delete;

    // Frees what the renderer has let go of. Between ImGui::NewFrame and the first drawing.
    void begin_frame();
    // `rgba`: rows from the top, 8 bits a channel. May be drawn from this frame on.
    ImTextureData& add(int width, int height, std::span<const std::uint8_t> rgba);
    // Before anything of this frame is drawn.
    void give_back(ImTextureData& texture);

    // Given back and not freed yet, and those in use.
    std::size_t count() const { return textures_.size(); }

private:
    void forget(ImTextureData& texture);

    ImGuiContext* context_;
    std::vector<std::unique_ptr<ImTextureData>> textures_;
};

}  // namespace earshot::app
