// A zip in memory, behind .eds, .xlsx and .rdml: members are found by name and inflated into strings.
// Nothing is ever extracted to disk.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/format_error.hpp"
#include "formats/input_account.hpp"
#include "formats/source.hpp"

namespace crossbreak {

/// The members of a zip. Names compare without regard to case and with backslashes as slashes: old
/// instrument software on Windows wrote both.
class ZipArchive {
 public:
  /// Reads the directory and checks the limits. The archive keeps a reference to `source`, which must
  /// outlive it. Throws FormatError.
  explicit ZipArchive(const Source& source, const InputLimits& limits = {});

  bool has(std::string_view member) const;

  /// The uncompressed bytes, charged to account(). Throws FormatError for a member that is missing, doubled,
  /// encrypted or damaged, and for one read once too often.
  std::string read(std::string_view member) const;

  /// The first bytes of a member, or as many as it has. Throws FormatError as read() does.
  std::string beginning(std::string_view member, std::size_t bytes) const;

  /// Of the whole file: what reads on from its members charges it too.
  const std::shared_ptr<InputAccount>& account() const { return account_; }

  /// Names in the order of the file, slashes turned, case kept.
  const std::vector<std::string>& members() const { return members_; }

 private:
  struct Discard {
    void operator()(void* archive) const;
  };

  std::string inflated(std::string_view member, std::uint64_t at_most) const;

  const Source& source_;
  std::shared_ptr<InputAccount> account_;
  std::unique_ptr<void, Discard> archive_;
  std::vector<std::string> members_;
  std::map<std::string, std::vector<std::size_t>> indices_;  ///< folded name to positions in members_
};

/// True where the bytes begin like a zip, an empty one included.
bool looks_like_zip(std::string_view bytes);

struct ZipMember {
  std::string name;
  std::string bytes;
};

/// A zip of the members in this order, each dated 1980-01-01: the same members give the same bytes.
std::string write_zip(std::span<const ZipMember> members);

}  // namespace crossbreak
