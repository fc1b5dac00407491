#include "curves/because.hpp"

namespace crossbreak {

VerdictReason reason_of(const EvidenceEntry& entry, std::initializer_list<Argument> arguments) {
  return {entry.evidence, filled(entry.sentence, arguments)};
}

}  // namespace crossbreak
