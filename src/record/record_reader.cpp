#include "record/record_reader.hpp"

#include <concepts>
#include <functional>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

#include "assay/panel.hpp"
#include "record/field_reader.hpp"
#include "record/fields.hpp"
#include "record/json_document.hpp"
#include "record/json_place.hpp"
#include "record/json_size.hpp"
#include "record/record.hpp"
#include "record/record_agreement.hpp"
#include "run/input_limits.hpp"
#include "words/reasons.hpp"

namespace crossbreak {
namespace {

/// No block has more wells than A1 to P24.
void complete(const Place& place, Plate& plate) {
  if (plate.rows < 1 || plate.rows > 16 || plate.columns < 1 || plate.columns > 24) {
    place.fail("expected 1 to 16 rows and 1 to 24 columns, found " + std::to_string(plate.rows) + " x " +
               std::to_string(plate.columns));
  }
}

/// No settings and no panel ask for fewer.
void complete(const Place& place, SigningPolicy& policy) {
  if (policy.signatures < fewest_signatures) {
    place.at("signatures")
        .fail("expected at least " + std::to_string(fewest_signatures) + " different people, found " +
              std::to_string(policy.signatures));
  }
}

/// The code of a rule and one of its outcomes.
void complete(const Place& place, Reason& reason) {
  const Rule rule = place.at("rule").code<Rule>();
  const std::string outcome = place.at("outcome").text();
  for (const ReasonEntry& entry : reason_catalogue) {
    if (entry.rule == rule && entry.outcome == outcome) {
      reason.code = entry.reason;
      return;
    }
  }
  std::string outcomes;
  for (const ReasonEntry& entry : reason_catalogue) {
    if (entry.rule == rule) {
      outcomes += (outcomes.empty() ? "" : ", ") + std::string(entry.outcome);
    }
  }
  place.at("outcome").fail("expected one of " + outcomes + ", found '" + outcome + "'");
}

/// Runs and plate maps have none that are longer.
void check_length_of_name(const Place& place, const char* field, const std::string& name) {
  if (name.size() > most_name_bytes) {
    place.at(field).fail("expected a name of at most " + std::to_string(most_name_bytes) + " bytes, found " +
                         std::to_string(name.size()));
  }
}

/// What names a sample, and of whose other fields none needs a look.
template <class T>
concept NamesOneSample = std::same_as<T, ControlCall> || std::same_as<T, PatientCall> ||
    std::same_as<T, ReplacedCall> || std::same_as<T, SampleMetadata>;

void complete(const Place& place, const NamesOneSample auto& value) {
  check_length_of_name(place, "sample", value.sample);
}

/// Nor more of what each row of an output repeats.
void complete(const Place& place, const RunMetadata& metadata) {
  if (const std::size_t bytes = bytes_of_lots(metadata); bytes > most_lot_bytes) {
    place.fail("expected at most " + std::to_string(most_lot_bytes) +
               " bytes of extraction batches and lots, found " + std::to_string(bytes));
  }
}

void complete(const Place& place, WellCall& well) {
  check_length_of_name(place, "sample", well.sample);
  check_length_of_name(place, "target", well.target);
  well.ct_instrument_status =
      static_cast<CtStatus>(value_at<InstrumentCtStatus>(place.at("ct_instrument_status")));
  const auto start = value_at<std::optional<int>>(place.at("baseline_start"));
  const auto end = value_at<std::optional<int>>(place.at("baseline_end"));
  if (start.has_value() != end.has_value()) {
    place.fail("expected both of baseline_start and baseline_end, found one");
  }
  well.baseline = start ? std::optional(BaselineWindow{*start, *end}) : std::nullopt;
}

void complete(const Place& root, Report& report) {
  report.profile = value_at<std::optional<Identity>>(root.at("profile")).value_or(Identity{});
  check_agreement(root, report);
}

JsonDocument parsed(std::string_view name, std::string_view json) {
  check_json_size(name, json);
  try {
    return JsonDocument(name, json);
  } catch (const nlohmann::json::parse_error& error) {
    throw ReportError(std::string(name) +
                      ": expected the record of a call (RUN.calls.json), found no JSON: stopped at byte " +
                      std::to_string(error.byte));
  } catch (const nlohmann::json::out_of_range&) {
    throw ReportError(std::string(name) + ": no JSON that can be read: a number out of range");
  }
}

}  // namespace

/// By the functions above.
template <class T>
requires requires(const Place& place, T& value) {
  complete(place, value);
}
struct Completion<T> {
  static void of(const Place& place, T& value) { complete(place, value); }
};

void Completion<ReviewSubject>::of(const Place& place, ReviewSubject& subject) {
  const int kinds =
      int{subject.control.has_value()} + int{subject.sample.has_value()} + int{subject.well.has_value()};
  if (kinds > 1) {
    place.fail("expected one of control, sample and well, found several");
  }
  if (subject.control.has_value() != subject.set.has_value()) {
    place.fail("expected both of control and set, found one");
  }
  if (subject.sample.has_value() != subject.repeat.has_value()) {
    place.fail("expected both of sample and repeat, found one");
  }
  if (subject.role && subject.control != "") {
    place.fail("expected role only beside an empty control, found it elsewhere");
  }
  if (subject.target && !subject.well) {
    place.fail("expected target only beside a well, found it alone");
  }
  check_length_of_name(place, "control", subject.control.value_or(""));
  check_length_of_name(place, "sample", subject.sample.value_or(""));
  check_length_of_name(place, "target", subject.target.value_or(""));
}

Report read_record(std::string_view name, std::string_view json) {
  const JsonDocument document = parsed(name, json);
  const Place root(name, document);
  if (const std::string schema = root.at("schema").text(); schema != record_schema) {
    root.at("schema").fail("expected '" + std::string(record_schema) + "', found '" + schema + "'");
  }
  return value_at<Report>(root);
}

}  // namespace crossbreak
