// What the writer of workbooks needs of the system, and each system gives in its own way: a file in memory,
// because libxlsxwriter writes into a file with a name, points in numbers, and dates that threads do not
// share. One source a system: system_posix.cpp.
#pragma once

#include <memory>
#include <string>

namespace crossbreak::workbook {

/// A file that is never on a disk.
class MemoryFile {
 public:
  /// Throws WorkbookError where there is no memory for it.
  MemoryFile();
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  /// What this process may open it by.
  std::string name() const;
  /// All that was written. Throws WorkbookError.
  std::string bytes() const;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// While it lives, printf and its like write points in this thread, whatever the user's locale.
class PointLocale {
 public:
  PointLocale();
  ~PointLocale();
  PointLocale(const PointLocale&) = delete;
  PointLocale& operator=(const PointLocale&) = delete;

 private:
  struct Locales;
  std::unique_ptr<Locales> locales_;
};

/// Whether gmtime(), which libxlsxwriter asks for dates, answers each thread in a place of its own. False
/// until it was asked once: only then it is known that ours stands before that of the C library.
bool gmtime_is_of_thread();

}  // namespace crossbreak::workbook
