// Writes review pages and their records into a folder, for the browser tests of tests/review_page.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "example_report.hpp"
#include "full_plate.hpp"
#include "record/record_writer.hpp"
#include "reports/review_page.hpp"

namespace {

using namespace crossbreak;

bool write(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream stream(file, std::ios::binary);
  stream << bytes;
  stream.close();
  return static_cast<bool>(stream);
}

bool write_pages(const std::filesystem::path& folder, const std::string& name, const Report& report) {
  return write(folder / (name + ".en.html"), write_review_page(report, Language::En)) &&
         write(folder / (name + ".zh.html"), write_review_page(report, Language::Zh)) &&
         write(folder / (name + ".calls.json"), write_record(report));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: crossbreak_sample_pages FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  const bool written = write_pages(folder, "example", example_report()) &&
                       write_pages(folder, "failed_control", failed_control()) &&
                       write_pages(folder, "plate96", full_plate({8, 12})) &&
                       write_pages(folder, "wild96", wild_plate()) &&
                       write_pages(folder, "two_plates", two_plates()) &&
                       write_pages(folder, "plate384", full_plate({16, 24}));
  return written ? 0 : 1;
}
