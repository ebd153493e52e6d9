#include "platform/sdl/sdl_window.hpp"

#include <algorithm>
#include <cfloat>
#include <cstring>
#include <optional>

#include <SDL.h>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_impl_sdl2.h>
#include <imgui_impl_sdlrenderer2.h>
#include <imgui_internal.h>

#include "platform/base/log.hpp"
#include "platform/sdl/rasterizer.hpp"

namespace earshot::platform {
namespace {

// One frame notices an event, one reacts, one settles what the reaction moved.
constexpr int frames_after_event = 3;
constexpr Duration frame_time{16};

// What a screen may plausibly be: from a wall of 55 inches to a phone. Drivers that know nothing answer 0 or nonsense.
constexpr float dots_per_inch_min = 20;
constexpr float dots_per_inch_max = 800;
constexpr float dots_per_inch_unknown = 136;

bool is_drawn_by_processor(SDL_Window* window) {
    // The OpenGL that SDL's renderer would use may itself be software (llvmpipe), which is slower than our own.
    SDL_GLContext context = SDL_GL_CreateContext(window);
    if (context == nullptr) return true;
    using Query = const unsigned char* (*)(unsigned int);
    constexpr unsigned int renderer_name = 0x1F01;  // GL_RENDERER
    void* address = SDL_GL_GetProcAddress("glGetString");
    Query query = nullptr;
    static_assert(sizeof query == sizeof address);
    std::memcpy(&query, &address, sizeof query);
    const unsigned char* answer = query != nullptr ? query(renderer_name) : nullptr;
    const std::string name = answer != nullptr ? reinterpret_cast<const char*>(answer) : "";
    SDL_GL_DeleteContext(context);
    for (const char* software : {"llvmpipe", "softpipe", "swrast", "SwiftShader", "Software Rasterizer"})
        if (name.find(software) != std::string::npos) return true;
    return name.empty();
}

void set_icon(SDL_Window* window, Picture icon) {
    if (icon.pixels.empty()) return;
    SDL_Surface* surface = SDL_CreateRGBSurfaceWithFormatFrom(icon.pixels.data(), icon.width, icon.height, 32,
                                                              icon.width * 4, SDL_PIXELFORMAT_RGBA32);
    if (surface == nullptr) return;
    SDL_SetWindowIcon(window, surface);
    SDL_FreeSurface(surface);
}

}  // namespace

struct SdlWindow::State {
    const Clock& clock;
    WindowOptions options;
    SDL_Window* window = nullptr;
    SDL_Renderer* renderer = nullptr;  // none: our own rasterizer
    ImGuiContext* context = nullptr;
    Uint32 wake_event = 0;

    Picture picture;
    std::string composition;
    std::vector<std::string> dropped;
    ImVec2 mouse{-FLT_MAX, -FLT_MAX};
    std::optional<TextInputArea> text_input;
    Instant next{};
    Instant drawn_at{};
    int frames_due = frames_after_event;
    std::uint64_t frames = 0;
    bool close_requested = false;
    bool quit = false;

    explicit State(const WindowOptions& wanted, const Clock& time) : clock(time), options(wanted) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (context != nullptr) {
            ImGui::SetCurrentContext(context);
            if (renderer != nullptr) {
                ImGui_ImplSDLRenderer2_Shutdown();
            } else {
                release_textures();
            }
            ImGui_ImplSDL2_Shutdown();
            ImGui::DestroyContext(context);
        }
        if (renderer != nullptr) SDL_DestroyRenderer(renderer);
        if (window != nullptr) SDL_DestroyWindow(window);
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }

    // Pixels of the drawing for each unit of SDL's mouse coordinates; not one on Wayland and in browsers.
    float pixels_per_point() const {
        int points = 0;
        int pixels = 0;
        SDL_GetWindowSize(window, &points, nullptr);
        SDL_GetWindowSizeInPixels(window, &pixels, nullptr);
        return points > 0 && pixels > 0 ? static_cast<float>(pixels) / static_cast<float>(points) : 1;
    }

    float pixels_per_mm() const {
        if (options.pixels_per_mm > 0) return options.pixels_per_mm;
        float dots = 0;
        const int display = std::max(0, SDL_GetWindowDisplayIndex(window));
        if (SDL_GetDisplayDPI(display, &dots, nullptr, nullptr) != 0 || dots < dots_per_inch_min ||
            dots > dots_per_inch_max)
            dots = dots_per_inch_unknown;
        return dots / 25.4F;
    }
};

SdlWindow::SdlWindow(std::unique_ptr<State> state) : state_(std::move(state)) {}
SdlWindow::~SdlWindow() = default;

