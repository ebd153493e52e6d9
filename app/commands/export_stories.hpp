// app/commands/export_stories.hpp: every field of every story a query finds, as a table or as JSON lines.
//
// Lossless for what stories and their echoes say: importing an export elsewhere and exporting there gives the same
// text. Values are written as they are; a spreadsheet may take a text that begins with = + - or @ for a formula, so
// import the columns as text there. Stories that were heard at the same time are ordered by id, so that devices that
// hold the same stories write the same export.
#pragma once

#include <functional>
#include <string_view>

#include "sync/store/device_store.hpp"

namespace earshot::app {

enum class ExportFormat : std::uint8_t { csv, json_lines };

// Gets the export piece by piece, each one or more whole lines.
using ExportSink = std::function<Result<void>(std::string_view)>;

// The number of stories.
Result<std::int64_t> export_stories(sync::DeviceStore& store, const sync::StoryQuery& query, ExportFormat format,
                                    const ExportSink& sink);

}  // namespace earshot::app
