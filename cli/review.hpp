// The parts of crossbreak review: what follows the word, as arguments.
#pragma once

#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "command.hpp"
#include "record/report.hpp"
#include "words/words.hpp"

namespace crossbreak::cli {

ExitCode run_review_status(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_decide(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_apply(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_sign(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_amend(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_verify(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
ExitCode run_review_keygen(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

/// "next: crossbreak review apply ...": what to do now.
Words next_command(const std::string& command);

/// The same, to apply the decisions in these files, of which the first is the called record.
Words next_apply(const std::vector<std::string>& files, const Report& called,
                 std::span<const ReviewEvent> events);

/// What stands of a run that is not valid, so that nobody agrees to it unawares; empty where all are.
std::vector<Words> invalid_runs(const Report& report);

}  // namespace crossbreak::cli