Result<std::unique_ptr<SdlWindow>> SdlWindow::open(const WindowOptions& options, const Clock& clock) {
    SDL_SetHint(SDL_HINT_APP_NAME, options.title.c_str());
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    // Windows drawn on without a decoration library: SDL 2.26 under cage stays black with it.
    SDL_SetHint(SDL_HINT_VIDEO_WAYLAND_ALLOW_LIBDECOR, "0");
    SDL_SetMainReady();
    auto state = std::make_unique<State>(options, clock);
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return Error{Errc::unavailable,
                     fmt::format("No display can be opened ({}). Nothing is lost; start Earshot where "
                                 "there is a screen, or use its commands.",
                                 SDL_GetError())};
    }
    const bool wayland = std::strcmp(SDL_GetCurrentVideoDriver(), "wayland") == 0;
    Uint32 flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
    if (options.fullscreen) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    const bool dummy = std::strcmp(SDL_GetCurrentVideoDriver(), "dummy") == 0;
    const bool try_graphics_card = options.drawing != Drawing::software && !dummy;
    const auto create = [&](Uint32 extra) {
        return SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.width,
                                options.height, flags | extra);
    };
    if (try_graphics_card) {
        state->window = create(SDL_WINDOW_OPENGL);
        if (state->window != nullptr &&
            (options.drawing == Drawing::accelerated || !is_drawn_by_processor(state->window))) {
            state->renderer =
                SDL_CreateRenderer(state->window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
        }
        if (state->renderer == nullptr && state->window != nullptr) {
            SDL_DestroyWindow(state->window);
            state->window = nullptr;
        }
    }
    if (state->window == nullptr) {
        // Without this hint the window's memory is presented through OpenGL: slower and four times the memory. On
        // Wayland it has no other way.
        if (!wayland) SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
        state->window = create(0);
    }
    if (state->window == nullptr) {
        return Error{Errc::unavailable,
                     fmt::format("The window could not be opened ({}). Nothing is lost; try again, or "
                                 "start with --software.",
                                 SDL_GetError())};
    }
    set_icon(state->window, options.icon);
    state->context = ImGui::CreateContext();
    ImGui::SetCurrentContext(state->context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
    if (state->renderer != nullptr) {
        ImGui_ImplSDL2_InitForSDLRenderer(state->window, state->renderer);
        ImGui_ImplSDLRenderer2_Init(state->renderer);
    } else {
        ImGui_ImplSDL2_InitForOther(state->window);
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    }
    // Text input is started and stopped by the frame's wish, so that an on-screen keyboard comes only for a text.
    ImGui::GetPlatformIO().Platform_SetImeDataFn = nullptr;
    SDL_StopTextInput();
    SDL_EventState(SDL_DROPFILE, SDL_ENABLE);
    SDL_ShowCursor(options.cursor ? SDL_ENABLE : SDL_DISABLE);
    state->wake_event = SDL_RegisterEvents(1);
    log_info("window", state->renderer != nullptr ? "drawing by the graphics card" : "drawing by the processor");
    return std::unique_ptr<SdlWindow>(new SdlWindow(std::move(state)));
}

void SdlWindow::wake() {
    SDL_Event event{};
    event.type = state_->wake_event;
    SDL_PushEvent(&event);
}

std::uint64_t SdlWindow::frames_drawn() const {
    return state_->frames;
}
bool SdlWindow::is_software() const {
    return state_->renderer == nullptr;
}
const Picture& SdlWindow::picture() const {
    return state_->picture;
}

void SdlWindow::handle_events() {
    State& s = *state_;
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) {
        s.frames_due = frames_after_event;
        const float scale = s.pixels_per_point();
        if (event.type == SDL_MOUSEMOTION && scale != 1) {
            event.motion.x = static_cast<Sint32>(static_cast<float>(event.motion.x) * scale);
            event.motion.y = static_cast<Sint32>(static_cast<float>(event.motion.y) * scale);
        }
        switch (event.type) {
            case SDL_MOUSEMOTION:
                s.mouse = {static_cast<float>(event.motion.x), static_cast<float>(event.motion.y)};
                break;
            case SDL_WINDOWEVENT:
                if (event.window.event == SDL_WINDOWEVENT_LEAVE && SDL_GetMouseState(nullptr, nullptr) == 0)
                    s.mouse = {-FLT_MAX, -FLT_MAX};
                break;
            case SDL_QUIT:
                s.close_requested = true;
                break;
            case SDL_TEXTEDITING:
                s.composition = event.edit.text;
                break;
            case SDL_TEXTINPUT:
                s.composition.clear();
                break;
            case SDL_DROPFILE:
                if (event.drop.file != nullptr) s.dropped.emplace_back(event.drop.file);
                SDL_free(event.drop.file);
                break;
            default:
                break;
        }
        ImGui_ImplSDL2_ProcessEvent(&event);
    }
}

