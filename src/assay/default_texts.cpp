#include "assay/default_texts.hpp"

#include "words/labels/patient_texts.hpp"

namespace crossbreak {

std::map<std::string, Words> default_texts() {
  std::map<std::string, Words> texts;
  for (const PatientText& text : patient_texts)
    texts.emplace(text.key, words_of(text.words));
  return texts;
}

}  // namespace crossbreak
