// What a study asks of its patients: which column of the clinical table is what, and what is computed of
// them.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "statistics/limits.hpp"
#include "statistics/ties.hpp"
#include "words/words.hpp"

namespace crossbreak {

/// How the cells of a column say yes and no; compared as sample names are.
struct YesNo {
  std::vector<std::string> yes = {"1", "yes"};
  std::vector<std::string> no = {"0", "no"};
};

/// One characteristic of a patient. Those that say yes or no are 1 and 0.
struct StudyVariable {
  enum class Kind {
    Number,   ///< as it stands
    AtLeast,  ///< yes where the number is >= limit
    Above,    ///< yes where the number is > limit
    Words,    ///< yes and no as the table says them
  };
  std::string name;
  std::string column;
  Words label;
  Words label_no;  ///< of the patients of whom it says no; of a number unused
  Kind kind = Kind::Words;
  double limit = 0;
  double least = -std::numeric_limits<double>::infinity();  ///< numbers outside are impossible
  double most = std::numeric_limits<double>::infinity();
  YesNo words;
};

/// What the patients are followed to.
struct StudyEndpoint {
  std::string name;
  Words label;
  std::string time_column;  ///< months; empty: from and to are dates
  std::string from_column;
  std::string to_column;
  std::string event_column;
  std::string competing_column;  ///< empty: no other event comes first
  YesNo words;
};

/// No follow-up is longer: a hundred years. What is, was entered in days or with a slip.
inline constexpr double longest_months = 1200;

/// The name by which models know the deletion, which the calls tell.
inline constexpr const char* deleted_variable = "deleted";

struct StudyModel {
  std::size_t endpoint = 0;                           ///< of Study::endpoints
  std::vector<std::optional<std::size_t>> variables;  ///< of Study::variables; nothing: the deletion
};

struct Study {
  std::string file;    ///< name only
  std::string sha256;  ///< of its bytes
  std::string sample_column;
  std::vector<std::string> missing;  ///< texts that say as much as an empty cell
  std::vector<StudyVariable> variables;
  std::vector<StudyEndpoint> endpoints;
  std::optional<std::size_t> groups;  ///< the variable that parts the deleted and the others in two each
  std::vector<StudyModel> models;
  double rate_months = 36;  ///< survival is told at this time
  LimitsKind limits = LimitsKind::LogLog;
  Ties ties = Ties::Efron;
};

}  // namespace crossbreak
