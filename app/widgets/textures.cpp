#include "app/widgets/textures.hpp"

#include <algorithm>
#include <cstring>

#include <imgui_internal.h>

#include "platform/base/assert.hpp"

namespace earshot::app {
namespace {

// For a destructor that may run while another context is current.
class ContextScope {
public:
    explicit ContextScope(ImGuiContext* context) : former_(ImGui::GetCurrentContext()) {
        ImGui::SetCurrentContext(context);
    }
    ~ContextScope() { ImGui::SetCurrentContext(former_); }
    ContextScope(const ContextScope&) = delete;
    ContextScope& operator=(const ContextScope&) = delete;

private:
    ImGuiContext* former_;
};

}  // namespace

Textures::~Textures() {
    const ContextScope scope(context_);
    for (const auto& texture : textures_)
        forget(*texture);
}

// The renderer's list is made anew at the end of each frame; until then it must not keep one that is gone.
void Textures::forget(ImTextureData& texture) {
    ImGui::UnregisterUserTexture(&texture);
    ImGui::GetPlatformIO().Textures.find_erase(&texture);
}

void Textures::begin_frame() {
    std::erase_if(textures_, [&](const auto& texture) {
        if (texture->Status != ImTextureStatus_Destroyed) return false;
        if (!texture->WantDestroyNextFrame) {
            // The renderer lost it by itself (the graphics card was reset): it is made anew.
            texture->Status = ImTextureStatus_WantCreate;
            return false;
        }
        forget(*texture);
        return true;
    });
}

ImTextureData& Textures::add(int width, int height, std::span<const std::uint8_t> rgba) {
    auto made = std::make_unique<ImTextureData>();
    ImTextureData& texture = *made;
    texture.Create(ImTextureFormat_RGBA32, width, height);
    texture.UseColors = true;
    EARSHOT_ASSERT(rgba.size() == static_cast<std::size_t>(texture.GetSizeInBytes()));
    std::memcpy(texture.Pixels, rgba.data(), rgba.size());
    textures_.push_back(std::move(made));
    ImGui::RegisterUserTexture(&texture);
    return texture;
}

void Textures::give_back(ImTextureData& texture) {
    texture.WantDestroyNextFrame = true;  // Dear ImGui refuses to draw from it from here on.
    if (texture.Status == ImTextureStatus_WantCreate) {
        texture.Status = ImTextureStatus_Destroyed;  // No renderer has seen it.
    } else if (texture.Status != ImTextureStatus_Destroyed) {
        texture.Status = ImTextureStatus_WantDestroy;
        texture.UnusedFrames = 1;
    }
}

}  // namespace earshot::app
