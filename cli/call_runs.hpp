// From runs to their Report, as the command line asks. Shared by call and explain.
#pragma once

#include <exception>
#include <optional>
#include <vector>

#include <boost/program_options.hpp>

#include "arguments.hpp"
#include "assay/panel.hpp"
#include "calling/assignment.hpp"
#include "calling/call.hpp"
#include "calling/call_options.hpp"
#include "calling/plate_map.hpp"
#include "record/report.hpp"
#include "reports/report.hpp"
#include "run_files.hpp"

namespace crossbreak::cli {

/// Adds --panel, --target and --plate-map.
void add_call_options(boost::program_options::options_description& options);

/// What every run of one command shares.
struct CallSetup {
  Reader reader;
  Panel panel;
  CallOptions options;
  PlateMap map;
};

/// `runs`: how many will be called; a plate map that names samples belongs to one only.
/// Throws CommandLineError, InputError, AssayError, CallError.
CallSetup read_setup(const Arguments& arguments, std::size_t runs);

/// A run with its plate map applied and found fit to be called; or the error it met.
struct PreparedRun {
  ReadRun read;  ///< its run has moved on
  AssignedRun assigned;
  std::exception_ptr error;
};

/// Reads every run, side by side. Throws CommandLineError where an option names a target no run has.
std::vector<PreparedRun> prepare_runs(const std::vector<RunFiles>& files, const CallSetup& setup);

/// Analyses and calls runs together: one, or several with --combine. Throws the first error a run met.
Report call_prepared(const std::vector<PreparedRun*>& runs, const CallSetup& setup);

}  // namespace crossbreak::cli
