// What one input may ask of the machine that reads it: all limits of that kind, in one place.
#pragma once

#include <cstddef>
#include <cstdint>

namespace crossbreak {

/// Arbitrary choices, each above a block of 384 wells with six dyes and 50 cycles and far above the largest
/// real file known (5 MB inflated, 220 members, 290,000 tags), and together low enough that a file of 10 MB
/// is read or refused within 512 MB of address space. They count for one input, whatever it is made of: a
/// limit of each member alone would let a thousand members through.
struct InputLimits {
  std::uint64_t members = 20'000;           ///< of a zip
  std::uint64_t part_bytes = 64ULL << 20U;  ///< of one member, inflated, or of a document of XML or JSON
  std::uint64_t inflated_bytes =
      128ULL << 20U;  ///< of all members, and of all that are read, each as often as it is
  std::uint64_t expansion =
      200;  ///< a zip that inflates to more than this many times its size is refused ...
  std::uint64_t expansion_free_bytes = 32ULL << 20U;  ///< ... unless it stays within this many bytes
  std::uint64_t part_elements = 2'500'000;      ///< elements, attributes and texts, or values, of a document
  std::uint64_t elements = 8'000'000;           ///< the same of all documents, each as often as it is read
  std::uint64_t elements_of_runs = 40'000'000;  ///< times the runs of a file that holds several
  std::uint64_t cells = 4'000'000;              ///< of all sheets, gaps within rows included
  std::uint64_t cells_of_a_row = 3;             ///< a row by itself counts for so many: that is its memory
  std::uint64_t text_bytes = 32ULL << 20U;  ///< of a workbook's cells and of names, as often as each is used
  std::uint64_t parts = 1'000;              ///< sheets of a workbook, and links between its parts
  std::uint64_t curves = 24'576;            ///< wells x targets: 384 wells of 64
  std::uint64_t readings = 2'000'000;       ///< wells x targets x cycles, of all signals
  std::uint64_t plate_map_rows = 10'000;    ///< of a list or of grids
  std::uint64_t issues = 5'000;  ///< that a tidy table tells of its run: two of each reaction of a 384
  std::uint64_t text_bytes_of_issue = 256;  ///< an issue by itself, in each sample that it reaches, counts
                                            ///< for so many bytes of text: that is its memory
};

/// Of any file as it lies on the disk, a folder of plates in one record included.
inline constexpr std::uint64_t most_file_bytes = 128ULL << 20U;

/// Of a panel, a profile, the laboratory's settings or a study; the largest of ours has 13 kB.
inline constexpr std::size_t most_toml_bytes = 4U << 20U;

/// Of a panel: bases of an oligo (a primer has some 20, a long probe 60), and how many oligos and sets. Each
/// end of an oligo is compared with all oligos of its set. Arbitrary.
inline constexpr std::size_t most_oligo_bases = 200;
inline constexpr std::size_t most_oligos = 128;
inline constexpr std::size_t most_sets = 64;

/// Of a study: each endpoint has tables and curves of each variable, and each model fits its own; and of the
/// words that say yes, that say no or that say nothing. Arbitrary.
inline constexpr std::size_t most_variables = 200;
inline constexpr std::size_t most_endpoints = 100;
inline constexpr std::size_t most_models = 100;
inline constexpr std::size_t most_words = 1'000;

/// Bytes of a name or a line that people write: of a sample or target in a run, a plate map or a record, and
/// in TOML. Tables repeat it, and are as wide as it. Arbitrary, far above any: a name of 32 Chinese
/// characters has 96.
inline constexpr std::size_t most_name_bytes = 10'000;

/// Bytes of a run's extraction batches and lots together: each row of what is released repeats them.
/// Arbitrary, some hundred lots.
inline constexpr std::size_t most_lot_bytes = 20'000;

/// Of a review file: that of a whole plate has some hundred events of half a kilobyte.
inline constexpr std::size_t most_review_bytes = 16U << 20U;

/// Of a reviewed record: each signature is of the whole of it, as it was then. Arbitrary; two people sign, or
/// as many as decided and one more.
inline constexpr std::size_t most_signatures_of_record = 100;

/// Dyes read in one well; instruments have six filters.
inline constexpr std::size_t most_dyes_of_well = 16;

/// Targets of one well.
inline constexpr std::size_t most_targets_of_well = 64;

/// Values of JSON within one another.
inline constexpr std::uint64_t most_levels = 64;

}  // namespace crossbreak
