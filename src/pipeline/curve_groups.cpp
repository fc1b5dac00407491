#include "pipeline/curve_groups.hpp"

#include <set>
#include <vector>

#include "formats/delimited_text.hpp"
#include "formats/text_encoding.hpp"
#include "run/nearest.hpp"

namespace crossbreak {

CurveGroups read_curve_groups(const Source& source) {
  const DecodedText text = decode_text(source, "UTF-8");
  const std::vector<SheetRow> rows = split_rows(source.name, text.text, ',');
  if (rows.empty() || rows[0].cells.size() != 2 || text_at(rows[0], 0) != "curve" ||
      text_at(rows[0], 1) != "target")
    throw FormatError(source.name, 1,
                      "expected the header 'curve,target', found '" +
                          text.text.substr(0, text.text.find_first_of("\r\n")) + "'");
  CurveGroups groups{.name = source.name, .target_of = {}};
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (is_blank(rows[i]))
      continue;
    const std::string curve(text_at(rows[i], 0));
    const std::string target(text_at(rows[i], 1));
    if (rows[i].cells.size() != 2 || curve.empty() || target.empty())
      throw FormatError(source.name, rows[i].line, "expected a curve and its target");
    if (!groups.target_of.emplace(curve, target).second)
      throw FormatError(source.name, rows[i].line, "curve '" + curve + "' stands here a second time");
  }
  return groups;
}

void apply_curve_groups(const CurveGroups& groups, Run& run) {
  if (groups.name.empty())
    return;
  std::vector<std::string> curves;
  for (Reaction& reaction : run.reactions) {
    const auto found = groups.target_of.find(reaction.sample);
    if (found == groups.target_of.end())
      throw FormatError(groups.name, "expected a target for every curve of " + source_name(run) +
                                         ", found none for '" + reaction.sample + "'");
    reaction.target = found->second;
    curves.push_back(reaction.sample);
  }
  const std::set<std::string> known(curves.begin(), curves.end());
  for (const auto& [curve, target] : groups.target_of)
    if (!known.contains(curve)) {
      const auto nearest = nearest_name(curve, curves);
      throw FormatError(groups.name, source_name(run) + " has no curve '" + curve + "'" +
                                         (nearest ? ", did you mean '" + *nearest + "'?" : ""));
    }
}

}  // namespace crossbreak
