// What a person is asked to do where a result is not plain: each reason names one (reasons.hpp).
#pragma once

#include <cstdint>

#include "words/states.hpp"

namespace crossbreak {

/// From the mildest to what outweighs all others: of several reasons the one that asks for most is told.
enum class Advice : std::uint8_t {
  None,
  Compare,
  Look,
  LookAtControls,
  CompareTests,
  SecondLook,
  CheckRun,
  TestSets,
  RepeatSets,
  RepeatTriplicate,
  RepeatApart,
  RepeatWithControls,
  NewDna,
  Reanalyse,
  RepeatLonger,
};

/// {sets} and {wells} are those that the reason stands on, {why} is the reason itself.
constexpr auto states_of(Advice) {
  return std::to_array<StateEntry<Advice>>(
      {{Advice::None, "none", {"nothing", "无需处理"}},
       {Advice::Compare, "compare", {"Compare by hand: {why}.", "请人工比对：{why}。"}},
       {Advice::Look, "look", {"Look at {wells}: {why}.", "请查看{wells}：{why}。"}},
       {Advice::LookAtControls,
        "look_at_controls",
        {"Look at the controls of {sets}: {why}.", "请查看{sets}的对照：{why}。"}},
       {Advice::CompareTests,
        "compare_tests",
        {"Compare the patient's tests before either is used: {why}.",
         "使用任一结果前，请比对该患者的各次检测：{why}。"}},
       {Advice::SecondLook,
        "second_look",
        {"Have a second person look at {wells}: {why}.", "请第二人复核{wells}：{why}。"}},
       {Advice::CheckRun,
        "check_run",
        {"Check the run before its calls are used: {why}.", "使用判定结果前，请核查本次运行：{why}。"}},
       {Advice::TestSets, "test", {"Test {sets}: {why}.", "请补做{sets}：{why}。"}},
       {Advice::RepeatSets, "repeat", {"Repeat {sets}: {why}.", "请复查{sets}：{why}。"}},
       {Advice::RepeatTriplicate,
        "repeat_in_triplicate",
        {"Repeat {sets} in triplicate: {why}.", "请对{sets}做三复孔复查：{why}。"}},
       {Advice::RepeatApart,
        "repeat_apart",
        {"Repeat {sets} away from strong wells: {why}.", "请远离强阳性孔复查{sets}：{why}。"}},
       {Advice::RepeatWithControls,
        "repeat_with_controls",
        {"Repeat {sets} in triplicate with the controls: {why}.",
         "请将{sets}连同其对照做三复孔复查：{why}。"}},
       {Advice::NewDna,
        "new_dna",
        {"Extract DNA again and repeat {sets}: {why}.", "请重新提取DNA并复查{sets}：{why}。"}},
       {Advice::Reanalyse,
        "reanalyse",
        {"Check the settings of {sets} in the instrument's software and analyse again: {why}.",
         "请在仪器软件中核对{sets}的设置并重新分析：{why}。"}},
       {Advice::RepeatLonger,
        "repeat_with_all_cycles",
        {"Repeat {sets} with all cycles: {why}.", "请以完整循环数复查{sets}：{why}。"}}});
}

/// The sentence of an advice, filled.
inline Words advised(Advice advice, const Words& sets, std::string_view wells, const Words& why) {
  constexpr auto advices = states_of(Advice{});
  return filled(advices[static_cast<std::size_t>(advice)].words,
                {Argument("sets", sets), Argument("wells", wells), Argument("why", why)});
}

}  // namespace crossbreak
