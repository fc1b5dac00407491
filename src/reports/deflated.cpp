#include "reports/deflated.hpp"

#include <stdexcept>
#include <zlib.h>

namespace crossbreak {

std::string deflated(std::string_view text) {
  uLongf size = compressBound(text.size());
  std::string bytes(size, '\0');
  // zlib declares its bytes unsigned, and reads the source only.
  const int done = compress2(reinterpret_cast<Bytef*>(bytes.data()), &size,
                             reinterpret_cast<const Bytef*>(text.data()), text.size(), Z_BEST_COMPRESSION);
  if (done != Z_OK)
    throw std::logic_error(std::string("zlib: ") + zError(done));
  bytes.resize(size);
  return bytes;
}

}  // namespace crossbreak
