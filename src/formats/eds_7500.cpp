// A zip; its members under apldbio/sds/ :
//
//   Manifest.mf              software, specification version
//   experiment.xml           instrument, dates, operator, run state
//   plate_setup.xml          samples, targets, tasks, dyes, omitted wells, passive reference
//   tcprotocol.xml           the cycling program: which reads are amplification, which are melt
//   analysis_protocol.xml    threshold and baseline window, per target and as used per well
//   multicomponent_data.txt  the signal of every dye, well and read
//   analysis_result.txt      Ct, Rn and delta Rn of the instrument's software; may be absent
//
// Based on real 7500 Fast v2.3 files; StepOne by description of others who read such files.
#include "formats/eds_7500.hpp"

#include "formats/eds_sds.hpp"

namespace crossbreak {
namespace {

/// The other layouts of .eds stand before this one in the list: what is left is this, or damaged.
bool recognises(const Source& source) {
  return looks_like_zip(source.bytes) && contains_member_name(source.bytes, "apldbio/sds");
}

EdsSignals read_signals(const EdsMember& member, const Plate& plate) {
  return {.signals = read_multicomponent(member, plate), .points = {}, .temperatures_c = {}};
}

Run read(std::span<const Source> sources, const ReadOptions&) {
  return read_eds_sds(sources, {.name = "multicomponent_data.txt", .read = read_signals});
}

}  // namespace

constinit const Format eds_7500{"eds-7500", "experiment file (.eds) of the 7500, 7500 Fast and StepOne",
                                recognises, read};

}  // namespace crossbreak
