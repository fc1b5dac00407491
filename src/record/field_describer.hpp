// What the lists of fields.hpp say, as data: a visitor that describes the fields of any value that has such a
// list.
#pragma once

#include <algorithm>
#include <concepts>
#include <functional>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "record/field_description.hpp"
#include "record/fields.hpp"

namespace crossbreak {

constexpr CodeKind kind_of(Severity) {
  return CodeKind::Severity;
}
constexpr CodeKind kind_of(IssueCode) {
  return CodeKind::Issue;
}
constexpr CodeKind kind_of(EvidenceCode) {
  return CodeKind::Evidence;
}
constexpr CodeKind kind_of(Flag) {
  return CodeKind::Flag;
}
constexpr CodeKind kind_of(RunStatus) {
  return CodeKind::RunStatus;
}
constexpr CodeKind kind_of(SampleRole) {
  return CodeKind::Role;
}
constexpr CodeKind kind_of(ControlOutcome) {
  return CodeKind::ControlOutcome;
}
constexpr CodeKind kind_of(SetResult) {
  return CodeKind::SetResult;
}
constexpr CodeKind kind_of(PatientCallState) {
  return CodeKind::Call;
}
constexpr CodeKind kind_of(WellState) {
  return CodeKind::WellState;
}
constexpr CodeKind kind_of(Amplified) {
  return CodeKind::Amplified;
}
constexpr CodeKind kind_of(CtStatus) {
  return CodeKind::CtStatus;
}
constexpr CodeKind kind_of(InstrumentCtStatus) {
  return CodeKind::CtInstrumentStatus;
}
constexpr CodeKind kind_of(ThresholdSource) {
  return CodeKind::ThresholdSource;
}
constexpr CodeKind kind_of(RecordStatus) {
  return CodeKind::RecordStatus;
}
constexpr CodeKind kind_of(ReviewAction) {
  return CodeKind::ReviewAction;
}
constexpr CodeKind kind_of(DecisionCode) {
  return CodeKind::DecisionCode;
}
constexpr CodeKind kind_of(ReleaseOutcome) {
  return CodeKind::ReleaseOutcome;
}
constexpr CodeKind kind_of(SignatureMeaning) {
  return CodeKind::SignatureMeaning;
}
constexpr CodeKind kind_of(BaselineSource) {
  return CodeKind::BaselineSource;
}

constexpr CodeKind kind_of(CrosstalkState) {
  return CodeKind::Crosstalk;
}

/// Enums of which the catalogue has the codes.
template <class Enum>
concept HasKind = requires {
  kind_of(Enum{});
};

/// Codes that a later version may add without another version of the record; the states are closed.
template <class Enum>
inline constexpr bool may_grow =
    std::same_as<Enum, IssueCode> || std::same_as<Enum, EvidenceCode> || std::same_as<Enum, Flag>;

template <class T>
struct Unwrapped {
  using Value = T;
  static constexpr bool is_optional = false;
  static constexpr bool is_list = false;
};
template <class T>
struct Unwrapped<std::optional<T>> {
  using Value = T;
  static constexpr bool is_optional = true;
  static constexpr bool is_list = false;
};
template <class T>
struct Unwrapped<std::vector<T>> {
  using Value = T;
  static constexpr bool is_optional = false;
  static constexpr bool is_list = true;
};

template <class Subject, class Fields>
void add_object(std::vector<ObjectDescription>& objects);

/// The visitor of fields.hpp that describes the fields of a Subject.
template <class Subject>
class FieldDescriber {
 public:
  FieldDescriber(std::vector<ObjectDescription>& objects, std::vector<FieldDescription>& fields)
      : objects_(objects), fields_(fields) {}

