#include "curves/because.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("evidence has its code without the variant and both languages, its fields filled") {
  const VerdictReason rising =
      because(EvidenceCode::LinearDrift, field<"change">("0.04"), field<"cycles">("40"));
  CHECK(rising.code == EvidenceCode::LinearDrift);
  CHECK(rising.words ==
        Words{"rises 0.04 over 40 cycles, linear: drift", "40个循环内上升0.04，呈线性：漂移"});
  const VerdictReason falling =
      because({EvidenceCode::LinearDrift, "falling"}, field<"change">("0.04"), field<"cycles">("40"));
  CHECK(falling.code == EvidenceCode::LinearDrift);
  CHECK(falling.words ==
        Words{"falls 0.04 over 40 cycles, linear: drift", "40个循环内下降0.04，呈线性：漂移"});
}
