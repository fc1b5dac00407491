// Events that come at one time, of which it is not known which came first.
#pragma once

namespace crossbreak {

/// How events at one time are taken.
enum class Ties {
  Efron,  ///< as if they came one after the other, in no known order: Efron 1977, J. Am. Stat. Assoc. 72:557
  Breslow,  ///< as if each left the others at risk: Breslow 1974, Biometrics 30:89; what SPSS does
};

}  // namespace crossbreak
