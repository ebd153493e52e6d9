#include "platform/sdl/offscreen_canvas.hpp"

#include <algorithm>

#include "platform/base/assert.hpp"
#include "platform/sdl/rasterizer.hpp"

namespace earshot::platform {

OffscreenCanvas::OffscreenCanvas(int width, int height) : context_(ImGui::CreateContext()), picture_(width, height) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& settings = ImGui::GetIO();
    settings.IniFilename = nullptr;
    settings.LogFilename = nullptr;
    settings.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ClipboardUserData = this;
    platform.Platform_GetClipboardTextFn = [](ImGuiContext*) {
        return static_cast<OffscreenCanvas*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->clipboard_.c_str();
    };
    platform.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
        static_cast<OffscreenCanvas*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->clipboard_ = text;
    };
}

OffscreenCanvas::~OffscreenCanvas() {
    ImGui::SetCurrentContext(context_);
    release_textures();
    ImGui::DestroyContext(context_);
}

ImGuiIO& OffscreenCanvas::io() {
    ImGui::SetCurrentContext(context_);
    return ImGui::GetIO();
}

void OffscreenCanvas::resize(int width, int height) {
    picture_ = Picture(width, height);
}

FrameWish OffscreenCanvas::frame(const FrameFunction& draw, Instant now) {
    EARSHOT_ASSERT(now >= last_);
    ImGuiIO& settings = io();
    settings.DisplaySize = {static_cast<float>(picture_.width), static_cast<float>(picture_.height)};
    settings.DeltaTime =
        last_.ms < 0 ? 1.0F / 60.0F : std::max(0.001F, static_cast<float>((now - last_).count()) / 1000);
    last_ = now;
    ImGui::NewFrame();
    const FrameWish wish = draw({.now = now,
                                 .width = settings.DisplaySize.x,
                                 .height = settings.DisplaySize.y,
                                 .pixels_per_mm = pixels_per_mm_,
                                 .composition = composition_,
                                 .dropped = dropped_});
    dropped_.clear();
    ImGui::Render();
    const ImDrawData& data = *ImGui::GetDrawData();
    update_textures(data);
    std::fill(picture_.pixels.begin(), picture_.pixels.end(), Pixel{});
    draw_triangles(data, picture_);
    return wish;
}

}  // namespace earshot::platform
