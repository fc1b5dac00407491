# A table that `crossbreak convert RUN -o FILE.csv` wrote, in pandas: python3 read_tidy.py FILE.csv
import sys

import pandas as pd

# Names stay text ("00123", "NA"); an empty cell is a missing value.
TEXTS = ["source", "well", "sample", "target", "task", "reporter_dye", "passive_dye", "quencher", "comments"]
table = pd.read_csv(sys.argv[1], dtype={name: "string" for name in TEXTS}, keep_default_na=False, na_values=[""],
                    float_precision="round_trip", low_memory=False)
if not (table["schema"] == "crossbreak/tidy/1").all():
    sys.exit("expected a tidy table of crossbreak (crossbreak/tidy/1)")
for name in TEXTS:  # the apostrophe that keeps a spreadsheet from running a name such as =1+1
    table[name] = table[name].str.replace(r"^'(?=['\ufeff]*[=+\-@\t\r\n＝＋－＠])", "", regex=True)

for (well, target), curve in table.groupby(["well", "target"], sort=False, dropna=False):
    first = curve.iloc[0]
    ct = "" if pd.isna(first["ct"]) else repr(float(first["ct"]))
    last = curve["delta_rn"].dropna()
    print(well, first["sample"], target, first["amplified"], ct, "" if last.empty else repr(float(last.iloc[-1])),
          sep="\t")
