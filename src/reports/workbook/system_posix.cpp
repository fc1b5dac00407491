#include <atomic>
#include <cstdio>
#include <ctime>
#include <locale.h>
#include <sys/mman.h>
#include <unistd.h>

#include <xlsxwriter/utility.h>

#include "reports/workbook/system.hpp"
#include "reports/workbook/workbook_error.hpp"

/// Takes the place of libxlsxwriter's own function, which makes the parts of a workbook as files in /tmp: a
/// disk that may be full, and on which patients' names would lie.
extern "C" FILE* lxw_tmpfile(char*) {
  const int descriptor = memfd_create("workbook part", MFD_CLOEXEC);
  FILE* file = descriptor < 0 ? nullptr : fdopen(descriptor, "w+b");
  if (file == nullptr && descriptor >= 0) {
    close(descriptor);
  }
  return file;
}

namespace {

std::atomic<bool> own_gmtime_was_asked = false;

}  // namespace

/// Takes the place of that of the C library, which answers all threads in one place.
extern "C" std::tm* gmtime(const std::time_t* time) noexcept {  // NOLINT: the system calls it __timer
  thread_local std::tm utc;
  own_gmtime_was_asked = true;
  return gmtime_r(time, &utc);
}

namespace crossbreak::workbook {

struct MemoryFile::Handle {
  explicit Handle(int memory) : descriptor(memory) {}
  ~Handle() { close(descriptor); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  int descriptor;
};

MemoryFile::MemoryFile() {
  const int descriptor = memfd_create("workbook", MFD_CLOEXEC);
  if (descriptor < 0) {
    throw WorkbookError("the workbook could not be written: no memory for it");
  }
  handle_ = std::make_unique<Handle>(descriptor);
}

MemoryFile::~MemoryFile() = default;

std::string MemoryFile::name() const {
  return "/proc/self/fd/" + std::to_string(handle_->descriptor);
}

std::string MemoryFile::bytes() const {
  const off_t size = lseek(handle_->descriptor, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t got =
        pread(handle_->descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (got <= 0) {
      throw WorkbookError("the workbook could not be read back from memory");
    }
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

struct PointLocale::Locales {
  Locales() : points(newlocale(LC_ALL_MASK, "C", nullptr)), previous(uselocale(points)) {}
  ~Locales() {
    uselocale(previous);
    freelocale(points);
  }
  Locales(const Locales&) = delete;
  Locales& operator=(const Locales&) = delete;
  locale_t points;
  locale_t previous;
};

PointLocale::PointLocale() : locales_(std::make_unique<Locales>()) {}

PointLocale::~PointLocale() = default;

bool gmtime_is_of_thread() {
  return own_gmtime_was_asked;
}

}  // namespace crossbreak::workbook
