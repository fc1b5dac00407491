#include "formats/rdml_document.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <set>

#include "formats/xml_text.hpp"
#include "formats/zip_archive.hpp"
#include "run/ascii.hpp"
#include "run/utf8.hpp"
#include "words/joined.hpp"

namespace crossbreak {
namespace {

constexpr std::string_view usual_member = "rdml_data.xml";
constexpr std::array<std::string_view, 5> versions = {"1.0", "1.1", "1.2", "1.3", "1.4"};
constexpr std::size_t most_runs = 100;          // arbitrary
constexpr std::size_t most_before_root = 4096;  // bytes, arbitrary

bool has_utf16_mark(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

/// Whether the document element, at the beginning behind declaration and comments, is <rdml> or <x:rdml>.
bool begins_as_rdml(std::string_view bytes) {
  std::string beginning(bytes.substr(0, most_before_root));
  if (has_utf16_mark(bytes))
    std::erase(beginning, '\0');
  std::string_view text = beginning;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    std::string_view name = text.substr(at + 1);
    if (name.starts_with("!--")) {
      at = std::min(text.find("-->", at), text.size() - 1);
      continue;
    }
    if (name.starts_with('?') || name.starts_with('!'))
      continue;
    name = name.substr(0, name.find_first_of(" \t\r\n/>"));
    return name == "rdml" || name.ends_with(":rdml");
  }
  return false;
}

bool ends_folded(std::string_view name, std::string_view ending) {
  return name.size() >= ending.size() &&
         std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [](char a, char b) { return a == lower_case(b); });
}

/// The members that are RDML documents; the usual one alone where it is there.
std::vector<std::string> rdml_members(const ZipArchive& archive) {
  if (archive.has(usual_member))
    return {std::string(usual_member)};
  std::vector<std::string> found;
  for (const std::string& member : archive.members())
    if ((ends_folded(member, ".xml") || ends_folded(member, ".rdml")) &&
        begins_as_rdml(archive.beginning(member, most_before_root)))
      found.push_back(member);
  return found;
}

}  // namespace

bool holds_rdml(const Source& source) {
  if (!looks_like_zip(source.bytes))
    return begins_as_rdml(source.bytes);
  // In the raw bytes, so that a cut-off file is still known for what it is.
  if (source.bytes.find(usual_member) != std::string::npos)
    return true;
  try {
    return !rdml_members(ZipArchive(source)).empty();
  } catch (const FormatError&) {
    return false;
  }
}

RdmlDocument::RdmlDocument(const Source& source) : file_(source.name) {
  if (looks_like_zip(source.bytes)) {
    const ZipArchive archive(source);
    const std::vector<std::string> members = rdml_members(archive);
    if (members.empty())
      throw FormatError(file_, "a zip without an RDML document");
    if (members.size() > 1)
      throw FormatError(
          file_, "a zip of several RDML documents (" + joined(members) + "): unpack it and give one of them");
    member_ = members.front();
    account_ = archive.account();
    xml_ = archive.read(member_);
  } else {
    xml_ = source.bytes;
  }
  const auto fail = [&](const std::string& message) {
    return member_.empty() ? FormatError(file_, message) : FormatError(file_, member_, message);
  };
  const bool is_utf16 = has_utf16_mark(xml_);
  if (!is_utf16 && !is_utf8(xml_))
    throw fail("the text is not UTF-8");
  const std::string wrong = load_xml(document_, xml_, is_utf16 ? pugi::encoding_auto : pugi::encoding_utf8,
                                     *account_, {.file = file_, .member = member_});
  if (!wrong.empty())
    throw fail("damaged XML: " + wrong);
  root_ = document_.document_element();
  if (rdml_name(root_) != "rdml")
    throw fail("expected the element <rdml>, found <" + std::string(root_.name()) + ">");
  const std::string_view version = root_.attribute("version").value();
  if (!version.empty() && std::find(versions.begin(), versions.end(), version) == versions.end())
    throw error(root_, "expected RDML version 1.0 to 1.4, found '" + std::string(version) + "'");
}

