// A zip whose members are those of eds_7500.cpp, but for the signals:
//
//   apldbio/sds/multicomponentdata.xml   instead of multicomponent_data.txt
//   apldbio/sds/filterdata.xml           the filters before unmixing: not read
//
// Based on a real QuantStudio 5 file (software 1.5.1, four cycles, no Ct) and on descriptions of others;
// parity of whole runs rests on QuantStudio's and ViiA 7's exports, which the same software computes.
#include "formats/eds_quantstudio.hpp"

#include "formats/eds_multicomponent_xml.hpp"
#include "formats/eds_sds.hpp"

namespace crossbreak {
namespace {

bool recognises(const Source& source) {
  return looks_like_zip(source.bytes) &&
         (contains_member_name(source.bytes, "apldbio/sds/multicomponentdata.xml") ||
          contains_member_name(source.bytes, "apldbio/sds/filterdata.xml") ||
          contains_member_name(source.bytes, "apldbio/sds/quant/"));
}

Run read(std::span<const Source> sources, const ReadOptions&) {
  return read_eds_sds(sources, {.name = "multicomponentdata.xml", .read = read_multicomponent_xml});
}

}  // namespace

constinit const Format eds_quantstudio{
    "eds-quantstudio", "experiment file (.eds) of QuantStudio 3 to 7 Flex and ViiA 7", recognises, read};

}  // namespace crossbreak
