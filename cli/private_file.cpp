#include "private_file.hpp"

#include <system_error>

#include "command.hpp"
#include "system.hpp"

namespace crossbreak::cli {

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

}  // namespace crossbreak::cli