  template <class Member>
  void operator()(std::string_view name, Member, const Meaning& meaning) {
    add<std::remove_cvref_t<std::invoke_result_t<Member, Subject&>>>(name, meaning);
  }
  void or_null(std::string_view name, auto member, const Meaning& meaning) {
    (*this)(name, member, meaning);
    fields_.back().may_be_null = true;
  }
  template <class Make>
  void derived(std::string_view name, Make, const Meaning& meaning) {
    add<std::invoke_result_t<Make, const Subject&, const Calls&>>(name, meaning);
  }
  void where(auto, std::string_view name, auto member, const Meaning& meaning) {
    (*this)(name, member, meaning);
    fields_.back().may_be_missing = true;
  }
  void if_there(std::string_view name, auto member, const Meaning& meaning) {
    (*this)(name, member, meaning);
    fields_.back().may_be_missing = true;
  }
  template <class Part>
  void part(Part, std::string_view name, const Meaning& meaning) {
    fields_.push_back(described(name, meaning));
    hold<Subject, Part>();
  }

 private:
  static FieldDescription described(std::string_view name, const Meaning& meaning) {
    FieldDescription field;
    field.name = name;
    field.meaning = meaning.text;
    field.least = meaning.least;
    field.most = meaning.most;
    field.always = meaning.always;
    field.pattern = meaning.pattern;
    field.code_kind = meaning.a_code;
    return field;
  }

  /// The last field is an object with these fields.
  template <class Of, class Fields>
  void hold() {
    fields_.back().kind = ValueKind::Object;
    fields_.back().object = Fields::name;
    add_object<Of, Fields>(objects_);
  }

  template <class T>
  void add(std::string_view name, const Meaning& meaning) {
    using Value = typename Unwrapped<T>::Value;
    FieldDescription& field = fields_.emplace_back(described(name, meaning));
    field.is_list = Unwrapped<T>::is_list;
    field.may_be_null = Unwrapped<T>::is_optional || std::same_as<T, std::vector<double>>;
    if constexpr (HasFields<Value>) {
      hold<Value, FieldsOf<Value>>();
    } else if constexpr (std::is_enum_v<Value>) {
      field.kind = ValueKind::Code;
      if constexpr (HasKind<Value>) {
        field.code_kind = kind_of(Value{});
      }
      if (!may_grow<Value>) {
        for (const auto& [value, code] : codes_of(Value{})) {
          field.codes.push_back(code);
        }
      }
    } else if constexpr (std::same_as<Value, Well>) {
      field.kind = ValueKind::Well;
    } else if constexpr (std::same_as<Value, bool>) {
      field.kind = ValueKind::Truth;
    } else if constexpr (std::same_as<Value, double>) {
      field.kind = ValueKind::Number;
    } else if constexpr (std::integral<Value>) {
      field.kind = ValueKind::Whole;
      if (std::unsigned_integral<Value> && !field.least) {
        field.least = 0;
      }
    } else {
      static_assert(std::convertible_to<Value, std::string_view>);
      field.kind = meaning.is_sha256 ? ValueKind::Sha256 : meaning.a_code ? ValueKind::Code : ValueKind::Text;
    }
  }

  std::vector<ObjectDescription>& objects_;
  std::vector<FieldDescription>& fields_;
};

/// Describes `Fields`, and what they hold, unless it is there already.
template <class Subject, class Fields>
void add_object(std::vector<ObjectDescription>& objects) {
  if (std::any_of(objects.begin(), objects.end(),
                  [](const ObjectDescription& object) { return object.name == Fields::name; })) {
    return;
  }
  const std::size_t place = objects.size();
  objects.push_back({Fields::name, Fields::meaning, {}});
  std::vector<FieldDescription> fields;
  FieldDescriber<Subject> field(objects, fields);
  Fields::list(field);
  objects[place].fields = std::move(fields);
}

/// The object of a Subject, then the objects that it holds, in the order in which they are first met.
template <class Subject>
std::vector<ObjectDescription> described_objects() {
  std::vector<ObjectDescription> objects;
  add_object<Subject, FieldsOf<Subject>>(objects);
  return objects;
}

}  // namespace crossbreak