std::vector<RdmlDocument::Run> RdmlDocument::runs() const {
  std::vector<Run> runs;
  std::map<std::string, std::size_t> ids;
  for (const pugi::xml_node& experiment : rdml_children(root_, "experiment"))
    for (const pugi::xml_node& run : rdml_children(experiment, "run")) {
      runs.push_back({.name = rdml_id(run), .experiment = experiment, .run = run});
      ++ids[runs.back().name];
    }
  if (runs.empty())
    throw error(root_, "no <run> in any <experiment>");
  if (runs.size() > most_runs)
    throw error(root_, "expected at most " + std::to_string(most_runs) + " runs, found " +
                           std::to_string(runs.size()));
  const std::uint64_t elements = account_->charged(Taken::Elements);
  const std::uint64_t most = account_->limits().elements_of_runs;
  if (elements * runs.size() > most)
    throw error(root_, "too large: expected at most " + std::to_string(most) +
                           " elements times runs, since each run is read on its own; found " +
                           std::to_string(elements) + " elements and " + std::to_string(runs.size()) +
                           " runs");
  std::set<std::string> names;
  for (Run& run : runs) {
    if (run.name.empty())
      run.name = "run";
    else if (ids[run.name] > 1)
      run.name = rdml_id(run.experiment) + ": " + run.name;
    const std::string name = run.name;
    for (int i = 2; !names.insert(run.name).second; ++i)
      run.name = name + " (" + std::to_string(i) + ")";
  }
  return runs;
}

FormatError RdmlDocument::error(const pugi::xml_node& node, const std::string& message) const {
  const std::ptrdiff_t offset = node.offset_debug();
  int line = 0;
  if (offset >= 0 && !has_utf16_mark(xml_))  // of other encodings pugixml does not know where it is
    line = 1 + static_cast<int>(std::count(
                   xml_.begin(), xml_.begin() + std::min<std::ptrdiff_t>(offset, std::ssize(xml_)), '\n'));
  if (member_.empty())
    return line > 0 ? FormatError(file_, line, message) : FormatError(file_, message);
  return {file_, line > 0 ? member_ + ':' + std::to_string(line) : member_, message};
}

double RdmlDocument::number(const pugi::xml_node& node, std::string_view child) const {
  const pugi::xml_node found = rdml_child(node, child);
  const std::optional<double> value = rdml_float(found.child_value());
  if (!value)
    throw error(found ? found : node,
                fmt::format("expected a number in <{}>, found '{}'", child, found.child_value()));
  return *value;
}

std::optional<double> RdmlDocument::number_if_there(const pugi::xml_node& node,
                                                    std::string_view child) const {
  const pugi::xml_node found = rdml_child(node, child);
  if (rdml_trimmed(found.child_value()).empty())
    return std::nullopt;
  const double value = number(node, child);
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::string_view rdml_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node rdml_child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& child : node.children())
    if (rdml_name(child) == name)
      return child;
  return {};
}

std::vector<pugi::xml_node> rdml_children(const pugi::xml_node& node, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node& child : node.children())
    if (rdml_name(child) == name)
      found.push_back(child);
  return found;
}

std::string rdml_text(const pugi::xml_node& node, std::string_view name) {
  return rdml_child(node, name).child_value();
}

std::string rdml_id(const pugi::xml_node& node) {
  if (const pugi::xml_attribute id = node.attribute("id"))
    return id.value();
  return std::string(rdml_trimmed(node.child_value()));
}

std::string_view rdml_trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos)
    return {};
  return text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

std::string rdml_folded(std::string_view text) {
  return lower_case(std::string(rdml_trimmed(text)));
}

std::optional<double> rdml_float(std::string_view text) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  text = rdml_trimmed(text);
  if (text.starts_with('+'))
    text.remove_prefix(1);
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && stop == text.data() + text.size() && !text.empty())
    return std::isfinite(value) ? value : missing;
  const std::string lower = rdml_folded(text);
  for (const std::string_view none : {"na", "n/a", "nan", "inf", "-inf"})
    if (lower == none)
      return missing;
  return std::nullopt;
}

}  // namespace crossbreak
