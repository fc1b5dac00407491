// Prints the example's record, for validators that are no C++.
#include <cstring>
#include <iostream>

#include "example_report.hpp"
#include "reports/record.hpp"

int main(int argc, char** argv) {
  crossbreak::Report report = crossbreak::example_report();
  if (argc > 1 && std::strcmp(argv[1], "--no-curves") == 0) {
    report.has_curves = false;
    report.curves.clear();
  }
  std::cout << crossbreak::write_record(report);
}
