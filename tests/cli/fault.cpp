// Loaded into the program by LD_PRELOAD: counts what it does to the disk (a file made, half of a write, the
// rest of it, a flush, a rename, a second name, a folder made, a removal) and at the FAULT_AT-th of these,
// from 1, does FAULT_KIND:
//   kill   ends the program, as kill -9 would
//   full   finds the disk full from then on; files can be removed from a full disk
//   slow   takes a few milliseconds each time, whatever FAULT_AT says, so that two programs meet
// With FAULT_SHARE, only files can be locked, not folders, as on NFS.
// FAULT_COUNT names a file for the number of all of them.
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

int done = 0;

bool kind_is(const char* name) {
  const char* kind = std::getenv("FAULT_KIND");
  return kind != nullptr && std::strcmp(kind, name) == 0;
}

/// Whether its moment has come; does not return where the program is to be killed.
bool fails_now() {
  ++done;
  if (kind_is("slow")) {
    constexpr timespec while_another_comes = {.tv_sec = 0, .tv_nsec = 3'000'000};
    ::nanosleep(&while_another_comes, nullptr);
    return false;
  }
  const char* at = std::getenv("FAULT_AT");
  if (at == nullptr || done < std::atoi(at))
    return false;
  if (kind_is("kill"))
    ::kill(::getpid(), SIGKILL);
  return kind_is("full");
}

bool is_full_now() {
  if (!fails_now())
    return false;
  errno = ENOSPC;
  return true;
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

constexpr int last_standard_stream = 2;

int opened(const char* name, const char* path, int flags, mode_t mode) {
  if ((flags & O_CREAT) != 0 && is_full_now())
    return -1;
  return next<int (*)(const char*, int, mode_t)>(name)(path, flags, mode);
}

__attribute__((destructor)) void tell_count() {
  const char* path = std::getenv("FAULT_COUNT");
  std::FILE* file = path == nullptr ? nullptr : std::fopen(path, "w");
  if (file != nullptr) {
    std::fprintf(file, "%d\n", done);
    std::fclose(file);
  }
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return opened("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return opened("open64", path, flags, mode);
}

ssize_t write(int file, const void* bytes, size_t count) {
  const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
  if (file <= last_standard_stream)
    return real(file, bytes, count);
  if (is_full_now())
    return -1;
  static int half_written = -1;  // the file whose rest the program writes next
  const bool is_rest = half_written == file;
  half_written = is_rest ? -1 : file;
  return real(file, bytes, is_rest ? count : (count + 1) / 2);
}

int fsync(int file) {
  return is_full_now() ? -1 : next<int (*)(int)>("fsync")(file);
}

int rename(const char* from, const char* to) {
  return is_full_now() ? -1 : next<int (*)(const char*, const char*)>("rename")(from, to);
}

int link(const char* from, const char* to) {
  return is_full_now() ? -1 : next<int (*)(const char*, const char*)>("link")(from, to);
}

int mkdir(const char* path, mode_t mode) {
  return is_full_now() ? -1 : next<int (*)(const char*, mode_t)>("mkdir")(path, mode);
}

int flock(int file, int operation) {
  struct stat state {};
  if (std::getenv("FAULT_SHARE") != nullptr && ::fstat(file, &state) == 0 && S_ISDIR(state.st_mode)) {
    errno = EBADF;
    return -1;
  }
  return next<int (*)(int, int)>("flock")(file, operation);
}

int unlink(const char* path) {
  fails_now();
  return next<int (*)(const char*)>("unlink")(path);
}

int remove(const char* path) {
  fails_now();
  return next<int (*)(const char*)>("remove")(path);
}

}  // extern "C"
