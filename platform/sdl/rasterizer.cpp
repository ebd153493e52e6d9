#include "platform/sdl/rasterizer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "platform/base/assert.hpp"

namespace earshot::platform {
namespace {

struct Clip {
    int x0, y0, x1, y1;  // x1 and y1 are one past the last pixel
};

// Colours as 0 to 255 in each channel, as Dear ImGui packs them.
Pixel unpack(ImU32 colour) {
    return {
        static_cast<std::uint8_t>(colour >> IM_COL32_R_SHIFT), static_cast<std::uint8_t>(colour >> IM_COL32_G_SHIFT),
        static_cast<std::uint8_t>(colour >> IM_COL32_B_SHIFT), static_cast<std::uint8_t>(colour >> IM_COL32_A_SHIFT)};
}

std::uint8_t divide_255(std::uint32_t value) {
    value += 128;
    return static_cast<std::uint8_t>((value + (value >> 8)) >> 8);
}

std::uint8_t times(std::uint8_t a, std::uint8_t b) {
    return divide_255(static_cast<std::uint32_t>(a) * b);
}

// Two channels of a pixel at once, each with room for its product. The division by 255 rounds as divide_255 does.
constexpr std::uint32_t even_channels = 0x00FF00FF;

std::uint32_t divide_both_255(std::uint32_t values) {
    values += 0x00800080;
    return ((values + ((values >> 8) & even_channels)) >> 8) & even_channels;
}

// A colour made ready to be laid over many pixels.
struct Blend {
    std::uint32_t even;  // times alpha
    std::uint32_t odd;
    std::uint32_t rest;

    explicit Blend(Pixel over) : rest(255U - over.a) {
        over.a = 255;  // the picture stays opaque
        const auto bits = std::bit_cast<std::uint32_t>(over);
        even = (bits & even_channels) * (255U - rest);
        odd = ((bits >> 8) & even_channels) * (255U - rest);
    }
    void over(Pixel& under) const {
        const auto bits = std::bit_cast<std::uint32_t>(under);
        const std::uint32_t low = divide_both_255((bits & even_channels) * rest + even);
        const std::uint32_t high = divide_both_255(((bits >> 8) & even_channels) * rest + odd);
        under = std::bit_cast<Pixel>(low | (high << 8));
    }
};

void blend(Pixel& under, Pixel over) {
    if (over.a == 255) {
        under = over;
    } else {
        Blend(over).over(under);
    }
}

void blend_row(Pixel* from, Pixel* to, Pixel over) {
    if (over.a == 255) {
        std::fill(from, to, over);
        return;
    }
    const Blend blending(over);
    for (; from < to; ++from)
        blending.over(*from);
}

Pixel tint(Pixel texel, Pixel colour) {
    return {times(texel.r, colour.r), times(texel.g, colour.g), times(texel.b, colour.b), times(texel.a, colour.a)};
}

// A texture as the rasterizer reads it.
struct Texels {
    const ImTextureData* data;

