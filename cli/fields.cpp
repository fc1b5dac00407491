// crossbreak fields: what stands in a record.
#include <map>

#include "arguments.hpp"
#include "record/schema.hpp"
#include "reports/cohort_json.hpp"
#include "reports/fields_table.hpp"
#include "run/nearest.hpp"
#include "words/joined.hpp"

namespace po = boost::program_options;

namespace crossbreak::cli {
namespace {

Usage usage() {
  return {
      "crossbreak fields [options]",
      "Every field of the record (RUN.calls.json): its place, [] for a list; its type; the kind of its "
      "codes, which 'crossbreak codes' lists; and its meaning. A sentence (words) holds en and zh. --schema "
      "prints the same as JSON Schema 2020-12, --schema=review that of a review file, --schema=audit that of "
      "a line of the audit and --schema=cohort that of cohort.json; all four also lie in share/crossbreak.",
      {"# what a patient's sets hold", "crossbreak fields | grep -F 'patients[].sets[]'",
       "# for an import script", "crossbreak fields --json", "# to validate records",
       "crossbreak fields --schema"}};
}

std::string schema_of(const std::string& file) {
  const std::map<std::string, std::string (*)()> schemas = {{"record", write_record_schema},
                                                            {"review", write_review_schema},
                                                            {"audit", write_audit_schema},
                                                            {"cohort", write_cohort_schema}};
  if (const auto found = schemas.find(file); found != schemas.end())
    return found->second();
  std::vector<std::string> names;
  for (const auto& [name, write] : schemas)
    names.push_back(name);
  const auto nearest = nearest_name(file, names);
  throw CommandLineError("--schema: expected one of " + joined(names) + ", found '" + file + "'" +
                         (nearest ? ", did you mean '" + *nearest + "'?" : ""));
}

}  // namespace

ExitCode run_fields(const std::vector<std::string>& arguments, std::ostream& out, std::ostream&) {
  po::options_description options("Options");
  options.add_options()("json", "print JSON instead of a table")(
      "schema", po::value<std::string>()->value_name("OF")->implicit_value("record"),
      "print the JSON Schema of the record, or of another file: --schema=review, --schema=audit, "
      "--schema=cohort");
  const Arguments parsed =
      parse(arguments, usage(), options, {.name = "files", .at_least = 0, .at_most = 0}, out);
  if (parsed.finished)
    return ExitCode::Done;
  if (parsed.given("json") && parsed.given("schema"))
    throw CommandLineError("expected one of --json and --schema, found both");
  if (const auto of = parsed.text("schema"))
    out << schema_of(*of);
  else
    out << (parsed.given("json") ? write_fields_json() : write_fields_text());
  return ExitCode::Done;
}

}  // namespace crossbreak::cli
