#!/usr/bin/env python3
"""same_outputs.py finds what differs, and passes over what may. Two made-up programs stand for the real ones."""
import json
import pathlib
import subprocess
import sys
import tempfile

SCRIPT = pathlib.Path(__file__).with_name("same_outputs.py")

# What `call` of the made-up program writes, and what the others print.
PROGRAM = '''#!/bin/sh
case "$1" in
  --version) echo "crossbreak VERSION" ;;
  call)
    mkdir "$4"
    echo 'RECORD' >"$4/run.calls.json"
    echo 'PAGE' >"$4/run.review.html"
    printf 'sample,ct_mean,panel_version\\nP1,24.5,VERSION\\n' >"$4/run.calls.csv"
    echo "P1 24.5, crossbreak VERSION" ;;
  *) echo "$1 P1" ;;
esac
'''


def program(folder, name, version="0.1.0", ct=24.5, asymmetry=True, script="draw()", words="Call: deletion", edit=None):
    fit = {"lower": 1.5, "asymmetry": 1, "residual_sd": 0.25}
    if not asymmetry:
        del fit["asymmetry"]
    record = {"schema": "crossbreak/calls/" + version[2], "tool": {"name": "crossbreak", "version": version},
              "panel": {"id": "ikzf1", "version": version, "sha256": version * 5}, "profile": None,
              "patients": [{"sample": "P1"}], "controls": [], "wells": [{"ct": ct}], "curves": [{"fit": fit}]}
    data = {"record_sha256": version, "wells": {"lines": [0]}, "traces": {"lengths": [1], "values": "AAAAAA=="}}
    page = (f'<html><p>{words}, ikzf1 {version}</p><script type="application/json" id="report">{json.dumps(data)}'
            f'</script><script>{script}</script></html>')
    text = PROGRAM.replace("RECORD", json.dumps(record)).replace("PAGE", page).replace("VERSION", version)
    path = folder / name
    path.write_text(edit(text) if edit else text)
    path.chmod(0o755)
    return path


def compare(*arguments):
    return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True)


def main():
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        run = folder / "run.eds"
        run.write_text("readings")
        base = program(folder, "base")

        may_differ = program(folder, "later", version="0.2.0", asymmetry=False, script="draw(anew)")
        result = compare(base, may_differ, run)
        assert result.returncode == 0, result
        assert result.stdout.endswith("all the same\n"), result.stdout

        kept = folder / "kept"
        for options in ({"ct": 24.51}, {"words": "Call: not detected"},
                        {"edit": lambda text: text.replace("P1,24.5,", "P1,24.6,")},
                        {"edit": lambda text: text + "exit 4\n"}):
            result = compare(base, program(folder, "other", **options), run, "--keep", kept)
            assert result.returncode == 1, (options, result)
        place = "run.eds: en/run.calls.json: wells[0].ct"
        result = compare(base, program(folder, "other", ct=24.51), run, "--keep", kept)
        assert f"{place}: '24.5' -> '24.51'\n" in result.stdout, result.stdout
        # Kept outputs are those of the same program only.
        result = compare(program(folder, "base", ct=24.51), program(folder, "other", ct=24.51), run, "--keep", kept)
        assert result.returncode == 0, result

        (folder / "empty").mkdir()
        result = compare(base, base, folder / "empty")
        assert result.returncode == 1, result
        assert result.stdout.endswith("0 outputs of 0 cases compared: all the same\n"), result.stdout
    print("a changed Ct, word, cell and exit code are found; versions, asymmetry and script are passed over")


if __name__ == "__main__":
    main()