    Pixel at(int x, int y) const {
        x = std::clamp(x, 0, data->Width - 1);
        y = std::clamp(y, 0, data->Height - 1);
        const unsigned char* p =
            data->Pixels + (static_cast<std::ptrdiff_t>(y) * data->Width + x) * data->BytesPerPixel;
        if (data->BytesPerPixel == 1) return {255, 255, 255, p[0]};
        return {p[0], p[1], p[2], p[3]};
    }
    // Position in texels.
    Pixel nearest(float x, float y) const {
        return at(static_cast<int>(std::floor(x)), static_cast<int>(std::floor(y)));
    }
    Pixel blended(float x, float y) const {
        const float left = std::floor(x - 0.5F);
        const float top = std::floor(y - 0.5F);
        const float fx = x - 0.5F - left;
        const float fy = y - 0.5F - top;
        const int ix = static_cast<int>(left);
        const int iy = static_cast<int>(top);
        const std::array<Pixel, 4> p{at(ix, iy), at(ix + 1, iy), at(ix, iy + 1), at(ix + 1, iy + 1)};
        const std::array<float, 4> w{(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy};
        std::array<float, 4> sum{};
        for (std::size_t i = 0; i < 4; ++i) {
            sum[0] += w[i] * static_cast<float>(p[i].r);
            sum[1] += w[i] * static_cast<float>(p[i].g);
            sum[2] += w[i] * static_cast<float>(p[i].b);
            sum[3] += w[i] * static_cast<float>(p[i].a);
        }
        const auto byte = [](float v) { return static_cast<std::uint8_t>(v + 0.5F); };
        return {byte(sum[0]), byte(sum[1]), byte(sum[2]), byte(sum[3])};
    }
};

Pixel* row_of(Picture& picture, int y) {
    return picture.pixels.data() + static_cast<std::ptrdiff_t>(y) * picture.width;
}

// First pixel whose centre is at or right of / below the edge.
int first_pixel(float edge) {
    return static_cast<int>(std::ceil(edge - 0.5F));
}

void fill_rectangle(Picture& picture, const Clip& clip, float x0, float y0, float x1, float y1, Pixel colour) {
    if (colour.a == 0) return;
    const int left = std::max(first_pixel(x0), clip.x0);
    const int right = std::min(first_pixel(x1), clip.x1);
    const int top = std::max(first_pixel(y0), clip.y0);
    const int bottom = std::min(first_pixel(y1), clip.y1);
    for (int y = top; y < bottom; ++y) {
        Pixel* row = row_of(picture, y);
        if (left < right) blend_row(row + left, row + right, colour);
    }
}

// A texture's part drawn upright: glyphs and pictures.
void draw_rectangle(Picture& picture, const Clip& clip, const ImDrawVert& from, const ImDrawVert& to, Texels texture) {
    const Pixel colour = unpack(from.col);
    const float texture_width = static_cast<float>(texture.data->Width);
    const float texture_height = static_cast<float>(texture.data->Height);
    const float du = (to.uv.x - from.uv.x) * texture_width / (to.pos.x - from.pos.x);
    const float dv = (to.uv.y - from.uv.y) * texture_height / (to.pos.y - from.pos.y);
    const bool same_size = std::abs(du - 1) < 0.01F && std::abs(dv - 1) < 0.01F;
    const int left = std::max(first_pixel(from.pos.x), clip.x0);
    const int right = std::min(first_pixel(to.pos.x), clip.x1);
    const int top = std::max(first_pixel(from.pos.y), clip.y0);
    const int bottom = std::min(first_pixel(to.pos.y), clip.y1);
    for (int y = top; y < bottom; ++y) {
        Pixel* row = row_of(picture, y);
        const float v = from.uv.y * texture_height + (static_cast<float>(y) + 0.5F - from.pos.y) * dv;
        for (int x = left; x < right; ++x) {
            const float u = from.uv.x * texture_width + (static_cast<float>(x) + 0.5F - from.pos.x) * du;
            const Pixel texel = same_size ? texture.nearest(u, v) : texture.blended(u, v);
            if (texel.a != 0) blend(row[x], tint(texel, colour));
        }
    }
}

constexpr std::int64_t one = 256;  // a pixel in fixed point

std::int64_t to_fixed(float value) {
    return std::llround(static_cast<double>(value) * static_cast<double>(one));
}

// One edge of a triangle: value(x, y) = a*x + b*y + c, positive on the inner side; `bias` lets exactly one of two
// triangles that share the edge own the pixels whose centre lies on it.
struct Edge {
    std::int64_t a, b, c, bias;

