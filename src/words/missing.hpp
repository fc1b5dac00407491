// What tables write for a value that is missing.
#pragma once

#include <string_view>

namespace crossbreak {

/// Cells that stand for nothing in many tables; here only where the study says so.
inline constexpr std::string_view usual_words_for_missing[] = {
    "na", "n/a",  "nan", "null",    "none",    "nil",  "-",    "--",   "—",  "/",    ".",   "?",
    "nd", "n.d.", "unk", "unknown", "missing", "未知", "不详", "缺失", "无", "未测", "未做"};

}  // namespace crossbreak
