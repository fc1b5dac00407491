// Writes a reviewed record and its audit into a folder, as `crossbreak review apply` leaves them, for tests
// that run the program.
#include <fstream>
#include <iostream>

#include "release/reviewed_record.hpp"

int main(int argc, char** argv) {
  using namespace crossbreak::tests;
  if (argc != 2) {
    std::cerr << "expected a folder\n";
    return 2;
  }
  const std::string folder = argv[1];
  const RecordAndAudit plate = reviewed_record();
  std::ofstream(folder + "/" + record_name, std::ios::binary) << plate.record.text();
  std::ofstream(folder + "/" + audit_name, std::ios::binary) << plate.audit.text;
  return 0;
}
