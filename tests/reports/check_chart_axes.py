"""Every axis of every chart has a length, and curves stay inside where none counts: Excel repairs such a file else.

usage: check_chart_axes.py WRITE_EXAMPLE

WRITE_EXAMPLE is crossbreak_write_example.
"""
import io
import json
import subprocess
import sys
import unittest

import openpyxl

program = sys.argv[1]


def written(report, output):
    return subprocess.run([program, report, output], check=True, capture_output=True).stdout


def charts_of(report):
    return openpyxl.load_workbook(io.BytesIO(written(report, "xlsx")))["Curves"]._charts


class ChartAxes(unittest.TestCase):
    def check_lengths(self, charts):
        self.assertEqual(len(charts), 10)
        for chart in charts:
            self.assertGreater(chart.x_axis.scaling.max, chart.x_axis.scaling.min)
            vertical = chart.y_axis.scaling
            if vertical.max is not None and vertical.min is not None:
                self.assertGreater(vertical.max, vertical.min)

    def test_where_all_wells_of_a_set_were_left_out_its_axes_hold_them(self):
        charts = charts_of("left-out-set")
        self.check_lengths(charts)
        record = json.loads(written("left-out-set", "record"))
        out = [well for well in record["wells"] if well["state"] == "left_out"]
        self.assertEqual(len(out), 24)
        for chart in charts[:2]:
            self.assertEqual(len(chart.series), len(out))
            self.assertIsNone(chart.y_axis.scaling.max)

    def test_where_no_well_has_a_reading_the_axes_are_empty_but_there(self):
        charts = charts_of("no-readings")
        self.check_lengths(charts)
        wells = json.loads(written("no-readings", "record"))["wells"]
        self.assertEqual(sum(len(chart.series) for chart in charts), 2 * len(wells))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
