#include "pseudonyms.hpp"

#include <exception>
#include <filesystem>
#include <new>
#include <string>

#include "command.hpp"
#include "files.hpp"
#include "private_file.hpp"
#include "release/release_error.hpp"
#include "system.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

constexpr const char* pseudonymise = "pseudonymise";

}  // namespace

void add_pseudonymise_option(po::options_description& options) {
  options.add_options()(pseudonymise, po::value<std::string>()->value_name("KEYFILE"),
                        "keyed hashes in place of sample names in all outputs, which name no file, order or "
                        "person either; the file holds 32 random bytes or more, as (umask 077; openssl rand "
                        "-hex 32 > names.key) makes them");
}

bool takes_out_names(const Arguments& arguments) {
  return arguments.given(pseudonymise);
}

void throw_quoting_no_names() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    throw;  // quotes nothing
  } catch (const std::exception& error) {
    const std::string message = without_quoted(error.what());
    switch (exit_code_in_flight()) {
      case ExitCode::CommandLine:
        throw CommandLineError(message);
      case ExitCode::UnusableFile:
        throw InputError(message);
      case ExitCode::NotVerified:
        throw VerificationError(message);
      default:
        throw;
    }
  }
}

std::optional<PseudonymKey> given_key(const Arguments& arguments) {
  const std::optional<std::string> file = arguments.text(pseudonymise);
  if (!file)
    return std::nullopt;
  const std::filesystem::path path = path_of(*file);
  const Source key = read_file(path);
  check_private(path);
  return read_pseudonym_key(*file, key.bytes);
}

}  // namespace crossbreak::cli
