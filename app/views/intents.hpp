// app/views/intents.hpp: the only way a view can change anything: it says what the person wants, the App carries it
// out.
//
// Intents are collected while a frame is drawn and carried out after it, so that nothing changes under a view's hands.
// What a view may change directly is UiState (where the person is, what they have half typed).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "platform/base/id.hpp"

namespace earshot::app {

namespace intent {
struct SaveStory {};  // the form of UiState, as a story
struct DiscardDraft {};
struct AddPhotos {  // files of this machine, to the story being written
    std::vector<std::string> paths;
};
struct HeardItToo {
    Id story;
};
struct SendReply {
    Id story;
    std::string words;
};
struct BringToRoom {
    Id story;
};
struct MarkRead {  // a leader has the story open
    Id story;
};
struct FetchMedia {  // somebody looks at it: it comes next
    std::string sha256;
};
struct SyncNow {};
struct StopSync {};       // for now; it goes on from where it is
struct DismissNotice {};  // it was read
struct RetryRefused {};
struct Join {  // enrol with the code and server of WelcomeState
};
struct TryDemo {};
struct StartAlone {};  // without a code: stories stay on this device until it joins
struct Rename {        // this device
    std::string name;
};
struct ChooseTheme {
    std::string theme;  // light, dark, contrast
};
struct ChooseTextScale {
    int percent = 100;  // 100, 150, 200, 300
};
struct ChooseLanguage {
    std::string code;
};
struct Say {  // a toast
    std::string words;
};
}  // namespace intent

using Intent =
    std::variant<intent::SaveStory, intent::DiscardDraft, intent::AddPhotos, intent::HeardItToo, intent::SendReply,
                 intent::BringToRoom, intent::MarkRead, intent::FetchMedia, intent::SyncNow, intent::StopSync,
                 intent::DismissNotice, intent::RetryRefused, intent::Join, intent::TryDemo, intent::StartAlone,
                 intent::Rename, intent::ChooseTheme, intent::ChooseTextScale, intent::ChooseLanguage, intent::Say>;
using IntentQueue = std::vector<Intent>;

}  // namespace earshot::app
