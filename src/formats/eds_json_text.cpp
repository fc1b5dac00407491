#include "formats/eds_json_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>

#include "run/utf8.hpp"

namespace crossbreak {
namespace {

using nlohmann::json;

/// The text with NaN and Infinity outside of strings as null.
std::string with_nulls(const EdsMember& member) {
  const std::string_view text = member.bytes;
  std::string out;
  out.reserve(text.size());
  bool inside_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inside_string) {
      inside_string = c != '"';
      if (c == '\\' && i + 1 < text.size())
        out += text[i++];
    } else if (c == '"') {
      inside_string = true;
    } else if (c == 'N' || c == 'I' || c == '-') {
      const auto is_token = [&](std::string_view token) { return text.substr(i).starts_with(token); };
      const std::size_t length = is_token("NaN")         ? 3
                                 : is_token("Infinity")  ? 8
                                 : is_token("-Infinity") ? 9
                                                         : 0;
      if (length > 0) {
        out += "null";
        i += length - 1;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

std::string kind_of(const json& value) {
  if (value.is_string() || value.is_number() || value.is_boolean())
    return '\'' + value.dump(-1, ' ', false, json::error_handler_t::replace).substr(0, 40) + '\'';
  return value.is_array() ? "a list" : "an object";
}

}  // namespace

EdsJson::EdsJson(const EdsMember& member) : member_(&member), value_(nullptr) {
  const JsonSize size = size_of_json(member.bytes);
  member.account->charge_document(member.bytes.size(), size.values, member.file, member.name);
  if (size.levels > most_levels)
    throw eds_error(member, fmt::format("more than {} values inside one another", most_levels));
  if (!is_utf8(member.bytes))
    throw eds_error(member, "the text is not UTF-8");
  const std::string text = with_nulls(member);
  try {
    root_ = std::make_shared<const json>(json::parse(text));
  } catch (const json::parse_error& error) {
    if (error.byte > text.size())
      throw eds_error(member, "damaged JSON: the text is cut off");
    const auto byte = text.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(error.byte, 1) - 1);
    throw eds_error(member, static_cast<int>(std::count(text.begin(), byte, '\n')) + 1, "damaged JSON");
  } catch (const json::exception&) {
    throw eds_error(member, "damaged JSON: a number out of range");
  }
  value_ = root_.get();
  if (!value_->is_object())
    throw eds_error(member, "expected an object, found " + kind_of(*value_));
}

EdsJson::EdsJson(const EdsJson& parent, std::string place, const json& value)
    : member_(parent.member_), root_(parent.root_), value_(&value), place_(std::move(place)) {}

std::string EdsJson::place_of(const char* field) const {
  return place_.empty() ? field : place_ + '.' + field;
}

FormatError EdsJson::error(std::string_view message) const {
  return eds_error(*member_, place_.empty() ? std::string(message) : place_ + ": " + std::string(message));
}

FormatError EdsJson::wrong(const char* field, std::string_view wanted) const {
  return eds_error(
      *member_, fmt::format("{}: expected {}, found {}", place_of(field), wanted, kind_of((*value_)[field])));
}

const json* EdsJson::find(const char* field) const {
  const auto found = value_->find(field);
  return found == value_->end() || found->is_null() ? nullptr : &*found;
}

bool EdsJson::has(const char* field) const {
  return find(field) != nullptr;
}

bool EdsJson::names(const char* field) const {
  return value_->contains(field);
}

std::string EdsJson::text_if_any(const char* field) const {
  const json* value = find(field);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::optional<double> EdsJson::number_if_any(const char* field) const {
  const json* value = find(field);
  return value != nullptr && value->is_number() ? std::optional(value->get<double>()) : std::nullopt;
}

std::optional<bool> EdsJson::truth_if_any(const char* field) const {
  const json* value = find(field);
  return value != nullptr && value->is_boolean() ? std::optional(value->get<bool>()) : std::nullopt;
}

std::optional<EdsJson> EdsJson::object_if_any(const char* field) const {
  const json* value = find(field);
  return value != nullptr && value->is_object() ? std::optional(at(field)) : std::nullopt;
}

std::optional<std::vector<EdsJson>> EdsJson::objects_if_any(const char* field) const {
  const json* value = find(field);
  if (value != nullptr &&
      (!value->is_array() ||
       !std::all_of(value->begin(), value->end(), [](const json& item) { return item.is_object(); })))
    return std::nullopt;
  return objects(field);
}

std::optional<std::vector<std::string>> EdsJson::texts_if_any(const char* field) const {
  const json* value = find(field);
  if (value != nullptr &&
      (!value->is_array() ||
       !std::all_of(value->begin(), value->end(), [](const json& item) { return item.is_string(); })))
    return std::nullopt;
  return texts(field);
}

EdsJson EdsJson::at(const char* field) const {
  const json* value = find(field);
  if (value == nullptr)
    throw error(fmt::format("no field '{}'", field));
  if (!value->is_object())
    throw wrong(field, "an object");
  return {*this, place_of(field), *value};
}

std::string EdsJson::text(const char* field) const {
  const json* value = find(field);
  if (value == nullptr)
    return {};
  if (!value->is_string())
    throw wrong(field, "a text");
  return value->get<std::string>();
}

std::optional<double> EdsJson::number(const char* field) const {
  const json* value = find(field);
  if (value == nullptr)
    return std::nullopt;
  if (!value->is_number())
    throw wrong(field, "a number");
  return value->get<double>();
}

std::optional<int> EdsJson::whole_number(const char* field) const {
  const std::optional<double> value = number(field);
  if (!value)
    return std::nullopt;
  if (*value != std::floor(*value) || std::abs(*value) > 1e6)
    throw wrong(field, "a whole number");
  return static_cast<int>(*value);
}

std::optional<bool> EdsJson::truth(const char* field) const {
  const json* value = find(field);
  if (value == nullptr)
    return std::nullopt;
  if (!value->is_boolean())
    throw wrong(field, "true or false");
  return value->get<bool>();
}

std::vector<EdsJson> EdsJson::objects(const char* field) const {
  std::vector<EdsJson> out;
  const json* value = find(field);
  if (value == nullptr)
    return out;
  if (!value->is_array())
    throw wrong(field, "a list");
  for (std::size_t i = 0; i < value->size(); ++i) {
    out.push_back(EdsJson(*this, fmt::format("{}[{}]", place_of(field), i), (*value)[i]));
    if (!(*value)[i].is_object())
      throw out.back().error("expected an object, found " + kind_of((*value)[i]));
  }
  return out;
}

std::vector<std::string> EdsJson::texts(const char* field) const {
  std::vector<std::string> out;
  const json* value = find(field);
  if (value == nullptr)
    return out;
  if (!value->is_array())
    throw wrong(field, "a list");
  for (const json& item : *value) {
    if (!item.is_string())
      throw wrong(field, "a list of texts");
    out.push_back(item.get<std::string>());
  }
  return out;
}

std::vector<double> EdsJson::numbers(const char* field) const {
  std::vector<double> out;
  const json* value = find(field);
  if (value == nullptr)
    return out;
  if (!value->is_array())
    throw wrong(field, "a list of numbers");
  for (std::size_t i = 0; i < value->size(); ++i) {
    const json& item = (*value)[i];
    if (!item.is_null() && !item.is_number())
      throw eds_error(*member_,
                      fmt::format("{}[{}]: expected a number, found {}", place_of(field), i, kind_of(item)));
    out.push_back(item.is_number() ? item.get<double>() : std::numeric_limits<double>::quiet_NaN());
  }
  return out;
}

}  // namespace crossbreak
