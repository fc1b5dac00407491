#include "private_file.hpp"

#include <optional>
#include <system_error>
#include <utility>

#include "command.hpp"

namespace crossbreak::cli {
namespace {

void check_written(const std::filesystem::path& place, const std::optional<std::string>& why_not) {
  if (why_not)
    throw OutputError(text_of(place) + ": cannot be written: " + *why_not);
}

}  // namespace

void check_private(const std::filesystem::path& key) {
  using std::filesystem::perms;
  std::error_code error;
  const perms allowed = std::filesystem::status(key, error).permissions();
  if (!error && allowed != perms::unknown &&
      (allowed & (perms::group_all | perms::others_all)) != perms::none)
    throw InputError(text_of(key) +
                     ": expected a key file that its owner alone may read, found one that others may read "
                     "or write; type 'chmod 600 " +
                     text_of(key) + "'");
}

NewPrivateFile::NewPrivateFile(const std::filesystem::path& place, std::string bytes)
    : place_(place), bytes_(std::move(bytes)), beside_(name_beside(place)), held_(beside_) {
  if (const std::optional<std::string> why_not = held_.write(bytes_)) {
    remove_beside();
    check_written(place_, why_not);
  }
}

NewPrivateFile::~NewPrivateFile() {
  remove_beside();
}

void NewPrivateFile::remove_beside() {
  held_.release();
  std::error_code ignored;
  std::filesystem::remove(beside_, ignored);
}

void NewPrivateFile::put_in_place() const {
  std::error_code error;
  std::filesystem::create_hard_link(beside_, place_, error);  // a rename would replace what is there
  const bool has_files_of_one_name = error == std::errc::operation_not_permitted ||
                                     error == std::errc::operation_not_supported ||
                                     error == std::errc::function_not_supported;
  if (has_files_of_one_name)
    check_written(place_, write_private(place_, bytes_));
  else if (error)
    check_written(place_, error.message());
  sync_folder(place_.has_parent_path() ? place_.parent_path() : path_of("."));
}

}  // namespace crossbreak::cli
