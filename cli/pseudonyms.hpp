// --pseudonymise: whose key the names of samples are hashed with. Shared by all commands that write them.
#pragma once

#include <optional>

#include <boost/program_options.hpp>

#include "arguments.hpp"
#include "pipeline/pseudonym_key.hpp"

namespace crossbreak::cli {

/// What the help of a command says that writes names and has no --pseudonymise: it calls nobody, and what its
/// outputs say of whom is a run's, not a study's.
inline constexpr const char* names_stay =
    "\nSamples keep their names; 'crossbreak call --pseudonymise' gives outputs without them.";

/// Adds --pseudonymise.
void add_pseudonymise_option(boost::program_options::options_description& options);

/// Whether --pseudonymise is given.
bool takes_out_names(const Arguments& arguments);

/// The key of --pseudonymise; nothing where names stay. Throws InputError for a file that others may read,
/// CallError for one that is no key.
std::optional<PseudonymKey> given_key(const Arguments& arguments);

/// Throws the error in flight anew, of the same exit code and without what it quotes. Call in a catch block.
[[noreturn]] void throw_quoting_no_names();

/// Does what may refuse a run, or what else names samples: settings, a plate map, a record. Where names are
/// taken out, the refusal quotes nothing of it: it would go to a terminal, a log or the table of a batch.
template <class Work>
auto quoting_no_names(bool takes_out_names, Work work) {
  if (!takes_out_names)
    return work();
  try {
    return work();
  } catch (...) {
    throw_quoting_no_names();
  }
}

}  // namespace crossbreak::cli