    static Edge between(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) {
        const std::int64_t a = y0 - y1;
        const std::int64_t b = x1 - x0;
        const bool top_or_left = a > 0 || (a == 0 && b > 0);
        return {a, b, -(a * x0 + b * y0), top_or_left ? 0 : -1};
    }
    std::int64_t value(std::int64_t x, std::int64_t y) const { return a * x + b * y + c; }
};

std::int64_t divide_up(std::int64_t value, std::int64_t by) {  // by > 0
    return value >= 0 ? (value + by - 1) / by : -(-value / by);
}
std::int64_t divide_down(std::int64_t value, std::int64_t by) {  // by > 0
    return value >= 0 ? value / by : -divide_up(-value, by);
}

// Narrows [left, right) to the pixels of this row on the inner side.
void narrow(const Edge& edge, std::int64_t y, std::int64_t& left, std::int64_t& right) {
    // The value at the centre of pixel x is start + step * x.
    const std::int64_t start = edge.value(one / 2, y) + edge.bias;
    const std::int64_t step = edge.a * one;
    if (step == 0) {
        if (start < 0) right = left;
    } else if (step > 0) {
        left = std::max(left, divide_up(-start, step));
    } else {
        right = std::min(right, divide_down(start, -step) + 1);
    }
}

void draw_triangle(Picture& picture, const Clip& clip, ImDrawVert v0, ImDrawVert v1, ImDrawVert v2, Texels texture) {
    std::array<std::int64_t, 3> x{to_fixed(v0.pos.x), to_fixed(v1.pos.x), to_fixed(v2.pos.x)};
    std::array<std::int64_t, 3> y{to_fixed(v0.pos.y), to_fixed(v1.pos.y), to_fixed(v2.pos.y)};
    std::int64_t area = (x[1] - x[0]) * (y[2] - y[0]) - (y[1] - y[0]) * (x[2] - x[0]);
    if (area == 0) return;
    if (area < 0) {
        std::swap(v1, v2);
        std::swap(x[1], x[2]);
        std::swap(y[1], y[2]);
        area = -area;
    }
    const std::array<Edge, 3> edges{Edge::between(x[1], y[1], x[2], y[2]), Edge::between(x[2], y[2], x[0], y[0]),
                                    Edge::between(x[0], y[0], x[1], y[1])};
    const auto [top_fixed, bottom_fixed] = std::minmax({y[0], y[1], y[2]});
    const auto [left_fixed, right_fixed] = std::minmax({x[0], x[1], x[2]});
    const std::int64_t top = std::max<std::int64_t>(divide_down(top_fixed, one), clip.y0);
    const std::int64_t bottom = std::min<std::int64_t>(divide_up(bottom_fixed, one), clip.y1);
    if (top >= bottom || right_fixed <= clip.x0 * one || left_fixed >= clip.x1 * one) return;
    const bool flat = v0.col == v1.col && v0.col == v2.col;
    const bool plain = v0.uv.x == v1.uv.x && v0.uv.x == v2.uv.x && v0.uv.y == v1.uv.y && v0.uv.y == v2.uv.y;
    const std::array<Pixel, 3> colours{unpack(v0.col), unpack(v1.col), unpack(v2.col)};
    const float texture_width = static_cast<float>(texture.data->Width);
    const float texture_height = static_cast<float>(texture.data->Height);
    // Of a plain triangle the texel is one, nearly always white.
    const Pixel texel_of_all = texture.nearest(v0.uv.x * texture_width, v0.uv.y * texture_height);
    const Pixel colour_of_all = tint(texel_of_all, colours[0]);
    if (flat && plain && colour_of_all.a == 0) return;
    const double inverse = 1.0 / static_cast<double>(area);

    for (std::int64_t row_y = top; row_y < bottom; ++row_y) {
        std::int64_t left = std::max<std::int64_t>(divide_down(left_fixed, one), clip.x0);
        std::int64_t right = std::min<std::int64_t>(divide_up(right_fixed, one), clip.x1);
        const std::int64_t centre_y = row_y * one + one / 2;
        for (const Edge& edge : edges)
            narrow(edge, centre_y, left, right);
        if (left >= right) continue;
        Pixel* row = row_of(picture, static_cast<int>(row_y));
        if (flat && plain) {
            blend_row(row + left, row + right, colour_of_all);
            continue;
        }
        for (std::int64_t px = left; px < right; ++px) {
            const std::int64_t centre_x = px * one + one / 2;
            const float w0 = static_cast<float>(static_cast<double>(edges[0].value(centre_x, centre_y)) * inverse);
            const float w1 = static_cast<float>(static_cast<double>(edges[1].value(centre_x, centre_y)) * inverse);
            const float w2 = 1 - w0 - w1;
            const auto mixed = [&](std::uint8_t Pixel::*channel) {
                const float value = w0 * static_cast<float>(colours[0].*channel) +
                                    w1 * static_cast<float>(colours[1].*channel) +
                                    w2 * static_cast<float>(colours[2].*channel);
                return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
            };
            const Pixel colour{mixed(&Pixel::r), mixed(&Pixel::g), mixed(&Pixel::b), mixed(&Pixel::a)};
            const Pixel texel = plain ? texel_of_all
                                      : texture.blended((w0 * v0.uv.x + w1 * v1.uv.x + w2 * v2.uv.x) * texture_width,
                                                        (w0 * v0.uv.y + w1 * v1.uv.y + w2 * v2.uv.y) * texture_height);
            blend(row[px], tint(texel, colour));
        }
    }
}

// Whether six indices are the two triangles of an upright rectangle, as Dear ImGui writes them: corners a b c d in
// reading direction around, a b c and a c d.
bool is_upright(const ImDrawVert* vertices, const ImDrawIdx* index) {
    if (index[3] != index[0] || index[4] != index[2]) return false;
    const ImDrawVert& a = vertices[index[0]];
    const ImDrawVert& b = vertices[index[1]];
    const ImDrawVert& c = vertices[index[2]];
    const ImDrawVert& d = vertices[index[5]];
    return a.pos.y == b.pos.y && c.pos.y == d.pos.y && a.pos.x == d.pos.x && b.pos.x == c.pos.x && a.pos.x < c.pos.x &&
           a.pos.y < c.pos.y && a.uv.y == b.uv.y && a.uv.x == d.uv.x && b.uv.x == c.uv.x && c.uv.y == d.uv.y &&
           a.col == b.col && a.col == c.col && a.col == d.col;
}

void draw_command(const ImDrawList& list, const ImDrawCmd& command, const Clip& clip, Picture& picture) {
    const Texels texture{reinterpret_cast<const ImTextureData*>(static_cast<std::uintptr_t>(command.GetTexID()))};
    const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
    const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset;
    const ImDrawIdx* end = index + command.ElemCount;
    while (index < end) {
        if (end - index >= 6 && is_upright(vertices, index)) {
            const ImDrawVert& from = vertices[index[0]];
            const ImDrawVert& to = vertices[index[2]];
            if (from.uv.x == to.uv.x && from.uv.y == to.uv.y) {
                const Pixel texel = texture.nearest(from.uv.x * static_cast<float>(texture.data->Width),
                                                    from.uv.y * static_cast<float>(texture.data->Height));
                fill_rectangle(picture, clip, from.pos.x, from.pos.y, to.pos.x, to.pos.y,
                               tint(texel, unpack(from.col)));
            } else {
                draw_rectangle(picture, clip, from, to, texture);
            }
            index += 6;
        } else {
            draw_triangle(picture, clip, vertices[index[0]], vertices[index[1]], vertices[index[2]], texture);
            index += 3;
        }
    }
}

}  // namespace

void update_textures(const ImDrawData& data) {
    if (data.Textures == nullptr) return;
    for (ImTextureData* texture : *data.Textures) {
        if (texture->Status == ImTextureStatus_WantCreate || texture->Status == ImTextureStatus_WantUpdates) {
            texture->SetTexID(static_cast<ImTextureID>(reinterpret_cast<std::uintptr_t>(texture)));
            texture->SetStatus(ImTextureStatus_OK);
        } else if (texture->Status == ImTextureStatus_WantDestroy && texture->UnusedFrames > 0) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        }
    }
}

void release_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
}

void draw_triangles(const ImDrawData& data, Picture& picture) {
    for (const ImDrawList* list : data.CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            EARSHOT_ASSERT(command.UserCallback == nullptr);
            const Clip clip{std::max(0, static_cast<int>(command.ClipRect.x)),
                            std::max(0, static_cast<int>(command.ClipRect.y)),
                            std::min(picture.width, static_cast<int>(command.ClipRect.z)),
                            std::min(picture.height, static_cast<int>(command.ClipRect.w))};
            if (clip.x0 < clip.x1 && clip.y0 < clip.y1) draw_command(*list, command, clip, picture);
        }
    }
}

}  // namespace earshot::platform
