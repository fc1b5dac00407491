# A table that `crossbreak convert RUN -o FILE.csv` wrote, in R: Rscript read_tidy.R FILE.csv
file <- commandArgs(trailingOnly = TRUE)[1]

# Names stay text ("00123", "NA"); an empty cell is a missing value.
texts <- c("schema", "source", "well", "sample", "target", "task", "reporter_dye", "passive_dye", "quencher",
           "comments", "amplified", "ct_status")
titles <- names(read.csv(file, nrows = 1, check.names = FALSE, encoding = "UTF-8"))
classes <- ifelse(titles %in% texts, "character", NA)
table <- read.csv(file, colClasses = classes, na.strings = "", check.names = FALSE, encoding = "UTF-8")
if (!all(table$schema == "crossbreak/tidy/1")) stop("expected a tidy table of crossbreak (crossbreak/tidy/1)")
for (name in texts) {  # the apostrophe that keeps a spreadsheet from running a name such as =1+1
  table[[name]] <- sub("^'(?=(?:'|\uFEFF)*(?:[=+\\-@\t\r\n]|\uFF1D|\uFF0B|\uFF0D|\uFF20))", "", table[[name]], perl = TRUE)
}

key <- paste(table$well, table$target, sep = "\r")
for (rows in split(seq_len(nrow(table)), factor(key, levels = unique(key)))) {
  curve <- table[rows, ]
  shown <- function(number) if (length(number) == 0 || is.na(number)) "" else sprintf("%.17g", number)
  values <- curve$delta_rn[!is.na(curve$delta_rn)]
  cat(curve$well[1], curve$sample[1], curve$target[1], curve$amplified[1], shown(curve$ct[1]),
      shown(tail(values, 1)), sep = "\t")
  cat("\n")
}
