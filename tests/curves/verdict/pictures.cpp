// Draws the pictures of src/curves/verdict/README.md: simulated curves, what is measured on them, and the
// verdicts on them, all as the program has them.
//
// Usage: crossbreak_verdict_pictures FOLDER            writes them
//        crossbreak_verdict_pictures --check FOLDER    compares them with what it would write; 1 where one
//        differs
#include <array>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "curves/limits.hpp"
#include "curves/verdict/hard_curves.hpp"
#include "curves/verdict/verdict.hpp"

using namespace crossbreak;

namespace {

constexpr int cycles = 40;
constexpr double background = 0.5;
constexpr double plateau = 3;
constexpr double noise = 0.006;

struct Line {
  std::string name;
  std::vector<double> rn;
};

/// A curve whose rise above the background is that of `rise`.
template <typename Rise>
Line line(const std::string& name, unsigned seed, Rise rise) {
  hard_curves::Random random(seed);
  Line made{name, {}};
  for (int c = 1; c <= cycles; ++c)
    made.rn.push_back(background + rise(static_cast<double>(c)) + noise * hard_curves::normal(random));
  return made;
}

double logistic(double cycle, double midpoint, double growth = 1.9) {
  return 1 / (1 + std::exp(-(cycle - midpoint) * std::log(growth)));
}

CurveContext beside_target() {
  CurveContext context;
  context.target = {.plateau = plateau, .start = background, .start_spread = noise};
  return context;
}

/// A plot of 40 cycles, and below it a line of words a curve.
class Picture {
 public:
  Picture(std::string title, double top) : title_(std::move(title)), top_(top) {
    for (int tick = 0; tick <= static_cast<int>(top); ++tick) {
      straight(0, tick, cycles, tick, "grid");
      text(x(0) - 6, y(tick) + 4, "end", std::to_string(tick));
    }
    for (int cycle = 5; cycle <= cycles; cycle += 5)
      text(x(cycle), y(0) + 16, "middle", std::to_string(cycle));
    text(x(cycles / 2.0), y(0) + 32, "middle", "cycle");
    text(8, 18, "start", "Rn");
  }

  void curve(const Line& line, const CurveContext& context) {
    const Verdict verdict = judge(line.rn, measure_shape(line.rn), context);
    const std::string code(code_of(verdict.amplified));
    std::string points;
    for (std::size_t i = 0; i < line.rn.size(); ++i)
      points += fmt::format("{}{:.1f},{:.1f}", i == 0 ? "" : " ", x(static_cast<double>(i + 1)),
                            y(std::min(line.rn[i], top_)));
    const std::string style = fmt::format("c{} {}", curves_, code);
    body_ += fmt::format("<polyline class=\"{}\" points=\"{}\"/>\n", style, points);
    const double row = y(0) + 54 + 18 * curves_;
    body_ += fmt::format("<path class=\"{}\" d=\"M12 {:.0f}h30\"/>\n", style, row - 4);
    text(50, row, "start", fmt::format("{}: {}: {}", line.name, code, verdict.reasons.front().words.en));
    ++curves_;
  }

  void straight(double from, double rn_from, double to, double rn_to, const std::string& name) {
    body_ += fmt::format("<path class=\"{}\" d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\"/>\n", name, x(from),
                         y(rn_from), x(to), y(rn_to));
  }

  void label(double cycle, double rn, const std::string& words) { text(x(cycle), y(rn), "middle", words); }

  std::string svg() const {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 {0}\" width=\"800\" height=\"{0}\" "
        "role=\"img\">\n<title>{1}</title>\n<style>\n"
        "text {{ font: 12px sans-serif; fill: #222 }}\n"
        "path, polyline {{ fill: none; stroke: #555; stroke-width: 1.8 }}\n"
        ".grid {{ stroke: #ddd; stroke-width: 1 }}\n"
        ".mark {{ stroke: #888; stroke-width: 1; stroke-dasharray: 3 3 }}\n"
        ".yes {{ stroke: #1b7837 }}\n.unclear {{ stroke: #b35806 }}\n.no {{ stroke: #4a4a8a }}\n"
        ".c1 {{ stroke-dasharray: 7 3 }}\n.c2 {{ stroke-dasharray: 2 2 }}\n.c3 {{ stroke-dasharray: 9 3 2 3 "
        "}}\n"
        "</style>\n<rect width=\"800\" height=\"{0}\" fill=\"#fff\"/>\n{2}</svg>\n",
        static_cast<int>(y(0)) + 50 + 18 * curves_, title_, body_);
  }

 private:
  static constexpr double left = 40, width = 740, upper = 26, height = 220;

  double x(double cycle) const { return left + width * cycle / cycles; }
  double y(double rn) const { return upper + height * (1 - rn / top_); }

  void text(double at_x, double at_y, const char* anchor, std::string_view words) {
    std::string escaped;
    for (const char c : words)
      escaped += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
    body_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", at_x, at_y, anchor,
                         escaped);
  }

  std::string title_;
  double top_;
  std::string body_;
  int curves_ = 0;
};

