// app/cli/data_folder.hpp: where a device keeps what it knows, and opening it.
#pragma once

#include "app/cli/shell.hpp"

namespace earshot::app {

// XDG_DATA_HOME/earshot, otherwise ~/.local/share/earshot.
std::string default_data_folder();

// Opens the data folder of the shell. A folder that another program holds is tried again for two seconds, because most
// programs hold it only for a moment.
Result<std::unique_ptr<sync::DeviceStore>> open_store(Shell& shell);

// Who gives commands here, by the settings of the device.
Result<CommandContext> context_of(sync::DeviceStore& store, Shell& shell);

// The id a person typed, whole or its first digits, hyphens or not. Errc::invalid when it cannot be one, not_found when
// no story or more than one begins so.
Result<Id> find_story(sync::DeviceStore& store, std::string_view typed);

}  // namespace earshot::app
