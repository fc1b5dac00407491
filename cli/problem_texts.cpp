#include "problem_texts.hpp"

#include <set>
#include <vector>

#include "files.hpp"
#include "system.hpp"

namespace fs = std::filesystem;

namespace crossbreak::cli {
namespace {

bool says(const fs::path& file, const std::string& text) {
  std::error_code error;
  return fs::is_regular_file(file, error) && fs::file_size(file, error) == text.size() &&
         read_file(file).bytes == text;
}

}  // namespace

void write_problem_texts(const fs::path& folder, const Problems& problems) {
  std::set<fs::path> wanted;
  for (const auto& [file, message] : problems) {
    const fs::path text = folder / path_of(file + ".txt");
    wanted.insert(text);
    if (!says(text, message + '\n'))
      write_files({{.path = text, .bytes = message + '\n'}});
  }
  std::error_code none_there;
  std::vector<fs::path> over;
  for (fs::recursive_directory_iterator entry(folder, none_there), end; !none_there && entry != end;
       entry.increment(none_there))
    if (entry->is_regular_file(none_there) && !wanted.contains(entry->path()))
      over.push_back(entry->path());
  for (const fs::path& text : over)
    fs::remove(text, none_there);
}

}  // namespace crossbreak::cli
