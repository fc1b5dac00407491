// A review file, RUN.review.json, as a value, and its fields as fields.hpp tells those of the record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/fields.hpp"

namespace crossbreak {

inline constexpr std::string_view review_schema = "crossbreak/review/2";

/// Events of reviewers, bound to one called record by its SHA-256.
struct ReviewFile {
  std::string name;  ///< of the file, for messages; not written
  std::string record_sha256;
  std::vector<ReviewEvent> events;  ///< oldest first
  bool operator==(const ReviewFile&) const = default;
};

template <>
struct FieldsOf<ReviewFile> {
  static constexpr std::string_view name = "review_file";
  static constexpr std::string_view meaning =
      "A review file, RUN.review.json: the decisions of reviewers on one called record. Nobody vouches for "
      "it: whoever can write the file can write anybody's decisions. A field that is not described here is "
      "an error when it is read.";
  static constexpr auto layout = JsonText::Layout::Lines;
  static void list(auto& field) {
    field.derived(
        "schema", [](const ReviewFile&, const Calls&) { return review_schema; },
        always(review_schema, "Name and version of this layout."));
    field("record_sha256", &ReviewFile::record_sha256,
          meaning_of_sha256_of("SHA-256 of the called record that the decisions are on."));
    field("events", &ReviewFile::events, "Oldest first.");
  }
};

}  // namespace crossbreak
