// Ten lines that use the installed library: the Ct of one curve table.
#include <iostream>

#include "curves/analysis.hpp"
#include "formats/formats.hpp"

int main(int, char** argv) {
  const auto runs = crossbreak::group_into_runs({{.name = "table.csv", .bytes = argv[1]}});
  const crossbreak::Run run = crossbreak::read_run(runs.front(), {});
  for (const crossbreak::Curve& curve : crossbreak::analyse_curves(run, {}))
    std::cout << run.reactions[curve.reaction].sample << ' ' << curve.rn.size() << '\n';
}
