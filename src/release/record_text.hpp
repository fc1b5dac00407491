// The bytes of a record, of which status, signatures and audit can be told otherwise while every other byte
// stays: what a signature is about, whatever version of the program wrote the record and reads it now.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/release.hpp"

namespace crossbreak {

class RecordText {
 public:
  /// Throws VerificationError for what is no record, and for a field that stands twice; ReportError for more
  /// JSON than any record has. `name` is the file's for messages.
  RecordText(std::string_view name, std::string text);

  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }
  std::size_t signatures() const { return elements_.size(); }

  /// The record as signature `n`, which counts from 0, was made of it: status reviewed, with the signatures
  /// before it and the audit's end that it tells of.
  std::string as_signed(std::size_t n) const;

  std::string with_signature(const Signature& signature, RecordStatus status, const AuditEnd& audit) const;
  std::string with_audit(const AuditEnd& audit) const;

  /// What the key of signature `n` signed.
  std::string signed_words(std::size_t n) const;

  /// SHA-256 of each event and of each signature: of its JSON without blanks, fields sorted by their names.
  std::vector<std::string> event_hashes() const;
  std::vector<std::string> signature_hashes() const;

 private:
  struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::string changed(std::string_view status, std::string_view signatures, std::string_view audit) const;
  std::string_view part(const Span& span) const;
  std::vector<std::string> hashes(const char* field) const;

  std::string name_;
  std::string text_;
  Span status_;
  Span signature_list_;
  std::vector<Span> elements_;  ///< of the list of signatures
  Span audit_;
};

/// The hash of a signature as signature_hashes() gives it.
std::string signature_hash(const Signature& signature);

/// What a key signs: all of a signature but what the key makes of it, as RecordText::signed_words() gives it.
std::string signed_words(const Signature& signature);

}  // namespace crossbreak
