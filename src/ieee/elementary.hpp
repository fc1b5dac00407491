#pragma once

// Elementary functions that give the same bits on every processor, compiler and system.
//
// A system's mathematical library does not: glibc takes other code for exp, log and pow where the processor
// has fused multiplication, and other systems have other code altogether. A record's hash, to which decisions
// are bound, would follow. These use additions, subtractions, multiplications, divisions and square roots of
// doubles alone, which IEEE 754 rounds everywhere alike; the library is compiled without contraction of a * b
// + c to one operation.
//
// All are within 1 unit in the last place (tests/ieee measures it against MPFR); special values are those of
// C's Annex F (nan, infinities, signed zeros), without errno. sqrt, fabs, floor, ceil, round, ldexp and the
// like are exact in every library: std::'s are used.

namespace crossbreak::ieee {

double exp(double x);
double expm1(double x);  ///< exp(x) - 1, without cancellation near 0
double log(double x);
double log1p(double x);  ///< log(1 + x), without rounding 1 + x
double log10(double x);  ///< exact for powers of ten
double pow(double x, double y);
double asin(double x);

/// For |x| up to pi / 2, of which reflection formulas have need; nan beyond.
double sin(double x);

/// x^2, rounded once: pow(x, 2) may round otherwise.
constexpr double square(double x) {
  return x * x;
}

}  // namespace crossbreak::ieee
