// app/widgets/sheet.hpp: a page that comes up over the screen, with a veil between them.
//
//   bool& open = frame.state.sheet.open;
//   if (Sheet sheet(ui, "sync", open, {.title = tr("sync.title")}); sheet) draw_content(ui, sheet.content());
//
// It is a layer: below it nothing can be touched or reached by keys. Its cross, Escape and a touch on the veil close
// it. It is drawn until it has slid away, so call it every frame; while it leaves, the screen below is free again.
// Content that may be high lies in a ScrollArea of its own.
#pragma once

#include "app/widgets/scroll_area.hpp"
#include "app/widgets/ui.hpp"

namespace earshot::app {

struct SheetOptions {
    std::string_view title;
    float width = 0;    // units; 0: the screen's, less a margin
    float top = 48;     // units of the screen left above it
    bool fits = false;  // as high as `height`, standing on the foot of the screen, instead of as high as there is room
    float height = 0;   // pixels of content, when it fits
    bool closable = true;
};

class Sheet {
public:
    // Draws veil, surface and head. While `open` is false it only shows the rest of its leaving movement.
    Sheet(Ui& ui, std::string_view name, bool& open, const SheetOptions& options);
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    // Whether there is anything to draw into.
    explicit operator bool() const { return shown_; }
    // Below the head, inside the margins, down to the foot of the screen.
    const Rect& content() const { return content_; }

private:
    Ui& ui_;
    bool shown_ = false;
    Rect content_;
};

}  // namespace earshot::app