void SdlWindow::draw_frame(const FrameFunction& draw) {
    State& s = *state_;
    int width = 0;
    int height = 0;
    SDL_GetWindowSizeInPixels(s.window, &width, &height);
    if (s.renderer != nullptr) ImGui_ImplSDLRenderer2_NewFrame();
    ImGui_ImplSDL2_NewFrame();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DisplayFramebufferScale = {1, 1};
    // The backend asks the system where the mouse is; on X11 the answer may be older than the events, which would move
    // a press to where the mouse was.
    io.AddMousePosEvent(s.mouse.x, s.mouse.y);
    ImGui::NewFrame();
    s.drawn_at = s.clock.monotonic();
    const FrameWish wish = draw({.now = s.drawn_at,
                                 .width = io.DisplaySize.x,
                                 .height = io.DisplaySize.y,
                                 .pixels_per_mm = s.pixels_per_mm(),
                                 .composition = s.composition,
                                 .dropped = s.dropped,
                                 .close_requested = s.close_requested});
    ImGui::Render();
    s.dropped.clear();
    s.close_requested = false;
    s.next = wish.next;
    s.quit = wish.quit;
    ImDrawData& data = *ImGui::GetDrawData();
    if (s.renderer != nullptr) {
        ImGui_ImplSDLRenderer2_RenderDrawData(&data, s.renderer);
        SDL_RenderPresent(s.renderer);
    } else if (SDL_Surface* surface = SDL_GetWindowSurface(s.window); surface != nullptr) {
        if (s.picture.width != surface->w || s.picture.height != surface->h)
            s.picture = Picture(surface->w, surface->h);
        update_textures(data);
        draw_triangles(data, s.picture);
        SDL_LockSurface(surface);
        SDL_ConvertPixels(surface->w, surface->h, SDL_PIXELFORMAT_RGBA32, s.picture.pixels.data(), surface->w * 4,
                          surface->format->format, surface->pixels, surface->pitch);
        SDL_UnlockSurface(surface);
        SDL_UpdateWindowSurface(s.window);
    }
    if (wish.text_input != s.text_input) {
        if (wish.text_input) {
            const float scale = s.pixels_per_point();
            const SDL_Rect area{
                static_cast<int>(wish.text_input->x / scale), static_cast<int>(wish.text_input->y / scale),
                static_cast<int>(wish.text_input->width / scale), static_cast<int>(wish.text_input->height / scale)};
            SDL_SetTextInputRect(&area);
            if (!s.text_input) SDL_StartTextInput();
        } else {
            SDL_StopTextInput();
            s.composition.clear();
        }
        s.text_input = wish.text_input;
    }
    s.frames += 1;
    // Events that Dear ImGui spreads over several frames (a quick tap, fast typing) still wait in its queue.
    const bool events_wait = !s.context->InputEventsQueue.empty();
    if (!events_wait && s.frames_due > 0) s.frames_due -= 1;
}

bool SdlWindow::is_due() const {
    return state_->frames_due > 0 || state_->clock.monotonic() >= state_->next;
}

bool SdlWindow::step(const FrameFunction& draw) {
    ImGui::SetCurrentContext(state_->context);
    handle_events();
    const bool visible = (SDL_GetWindowFlags(state_->window) & (SDL_WINDOW_MINIMIZED | SDL_WINDOW_HIDDEN)) == 0;
    // A hidden window still answers when the person closes it.
    if (is_due() && (visible || state_->close_requested)) draw_frame(draw);
    return !state_->quit;
}

void SdlWindow::run(const FrameFunction& draw) {
    while (step(draw)) {
        const Instant now = state_->clock.monotonic();
        const bool hidden = (SDL_GetWindowFlags(state_->window) & (SDL_WINDOW_MINIMIZED | SDL_WINDOW_HIDDEN)) != 0;
        Instant until = state_->frames_due > 0 ? now : state_->next;
        // The graphics card waits for the screen by itself.
        if (state_->renderer == nullptr) until = std::max(until, state_->drawn_at + frame_time);
        if (hidden) until = Instant::never();
        if (until <= now) continue;
        if (until >= Instant::never()) {
            SDL_WaitEvent(nullptr);
        } else {
            // A little late rather than early, so that the wished time has really come.
            constexpr std::int64_t wait_max = 60'000;
            SDL_WaitEventTimeout(nullptr, static_cast<int>(std::min((until - now).count(), wait_max)));
        }
    }
}

}  // namespace earshot::platform
