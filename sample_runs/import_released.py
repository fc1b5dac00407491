# Import of RUN.released.csv into a laboratory's information system: only what a final record released.
import csv
import sys

with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    for row in csv.DictReader(file):
        if row["schema"].startswith("crossbreak/released-csv/") and row["status"] in ("final", "amended"):
            if row["row"] != "control" and row["outcome"] == "released":
                sample = row["sample"][1:] if row["sample"].startswith("'") else row["sample"]
                print(sample, row["set_code"] or "overall", row["result"], row["ct_mean"], sep="\t")
