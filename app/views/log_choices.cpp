#include "app/views/log_choices.hpp"

#include <algorithm>
#include <cmath>

#include "app/presenters/story_card.hpp"
#include "app/widgets/select.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

// In the order of Kind.
constexpr std::array<std::string_view, 4> kind_keys{"praise", "pain", "idea", "issue"};

std::optional<std::size_t> index_of(std::optional<Kind> kind) {
    return kind ? std::optional(static_cast<std::size_t>(*kind)) : std::nullopt;
}

std::optional<std::size_t> stage_index(const FrameContext& frame) {
    const auto& stages = frame.names.stages;
    const auto found =
        std::find_if(stages.begin(), stages.end(), [&](const Named& s) { return s.key == frame.state.log.form.stage; });
    if (found == stages.end()) return std::nullopt;
    return static_cast<std::size_t>(found - stages.begin());
}

constexpr float any_width = 100'000;

// The least width in which it is as low as with all the room in the world.
float least_width(const std::function<float(float)>& height, float from) {
    const float row = height(any_width);
    float low = from, high = from;
    while (height(high) > row)
        high *= 2;
    while (high - low > 1) {
        const float middle = std::floor((low + high) / 2);
        (height(middle) > row ? low : high) = middle;
    }
    return std::ceil(high);
}

// A second touch takes the choice back: nobody is made to say what they do not know.
void choose_kind(LogForm& form, std::size_t kind) {
    form.kind = form.kind == kind_keys[kind] ? std::string_view() : kind_keys[kind];
}
void choose_mood(LogForm& form, int mood) {
    form.mood = form.mood == mood ? 0 : mood;
}
void choose_stage(LogForm& form, const std::string& stage) {
    form.stage = form.stage == stage ? std::string() : stage;
}

}  // namespace

void LogChoices::update(const FrameContext& frame) {
    for (std::size_t i = 0; i < kind_keys.size(); ++i)
        kinds_[i] = kind_name(kind_keys[i], frame.tr);
    for (int mood = 1; mood <= 5; ++mood)
        moods_[static_cast<std::size_t>(mood) - 1] = mood_name(mood, frame.tr);
    stages_.clear();
    stage_names_.clear();
    for (const Named& stage : frame.names.stages) {
        stages_.push_back({.label = stage.name, .count = {}});
        stage_names_.emplace_back(stage.name);
    }
    which_kind_ = frame.tr("log.which_kind");
    which_mood_ = frame.tr("log.which_mood");
    which_stage_ = frame.tr("log.which_stage");
}

void LogChoices::find_least_widths(Ui& ui) {
    const float scale = ui.theme.unit * ui.theme.text_scale;
    if (measured_scale_ == scale && measured_words_ == kinds_.front()) return;
    measured_scale_ = scale;
    measured_words_ = kinds_.front();
    kinds_least_ = least_width([this, &ui](float width) { return kind_picker_height(ui, kinds_, width); }, ui.u(100));
    moods_least_ = least_width([this, &ui](float width) { return mood_picker_height(ui, moods_, width); }, ui.u(100));
}

void LogChoices::measure(Ui& ui, LogMeasures& m) {
    find_least_widths(ui);
    m.kinds_least = kinds_least_;
    m.moods_least = moods_least_;
    m.label = line_height(ui, ui.theme.type.label) + ui.u(8);
    m.kinds = [this, &ui](float width) { return kind_picker_height(ui, kinds_, width); };
    m.moods = [this, &ui](float width) { return mood_picker_height(ui, moods_, width); };
    m.stages = [this, &ui](float width) { return stage_ribbon_height(ui, stages_, width); };
    m.kinds_row = m.kinds(any_width);
    m.moods_row = m.moods(any_width);
    const SelectOptions kind{.choices = kinds_, .placeholder = which_kind_, .kind = Kind::praise};
    const SelectOptions mood{.choices = moods_, .placeholder = which_mood_, .mood = 3};
    const SelectOptions stage{.choices = stage_names_, .placeholder = which_stage_, .icon = Icon::walk};
    m.kind_list = select_size(ui, kind).x;
    m.mood_list = select_size(ui, mood).x;
    m.stage_list = select_size(ui, stage).x;
    m.list_height = std::max({select_size(ui, kind).y, select_size(ui, mood).y, select_size(ui, stage).y});
}

void LogChoices::draw_label(Ui& ui, const Rect& rect, std::string_view words) const {
    paragraph(ui, rect.min(), rect.width, words, ui.theme.type.label, ui.theme.colour.ink2, {.lines_max = 1});
}

void LogChoices::draw(FrameContext& frame, const LogLayout& layout) {
    if (layout.lists) {
        draw_lists(frame, layout);
    } else {
        draw_pickers(frame, layout);
    }
}

void LogChoices::draw_pickers(FrameContext& frame, const LogLayout& layout) {
    Ui& ui = frame.ui;
    LogForm& form = frame.state.log.form;
    draw_label(ui, layout.kinds_label, frame.tr("log.kind"));
    if (const auto kind = kind_picker(ui, "kind", layout.kinds, kinds_, kind_named(form.kind)))
        choose_kind(form, static_cast<std::size_t>(*kind));
    draw_label(ui, layout.moods_label, frame.tr("log.mood"));
    if (const auto mood = mood_picker(ui, "mood", layout.moods, moods_, form.mood)) choose_mood(form, *mood);
    draw_label(ui, layout.stages_label, frame.tr("log.stage"));
    if (const auto stage = stage_ribbon(ui, "stage", layout.stages, stages_, stage_index(frame)))
        choose_stage(form, frame.names.stages[*stage].key);
}

void LogChoices::draw_lists(FrameContext& frame, const LogLayout& layout) {
    Ui& ui = frame.ui;
    LogForm& form = frame.state.log.form;
    const auto kind = kind_named(form.kind);
    if (const auto chosen = select(ui, "kind", layout.kinds,
                                   {.choices = kinds_,
                                    .selected = index_of(kind),
                                    .placeholder = which_kind_,
                                    .icon = Icon::heart,
                                    .kind = kind}))
        choose_kind(form, *chosen);
    std::optional<std::size_t> mood;
    if (form.mood > 0) mood = static_cast<std::size_t>(form.mood) - 1;
    if (const auto chosen = select(ui, "mood", layout.moods,
                                   {.choices = moods_,
                                    .selected = mood,
                                    .placeholder = which_mood_,
                                    .icon = Icon::message,
                                    .mood = form.mood}))
        choose_mood(form, static_cast<int>(*chosen) + 1);
    if (const auto chosen = select(
            ui, "stage", layout.stages,
            {.choices = stage_names_, .selected = stage_index(frame), .placeholder = which_stage_, .icon = Icon::walk}))
        choose_stage(form, frame.names.stages[*chosen].key);
}

}  // namespace earshot::app
