// Loaded into the program by LD_PRELOAD: at the FAULT_AT-th thing that it does to the disk (from 1: a file
// made, half of a write, the rest of it, a flush, a rename, a removal) either kills it, as kill -9 would, or
// finds the disk full from then on. FAULT_KIND says which: kill or full.
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

int done = 0;

int number_of(const char* variable) {
  const char* text = std::getenv(variable);
  return text == nullptr ? 0 : std::atoi(text);
}

bool is_kill() {
  const char* kind = std::getenv("FAULT_KIND");
  return kind != nullptr && std::strcmp(kind, "kill") == 0;
}

/// Whether the disk is full by now; does not return where the program is to be killed.
bool fails_now() {
  const int at = number_of("FAULT_AT");
  ++done;
  if (at == 0 || done < at)
    return false;
  if (is_kill())
    ::kill(::getpid(), SIGKILL);
  errno = ENOSPC;
  return true;
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

constexpr int last_standard_stream = 2;

int opened(const char* name, const char* path, int flags, mode_t mode) {
  if ((flags & O_CREAT) != 0 && fails_now())
    return -1;
  return next<int (*)(const char*, int, mode_t)>(name)(path, flags, mode);
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
  if (fails_now())
    return -1;
  const ssize_t half = real(file, bytes, (count + 1) / 2);
  if (half >= 0)
    fails_now();  // the rest, which the program then writes, finds no room
  return half;
}

int fsync(int file) {
  return fails_now() ? -1 : next<int (*)(int)>("fsync")(file);
}

int rename(const char* from, const char* to) {
  return fails_now() ? -1 : next<int (*)(const char*, const char*)>("rename")(from, to);
}

int remove(const char* path) {
  if (is_kill())
    fails_now();  // a full disk still lets files go
  return next<int (*)(const char*)>("remove")(path);
}

}  // extern "C"
