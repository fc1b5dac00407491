#include "formats/xml_text.hpp"

#include <new>

namespace crossbreak {
namespace {

constexpr unsigned options = pugi::parse_default | pugi::parse_ws_pcdata_single;

std::string what_is_wrong(const pugi::xml_parse_result& result) {
  if (result.status == pugi::status_out_of_memory)
    throw std::bad_alloc();
  return result ? std::string() : result.description();
}

}  // namespace

std::string load_xml(pugi::xml_document& document, std::string_view xml, pugi::xml_encoding encoding,
                     InputAccount& account, const XmlPlace& place) {
  account.charge_document(xml.size(), count_of_xml_nodes(xml), place.file, place.member);
  return what_is_wrong(document.load_buffer(xml.data(), xml.size(), options, encoding));
}

std::string load_xml_in_place(pugi::xml_document& document, std::string& xml, pugi::xml_encoding encoding,
                              InputAccount& account, const XmlPlace& place) {
  account.charge_document(xml.size(), count_of_xml_nodes(xml), place.file, place.member);
  return what_is_wrong(document.load_buffer_inplace(xml.data(), xml.size(), options, encoding));
}

}  // namespace crossbreak
