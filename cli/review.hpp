// The parts of crossbreak review: what follows the word, as arguments.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "command.hpp"

namespace crossbreak::cli {

ExitCode run_review_status(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_decide(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_apply(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_sign(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_amend(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_verify(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_keygen(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace crossbreak::cli
