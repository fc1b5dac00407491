#include "reports/metadata_words.hpp"

#include "words/labels/metadata.hpp"

namespace crossbreak {

Words lot_in_words(const Lot& lot) {
  if (lot.expiry.empty())
    return filled(metadata_labels.lot, field<"name">(lot.name), field<"lot">(lot.lot));
  return filled(metadata_labels.lot_with_expiry, field<"name">(lot.name), field<"lot">(lot.lot),
                field<"expiry">(lot.expiry));
}

}  // namespace crossbreak
