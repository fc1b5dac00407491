#include "record/record_writer.hpp"

#include <utility>

#include "record/field_writer.hpp"
#include "record/fields.hpp"
#include "record/json_text.hpp"
#include "record/json_words.hpp"
#include "record/record.hpp"
#include "words/evidence.hpp"
#include "words/flags.hpp"
#include "words/reasons.hpp"

namespace crossbreak {

std::string write_record(const Report& report) {
  JsonText json;
  FieldWriter<Report>(json, report, report.calls).write_object<FieldsOf<Report>>(report);
  return std::move(json).finish();
}

}  // namespace crossbreak
