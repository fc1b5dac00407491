// The process around run_program().
#include <iostream>
#include <string>
#include <vector>

#include "command.hpp"
#include "system.hpp"

int main(int argc, char** argv) {
  using namespace crossbreak::cli;
  occupy_standard_streams();
  std::ios::sync_with_stdio(false);
  return static_cast<int>(run_program(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr));
}
