#include "record/json_place.hpp"

#include <nlohmann/json.hpp>

namespace crossbreak {

void Place::fail(const std::string& message) const {
  std::string pointer;
  for (std::size_t i = 0; i < step_count_; ++i) {
    pointer += '/';
    pointer += steps_[i].name != nullptr ? steps_[i].name : std::to_string(steps_[i].index);
  }
  throw ReportError(std::string(file_) + ": " + (pointer.empty() ? "/" : pointer) + ": " + message);
}

std::string Place::found_words() const {
  const auto dumped = [](const nlohmann::json& json) {
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  };
  switch (value().kind) {
    case JsonKind::Null:
      return "null";
    case JsonKind::Truth:
      return value().bits != 0 ? "true" : "false";
    case JsonKind::Negative:
      return std::to_string(std::bit_cast<std::int64_t>(value().bits));
    case JsonKind::Count:
      return std::to_string(value().bits);
    case JsonKind::Number:
      return dumped(*number_of(value()));
    case JsonKind::Text:
      return dumped(document_->text_of(value()));
    case JsonKind::Array:
      return "array";
    case JsonKind::Object:
      break;
  }
  return "object";
}

}  // namespace crossbreak
