// Tables of results that SDS 2.x, the software of the 7900HT, exports as text.
#pragma once

#include "formats/format.hpp"

namespace crossbreak {

/// Results alone: wells, samples, detectors, tasks, Ct, and of absolute quantification thresholds and
/// windows. No export of curves of SDS 2.x has been seen; a run of it has the issue "curves_missing". Each
/// plate of a study is a run. Lines below the table are passed over and named.
extern const Format sds2_export;

}  // namespace crossbreak
