#include "problem_texts.hpp"

#include <fstream>
#include <set>
#include <string_view>
#include <vector>

#include "command.hpp"
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

fs::path text_for(const fs::path& folder, const std::string& file) {
  constexpr std::string_view ending = ".txt";
  fs::path text = with_room_for(ending.size(), folder / path_of(file));
  text += ending;
  return text;
}

/// What each text begins with, and nobody else's file: as the program says it on a terminal.
constexpr std::string_view ours = "crossbreak: ";

bool is_ours(const fs::path& file) {
  std::string start(ours.size(), '\0');
  std::ifstream stream(file, std::ios::binary);
  return stream.read(start.data(), static_cast<std::streamsize>(start.size())) && start == ours;
}

}  // namespace

Problems write_problem_texts(const fs::path& folder, const Problems& problems) {
  std::error_code error;
  if (fs::is_symlink(folder, error))
    throw OutputError(text_of(folder) + ": expected a folder of its own for the texts, found a link");
  std::set<fs::path> wanted;
  for (const auto& [file, message] : problems)
    wanted.insert(text_for(folder, file));
  std::error_code none_there;
  std::vector<fs::path> over;
  for (fs::recursive_directory_iterator entry(folder, none_there), end; !none_there && entry != end;
       entry.increment(none_there))
    if (fs::is_regular_file(entry->symlink_status(none_there)) && !wanted.contains(entry->path()) &&
        is_ours(entry->path()))
      over.push_back(entry->path());
  for (const fs::path& text : over)  // before others are written: one may be where a folder is needed now
    fs::remove(text, none_there);
  Problems unwritten;
  for (const auto& [file, message] : problems) {
    const fs::path text = text_for(folder, file);
    const std::string told = std::string(ours) + message + '\n';
    try {
      if (!says(text, told))
        write_files({{.path = text, .bytes = told}});
    } catch (const OutputError& failed) {
      unwritten.emplace(file, failed.what());
    } catch (const InputError& failed) {  // what lies there cannot be read
      unwritten.emplace(file, failed.what());
    }
  }
  return unwritten;
}

}  // namespace crossbreak::cli
