#include "formats/zip_archive.hpp"

#include <algorithm>
#include <limits>
#include <new>
#include <stdexcept>
#include <zip.h>

#include "run/ascii.hpp"

namespace crossbreak {
namespace {

std::string turned(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '\\', '/');
  return text;
}

std::string folded(std::string_view name) {
  return lower_case(turned(name));
}

std::string reason(zip_error_t& error) {
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

[[noreturn]] void refuse_writing(zip_t* archive) {
  const std::string text = zip_strerror(archive);
  zip_discard(archive);
  throw std::runtime_error("cannot write a zip: " + text);
}

}  // namespace

void ZipArchive::Discard::operator()(void* archive) const {
  zip_discard(static_cast<zip_t*>(archive));
}

ZipArchive::ZipArchive(const Source& source, const InputLimits& limits)
    : source_(source), account_(std::make_shared<InputAccount>(limits)) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* bytes = zip_source_buffer_create(source.bytes.data(), source.bytes.size(), 0, &error);
  if (bytes == nullptr)
    throw FormatError(source.name, "cannot be opened as a zip: " + reason(error));
  archive_.reset(zip_open_from_source(bytes, ZIP_RDONLY, &error));
  if (!archive_) {
    zip_source_free(bytes);
    if (zip_error_code_zip(&error) == ZIP_ER_MEMORY)
      throw std::bad_alloc();
    throw FormatError(source.name, "damaged or cut-off zip: " + reason(error));
  }
  zip_error_fini(&error);

  zip_t* archive = static_cast<zip_t*>(archive_.get());
  const auto count = static_cast<std::uint64_t>(zip_get_num_entries(archive, 0));
  if (count > limits.members)
    throw FormatError(source.name, "a zip of " + std::to_string(count) + " members; at most " +
                                       std::to_string(limits.members) + " are read");
  std::uint64_t total = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive, i, ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0 ||
        (stat.valid & ZIP_STAT_SIZE) == 0)
      throw FormatError(source.name, "damaged zip: member " + std::to_string(i + 1) + " has no name or size");
    if (stat.size > limits.part_bytes)
      throw FormatError(source.name, turned(stat.name),
                        "expands to " + std::to_string(stat.size) + " bytes; at most " +
                            std::to_string(limits.part_bytes) + " are read");
    total += stat.size;
    members_.push_back(turned(stat.name));
    indices_[folded(stat.name)].push_back(i);
  }
  if (total > limits.inflated_bytes ||
      (total > limits.expansion_free_bytes && total / limits.expansion > source.bytes.size()))
    throw FormatError(source.name, "a zip of " + std::to_string(source.bytes.size()) +
                                       " bytes that expands to " + std::to_string(total) + " is not read");
}

bool ZipArchive::has(std::string_view member) const {
  return indices_.contains(folded(member));
}

std::string ZipArchive::read(std::string_view member) const {
  return inflated(member, std::numeric_limits<std::uint64_t>::max());
}

std::string ZipArchive::beginning(std::string_view member, std::size_t bytes) const {
  return inflated(member, bytes);
}

/// The whole member, its length and checksum compared, or the beginning of a longer one.
std::string ZipArchive::inflated(std::string_view member, std::uint64_t at_most) const {
  const auto found = indices_.find(folded(member));
  if (found == indices_.end())
    throw FormatError(source_.name, member, "no such member in the file");
  if (found->second.size() > 1)
    throw FormatError(source_.name, member,
                      "the file holds " + std::to_string(found->second.size()) + " members of this name");
  const std::size_t index = found->second.front();
  zip_t* archive = static_cast<zip_t*>(archive_.get());
  zip_stat_t stat;
  if (zip_stat_index(archive, index, ZIP_FL_ENC_RAW, &stat) != 0)
    throw FormatError(source_.name, members_[index], "damaged");
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
    throw FormatError(source_.name, members_[index], "encrypted; save the file without a password");
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive, index, 0));
  if (!file)
    throw FormatError(source_.name, members_[index], std::string("damaged: ") + zip_strerror(archive));

  const std::uint64_t wanted = std::min<std::uint64_t>(stat.size, at_most);
  account_->charge(Taken::InflatedBytes, wanted, source_.name, members_[index]);
  std::string bytes(wanted, '\0');
  const zip_int64_t length = zip_fread(file.get(), bytes.data(), bytes.size());
  char beyond = 0;  // reading on makes libzip compare length and CRC-32
  if (length < 0 || static_cast<std::uint64_t>(length) != wanted ||
      (wanted == stat.size && zip_fread(file.get(), &beyond, 1) != 0))
    throw FormatError(source_.name, members_[index],
                      "damaged: its bytes do not match its length and checksum");
  return bytes;
}

bool looks_like_zip(std::string_view bytes) {
  // PK78: the mark of an archive that could have been split and was not (APPNOTE 8.5.4), as some programs
  // write.
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06") ||
         bytes.starts_with("PK\x07\x08PK\x03\x04");
}

std::string write_zip(std::span<const ZipMember> members) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* archive =
      target == nullptr ? nullptr : zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (archive == nullptr) {
    zip_source_free(target);
    throw std::runtime_error("cannot write a zip: " + reason(error));
  }
  zip_source_keep(target);
  const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> kept(target, &zip_source_free);

  constexpr zip_uint16_t first_dos_day = (1U << 5U) | 1U;  // 1980-01-01, the earliest a zip can say
  for (const ZipMember& member : members) {
    zip_source_t* bytes = zip_source_buffer(archive, member.bytes.data(), member.bytes.size(), 0);
    if (bytes == nullptr)
      refuse_writing(archive);
    const zip_int64_t index = zip_file_add(archive, member.name.c_str(), bytes, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(bytes);
      refuse_writing(archive);
    }
    if (zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, first_dos_day, 0) != 0)
      refuse_writing(archive);
  }
  if (zip_close(archive) != 0)
    refuse_writing(archive);

  zip_stat_t stat;
  if (zip_source_stat(target, &stat) != 0 || zip_source_open(target) != 0)
    throw std::runtime_error("cannot read back the zip just written");
  std::string result(stat.size, '\0');
  const zip_int64_t length = zip_source_read(target, result.data(), result.size());
  zip_source_close(target);
  if (length < 0 || static_cast<std::uint64_t>(length) != stat.size)
    throw std::runtime_error("cannot read back the zip just written");
  return result;
}

}  // namespace crossbreak
