// The technician's guide: from the instrument's file to a page that waits for its reviewer.
export function technician({ t, ran, block, said, quoted, named, picture, line_with }) {
  const table = ran.call.out;
  const look = table[table.findIndex((line) => line.startsWith("  ! ")) - 1];
  const look_at_it = line_with(table, "24-0105").match(/! .+?(?= {2}|$)/)[0];
  const controls = table.findIndex((line) => line.includes("14"));
  const excerpt = [...table.slice(1, controls - 3), "…", ...table.slice(controls, table.findIndex((line, i) => i > controls + 3 && line === ""))];
  const failed = line_with(ran.invalid.out, "NTC D4-7");
  const invalid = ran.invalid.out[1];
  const title = t("For technicians: after a plate run", "检验技师指南：上机之后");
  return { title, body: `
<header>
<h1>${title}</h1>
<p>${t("crossbreak reads the file of the run, judges controls and curves, and says in words what to do next. What it calls is **preliminary** until " +
        "reviewers have decided and two people have signed.",
        "crossbreak读取上机文件，判断对照与扩增曲线，并用文字写明下一步做什么。审核人作出决定、两人签署之前，其判定均为**初步结果**。")}</p>
</header>
<ol>
<li>${t("Copy the file that the instrument saved, `plate.eds`, into a folder for this run. SDS 1.x: export Results and Delta Rn, and name both files in step 2.",
         "将仪器保存的文件`plate.eds`复制到本次运行的文件夹。SDS 1.x：分别导出Results和Delta Rn，并在第2步写上这两个文件。")}</li>
<li>${t("In a terminal in this folder, type the first line; the program answers with the others:",
         "在该文件夹中打开终端，输入第一行，其余各行是程序的输出：")}
${block([said(ran.call, excerpt)], "wide")}</li>
<li>${t(`Read from the top: is the run valid, did all controls pass, and what stands below “${look}”? Each line there says what to do, and on which sample and wells.`,
         `从上往下看：运行是否有效，对照是否全部合格，“${look}”下列出了什么。每一条都写明做什么、针对哪个样本和哪些孔。`)}</li>
<li>${t("Four files lie beside the run now:", "运行文件旁生成4个文件：")} ${named("plate.calls.xlsx")} ${t("to file,", "供存档；")}
 ${named("plate.review.html")} ${t("for the reviewer,", "供审核人使用；")} ${named("plate.calls.json")} ${t("the record,", "为判定记录；")}
 ${named("plate.calls.csv")} ${t("for scripts. Leave them where they are, and tell the reviewer that the page waits.",
                                     "供脚本读取。文件留在原处，通知审核人可以开始审核。")}</li>
</ol>
<div class="beside" style="--picture: 66mm">
<div>
<h2>${t("When the answer is not plain (exit code: `echo $?`)", "结果不明确时（`echo $?`显示退出码）")}</h2>
<table>
<tr><td>${quoted(invalid)}<br>${t(`exit code ${ran.invalid.code}`, `退出码${ran.invalid.code}`)}</td>
<td>${t("A control failed ((1)). Its line says what to repeat ((2)), and stands on the page too:", "有对照不合格((1))。程序写明需要重做什么((2))，审核页面上也有：")}<br>${quoted(failed)}<br>
${t("Sets that the control does not concern are called.", "不受该对照影响的引物组照常判定。")}</td></tr>
<tr><td>${quoted(look_at_it)}</td>
<td>${t("No error. Do what its sentence says; whether the result is right, the reviewer decides.", "不是错误。按提示操作；结果是否成立由审核人决定。")}</td></tr>
<tr><td>${t("inconclusive, invalid,", "可疑、无效、") + "<br>" + t("incomplete", "检测不全")}</td>
<td>${t("No result. Repeat the sets that its sentence names, with their controls.", "没有结果。按提示将所列引物组连同其对照重做。")}</td></tr>
<tr><td>${t(`exit code ${ran.missing.code}`, `退出码${ran.missing.code}`)}</td>
<td>${t("A file cannot be used, and the message says why:", "文件无法使用，提示信息说明原因：")} ${quoted(ran.missing.err[0])}<br>
${t("`crossbreak inspect plate.eds` shows what is in a file, and each sample's role.", "用`crossbreak inspect plate.eds`查看文件内容及每个样本的角色。")}</td></tr>
<tr><td>${t("a wrong name or role", "名称或角色有误")}</td>
<td>${t("Change nothing in the outputs. Call again with `--plate-map` or `--role`: `crossbreak help call`.",
         "不要改输出文件。用`--plate-map`或`--role`重新判定，见`crossbreak help call`。")}</td></tr>
<tr><td>${t(`exit code ${ran.called_again.code}`, `退出码${ran.called_again.code}`)}</td>
<td>${t("The plate's review has begun, and a new call would replace what was reviewed. Ask the reviewer first.",
         "该板已开始审核，重新判定会覆盖已审核的内容。请先联系审核人。")}</td></tr>
</table>
<h2>${t("The next plate", "下一块板")}</h2>
<p>${t("Once the approver has signed,", "批准人签署后，")} ${named("released/plate.repeats.csv")} ${t("names who is tested again. Call that plate with", "列出需要复检的患者。判定下一块板时输入")}
 ${quoted(ran.repeats.command)}${t(".", "。")}</p>
</div>
<figure>${picture("technician", t("Plate and sentences of the review page of a run with a failed control", "对照不合格的运行：审核页面的孔板与提示"))}
<figcaption>${t("A run whose NTC amplified, on its review page: ((1)) the well, ((2)) what to do.", "无模板对照有扩增的运行，审核页面：((1))该孔，((2))需要做什么。")}</figcaption></figure>
</div>
<div class="not">
<h2>${t("Do not", "禁止")}</h2>
<ul>
<li>${t("tell anybody a result from this table: it is preliminary;", "不得据此表向任何人报告结果：均为初步结果；")}</li>
<li>${t("change threshold, baseline or wells until the call is the expected one;", "不得为得到预期结果而调整阈值、基线或孔；")}</li>
<li>${t("rename, edit or delete files of a called plate;", "不得改名、修改或删除已判定板的文件；")}</li>
<li>${t("read “not detected” as “wild type”: the test sees only the deletions of its panel.", "不得把“未检出”理解为“野生型”：本检测仅针对检测方案所列的缺失。")}</li>
</ul>
</div>` };
}
