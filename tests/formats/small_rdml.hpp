// RDML of two wells and three cycles as a literal, for tests to bend.
#pragma once

#include <string>

#include "formats/source.hpp"
#include "formats/zip_archive.hpp"

namespace crossbreak {

/// A1: sample P1, D4-7 in FAM (Ct, baseline line, threshold) and ALB in VIC (left out). B1: the NTC.
inline std::string small_rdml() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<rdml version=\"1.1\" xmlns=\"http://www.rdml.org\">\n"
         "<experimenter id=\"li\"><firstName>Li</firstName><lastName>Wei</lastName></experimenter>\n"
         "<dye id=\"FAM\"/><dye id=\"VIC\"/>\n"
         "<sample id=\"P1\"><type>unkn</type></sample>\n"
         "<sample id=\"NTC\"><type>ntc</type></sample>\n"
         "<target id=\"D4-7\"><type>toi</type><dyeId id=\"FAM\"/></target>\n"
         "<target id=\"ALB\"><type>ref</type><dyeId>VIC</dyeId></target>\n"
         "<experiment id=\"Plate 1\"><run id=\"Run001\">\n"
         "<experimenter id=\"li\"/><instrument>sds7500</instrument>\n"
         "<dataCollectionSoftware><name>7500 "
         "Software</name><version>v2.3</version></dataCollectionSoftware>\n"
         "<cqDetectionMethod>automated threshold and baseline settings</cqDetectionMethod>\n"
         "<pcrFormat><rows>8</rows><columns>12</columns><rowLabel>ABC</rowLabel><columnLabel>123</"
         "columnLabel>"
         "</pcrFormat>\n"
         "<runDate>2024-05-06T11:02:33</runDate>\n"
         "<react id=\"1\"><sample id=\"P1\"/>\n"
         "<data><tar id=\"D4-7\"/><cq>2.5</cq><note>see page 3</note>"
         "<adp><cyc>1.0</cyc><fluor>1.25</fluor></adp><adp><cyc>2</cyc><tmp>60</tmp><fluor>1.5</fluor></adp>"
         "<adp><cyc>3</cyc><fluor>2.1234567</fluor></adp>"
         "<bgFluor>1</bgFluor><bgFluorSlp>0.25</bgFluorSlp><quantFluor>0.2</quantFluor></data>\n"
         "<data><tar id=\"ALB\"/><cq>3.0</cq><excl>bubble</excl>"
         "<adp><cyc>1</cyc><fluor>1</fluor></adp><adp><cyc>3</cyc><fluor>2</fluor></adp></data>\n"
         "</react>\n"
         "<react id=\"13\"><sample id=\"NTC\"/>\n"
         "<data><tar id=\"D4-7\"/><cq>-1.0</cq><adp><cyc>1</cyc><fluor>1</fluor></adp>"
         "<adp><cyc>2</cyc><fluor>1</fluor></adp><adp><cyc>3</cyc><fluor>1</fluor></adp></data>\n"
         "</react>\n"
         "</run></experiment></rdml>\n";
}

inline Source rdml_source(const std::string& xml) {
  return {.name = "plate.rdml", .bytes = xml};
}

inline Source zipped_rdml(const std::string& xml, const std::string& member = "rdml_data.xml") {
  const ZipMember whole{.name = member, .bytes = xml};
  return {.name = "plate.rdml", .bytes = write_zip({&whole, 1})};
}

}  // namespace crossbreak