std::string measured() {
  Picture picture("What is measured on one curve", 4);
  const Line one =
      line("an amplification", 1, [](double c) { return plateau * logistic(c, 27) + 0.004 * c; });
  const CurveShape shape = measure_shape(one.rn);
  const auto rn = [&](int cycle) { return one.rn[static_cast<std::size_t>(cycle - 1)]; };
  const auto mark = [&](double cycle, double up_to, const std::string& words) {
    picture.straight(cycle, 0, cycle, up_to, "mark");
    picture.label(cycle, up_to + 0.08, words);
  };
  mark(shape.onset, 1.1, "onset");
  mark(shape.steepest - shape.front_cycles, 1.5, "front begins");
  mark(shape.steepest, 2.9, "steepest");
  mark(shape.top, 3.75, "top");
  picture.straight(shape.onset, rn(shape.onset), cycles, rn(shape.onset), "mark");
  picture.straight(shape.top, rn(shape.top) - shape.rise, shape.top, rn(shape.top), "rise");
  picture.label(shape.top + 2, 2, "rise");
  picture.curve(one, {});
  return picture.svg();
}

std::string late() {
  Picture picture("Late rises beside a target whose plateau is 3 Rn", 4);
  picture.straight(0, background + limits::late_share * plateau, cycles,
                   background + limits::late_share * plateau, "mark");
  picture.label(8, background + limits::late_share * plateau + 0.08, "a third of the usual plateau");
  picture.curve(line("positive control", 2, [](double c) { return plateau * logistic(c, 26); }),
                beside_target());
  picture.curve(line("late amplification", 3, [](double c) { return plateau * logistic(c, 37.5); }),
                beside_target());
  picture.curve(line("bend", 4, [](double c) { return 0.03 * std::pow(std::max(c - 31, 0.0), 2); }),
                beside_target());
  picture.curve(line("rounded kink", 5, [](double c) { return 0.35 * std::log1p(std::exp((c - 33) / 1.4)); }),
                beside_target());
  return picture.svg();
}

std::string falling_back() {
  Picture picture("Rises that fall back", 4);
  for (const double kept : {0.85, 0.5, 0.05})
    picture.curve(line(fmt::format("keeps {:.0f} %", 100 * kept), 6,
                       [kept](double c) {
                         return plateau * logistic(c, 22) *
                                (1 - (1 - kept) * std::clamp((c - 28) / 7, 0.0, 1.0));
                       }),
                  beside_target());
  picture.curve(line("bubble", 7, [](double c) { return c >= 30 && c < 33 ? 1.5 : 0.0; }), beside_target());
  return picture.svg();
}

std::string early() {
  Picture picture("Wells that had risen, or whose detector was clipped, before there was a baseline", 5);
  const auto clipped = [](const std::string& name, unsigned seed, double midpoint, double ceiling) {
    Line made = line(name, seed, [=](double c) { return 8 * logistic(c, midpoint); });
    for (double& reading : made.rn)
      reading = std::min(reading, ceiling);
    return made;
  };
  picture.curve(line("saturated at the start", 8, [](double c) { return plateau * logistic(c, -2); }),
                beside_target());
  picture.curve(clipped("clipped in cycle 3", 9, 3, 4), beside_target());
  picture.curve(clipped("clipped in cycle 7, alone", 10, 7, 4.4), {});
  picture.curve(line("empty", 11, [](double) { return 0.0; }), beside_target());
  return picture.svg();
}

std::string sudden() {
  Picture picture("Growth that biology allows, and growth that it does not", 4);
  for (const double growth : {1.9, 2.7, 4.5})
    picture.curve(line(fmt::format("grows {:.1f}-fold a cycle", growth), 12,
                       [growth](double c) { return plateau * logistic(c, 26.4, growth); }),
                  beside_target());
  picture.curve(line("jump", 13, [](double c) { return c >= 15 ? 1.2 : 0.0; }), beside_target());
  return picture.svg();
}

std::string backgrounds() {
  Picture picture("Backgrounds that move", 4);
  picture.curve(line("amplification on a falling start", 14,
                     [](double c) { return std::exp(-c / 5) + 2 * logistic(c, 27); }),
                {});
  picture.curve(line("falling start", 15, [](double c) { return 1.5 * std::exp(-c / 5); }), {});
  picture.curve(line("drift", 16, [](double c) { return 0.03 * c; }), {});
  picture.curve(line("spike", 17, [](double c) { return c == 20 ? 1.5 : 0.0; }), {});
  return picture.svg();
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
  const bool check = argc == 3 && std::string_view(argv[1]) == "--check";
  if (argc != 2 && !check) {
    std::cerr << "usage: crossbreak_verdict_pictures [--check] FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[argc - 1];
  const std::map<std::string, std::string> pictures{
      {"measured.svg", measured()}, {"late.svg", late()},     {"falling_back.svg", falling_back()},
      {"early.svg", early()},       {"sudden.svg", sudden()}, {"backgrounds.svg", backgrounds()}};
  int differing = 0;
  if (!check)
    std::filesystem::create_directories(folder);
  for (const auto& [name, svg] : pictures) {
    if (!check) {
      std::ofstream(folder / name, std::ios::binary) << svg;
    } else if (content_of(folder / name) != svg) {
      std::cerr << (folder / name).string() << ": not what the program draws now\n";
      ++differing;
    }
  }
  if (differing > 0)
    std::cerr << "draw them again with crossbreak_verdict_pictures FOLDER, and look at them\n";
  return differing > 0 ? 1 : 0;
}
