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
#include "formats/source.hpp"

namespace crossbreak {

/// What a run file may ask of the machine that opens it; a real 7500 file has some 220 members and 1.2 MB.
/// The figures are an arbitrary choice far above any real file.
struct ZipLimits {
  std::uint64_t members = 20'000;              ///< more are refused
  std::uint64_t member_bytes = 256ULL << 20U;  ///< uncompressed; larger members are refused
  std::uint64_t total_bytes = 1024ULL << 20U;  ///< uncompressed sum; larger archives are refused
  std::uint64_t expansion = 200;               ///< a total above this multiple of the file is refused ...
  std::uint64_t expansion_free_bytes = 32U << 20U;  ///< ... unless it stays within this many bytes
};

/// The members of a zip. Names compare without regard to case and with backslashes as slashes: old
/// instrument software on Windows wrote both.
class ZipArchive {
 public:
  /// Reads the directory and checks the limits. The archive keeps a reference to `source`, which must
  /// outlive it. Throws FormatError.
  explicit ZipArchive(const Source& source, const ZipLimits& limits = {});

  bool has(std::string_view member) const;

  /// The uncompressed bytes. Throws FormatError for a member that is missing, doubled, encrypted or damaged.
  std::string read(std::string_view member) const;

  /// Names in the order of the file, slashes turned, case kept.
  const std::vector<std::string>& members() const { return members_; }

 private:
  struct Discard {
    void operator()(void* archive) const;
  };

  const Source& source_;
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
