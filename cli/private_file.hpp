// Files that are their owner's alone: keys.
#pragma once

#include <filesystem>
#include <string>

#include "system.hpp"

namespace crossbreak::cli {

/// Throws InputError where others than its owner may read or write the file.
void check_private(const std::filesystem::path& key);

/// A new file that its owner alone may read and write: whole on the disk beside its place until it is put
/// there, and removed unless it was. What a killed program left beside is remove_left_beside()'s.
class NewPrivateFile {
 public:
  /// Throws OutputError.
  NewPrivateFile(const std::filesystem::path& place, std::string bytes);
  ~NewPrivateFile();
  NewPrivateFile(const NewPrivateFile&) = delete;
  NewPrivateFile& operator=(const NewPrivateFile&) = delete;

  /// Throws OutputError, for a place where a file or link is too.
  void put_in_place() const;

 private:
  void remove_beside();

  std::filesystem::path place_;
  std::string bytes_;
  std::filesystem::path beside_;
  HeldFile held_;
};

}  // namespace crossbreak::cli
