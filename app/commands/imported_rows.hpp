// app/commands/imported_rows.hpp: from the text of a file to stories, row by row, for each kind of file.
//
//   a table of somebody else's, with a map    MappedRows
//   Earshot's own CSV                         ExportedRows      (recognised by its header)
//   Earshot's own JSON lines                  sync/portable/exported_story.hpp  (recognised by its first character)
//
// A row that cannot become a story is an Error whose message is the reason; reading goes on with the next.
#pragma once

#include "app/commands/column_map.hpp"
#include "app/commands/command_context.hpp"
#include "app/commands/csv.hpp"
#include "app/commands/repeated_ids.hpp"
#include "sync/portable/portable_story.hpp"

namespace earshot::app {

// The id of a story comes from what the mapped columns say (echoes aside) and, where rows say the same, from how many
// said it before. So a row imported again, or on another device, is the same story. Which rows say the same is known
// once all were noted.
class MappedRows {
public:
    struct Defaults {
        std::string kind;    // of rows that name none
        std::string source;  // of rows that name none
    };
    // Errc::invalid when the file and the map do not fit. `repeated` is for the file's rows.
    static Result<MappedRows> open(const ColumnMap& map, const CsvRow& header, Defaults, RepeatedIds repeated,
                                   const CommandContext&);

    // The first time through the file, every row.
    void note(const CsvRow& row);
    // The second time, every row in the same order.
    Result<sync::ImportedStory> story_of(const CsvRow& row);

private:
    // What a row says, before anything is filled in.
    struct Said {
        decltype(sync::Edit::writes) writes;
        std::int64_t echoes = 0;
        std::string key;  // all of it but the echoes
    };

    MappedRows(std::vector<BoundField> fields, std::size_t columns, Defaults defaults, RepeatedIds repeated,
               const CommandContext& context)
        : fields_(std::move(fields)),
          columns_(columns),
          defaults_(std::move(defaults)),
          repeated_(std::move(repeated)),
          context_(&context) {}

    Result<Said> said_in(const CsvRow& row) const;
    Result<std::string> text_of(const BoundField& field, const CsvRow& row) const;
    Result<void> complete(sync::Edit& story) const;
    Id id_of(const sync::Edit& story, std::string key);

    std::vector<BoundField> fields_;  // in table order; echoes first when mapped
    std::size_t columns_;
    Defaults defaults_;
    RepeatedIds repeated_;  // of the keys
    const CommandContext* context_;
};

class ExportedRows {
public:
    // Whether the header is one of ours: it has id, kind and words.
    static bool recognises(const CsvRow& header);
    // Errc::invalid when a column is no field of a story.
    static Result<ExportedRows> open(const CsvRow& header);

    Result<sync::ImportedStory> story_of(const CsvRow& row) const;

private:
    explicit ExportedRows(std::vector<std::string> columns) : columns_(std::move(columns)) {}

    std::vector<std::string> columns_;
};

}  // namespace earshot::app
