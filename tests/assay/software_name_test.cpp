#include "assay/software_name.hpp"

#include <doctest/doctest.h>

using namespace crossbreak;

TEST_CASE("a name is compared without case, width, marks and signs, and keeps its words") {
  for (const char* name :
       {"StepOne Software v2.3", "StepOne™ Software v2.3", "STEPONE(TM)  SOFTWARE V2.3",
        "StepOne®Software\tv2,3", " StepOneâ„¢ Software v2.3 ", "Ｓｔｅｐｏｎｅ Software v2.3"}) {
    CAPTURE(name);
    CHECK(plain_name(name) == "stepone software v2.3");
  }
  CHECK(plain_name("96-Well Block (0.2mL)") == "96 well block 0.2ml");
  CHECK(plain_name("™") == "");
}

TEST_CASE("software that repeats its name is that software") {
  for (const char* text :
       {"StepOne Software StepOne™ Software v2.3", "StepOne Software v2.3", "StepOne Software 2.3",
        "stepone software  version 2.3.1", "StepOneSoftware v2.3",
        "Applied Biosystems StepOne(TM) Software v 2.3 (Build 4)", "StepOne Softwarev2.3"}) {
    CAPTURE(text);
    CHECK(names_software(text, "StepOne Software v2"));
    CHECK_FALSE(names_software(text, "StepOne Software v1"));
    CHECK_FALSE(names_software(text, "7500 Software v2"));
  }
  CHECK(names_software("7500 Software 7500 Fast Software v2.0.6", "7500 Software v2"));
  CHECK_FALSE(names_software("StepOnePlus Software v2.3", "StepOne Software v2"));
  CHECK_FALSE(names_software("17500 Software v2.3", "7500 Software v2"));
}

TEST_CASE("versions are compared as numbers, as far as they are asked for") {
  CHECK(names_software("7500 Software 2.0.5", "7500 Software v2"));
  CHECK(names_software("7500 Software v2.0.5", "7500 Software 2.0.5"));
  CHECK(names_software("7500 Software v2.10", "7500 Software v2"));
  CHECK(names_software("7500 Software v02.3", "7500 Software v2.3"));
  CHECK_FALSE(names_software("7500 Software v2.10", "7500 Software v2.1"));
  CHECK_FALSE(names_software("7500 Software v20.1", "7500 Software v2"));
  CHECK_FALSE(names_software("7500 Software v1.4", "7500 Software v2"));
  CHECK_FALSE(names_software("7500 Software", "7500 Software v2"));
  CHECK_FALSE(names_software("", "7500 Software v2"));
  CHECK_FALSE(names_software("7500 Software v99999999999", "7500 Software v9"));
  CHECK(names_software("SDS 1.4.1", "SDS v1"));
  CHECK(names_software("SDSv1.3.1", "SDS v1"));
}

TEST_CASE("a name without a version takes every version") {
  CHECK(names_software("QuantStudio™ Real-Time PCR Software v1.3", "QuantStudio"));
  CHECK(names_software("QuantStudio 3 and 5 Software 1.5.1", "QuantStudio"));
  CHECK_FALSE(names_software("Quant Software", "QuantStudio"));
}
