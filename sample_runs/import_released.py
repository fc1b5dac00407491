# Import of RUN.released.csv into a laboratory's information system: what a final record released, and what an
# amended one takes back.
import csv
import re
import sys

with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    for row in csv.DictReader(file):
        if row["schema"].startswith("crossbreak/released-csv/") and row["status"] in ("final", "amended"):
            if row["row"] != "control" and (row["outcome"] == "released" or row["replaces"]):
                result = row["result"] if row["outcome"] == "released" else "withdrawn"
                sample, code = (re.sub(r"^'(?=['\ufeff]*[=+\-@\t\r\n＝＋－＠])", "", row[k]) for k in ("sample", "set_code"))
                print(sample, row["repeat"], code or "overall", result, row["ct_mean"], sep="\t")
