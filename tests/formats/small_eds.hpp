// A plate of 2 x 3 wells, two cycles and one melt read as literals, for tests to bend.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "formats/source.hpp"
#include "formats/zip_archive.hpp"

namespace crossbreak {

using Members = std::map<std::string, std::string>;

/// A1: sample P1, D4-7 in FAM and ALB in VIC. A2: NTC, D4-7 omitted. Others unused.
inline Members small_eds_members() {
  const std::string head = "apldbio/sds/";
  Members members;
  members[head + "Manifest.mf"] =
      "Manifest-Version: 1.0\r\nImplementation-Version: 7500 Software v2.3\r\nSpecification-Version: "
      "1.1.1\r\n\r\n";
  members[head + "experiment.xml"] =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Experiment><Name>Plate 1</Name><Operator>Li</Operator>"
      "<RunState>COMPLETE</RunState><RunStartTime>1194659214000</RunStartTime><RunEndTime>1194664259000</"
      "RunEndTime>"
      "<Type><Id>Std</Id><Name>Standard Curve</Name></Type><ChemistryType>TAQMAN</ChemistryType>"
      "<InstrumentTypeId>sds7500</InstrumentTypeId></Experiment>";
  members[head + "plate_setup.xml"] =
      "<Plate><BarCode>B77</BarCode><Rows>2</Rows><Columns>3</Columns>"
      "<FeatureMap><Feature><Id>sample</Id></Feature>"
      "<FeatureValue><Index>0</Index><FeatureItem><Sample><Name>P1</Name></Sample></FeatureItem></"
      "FeatureValue>"
      "<FeatureValue><Index>1</Index><FeatureItem><Sample><Name>NTC</Name></Sample></FeatureItem></"
      "FeatureValue>"
      "</FeatureMap><FeatureMap><Feature><Id>detector-task</Id></Feature>"
      "<FeatureValue><Index>0</Index><FeatureItem><DetectorTaskList>"
      "<DetectorTask><Task>STANDARD</Task><Concentration>10.0</Concentration>"
      "<Detector><Name>D4-7</Name><Reporter>FAM</Reporter><Quencher>TAMRA</Quencher></Detector></"
      "DetectorTask>"
      "<DetectorTask><Task>UNKNOWN</Task><Concentration>1.0</Concentration>"
      "<Detector><Name>ALB</Name><Reporter>VIC</Reporter><Quencher>None</Quencher></Detector></DetectorTask>"
      "</DetectorTaskList></FeatureItem></FeatureValue>"
      "<FeatureValue><Index>1</Index><FeatureItem><DetectorTaskList>"
      "<DetectorTask><Task>NTC</Task><Concentration>1.0</Concentration>"
      "<Detector><Name>D4-7</Name><Reporter>FAM</Reporter><Quencher>TAMRA</Quencher></Detector></"
      "DetectorTask>"
      "</DetectorTaskList></FeatureItem></FeatureValue></FeatureMap>"
      "<Wells><Well><Index>0</Index><IsOmit>false</IsOmit></Well><Well><Index>1</Index><IsOmit>true</"
      "IsOmit></Well>"
      "</Wells><PassiveReferenceDye>ROX</PassiveReferenceDye></Plate>";
  members[head + "tcprotocol.xml"] =
      "<TCProtocol><TCStage><StageFlag>PRE_CYCLING</StageFlag><NumOfRepetitions>1</NumOfRepetitions>"
      "<TCStep><CollectionFlag>0</CollectionFlag><Temperature>95.0</Temperature><HoldTime>600</HoldTime></"
      "TCStep>"
      "</TCStage><TCStage><StageFlag>CYCLING</StageFlag><NumOfRepetitions>2</NumOfRepetitions>"
      "<TCStep><CollectionFlag>0</CollectionFlag><Temperature>95.0</Temperature><HoldTime>15</HoldTime></"
      "TCStep>"
      "<TCStep><CollectionFlag>1</CollectionFlag><Temperature>60.0</Temperature><HoldTime>60</HoldTime></"
      "TCStep>"
      "</TCStage><TCStage><StageFlag>MELT</StageFlag><NumOfRepetitions>1</NumOfRepetitions>"
      "<TCStep><CollectionFlag>1</CollectionFlag><Temperature>95.0</Temperature><HoldTime>15</HoldTime></"
      "TCStep>"
      "</TCStage></TCProtocol>";
  const auto value = [](const std::string& name, const std::string& text) {
    return "<JaxbSettingValue><Name>" + name + "</Name><JaxbValueItem><V>" + text +
           "</V></JaxbValueItem></JaxbSettingValue>";
  };
  const std::string detector =
      "<JaxbAnalysisSettings><Type>com.apldbio.sds.platform.analysis.IDetectorSettings</Type>";
  const std::string well =
      "<JaxbAnalysisSettings><Type>com.apldbio.sds.platform.analysis.IWellSettings</Type>";
  members[head + "analysis_protocol.xml"] =
      "<JaxbAnalysisProtocol>" + detector + value("ObjectName", "AnalysisProtocol.DEFAULT_SETTINGS") +
      value("Threshold", "0.2") + "</JaxbAnalysisSettings>" + detector + value("ObjectName", "D4-7") +
      value("Threshold", "0.6053519973507173") + value("AutoCt", "true") + value("AutoBaseline", "true") +
      value("BaselineStart", "3") + value("BaselineStop", "15") + "</JaxbAnalysisSettings>" + well +
      value("ObjectName", "D4-7") + value("WellIndex", "0") + value("BaselineStart", "1") +
      value("BaselineStop", "2") + value("UseDetectorDefaults", "true") + "</JaxbAnalysisSettings>" +
      detector + value("ObjectName", "ALB") + value("Threshold", "0.1") + value("AutoCt", "false") +
      value("AutoBaseline", "false") + value("BaselineStart", "1") + value("BaselineStop", "1") +
      "</JaxbAnalysisSettings></JaxbAnalysisProtocol>";
  // Four filters. A1 has three dyes, so that one summary triple is glued in front of the next record.
  members[head + "multicomponent_data.txt"] =
      "StepOne v2.0 MulticomponentData\r\n\r\nWELL\tCYCLE\tDYE LIST\tMSE\tSIGNAL DATA\tPURE_DYE_DATA\r\n"
      "0\t0\tFAM\t66.1\t842270.7\t1.0\r\n\t\t\t\t\t6.2E-4\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "0\t0\tVIC\t66.1\t50.5\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "0\t0\tROX\t66.1\t363171.06\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "0\t0\t66.1\t0\t1\tFAM\t67.0\t8.5E5\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "0\t1\tVIC\t67.0\t51.5\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "0\t1\tROX\t67.0\t363172.0\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "0\t1\t67.0\t0\t2\tFAM\tNaN\t7.0\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "0\t2\tVIC\t67.0\t8.0\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "0\t2\tROX\t67.0\t9.0\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "0\t2\t67.0\t1\t0\tFAM\t12.0\t100.0\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "1\t0\tROX\t12.0\t200.0\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "1\t0\t12.0\t1\t0\t12.0\t1\t1\tFAM\t12.0\t101.0\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0."
      "0\r\n"
      "1\t1\tROX\t12.0\t201.0\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "1\t1\t12.0\t1\t1\t12.0\t1\t2\tFAM\t12.0\t102.0\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0."
      "0\r\n"
      "1\t2\tROX\t12.0\t202.0\t1.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n\t\t\t\t\t0.0\r\n"
      "1\t2\t12.0\t1\t2\t12.0\t2\t0\t0.0\t2\t0\t0.0\t2\t0\tInfinity\t2\t0\tNaN\t2\t1\t0.0\t5\t2\t0.0\t";
  members[head + "analysis_result.txt"] =
      "Session Name\t\r\nWell\tSample Name\tDetector\tTask\tCt\tAvg Ct\tCt SD\tDelta Ct\tQty\tAvg Qty\tQty "
      "SD\r\n"
      "0\tP1\tD4-7\tSTANDARD\t1.25\t1.5\t0.125\t\t10.0\t\t\r\n"
      "Rn values\t2.25\t2.5\r\nDelta Rn values\t-1.0E-4\t0.5\r\n"
      "1\tNTC\tD4-7\tNTC\t2.0\t\t\t\t\t\t\r\nDDCT Values\t1\t\tNTC\tD4-7\r\n";
  return members;
}

inline Source eds_source(const Members& members) {
  std::vector<ZipMember> list;
  for (const auto& [name, bytes] : members)
    list.push_back({.name = name, .bytes = bytes});
  return {.name = "plate.eds", .bytes = write_zip(list)};
}

}  // namespace crossbreak
