// tests/bench/raw_insert.hpp: what SQLite alone needs for the same stories: the measure for everything that stores
// them.
#pragma once

#include <string>
#include <vector>

#include "sync/model/record.hpp"

namespace earshot::bench {

// The rows as a program would insert them that only wants them in a table, with or without a full-text index, in
// durable commits of `batch` rows, by default as large as a page of the feed. Milliseconds.
double insert_raw(const std::vector<sync::Record>& stories, const std::string& file, bool full_text,
                  std::size_t batch = 4'000);

}  // namespace earshot::bench
