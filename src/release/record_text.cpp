#include "release/record_text.hpp"

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "record/field_writer.hpp"
#include "record/json_size.hpp"
#include "record/record.hpp"
#include "release/release_error.hpp"
#include "run/input_limits.hpp"
#include "run/sha256.hpp"

namespace crossbreak {
namespace {

using nlohmann::json;

/// Where the members of an object, or the elements of a list, stand in a text that is known to be JSON.
class Members {
 public:
  Members(std::string_view text, std::size_t bracket) : text_(text), at_(bracket + 1) {}

  /// The next one's first byte and the byte behind its last; nothing at the end.
  std::optional<std::pair<std::size_t, std::size_t>> next() {
    pass_over(" \t\r\n,");
    if (text_[at_] == '}' || text_[at_] == ']')
      return std::nullopt;
    const std::size_t begin = at_;
    std::size_t end = begin;
    for (int depth = 0;; ++at_) {
      const char c = text_[at_];
      if (depth == 0 && (c == ',' || c == '}' || c == ']' || c == ':'))
        return std::pair(begin, end);
      if (c == '{' || c == '[')
        ++depth;
      if (c == '}' || c == ']')
        --depth;
      if (c == '"')
        pass_over_text();
      if (std::string_view(" \t\r\n").find(c) == std::string_view::npos)
        end = at_ + 1;
    }
  }
  /// Behind the name of a member.
  void pass_over_colon() { pass_over(" \t\r\n:"); }

 private:
  void pass_over(std::string_view letters) { at_ = text_.find_first_not_of(letters, at_); }
  /// From the first quotation mark to the last.
  void pass_over_text() {
    for (++at_; text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\')
        ++at_;
  }

  std::string_view text_;
  std::size_t at_;
};

json parsed(const std::string& name, std::string_view text) {
  check_json_size(name, text);
  json record = json::parse(text, nullptr, false);
  if (!record.is_object())
    throw VerificationError(name + ": expected the record of a call (RUN.calls.json), found no such JSON");
  return record;
}

std::string audit_text(const AuditEnd& audit) {
  std::string text = written_fields(audit);
  text.pop_back();
  return text;
}

/// As JsonText writes an element of a list of the record.
std::string element_text(const Signature& signature) {
  constexpr std::string_view indent = "    ";
  std::string text;
  std::string written = written_fields(signature);
  written.pop_back();
  for (const char c : written) {
    text += c;
    if (c == '\n')
      text += indent;
  }
  return text;
}

std::string signed_words_of(json signature) {
  signature.erase("signature");
  return "crossbreak/signature/1\n" + signature.dump();
}

std::string hash_of(const json& value) {
  return sha256_hex(value.dump());
}

}  // namespace

RecordText::RecordText(std::string_view name, std::string text) : name_(name), text_(std::move(text)) {
  const json record = parsed(name_, text_);
  const std::array<std::pair<std::string_view, Span*>, 3> wanted = {
      {{"status", &status_}, {"signatures", &signature_list_}, {"audit", &audit_}}};
  std::map<std::string, int> seen;
  Members members(text_, text_.find('{'));
  while (const auto key = members.next()) {
    const std::string field =
        json::parse(text_.substr(key->first, key->second - key->first)).get<std::string>();
    if (++seen[field] > 1)
      throw VerificationError(name_ + ": /" + field + ": expected one such field, found two");
    members.pass_over_colon();
    const auto value = members.next();
    for (const auto& [known, span] : wanted)
      if (field == known)
        *span = {value->first, value->second};
  }
  for (const auto& [known, span] : wanted)
    if (span->end == 0)
      throw VerificationError(name_ + ": /: expected a field '" + std::string(known) + "', found none");
  if (!record.at("signatures").is_array())
    throw VerificationError(name_ + ": /signatures: expected an array, found none");
  Members elements(text_, signature_list_.begin);
  while (const auto element = elements.next())
    elements_.push_back({element->first, element->second});
  if (elements_.size() > most_signatures_of_record)
    throw VerificationError(name_ + ": /signatures: expected at most " +
                            std::to_string(most_signatures_of_record) + " signatures, found " +
                            std::to_string(elements_.size()));
}

std::string_view RecordText::part(const Span& span) const {
  return std::string_view(text_).substr(span.begin, span.end - span.begin);
}

std::string RecordText::changed(std::string_view status, std::string_view signatures,
                                std::string_view audit) const {
  std::map<std::size_t, std::pair<std::size_t, std::string_view>> changes = {
      {status_.begin, {status_.end, status}},
      {signature_list_.begin, {signature_list_.end, signatures}},
      {audit_.begin, {audit_.end, audit}}};
  std::string text;
  std::size_t done = 0;
  for (const auto& [begin, change] : changes) {
    text.append(text_, done, begin - done);
    text += change.second;
    done = change.first;
  }
  return text.append(text_, done);
}

std::string RecordText::as_signed(std::size_t n) const {
  const json signature = json::parse(part(elements_.at(n)));
  const auto audit = signature.find("audit");
  std::string audit_then = "null";
  if (audit != signature.end() && audit->is_object() && audit->contains("lines") &&
      audit->contains("sha256") && audit->at("lines").is_number_unsigned() && audit->at("sha256").is_string())
    audit_then = audit_text({.lines = audit->at("lines").get<std::size_t>(), .sha256 = audit->at("sha256")});
  std::string before = "[]";
  if (n > 0) {
    before = text_.substr(signature_list_.begin, elements_[n - 1].end - signature_list_.begin);
    before += text_.substr(elements_.back().end, signature_list_.end - elements_.back().end);
  }
  return changed('"' + std::string(code_of(RecordStatus::Reviewed)) + '"', before, audit_then);
}

std::string RecordText::with_signature(const Signature& signature, RecordStatus status,
                                       const AuditEnd& audit) const {
  std::string list = "[";
  if (!elements_.empty()) {
    list = text_.substr(signature_list_.begin, elements_.back().end - signature_list_.begin);
    list += ",";
  }
  list += "\n    " + element_text(signature) + "\n  ]";
  return changed('"' + std::string(code_of(status)) + '"', list, audit_text(audit));
}

std::string RecordText::with_audit(const AuditEnd& audit) const {
  return changed(part(status_), part(signature_list_), audit_text(audit));
}

std::string RecordText::signed_words(std::size_t n) const {
  return signed_words_of(json::parse(part(elements_.at(n))));
}

std::vector<std::string> RecordText::hashes(const char* field) const {
  std::vector<std::string> all;
  const json record = json::parse(text_);
  if (const auto list = record.find(field); list != record.end())
    for (const json& element : *list)
      all.push_back(hash_of(element));
  return all;
}

std::vector<std::string> RecordText::event_hashes() const {
  return hashes("events");
}
std::vector<std::string> RecordText::signature_hashes() const {
  return hashes("signatures");
}

std::string signature_hash(const Signature& signature) {
  return hash_of(json::parse(written_fields(signature)));
}

std::string signed_words(const Signature& signature) {
  return signed_words_of(json::parse(written_fields(signature)));
}

}  // namespace crossbreak
