// A profile as it was written when each held all titles and flags itself: laboratories have such files.
#pragma once

#include <string>

namespace crossbreak {

inline const std::string whole_profile = R"toml(# Applied Biosystems 7500, 96-well block.
# README.md beside this file explains every key.

[profile]
id = "abi7500"
version = "1.0.0"
name = "Applied Biosystems 7500"
source = "real SDS v1.3.1 export; 7500 Software v2.x by the 7500 Fast, which shares its software and layouts"

[plate]
rows = 8
columns = 12

[dyes]
names = ["FAM", "SYBR", "VIC", "JOE", "HEX", "TET", "NED", "TAMRA", "CY3", "ROX", "TEXAS RED", "CY5"]
passive_reference = "ROX"

# How files name the instrument.
[identity]
type_ids = ["sds7500"]
type_names = ["Applied Biosystems 7500 Real Time PCR System", "Applied Biosystems 7500 Real-Time PCR System", "Applied Biosystems 7500", "7500 System"]
block_types = ["96alum"]

# Ct rules by software; the first that matches is used.
[[software]]
versions = "7500 Software 2.x"
match = "7500 Software v2"
ct = "cubic"
automatic = "abi7500-v2"
implied_by_ids = true
source = "recovered from files: 613 of 613 Ct within 1.3e-5 cycles, 425 of 425 automatic windows; real 7500 Fast files v2.0 and v2.3 among them"

[[software]]
versions = "SDS 1.x"
match = "SDS v1"
ct = "linear"
automatic = "own"
implied_by_ids = false
source = "real SDS v1.3.1 export of a 7500: 84 of 84 Ct within its two decimals; its automatic rules are not known"

# Titles of columns in exports, by field. Compared without regard to case, width and blanks; "Cт" has a
# Cyrillic т, "CÑ‚" is the same after a wrong encoding.
[columns]
well = ["Well"]
well_position = ["Well Position"]
sample = ["Sample Name", "Sample"]
target = ["Target Name", "Target", "Detector", "Detector Name"]
task = ["Task"]
reporter = ["Reporter", "Reporter Dye"]
quencher = ["Quencher"]
quantity = ["Quantity", "Qty"]
quantity_mean = ["Quantity Mean", "Mean Qty"]
quantity_sd = ["Quantity SD", "StdDev Qty"]
comments = ["Comments"]
omit = ["Omit"]
ct = ["Cт", "Ct", "Cq", "CÑ‚"]
ct_mean = ["Cт Mean", "Ct Mean", "Cq Mean", "CÑ‚ Mean", "Mean Ct"]
ct_sd = ["Cт SD", "Ct SD", "Cq SD", "CÑ‚ SD", "StdDev Ct"]
threshold = ["Ct Threshold", "Cт Threshold", "Cq Threshold", "CÑ‚ Threshold", "Threshold"]
automatic_threshold = ["Automatic Ct Threshold", "Auto Threshold", "Auto Ct Threshold", "Automatic Cт Threshold", "Automatic Cq Threshold", "Automatic CÑ‚ Threshold"]
automatic_baseline = ["Automatic Baseline", "Auto Baseline"]
baseline_start = ["Baseline Start"]
baseline_end = ["Baseline End", "Baseline Stop"]
amp_status = ["Amp Status"]
cycle = ["Cycle", "Cycle Number"]
rn = ["Rn"]
delta_rn = ["ΔRn", "Delta Rn", "dRn", "Î”Rn"]
reading = ["Reading"]
temperature = ["Temperature"]
fluorescence = ["Fluorescence"]

# Quality flags of the software, by column title, and what they mean.
[qc_flags.AMPNC]
en = "Amplification in a negative control"
zh = "阴性对照出现扩增"

[qc_flags.BADROX]
en = "Bad passive reference signal"
zh = "参比染料信号异常"

[qc_flags.BLFAIL]
en = "The baseline algorithm failed"
zh = "基线算法失败"

[qc_flags.CTFAIL]
en = "The Ct algorithm failed"
zh = "Ct算法失败"

[qc_flags.EXPFAIL]
en = "The algorithm found no exponential phase"
zh = "未找到指数扩增期"

[qc_flags.HIGHSD]
en = "High standard deviation among replicates"
zh = "复孔标准差过大"

[qc_flags.MTP]
en = "More than one peak in the melt curve"
zh = "熔解曲线出现多个峰"

[qc_flags.NOAMP]
en = "No amplification"
zh = "无扩增"

[qc_flags.NOISE]
en = "More noise than other wells of the plate"
zh = "噪声高于本板其他孔"

[qc_flags.NOSIGNAL]
en = "No signal in the well"
zh = "孔内无信号"

[qc_flags.OFFSCALE]
en = "Fluorescence is off the detector's scale"
zh = "荧光超出检测范围"

[qc_flags.OUTLIERRG]
en = "Outlier among replicates"
zh = "复孔中的离群值"

[qc_flags.SPIKE]
en = "Spikes in the curve"
zh = "扩增曲线有尖峰"

[qc_flags.THOLDFAIL]
en = "The threshold algorithm failed"
zh = "阈值算法失败"
)toml";

}  // namespace crossbreak
