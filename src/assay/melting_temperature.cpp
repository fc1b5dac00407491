#include "assay/melting_temperature.hpp"

#include <array>
#include <cassert>

#include "ieee/elementary.hpp"

namespace crossbreak {
namespace {

struct Stack {
  std::string_view bases;  ///< 5'->3' on one strand; the other strand gives the same stack
  double enthalpy_kcal;    ///< per mol
  double entropy_cal;      ///< per mol and K
};

// SantaLucia 1998, table 2, 1 M NaCl.
constexpr std::array stacks{
    Stack{"AA", -7.9, -22.2}, Stack{"AT", -7.2, -20.4}, Stack{"TA", -7.2, -21.3}, Stack{"CA", -8.5, -22.7},
    Stack{"GT", -8.4, -22.4}, Stack{"CT", -7.8, -21.0}, Stack{"GA", -8.2, -22.2}, Stack{"CG", -10.6, -27.2},
    Stack{"GC", -9.8, -24.4}, Stack{"GG", -8.0, -19.9},
};
constexpr Stack end_gc{"G", 0.1, -2.8};  // initiation with a terminal G.C
constexpr Stack end_at{"A", 2.3, 4.1};   // and with a terminal A.T
constexpr double gas_constant = 1.987;   // cal per mol and K

char complement(char base) {
  switch (base) {
    case 'A':
      return 'T';
    case 'C':
      return 'G';
    case 'G':
      return 'C';
    default:
      return 'A';
  }
}

const Stack& stack_of(char first, char second) {
  const char other_first = complement(second);
  const char other_second = complement(first);
  for (const Stack& stack : stacks)
    if ((stack.bases[0] == first && stack.bases[1] == second) ||
        (stack.bases[0] == other_first && stack.bases[1] == other_second))
      return stack;
  assert(false && "the ten stacks cover all sixteen pairs");
  return stacks.front();
}

}  // namespace

double melting_temperature_c(std::string_view sequence, const DuplexConditions& conditions) {
  assert(sequence.size() >= 2 && sequence.find_first_not_of("ACGT") == std::string_view::npos);
  double enthalpy = 0;
  double entropy = 0;
  for (const char end : {sequence.front(), sequence.back()}) {
    const Stack& initiation = end == 'G' || end == 'C' ? end_gc : end_at;
    enthalpy += initiation.enthalpy_kcal;
    entropy += initiation.entropy_cal;
  }
  for (std::size_t i = 0; i + 1 < sequence.size(); ++i) {
    const Stack& stack = stack_of(sequence[i], sequence[i + 1]);
    enthalpy += stack.enthalpy_kcal;
    entropy += stack.entropy_cal;
  }
  entropy += 0.368 * static_cast<double>(sequence.size() - 1) * ieee::log(conditions.sodium_molar);
  return 1000 * enthalpy / (entropy + gas_constant * ieee::log(conditions.strands_molar / 4)) - 273.15;
}

}  // namespace crossbreak
