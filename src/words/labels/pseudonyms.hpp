// What stands at the head of reports whose samples have pseudonyms.
#pragma once

#include "words/sentence.hpp"

namespace crossbreak {

inline constexpr Label pseudonyms_label = {"Samples have pseudonyms (key {key}); cannot be released",
                                           "样本名已替换为假名（密钥{key}）；不能发布"};

}  // namespace crossbreak
